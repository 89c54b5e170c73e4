"""Where progress is shown: a bar on a terminal, else a line every some seconds, or JSON lines for scripts.

All of them write to the error stream. docs/reference/progress.md gives the shape of the JSON lines.
"""

import json
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TaskID, TextColumn
from rich.text import Text

from archive.cli.call import Call
from archive.cli.pace import SHORT, Pace, span
from archive.cli.progress import error_console
from archive.core.lines import shortened
from archive.core.words import message

LINES_EVERY = 10.0  # seconds
JSON_EVERY = 1.0
BAR_EVERY = 0.2

Event = Mapping[str, object]


class Progressing(StrEnum):
    """How progress is shown."""

    AUTO = "auto"  # a bar on a terminal, else lines
    LINES = "lines"
    JSON = "json"
    NONE = "none"


class Display(Protocol):
    """Shows how far work is, and what there is to say on the way."""

    def began(self, pace: Pace) -> None:
        """Begin with a piece of work."""
        ...

    def say(self, text: Text, event: Event) -> None:
        """Say something to people, or to a script."""
        ...

    def close(self) -> None:
        """End."""
        ...


class Bar:
    """A bar that vanishes at its end."""

    def __init__(self, call: Call, console: Console) -> None:
        self._call = call
        self._console = console
        self._pace = Pace("", 0)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _PaceColumn(self._told),
            console=console,
            transient=True,
        )
        self._task: TaskID | None = None
        self._ticker = Ticker(BAR_EVERY, self._move)
        self._bar.start()

    def began(self, pace: Pace) -> None:
        """Show a bar for a new piece of work."""
        self._pace = pace
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(shortened(pace.what, SHORT), total=pace.total)

    def say(self, text: Text, event: Event) -> None:
        """Print above the bar."""
        self._console.print(text)

    def close(self) -> None:
        """Take the bar away."""
        self._ticker.stop()
        self._bar.stop()

    def _move(self) -> None:
        if self._task is not None:
            self._bar.update(self._task, completed=self._pace.seen)

    def _told(self) -> str:
        return "  ".join(_words(self._call, self._pace))


class Lines:
    """A line every some seconds, for logs and pipes."""

    def __init__(self, call: Call, console: Console, every: float) -> None:
        self._call = call
        self._console = console
        self._pace: Pace | None = None
        self._ticker = Ticker(every, self._tell)

    def began(self, pace: Pace) -> None:
        """Take up a new piece of work."""
        self._pace = pace

    def say(self, text: Text, event: Event) -> None:
        """Print a line."""
        self._console.print(text)

    def close(self) -> None:
        """Tell no more."""
        self._ticker.stop()

    def _tell(self) -> None:
        if (pace := self._pace) is not None:
            counted = self._call.words(message("{done} of {rows}", done=pace.seen, rows=pace.total))
            self._console.print(Text(f"{pace.what}: {', '.join((counted, *_words(self._call, pace)))}"))


class JsonLines:
    """One JSON object a line; what is said to people is an event too."""

    def __init__(self, every: float) -> None:
        self._pace: Pace | None = None
        self._writing = threading.Lock()
        self._ticker = Ticker(every, self._tell)

    def began(self, pace: Pace) -> None:
        """Close the piece of work before, and take up a new one."""
        self._tell()
        self._pace = pace
        known = {name: pace.shape()[name] for name in ("stage", "source", "rows")}
        self._write({"event": "began", **known})

    def say(self, text: Text, event: Event) -> None:
        """Write an event."""
        self._write({**event, "text": text.plain})

    def close(self) -> None:
        """Tell how far it is a last time."""
        self._ticker.stop()
        self._tell()
        self._pace = None

    def _tell(self) -> None:
        if self._pace is not None:
            self._write({"event": "progress", **self._pace.shape()})

    def _write(self, event: Event) -> None:
        with self._writing:
            print(json.dumps(event, ensure_ascii=False), file=sys.stderr, flush=True)


class Ticker:
    """Calls a function every some seconds, beside the work."""

    def __init__(self, every: float, call: Callable[[], None]) -> None:
        self._every = every
        self._call = call
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Call it no more."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(self._every):
            self._call()


@contextmanager
def display(call: Call, how: Progressing) -> Iterator[Display]:
    """Give the display that is wanted, and close it at the end."""
    console = error_console()
    shown: Display
    if how is Progressing.JSON:
        shown = JsonLines(JSON_EVERY)
    elif how is Progressing.AUTO and console.is_terminal:
        shown = Bar(call, console)
    else:
        shown = Lines(call, console, LINES_EVERY if how is not Progressing.NONE else threading.TIMEOUT_MAX)
    try:
        yield shown
    finally:
        shown.close()


def _words(call: Call, pace: Pace) -> Iterator[str]:
    """Yield the rate, the remaining time, what was refused, and what is being worked on."""
    rate = pace.rate()
    if pace.seen:
        yield f"{rate:,.0f}/s" if rate >= 10 else f"{rate:,.1f}/s"
        yield call.words(message("{span} left", span=span(pace.remaining())))
    if pace.refused:
        yield call.words(message("{refused} refused", refused=pace.refused))
    if pace.current:
        yield shortened(pace.current, SHORT)


class _PaceColumn(ProgressColumn):
    """What a bar says beside itself."""

    def __init__(self, told: Callable[[], str]) -> None:
        super().__init__()
        self._told = told

    def render(self, task: Task) -> Text:
        """Return it, on the room there is."""
        return Text(self._told(), overflow="ellipsis", no_wrap=True)
