"""`archive explain`: why a search finds a record, or does not."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click

from archive.assembly import Archive
from archive.cli.call import Call, pass_call
from archive.cli.narrowing import chosen_from, known, narrowing
from archive.cli.opening import opened
from archive.cli.tables import table
from archive.cli.viewing import as_option, viewer_of
from archive.cli.wording import dated
from archive.core.words import Message, _, message
from archive.metadata.access import Role
from archive.metadata.item_types import RECORD_TYPES
from archive.search.asked import Asked
from archive.search.searching import Question
from archive.search.why import Verdict, Why, why
from archive.search.why_not import Obstacle

MOST_FORMS = 12  # of one word that are listed; `*` may stand for hundreds
HEADINGS = (_("word"), _("form"), _("where"), _("times"), _("how near"), _("gave"))
FINDS = {
    (Role.PUBLIC,): (message("The public finds it."), message("The public does not find it:")),
    (Role.READING_ROOM,): (
        message("The reading room finds it."),
        message("The reading room does not find it:"),
    ),
    (Role.PUBLIC, Role.READING_ROOM): (
        message("The public and the reading room find it."),
        message("Neither the public nor the reading room finds it:"),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The options of the command, as given."""

    id: str
    query: tuple[str, ...]
    first: str
    last: str
    role: str
    as_json: bool


@click.command()
@click.argument("id")
@click.argument("query", nargs=-1)
@narrowing
@click.option("--from", "first", default="", help="From this date on.")
@click.option("--to", "last", default="", help="Up to this date.")
@as_option(Role.ARCHIVIST)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_call
def command(call: Call, /, **given: Any) -> None:
    """Say why a search for QUERY finds the record ID, or why it does not.

    Takes the words and the filters of `archive search`. Tells which words stand where in which forms
    and what each gave; else what stands in the way, and what would take it away. An archivist is also
    told whether the public finds it.
    """
    chosen = chosen_from(given)
    asking = Asking(**given)
    question = Question(
        q=" ".join(asking.query),
        facets=chosen,
        first=asking.first,
        last=asking.last,
        locale=call.language,
    )
    identifier = asking.id.rpartition("/")[2]  # an ARK or an address will do
    with opened(call) as archive:
        viewer = viewer_of(asking.role)
        question = known(archive, question, viewer)
        found = why(archive.catalogue, archive.search, question, identifier, viewer)
        if asking.as_json:
            told = _shape(call, found, question.q, asking.role)
            click.echo(json.dumps(told, ensure_ascii=False, indent=2))
            return
        _print(call, archive, found, Role(asking.role))


def _print(call: Call, archive: Archive, found: Why, role: Role) -> None:
    record, account = found.record, found.account
    click.echo(click.style(record.title, bold=True))
    date = dated(call, record)
    kind = call.translate(RECORD_TYPES[record.type].label)
    click.echo(f"{kind}{f', {date}' if date else ''}  {archive.links.record(record.kind, record.id)}")
    for notice in account.notices:
        call.say(notice)
    click.echo()
    if account.found:
        call.say(message("Found. It counts {score}.", score=f"{account.score:.3f}"))
    else:
        call.say(message("Not found."))
        _print_obstacles(call, account.obstacles)
    if rows := list(_rows(call, found)):
        table(call, map(Message, HEADINGS), rows)
    for verdict in found.verdicts:
        _print_verdict(call, verdict)
    if role is Role.ARCHIVIST:
        _print_index(call, found)


def _print_obstacles(call: Call, obstacles: tuple[Obstacle, ...]) -> None:
    for each in obstacles:
        click.echo(f"  - {call.words(each.said)}")
        if each.remedy is not None:
            click.echo(f"    → {call.words(each.remedy)}")


def _print_verdict(call: Call, verdict: Verdict) -> None:
    finds, does_not = FINDS[verdict.roles]
    call.say(finds if verdict.found else does_not)
    _print_obstacles(call, verdict.obstacles)


def _print_index(call: Call, found: Why) -> None:
    if behind := found.index.behind:
        call.say(message("Changes that the index has yet to see: {behind}.", behind=f"{behind:,}"))
    else:
        call.say(message("The index is up to date."))


def _rows(call: Call, found: Why) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table: each form that was found, and each word that was not."""
    account = found.account
    for each in account.asked:
        yield from _rows_of(call, each)
    if account.together:
        near = call.words(message("words near one another"))
        yield near, "", "", "", "", _figure(account.together)
    if account.asked and account.found:
        yield call.words(message("all")), "", "", "", "", _figure(account.score)


def _rows_of(call: Call, asked: Asked) -> Iterator[tuple[str, ...]]:
    said = asked.said if asked.wanted else f"-{asked.said}"
    if not asked.found:
        yield said, "", "", "", call.words(_outcome(asked)), ""
        return
    for number, each in enumerate(asked.found[:MOST_FORMS]):
        form, where = each.match.form, call.words(each.where)
        how, gave = call.words(each.how), _figure(each.match.share)
        yield said if not number else "", form, where, f"{each.match.count:,}", how, gave
    if rest := asked.found[MOST_FORMS:]:
        times, share = sum(each.match.count for each in rest), sum(each.match.share for each in rest)
        others = call.words(message("{count} others", count=len(rest)))
        yield "", others, "", f"{times:,}", "", _figure(share)


def _outcome(asked: Asked) -> Message:
    if asked.condition:
        return message("holds") if asked.reason.holds else message("does not hold")
    return message("not in it; records that have it: {records}", records=f"{asked.reason.records:,}")


def _figure(score: float) -> str:
    return f"{score:.3f}" if score else ""


def _shape(call: Call, found: Why, q: str, role: str) -> dict[str, Any]:
    account = found.account
    told: dict[str, Any] = {
        "id": found.record.id,
        "title": found.record.title,
        "type": found.record.type,
        "query": q,
        "as": role,
        "found": account.found,
        "score": account.score,
        "relaxed": account.relaxed,
        "notices": [call.words(each) for each in account.notices],
        "asked": [_asked(call, each) for each in account.asked],
        "together": account.together,
        "why_not": _obstacles(call, account.obstacles),
    }
    if role != Role.ARCHIVIST:
        return told
    verdicts = [
        {"as": each.value, "found": verdict.found, "why_not": _obstacles(call, verdict.obstacles)}
        for verdict in found.verdicts
        for each in verdict.roles
    ]
    index = {"seen": found.index.seen, "last": found.index.last, "behind": found.index.behind}
    return told | {"others": verdicts, "index": index}


def _obstacles(call: Call, obstacles: tuple[Obstacle, ...]) -> list[dict[str, Any]]:
    return [
        {
            "code": each.code,
            "reason": call.words(each.said),
            "remedy": call.words(each.remedy) if each.remedy else None,
        }
        for each in obstacles
    ]


def _asked(call: Call, asked: Asked) -> dict[str, Any]:
    return {
        "asked": asked.said,
        "wanted": asked.wanted,
        "holds": asked.reason.holds,
        "records": asked.reason.records,
        "score": asked.reason.score,
        "matches": [
            {
                "form": each.match.form,
                "field": each.match.field,
                "label": call.words(each.where),
                "times": each.match.count,
                "nearness": each.match.nearness,
                "how": call.words(each.how),
                "gave": each.match.share,
                "passages": [spot._asdict() for spot in each.spots],
            }
            for each in asked.found
        ],
    }
