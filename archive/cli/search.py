"""`archive search`: the search of the site, on the terminal."""

import json
from dataclasses import dataclass
from typing import Any

import click

from archive.assembly import Archive
from archive.cli.call import Call, pass_call
from archive.cli.narrowing import chosen_from, known, narrowing
from archive.cli.opening import opened
from archive.cli.viewing import as_option, viewer_of
from archive.cli.wording import dated, main_date
from archive.core.words import message
from archive.metadata.access import Role, State
from archive.metadata.item_types import RECORD_TYPES
from archive.search.backend import SORTS
from archive.search.searching import Question, Result, Results, search

UNSEEN = {State.DRAFT: message("draft"), State.WITHDRAWN: message("withdrawn")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options of the command, as given."""

    query: tuple[str, ...]
    first: str
    last: str
    sort: str
    page: int
    size: int
    role: str
    as_json: bool
    counts: bool


@click.command()
@click.argument("query", nargs=-1)
@narrowing
@click.option("--from", "first", default="", help="From this date on.")
@click.option("--to", "last", default="", help="Up to this date.")
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True, help="Order.")
@click.option("--page", type=click.IntRange(1), default=1, help="Which page.")
@click.option("--size", type=click.IntRange(1, 100), default=10, show_default=True, help="Results on a page.")
@click.option("--facets", "counts", is_flag=True, help="Show counts by type, collection, creator …")
@as_option(Role.ARCHIVIST)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_call
def command(call: Call, /, **given: Any) -> None:
    """Search every word for QUERY; without one, list everything.

    Quotes make a phrase, `-word` excludes, `OR` joins, `word*` begins with, `speaker:…` asks one field,
    `date:1998..2002` a time. Put `--` before a query that begins with a minus.
    """
    chosen = chosen_from(given)
    asked = Asked(**given)
    question = Question(
        q=" ".join(asked.query),
        facets=chosen,
        first=asked.first,
        last=asked.last,
        sort=asked.sort,
        page=asked.page,
        size=asked.size,
        locale=call.language,
    )
    with opened(call) as archive:
        viewer = viewer_of(asked.role)
        question = known(archive, question, viewer)
        found = search(archive.catalogue, archive.search, question, viewer)
        if asked.as_json:
            click.echo(json.dumps(_shape(call, archive, found), ensure_ascii=False, indent=2))
            return
        _print(call, archive, found, question)
        if asked.counts:
            _print_counts(call, found)


def _print(call: Call, archive: Archive, found: Results, question: Question) -> None:
    for notice in found.notices:
        call.say(notice, err=True)
    if found.suggestion:
        call.say(message("Did you mean: {words}?", words=found.suggestion), err=True)
    for number, result in enumerate(found.results, start=(question.page - 1) * question.size + 1):
        _print_result(call, archive, number, result)
    total = f"{found.total:,}" if found.exact else f"{found.total:,}+"
    pages = {"total": total, "page": question.page, "pages": max(found.pages, 1), "ms": found.took_ms}
    call.say(message("{total} found; page {page} of {pages}; {ms} ms.", **pages))


def _print_result(call: Call, archive: Archive, number: int, result: Result) -> None:
    record = result.record
    kind = call.translate(RECORD_TYPES[record.type].label)
    date = dated(call, record)
    state = f" ({call.words(UNSEEN[record.state])})" if record.state in UNSEEN else ""
    click.echo(f"{number:>3}. {click.style(record.title, bold=True)}{state}")
    click.echo(f"     {kind}{f', {date}' if date else ''}  {archive.links.record(record.kind, record.id)}")
    for snippet in result.snippets:
        words = "".join(
            click.style(part.text, underline=True) if part.marked else part.text for part in snippet.parts
        )
        place = f"{snippet.label or snippet.number}: " if snippet.number else ""
        click.echo(f"     {place}{' '.join(words.split())}")


def _print_counts(call: Call, found: Results) -> None:
    for facet in found.facets:
        values = ", ".join(f"{call.translate(each.label)} ({each.count:,})" for each in facet.values)
        if values:
            click.echo(f"{call.translate(facet.label)}: {values}")


def _shape(call: Call, archive: Archive, found: Results) -> dict[str, Any]:
    """Return the answer in the shape of /api/v1/search."""
    return {
        "total": {"value": found.total, "relation": "eq" if found.exact else "gte"},
        "items": [_item(archive, result) for result in found.results],
        "facets": {
            facet.name: [
                {"value": each.value, "label": call.translate(each.label), "count": each.count}
                for each in facet.values
            ]
            for facet in found.facets
        },
        "suggestion": found.suggestion,
        "notices": [notice.render(call.translate) for notice in found.notices],
        "took_ms": found.took_ms,
    }


def _item(archive: Archive, result: Result) -> dict[str, Any]:
    record = result.record
    address, date = archive.links.record(record.kind, record.id), main_date(record)
    return {
        "id": record.id,
        "title": record.title,
        "type": record.type,
        "date": (date.edtf or date.text) if date else None,
        "score": result.score,
        "address": address,
        "passages": [
            {
                "number": each.number,
                "label": each.label,
                "snippet": "".join(part.text for part in each.parts),
                "address": f"{address}#p{each.number}" if each.number else address,
            }
            for each in result.snippets
        ],
    }
