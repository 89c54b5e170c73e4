"""`archive imports`: what was brought in, and taking it back."""

import json
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from archive.assembly import Archive
from archive.catalogue import imports
from archive.catalogue.entry import Why
from archive.catalogue.imports import Import, Kept
from archive.cli.asked import REPORTS, actor
from archive.cli.call import Call, pass_call
from archive.cli.indexing import index_to_the_end
from archive.cli.opening import opened
from archive.cli.progress import progress_bar
from archive.cli.summing import pasted
from archive.cli.tables import table
from archive.cli.turns import alone
from archive.core.words import Message, _, from_plain, message

HEADINGS = (
    message("Import"),
    message("Began"),
    message("State"),
    message("New"),
    message("Changed"),
    message("Refused"),
    message("Source"),
)


STATES = {
    "reverted": _("taken back"),
    "continued": _("went on in import {id}"),
    "finished": _("finished"),
    "unfinished": _("not finished"),
}
COUNTS = {
    "rows": message("Rows"),
    "new": message("New"),
    "changed": message("Changed"),
    "unchanged": message("As before"),
    "refused": message("Refused"),
    "kept": message("Kept as edited"),
    "files": message("Files stored"),
    "duplicates": message("Files held already"),
    "gone": message("Not in the source any more"),
}
TOLD: dict[str, object] = {"reasons": {}, "notes": {}, "losses": []}


@click.group(invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List imports, latest first; show one; take one back."""
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
        shapes = [_shape(each, report_of(archive, each)) for each in found]
        click.echo(json.dumps(shapes, indent=2, ensure_ascii=False))
    elif not found:
        call.say(message("Nothing has been imported yet."))
    else:
        table(call, HEADINGS, [_cells(call, each) for each in found])


@command.command()
@click.argument("id", type=int)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_call
def show(call: Call, id: int, as_json: bool) -> None:
    """Show the import ID: how it was asked for, what became of its rows, and where those refused are."""
    with opened(call) as archive, archive.catalogue.read() as session:
        found = imports.get(session, id)
        report = report_of(archive, found)
    if as_json:
        click.echo(json.dumps(_shape(found, report), indent=2, ensure_ascii=False))
        return
    for label, words in _described(call, found, report):
        click.echo(f"{call.words(label)}: {words}")
    losses = found.told.get("losses", ())
    if losses:
        headings = [message(each) for each in ("Field", "Became", "Into", "Values", "Why")]
        table(call, headings, [_loss(each) for each in losses])


@command.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...", type=int)
@click.option("--no-index", is_flag=True, help="Leave the index to `archive follow` or a running site.")
@pass_call
def revert(call: Call, ids: tuple[int, ...], no_index: bool) -> None:
    """Take imports back: what they made is withdrawn, what they changed is as it was before.

    What somebody has changed since stays as it is. The same source can be taken in again.
    """
    with opened(call) as archive, alone(call, archive, "imports revert"):
        for id in sorted(set(ids), reverse=True):
            why = Why(actor(), reason=f"import {id} taken back")
            with revert_progress(call) as told, archive.catalogue.write() as session:
                done = imports.revert(session, id, why, told)
            kept = sum(not each.withdrawn for each in done.kept)
            said = message(
                "Import {id}: {withdrawn} records withdrawn, {restored} put back as they were, {kept} kept.",
                id=id, withdrawn=done.withdrawn, restored=done.restored, kept=kept,
            )  # fmt: skip
            call.say(said)
            for each in done.kept:
                call.say(kept_as(each))
        tell_rest(call, archive, ids)
        if not no_index:
            index_to_the_end(call, archive)


def kept_as(each: Kept) -> Message:
    """Say what of a record stays as it is, why, and whether it is in sight."""
    fields = ", ".join(name.removeprefix("@") for name in each.fields)
    known = {"id": each.id, "title": each.title, "fields": fields, "actors": ", ".join(each.by) or "?"}
    if each.withdrawn:
        return message("withdrawn: {id} {title}; what {actors} changed since stays in it: {fields}", **known)
    if each.fields:
        return message("kept: {id} {title}; changed since by {actors}: {fields}", **known)
    return message("kept: {id} {title}; others rest on it", **known)


def tell_rest(call: Call, archive: Archive, ids: Iterable[int]) -> None:
    """Name what is left of the same runs: what was in when they were killed, before these imports went on."""
    with archive.catalogue.read() as session:
        left = sorted({each for id in ids for each in imports.forerunners(session, id)}, reverse=True)
    if left:
        command = pasted(call, "imports", "revert", *map(str, left))
        call.say(
            message("What came in before it was killed is still there; to take it back too: {command}",
                    command=command)
        )  # fmt: skip


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


def state_of(each: Import) -> str:
    """Return the state of an import in one word, for scripts."""
    if each.reverted:
        return "reverted"
    if each.continued_by:
        return "continued"
    return "finished" if each.finished else "unfinished"


def _state(each: Import) -> Message:
    return message(STATES[state_of(each)], id=each.continued_by)


def report_of(archive: Archive, each: Import) -> Path | None:
    """Return where the refused rows of an import are, if there are any; also of one that was killed."""
    path = Path(each.report) if each.report else archive.settings.DATA_DIR / REPORTS / f"{each.id}.csv"
    return path if path.is_file() else None


def _described(call: Call, each: Import, report: Path | None) -> Iterator[tuple[Message, str]]:
    options, counts = each.options, each.counts
    yield message("Source"), each.source
    yield message("State"), call.words(_state(each))
    yield message("By"), f"{each.actor}, {_when(each.began)} – {_when(each.finished)}"
    if mapping := options.get("mapping"):
        yield message("Mapping"), f"{mapping} (SHA-256 {str(options.get('mapping_sha256', ''))[:16]})"
    if asked := [_option(name, value) for name, value in options.items() if not name.startswith("mapping")]:
        yield message("Options"), " ".join(asked)
    for name, label in COUNTS.items():
        if name in counts:
            yield label, f"{counts[name]:,}"
    for name, label in (("reasons", message("Refused")), ("notes", message("Note"))):
        for reason, count in each.told.get(name, {}).items():
            yield label, f"{count:,} × {_said(call, each, reason)}"
    if report is not None:
        yield message("To be mended"), str(report)


def _said(call: Call, each: Import, reason: str) -> str:
    """Return a reason in the words of whoever reads; one kept by an older edition as it was kept."""
    kept = each.told.get("words", {}).get(reason)
    return call.words(from_plain(kept)) if kept else reason


def _option(name: str, value: object) -> str:
    return f"--{name}" if value is True else f"--{name} {shlex.quote(str(value))}"


def _loss(each: Mapping[str, object]) -> list[str]:
    return [str(each[name]) for name in ("field", "fate", "into", "values", "reason")]


def _when(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}" if moment else "…"


def _shape(each: Import, report: Path | None) -> dict[str, object]:
    return {
        "id": each.id,
        "source": each.source,
        "actor": each.actor,
        "began": _moment(each.began),
        "finished": _moment(each.finished),
        "reverted": _moment(each.reverted),
        "continued_by": each.continued_by,
        "state": state_of(each),
        "counts": dict(each.counts),
        "options": dict(each.options),
        **{name: each.told.get(name, empty) for name, empty in TOLD.items()},
        "report": str(report) if report else None,
    }


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
