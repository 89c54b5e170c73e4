"""Waits for the turn to write to the archive, and says for whom."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from archive.assembly import Archive
from archive.cli.call import Call
from archive.core.words import Message, message
from archive.ingest.turn import Holder, turn


def waits_for(holder: Holder) -> Message:
    """Return the words for whoever waits."""
    return message(
        "Waiting: process {pid} has been writing since {since} ({what}). Ctrl+C stops the waiting.",
        pid=holder.pid,
        since=f"{datetime.fromisoformat(holder.since).astimezone():%Y-%m-%d %H:%M:%S}",
        what=holder.what,
    )


@contextmanager
def alone(
    call: Call,
    archive: Archive,
    what: str,
    waiting: Callable[[Holder], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[None]:
    """Hold the turn; if another has it, say so and wait."""

    def tell(holder: Holder) -> None:
        call.say(waits_for(holder), err=True)

    with turn(archive.settings.DATA_DIR, what, waiting or tell, stop):
        yield
