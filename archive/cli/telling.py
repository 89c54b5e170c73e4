"""Tells of an ingest while it runs: a bar, one line for each problem, the report, and the sum at the end."""

import shlex
import signal
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import click
from rich.progress import Progress, TaskID
from rich.text import Text

from archive.cli.call import Call
from archive.cli.progress import progress_bar
from archive.core.words import Message, message
from archive.ingest.report import Writer, csv_report, line
from archive.ingest.summary import Notice, Severity, Summary

# Lines on the terminal for what is in all the same; the report has every one. Refused rows are always told.
MOST_LINES = 100
MOST_REASONS = 20  # in the sum at the end
WORDS = {
    Severity.REFUSED: message("refused"),
    Severity.WARNING: message("note"),
    Severity.DUPLICATE: message("note"),
}
STYLES = {Severity.REFUSED: "bold red", Severity.WARNING: "yellow", Severity.DUPLICATE: "cyan"}


class Teller:
    """Listens to the pipeline. Ctrl+C asks it to stop after the batch under way."""

    def __init__(self, call: Call, bar: Progress, report: Writer | None) -> None:
        self._call = call
        self._bar = bar
        self._report = report
        self._task: TaskID | None = None
        self._lines: Counter[Severity] = Counter()
        self._reasons: dict[Severity, Counter[str]] = {each: Counter() for each in Severity}
        self._rows = 0
        self._asked = False
        self._began = time.monotonic()

    def began(self, source: str, rows: int) -> None:
        """Show a bar for a new source."""
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._rows += rows
        self._task = self._bar.add_task(source.rpartition("/")[2], total=rows)

    def went_on(self, rows: int) -> None:
        """Move the bar."""
        if self._task is not None:
            self._bar.advance(self._task, rows)

    def noticed(self, notice: Notice) -> None:
        """Print a problem, and write it to the report."""
        if self._report is not None:
            self._report(notice)
        severity = notice.severity
        self._lines[severity] += 1
        self._reasons[severity][notice.problem.reason.render(self._call.translate)] += 1
        if severity is Severity.REFUSED or self._lines[severity] <= MOST_LINES:
            word = (self._call.words(WORDS[severity]), STYLES[severity])
            self._bar.console.print(Text.assemble(word, " ", line(notice.problem, self._call.translate)))

    def stop(self) -> bool:
        """Say whether the user has asked to stop."""
        return self._asked

    def ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Stop after the batch under way; asked twice, at once."""
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        said = message("Stopping after this batch. Once more to stop at once: nothing is lost either way.")
        self._bar.console.print(self._call.words(said))

    def finished(self) -> None:
        """Take the bar away and say what was not printed."""
        self._bar.stop()
        for severity in (Severity.WARNING, Severity.DUPLICATE):
            if (more := self._lines[severity] - MOST_LINES) > 0:
                said = message("… and {more} more such lines; --report FILE.csv has them all.", more=more)
                self._call.say(said, err=True)

    def sum_up(self, summaries: Sequence[Summary]) -> None:
        """Print what became of all the rows."""
        total = total_of(summaries)
        seconds = max(time.monotonic() - self._began, 0.001)
        for said in _counts(total, seconds):
            self._call.say(said)
        for severity in (Severity.REFUSED, Severity.WARNING):
            word = self._call.words(WORDS[severity])
            for reason, count in self._reasons[severity].most_common(MOST_REASONS):
                click.echo(f"{count:>6,} × {word}: {reason}")
        for said in self._what_next(total, [each.import_id for each in summaries if each.import_id]):
            self._call.say(said)

    def _what_next(self, total: Summary, imports: Sequence[int]) -> Iterator[Message]:
        if total.stopped:
            done = total.valid if total.dry_run else total.new + total.changed + total.unchanged
            yield message(
                "Stopped with {done} of {rows} rows in. Run the same command again to go on.",
                done=done,
                rows=self._rows,
            )
        if total.new + total.changed:
            yield message("To take it back: {command}", command=_revert(self._call, imports))


@contextmanager
def telling(call: Call, report: Path | None) -> Iterator[Teller]:
    """Give a teller, and let it hear when the user asks to stop."""
    with ExitStack() as stack:
        writer = stack.enter_context(csv_report(report, call.translate)) if report else None
        teller = Teller(call, stack.enter_context(progress_bar()), writer)
        for number in (signal.SIGINT, signal.SIGTERM):
            stack.callback(signal.signal, number, signal.signal(number, teller.ask_to_stop))
        yield teller


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
        "reasons": dict(summary.reasons.most_common()),
        "notes": dict(summary.notes.most_common()),
    }


def _counts(total: Summary, seconds: float) -> Iterator[Message]:
    if total.dry_run:
        yield message("Nothing written: {valid} rows would come in, {refused} not.", **_numbers(total))
    else:
        yield message(
            "{rows} rows: {new} new, {changed} changed, {unchanged} as before, {refused} refused.",
            **_numbers(total),
        )
        yield message("{files} files stored, {duplicates} held already.", **_numbers(total))
    rate = f"{total.rows / seconds:,.0f}"
    yield message("{seconds} s, {rate} rows a second.", seconds=f"{seconds:.1f}", rate=rate)


def _revert(call: Call, imports: Sequence[int]) -> str:
    """Return the command that takes imports back, to be pasted as it is."""
    place = ["--config", str(call.config)] if call.config else []
    return shlex.join(["archive", *place, "imports", "revert", *map(str, imports)])


def _numbers(total: Summary) -> dict[str, object]:
    return {**total.counts(), "valid": total.valid}
