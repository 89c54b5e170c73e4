"""`archive imports`: what was brought in, and taking it back."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import click

from archive.catalogue import imports
from archive.catalogue.entry import Why
from archive.catalogue.imports import Import
from archive.cli.call import Call, pass_call
from archive.cli.indexing import index_to_the_end
from archive.cli.ingest import actor
from archive.cli.opening import opened
from archive.cli.progress import progress_bar
from archive.cli.tables import table
from archive.core.words import Message, message

HEADINGS = (
    message("Import"),
    message("Began"),
    message("State"),
    message("New"),
    message("Changed"),
    message("Refused"),
    message("Source"),
)


@click.group(invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List imports, latest first; take one back."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(listing)


@command.command("list")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="How many.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_call
def listing(call: Call, limit: int = 50, as_json: bool = False) -> None:
    """List imports, latest first."""
    with opened(call) as archive, archive.catalogue.read() as session:
        found = imports.listed(session, limit)
    if as_json:
        click.echo(json.dumps([_shape(each) for each in found], indent=2, ensure_ascii=False))
    elif not found:
        call.say(message("Nothing has been imported yet."))
    else:
        headings = [
            message(each) for each in ("Import", "Began", "State", "New", "Changed", "Refused", "Source")
        ]
        table(call, headings, [_cells(call, each) for each in found])


@command.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...", type=int)
@click.option("--no-index", is_flag=True, help="Leave the index to `archive follow` or a running site.")
@pass_call
def revert(call: Call, ids: tuple[int, ...], no_index: bool) -> None:
    """Take imports back: what they made is withdrawn, what they changed is as it was before.

    What somebody has changed since stays as it is. The same source can be taken in again.
    """
    with opened(call) as archive:
        for id in sorted(set(ids), reverse=True):
            why = Why(actor(), reason=f"import {id} taken back")
            with revert_progress(call) as told, archive.catalogue.write() as session:
                done = imports.revert(session, id, why, told)
            said = message(
                "Import {id}: {withdrawn} records withdrawn, {restored} put back as they were, {kept} kept.",
                id=id, withdrawn=done.withdrawn, restored=done.restored, kept=len(done.kept),
            )  # fmt: skip
            call.say(said)
            for each in done.kept:
                fields = ", ".join(each.fields) or call.words(message("others rest on it"))
                call.say(
                    message("kept: {id} {title} ({fields})", id=each.id, title=each.title, fields=fields)
                )
        if not no_index:
            index_to_the_end(call, archive)


@contextmanager
def revert_progress(call: Call) -> Iterator[Callable[[int, int], None]]:
    """Give a function that shows how many records are done."""
    with progress_bar() as bar:
        task = bar.add_task(call.words(message("Taking back")), total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _cells(call: Call, each: Import) -> list[str]:
    counts = each.counts
    return [
        str(each.id),
        each.began.strftime("%Y-%m-%d %H:%M"),
        call.words(_state(each)),
        *(f"{counts.get(name, 0):,}" for name in ("new", "changed", "refused")),
        each.source,
    ]


def _state(each: Import) -> Message:
    if each.reverted:
        return message("taken back")
    if each.continued_by:
        return message("went on in import {id}", id=each.continued_by)
    return message("finished") if each.finished else message("not finished")


def _shape(each: Import) -> dict[str, object]:
    return {
        "id": each.id,
        "source": each.source,
        "actor": each.actor,
        "began": _moment(each.began),
        "finished": _moment(each.finished),
        "reverted": _moment(each.reverted),
        "continued_by": each.continued_by,
        "counts": dict(each.counts),
    }


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
