"""Progress on the terminal: a bar with a rate and the remaining time; silent where nobody looks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from archive.cli.call import Call
from archive.core.words import message


class RateColumn(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        """Return the speed of late."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "")


def error_console() -> Console:
    """Return the error stream, as a terminal if it is one."""
    return Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def progress_bar() -> Progress:
    """Return a bar that writes to the error stream and vanishes at its end."""
    console = error_console()
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


@contextmanager
def index_progress(call: Call) -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that shows how far a follower is."""
    with progress_bar() as bar:
        task = bar.add_task(call.words(message("Indexing")), total=None)
        start: list[int] = []

        def show(_name: str, reached: int, last: int) -> None:
            start.append(reached)
            bar.update(task, completed=reached - start[0], total=max(last - start[0], 1))

        yield show
