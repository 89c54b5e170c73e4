"""Advanced search: a form made from the schemas, which writes a query and leads to its results."""

from collections.abc import Iterator
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.metadata.item_types import RECORD_TYPES
from archive.search.composing import LONGEST, WAYS, Composed, Composition, Line, composed
from archive.search.facets import Facet
from archive.search.fields import COLLECTION, TYPE
from archive.search.searching import Question, search
from archive.web import asking, current
from archive.web.field_choices import Group, choices
from archive.web.page import Page

FEWEST_LINES, MORE_LINES, MOST_LINES = 3, 3, 24
OFFERED = ("language", COLLECTION)  # facets chosen from, beside the type

bp = Blueprint("advanced", __name__)
PAGE = Page(name="advanced", blueprint=bp)


@bp.get("/search/advanced")
def index() -> ResponseReturnValue:
    """Show the form; if it was sent, lead to the results of the query it means."""
    form = _form()
    found = composed(form)
    sent = "search" in request.args
    if sent and not found.problems:
        return redirect(_results(found.query))
    return render_template(
        "advanced.html",
        lines=_lines(form),
        form=form,
        problems=_problems(found) if sent else {},
        groups=_groups(form),
        ways=WAYS,
        types=list(RECORD_TYPES),
        chosen=_chosen(),
        facets=_facets(),
        value_label=asking.value_label,
        longest=LONGEST,
    )


def _form() -> Composition:
    given = zip(*(request.args.getlist(name) for name in ("field", "way", "value")), strict=False)
    return Composition(
        lines=tuple(Line(*each) for each in given)[:MOST_LINES],
        first=request.args.get("from", "")[:LONGEST],
        last=request.args.get("to", "")[:LONGEST],
        inside=request.args.get("dates") == "inside",
    )


def _lines(form: Composition) -> list[Line]:
    """Return the lines to show: those that were there, and some that are empty."""
    wanted = max(FEWEST_LINES, len(form.lines) + (MORE_LINES if "more" in request.args else 0))
    empty = [Line("", "all")] * (min(wanted, MOST_LINES) - len(form.lines))
    return [*form.lines, *empty]


def _groups(form: Composition) -> tuple[Group, ...]:
    """Return the fields of the types that were chosen; all, if a line asks another."""
    some = choices([name for name in request.args.getlist(TYPE) if name in RECORD_TYPES])
    offered = {choice.name for group in some for choice in group.choices}
    return some if all(line.field in offered or not line.field for line in form.lines) else choices()


def _chosen() -> dict[str, list[str]]:
    return {name: list(dict.fromkeys(request.args.getlist(name))) for name in (TYPE, *OFFERED)}


def _results(query: str) -> str:
    given = {"q": [query], **_chosen()}
    asked = urlencode({name: values for name, values in given.items() if any(values)}, doseq=True)
    return f"{url_for('search.index')}?{asked}"


def _problems(found: Composed) -> dict[str, str]:
    """Return what could not be read, by the name of its place in the form."""
    return {each.field: each.reason.render(current.translate()) for each in found.problems}


def _facets() -> Iterator[Facet]:
    """Yield the facets that are offered, with the values that this reader's records have."""
    archive = current.archive()
    asked = {name: tuple(values) for name, values in _chosen().items() if name in OFFERED and values}
    question = Question(facets=asked, size=1, locale=current.locale())
    found = search(archive.catalogue, archive.search, question, current.viewer()).facets
    return (each for each in found if each.name in OFFERED and each.values)
