"""Tells of an ingest while it runs: how far it is, one line for each problem, the report."""

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from rich.text import Text

from archive.cli.call import Call
from archive.cli.displays import Display, Progressing, display
from archive.cli.pace import Pace
from archive.core.lines import line, shortened
from archive.core.words import Message, message
from archive.ingest.copying import Copied
from archive.ingest.reasons import Reasons
from archive.ingest.recognising import Result
from archive.ingest.report import Report, csv_report
from archive.ingest.summary import Notice, Severity

# Lines on the terminal for what is in all the same; the report has every one. Refused rows are always told.
MOST_LINES = 100
MOST_TITLES = 20  # of records that a dry run would make
MOST_DATA = 10_000  # values that would change or were kept, as data for scripts
WORDS = {
    Severity.REFUSED: message("refused"),
    Severity.WARNING: message("note"),
    Severity.DUPLICATE: message("note"),
    Severity.KEPT: message("kept"),
    Severity.CHANGED: message("would change"),
    Severity.NEW: message("new"),
}
STYLES = {
    Severity.REFUSED: "bold red",
    Severity.WARNING: "yellow",
    Severity.DUPLICATE: "cyan",
    Severity.KEPT: "magenta",
    Severity.CHANGED: "green",
    Severity.NEW: "green",
}


@dataclass(slots=True)
class Heard:
    """What was told on the way and is summed up at the end."""

    rows: int = 0  # of all sources
    began: float = field(default_factory=time.monotonic)
    lines: Counter[Severity] = field(default_factory=Counter)
    reasons: dict[Severity, Reasons] = field(default_factory=lambda: {each: Reasons() for each in Severity})
    titles: list[str] = field(default_factory=list)
    values: list[Notice] = field(default_factory=list)  # that would change, or were kept

    def restart(self) -> None:
        """Count the time from now: whoever waits for another is not slow."""
        self.began = time.monotonic()

    def hear(self, notice: Notice) -> None:
        """Take a notice in."""
        severity = notice.severity
        self.lines[severity] += 1
        if severity is Severity.NEW:
            if len(self.titles) < MOST_TITLES:
                self.titles.append(notice.problem.value)
        elif severity in (Severity.CHANGED, Severity.KEPT):
            if len(self.values) < MOST_DATA:
                self.values.append(notice)
        else:
            self.reasons[severity].add(notice.problem)


class Teller:
    """Listens to the pipeline. Ctrl+C asks it to stop after the batch under way."""

    def __init__(self, call: Call, shown: Display, report: Report | None) -> None:
        self.heard = Heard()
        self.pages: Result | None = None  # what came of pages that were recognised
        self.copied: Copied | None = None  # and of recordings that were copied
        self._call = call
        self._display = shown
        self._report = report
        self._pace = Pace("", 0)
        self._asked = False

    def expect(self, headings: Sequence[str]) -> None:
        """Give the report the headings of the rows that are taken in."""
        if self._report is not None:
            self._report.head(headings)

    def began(self, source: str, rows: int) -> None:
        """Show how far a new source is."""
        self.heard.rows += rows
        self._pace = Pace(source.rpartition("/")[2], rows)
        self._display.began(self._pace)

    def turns_to(self, title: str, parts: int) -> None:
        """Show how far work is that is no taking in of rows: an item's title, and how many parts it has."""
        self._pace = Pace(title, parts)
        self._display.began(self._pace)

    def at(self, item: str) -> None:
        """Show what is worked on."""
        self._pace.current = item
        self._pace.ahead += 1

    def went_on(self, rows: int) -> None:
        """Count what is safe."""
        self._pace.done += rows
        self._pace.ahead = 0

    def noticed(self, notice: Notice) -> None:
        """Tell a problem, and write it to the report."""
        if self._report is not None:
            self._report(notice)
        severity, translate = notice.severity, self._call.translate
        reason = notice.problem.reason.render(translate)
        self.heard.hear(notice)
        self._pace.refused += severity is Severity.REFUSED and notice.first
        many = self.heard.lines[severity] > MOST_LINES and severity is not Severity.REFUSED
        if severity is not Severity.NEW and not many:
            text = Text.assemble((self._call.words(WORDS[severity]), STYLES[severity]), " ")
            self._display.say(text.append(line(notice.problem, translate)), self._event(notice, reason))

    def say(self, said: Message, event: str, **more: object) -> None:
        """Tell something that is of no row."""
        self._display.say(Text(self._call.words(said)), {"event": event, **more})

    def stop(self) -> bool:
        """Say whether the user has asked to stop."""
        return self._asked

    def ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Stop after the batch under way; asked twice, at once."""
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        said = message("Stopping after this batch. Once more to stop at once: nothing is lost either way.")
        self.say(said, "stopping")

    @contextmanager
    def indexing(self) -> Iterator[Callable[[str, int, int], None]]:
        """Give a function that shows how far the index is."""
        start: list[int] = []

        def show(_name: str, reached: int, last: int) -> None:
            if not start:
                self._pace = Pace(self._call.words(message("Indexing")), last - reached, "index")
                self._display.began(self._pace)
            start.append(reached)
            self._pace.total = last - start[0]
            self._pace.done = reached - start[0]

        yield show

    def finished(self) -> None:
        """Take the bar away and say what was not printed."""
        self._display.close()
        for severity in (Severity.WARNING, Severity.DUPLICATE, Severity.KEPT, Severity.CHANGED):
            if (more := self.heard.lines[severity] - MOST_LINES) > 0:
                said = message("… and {more} more such lines; --report FILE.csv has them all.", more=more)
                self.say(said, "more", severity=str(severity), lines=more)

    def _event(self, notice: Notice, reason: str) -> dict[str, object]:
        problem = notice.problem
        remedy = problem.remedy.render(self._call.translate) if problem.remedy else ""
        return {
            "event": "notice",
            "severity": str(notice.severity),
            "source": problem.source,
            "row": problem.row,
            "key": notice.key,
            "column": problem.column,
            "field": problem.field,
            "value": shortened(problem.value, 500),
            "reason": reason,
            "remedy": remedy,
            "record": notice.record,
        }


@contextmanager
def telling(call: Call, report: Path | None, progress: Progressing = Progressing.AUTO) -> Iterator[Teller]:
    """Give a teller, and let it hear when the user asks to stop."""
    with ExitStack() as stack:
        writer = stack.enter_context(csv_report(report, call.translate)) if report else None
        teller = Teller(call, stack.enter_context(display(call, progress)), writer)
        for number in (signal.SIGINT, signal.SIGTERM):
            stack.callback(signal.signal, number, signal.signal(number, teller.ask_to_stop))
        yield teller
