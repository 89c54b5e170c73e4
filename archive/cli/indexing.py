"""Brings the index up to date at the end of a command, whoever is at it already."""

import time
from contextlib import AbstractContextManager

from archive.assembly import Archive
from archive.cli.call import Call
from archive.cli.progress import index_progress
from archive.core.errors import Busy
from archive.core.words import message
from archive.ingest.summary import Stop
from archive.jobs.followers import Progress, catch_up, lag

PAUSE = 0.2  # seconds between two looks at another process that indexes
PATIENCE = 600.0  # seconds without any progress of that other process


class Enough(Exception):
    """The user has asked to stop."""


def index_to_the_end(
    call: Call,
    archive: Archive,
    stop: Stop = lambda: False,
    shown: AbstractContextManager[Progress] | None = None,
) -> None:
    """Let followers catch up, until `stop` says otherwise; the index goes on from there another time."""
    with shown or index_progress(call) as on_progress:

        def go_on(name: str, reached: int, last: int) -> None:
            on_progress(name, reached, last)
            if stop():
                raise Enough

        try:
            done = _catch_up(archive, go_on, stop)
        except Enough:
            done = False
    if not done:
        call.say(message("The index is not up to date yet; run: archive follow"), err=True)


def _catch_up(archive: Archive, go_on: Progress, stop: Stop) -> bool:
    """Catch up; where another process is at it, wait until it is done, unless it does not get on."""
    before, since = -1, time.monotonic()
    while not stop():
        try:
            catch_up(archive, None, go_on)
            return True
        except Busy:
            behind = sum(lag(archive).values())
        if not behind:
            return True
        if behind != before:
            before, since = behind, time.monotonic()
        elif time.monotonic() - since > PATIENCE:
            return False
        time.sleep(PAUSE)
    return False
