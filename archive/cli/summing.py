"""Sums an ingest up at its end: in words, and as data for scripts."""

import shlex
import time
from collections.abc import Iterator, Sequence
from typing import Any

import click

from archive.cli.call import Call
from archive.cli.telling import WORDS, Heard
from archive.core.lines import shortened
from archive.core.words import Message, message
from archive.ingest.summary import Notice, Severity, Summary

MOST_REASONS = 20


def sum_up(call: Call, heard: Heard, summaries: Sequence[Summary]) -> None:
    """Print what became of all the rows, and what to do next."""
    total = total_of(summaries)
    seconds = max(time.monotonic() - heard.began, 0.001)
    for said in _counts(total, heard, seconds):
        call.say(said)
    for severity in (Severity.REFUSED, Severity.WARNING):
        word = call.words(WORDS[severity])
        for reason, count in heard.reasons[severity].most_common(MOST_REASONS):
            click.echo(f"{count:>6,} × {word}: {call.words(reason)}")
    for said in _what_next(call, total, heard, summaries):
        call.say(said)


def total_of(summaries: Sequence[Summary]) -> Summary:
    """Return the sum of several runs."""
    total = Summary()
    for each in summaries:
        total.add(each)
    return total


def shape(summary: Summary) -> dict[str, Any]:
    """Return a summary as plain data."""
    return {
        "import": summary.import_id,
        **summary.counts(),
        "valid": summary.valid,
        "stopped": summary.stopped,
        "report": summary.report,
        **summary.told(),
    }


def values(heard: Heard) -> dict[str, Any]:
    """Return what would change and what was kept, value by value, and what would be new, as plain data."""
    return {
        "changes": _by_row(each for each in heard.values if each.severity is Severity.CHANGED),
        "kept_values": _by_row(each for each in heard.values if each.severity is Severity.KEPT),
        "titles": list(heard.titles),
        "left_out": heard.lines[Severity.CHANGED] + heard.lines[Severity.KEPT] - len(heard.values),
    }


def _by_row(notices: Iterator[Notice]) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for each in notices:
        problem = each.problem
        known = {"source": problem.source, "row": each.row, "key": each.key, "record": each.record}
        row = found.setdefault((problem.source, each.key), {**known, "fields": []})
        field = {"field": problem.field, "before": each.before, "after": each.after}
        row["fields"].append(
            field if each.severity is Severity.CHANGED else {**field, "reason": str(problem.reason)}
        )
    return list(found.values())


def _counts(total: Summary, heard: Heard, seconds: float) -> Iterator[Message]:
    numbers = {**total.counts(), "valid": total.valid}
    if total.dry_run:
        yield message(
            "Nothing written: {new} would come in, {changed} would change, {unchanged} as before, "
            "{refused} would be refused.",
            **numbers,
        )
        if heard.titles:
            titles = ", ".join(f"“{shortened(title, 40)}”" for title in heard.titles)
            more = heard.lines[Severity.NEW] - len(heard.titles)
            yield message("New: {titles}", titles=f"{titles}, … (+{more:,})" if more else titles)
    else:
        yield message(
            "{rows} rows: {new} new, {changed} changed, {unchanged} as before, {refused} refused.", **numbers
        )
        yield message("Files: {files} stored, {duplicates} held already.", **numbers)
    if total.kept:
        yield message("Values that stay as somebody has edited them: {kept}.", **numbers)
    if total.drafts:
        yield message(
            "Drafts, which archivists alone see: {drafts}. "
            "The same command with --publish makes them public.",
            drafts=total.drafts,
        )
    if total.gone:
        yield message("Rows that came in before and are no more in the source: {gone}. They stay.", **numbers)
    rate = f"{total.rows / seconds:,.0f}"
    yield message("{seconds} s, {rate} rows a second.", seconds=f"{seconds:.1f}", rate=rate)


def _what_next(call: Call, total: Summary, heard: Heard, summaries: Sequence[Summary]) -> Iterator[Message]:
    if total.stopped:
        yield message(
            "Stopped with {done} of {rows} rows in. Run the same command again to go on.",
            done=total.valid,
            rows=heard.rows,
        )
    for report in (each.report for each in summaries if each.report):
        command = pasted(call, "ingest", report)
        yield message(
            "Refused rows can be mended in {report}; then: {command}", report=report, command=command
        )
    if total.new + total.changed and not total.dry_run:
        ids = [str(id) for each in summaries if each.import_id for id in (each.import_id, *each.forerunners)]
        yield message("To take it back: {command}", command=pasted(call, "imports", "revert", *ids))


def pasted(call: Call, *words: str) -> str:
    """Return a command of this program that can be pasted as it is."""
    place = ["--config", str(call.config)] if call.config else []
    return shlex.join(["archive", *place, *words])
