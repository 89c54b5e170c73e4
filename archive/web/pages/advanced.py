"""Advanced search: a form made from the schemas, which writes a query and leads to its results.

It comes filled with what was asked, and leads back to the same results if nothing in it is changed.
"""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.metadata.item_types import RECORD_TYPES
from archive.search.composing import LONGEST, WAYS, Composed, Composition, Line, composed
from archive.search.decomposing import Filled, asked, filled
from archive.search.facets import FACETS, Facet
from archive.search.fields import COLLECTION, TYPE
from archive.search.query_tokens import MOST_CHARACTERS
from archive.search.searching import Question, search
from archive.web import asking, current
from archive.web.field_choices import Group, choices, names
from archive.web.page import Page
from archive.web.parameters import MOST_CHOSEN, limit_problems

FEWEST_LINES, MORE_LINES, MOST_LINES = 3, 3, 24
OFFERED = ("language", COLLECTION)  # facets chosen from, beside the type; of others what was chosen is kept
SENT = ("search", "more", "field")  # what an address has of the form itself

bp = Blueprint("advanced", __name__)
PAGE = Page(name="advanced", blueprint=bp)


@bp.get("/search/advanced")
def index() -> ResponseReturnValue:
    """Show the form; if it was sent, lead to the results of the query it means."""
    given = _sent() if any(name in request.args for name in SENT) else _asked()
    form = given.form
    found = composed(form)
    sent = "search" in request.args
    if sent and not found.problems:
        return redirect(_results(given))
    return render_template(
        "advanced.html",
        query=given.query,
        lines=_lines(form),
        form=form,
        problems=_problems(found) if sent else {},
        groups=_groups(form),
        ways=WAYS,
        types=list(RECORD_TYPES),
        chosen=_chosen(),
        facets=[*_facets(), *_kept()],
        value_label=asking.value_label,
        sorts=asking.SORTS,
        sort=_sort(),
        longest=LONGEST,
        longest_query=MOST_CHARACTERS,
    )


def _sent() -> Filled:
    """Return the form as it was sent."""
    given = zip(*(request.args.getlist(name) for name in ("field", "way", "value")), strict=False)
    form = Composition(
        lines=tuple(Line(*each) for each in given)[:MOST_LINES],
        first=request.args.get("from", "")[:LONGEST],
        last=request.args.get("to", "")[:LONGEST],
        inside=request.args.get("dates") == "inside",
    )
    return Filled(request.args.get("q", "")[:MOST_CHARACTERS], form)


def _asked() -> Filled:
    """Return the form that means the question of the address; days that mean nothing filter nothing."""
    stated = {name: request.args.get(name, "").strip() for name in ("from", "to")}
    first, last = ("" if limit_problems(name, text) else text for name, text in stated.items())
    found = filled(request.args.get("q", "").strip(), names(), dated=not (first or last))
    if first or last:
        return replace(found, form=replace(found.form, first=first, last=last))
    return found


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
    stated = {name: filter(None, request.args.getlist(name)) for name in FACETS}
    return {name: list(dict.fromkeys(values))[:MOST_CHOSEN] for name, values in stated.items()}


def _sort() -> str:
    stated = request.args.get("sort", "")
    return stated if stated in asking.SORTS else "relevance"


def _results(given: Filled) -> str:
    """Return the address of the results; days that records overlap are filters there, as on that page."""
    dates = {}
    if not given.form.inside:
        dates = {"from": [given.form.first.strip()], "to": [given.form.last.strip()]}
        given = replace(given, form=replace(given.form, first="", last=""))
    sort = _sort()
    parameters = {"q": [asked(given)], **_chosen(), **dates, "sort": [sort if sort != "relevance" else ""]}
    stated = urlencode({name: values for name, values in parameters.items() if any(values)}, doseq=True)
    return f"{url_for('search.index')}?{stated}" if stated else url_for("search.index")


def _problems(found: Composed) -> dict[str, str]:
    """Return what could not be read, by the name of its place in the form."""
    return {each.field: each.reason.render(current.translate()) for each in found.problems}


def _facets() -> Iterator[Facet]:
    """Yield the facets that are offered, with the values that this reader's records have."""
    chosen = {name: tuple(values) for name, values in _chosen().items() if name in OFFERED and values}
    return (each for each in _counted(chosen) if each.name in OFFERED and each.values)


def _kept() -> Iterator[Facet]:
    """Yield what was chosen from other facets, and types that there are not."""
    chosen = {name: tuple(values) for name, values in _chosen().items() if name not in OFFERED and values}
    if types := tuple(name for name in chosen.pop(TYPE, ()) if name not in RECORD_TYPES):
        chosen[TYPE] = types
    for each in _counted(chosen) if chosen else ():
        if values := tuple(value for value in each.values if value.selected):
            yield replace(each, values=values)


def _counted(chosen: dict[str, tuple[str, ...]]) -> tuple[Facet, ...]:
    archive = current.archive()
    question = Question(facets=chosen, size=1, locale=current.locale())
    return search(archive.catalogue, archive.search, question, current.viewer()).facets
