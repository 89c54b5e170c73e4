"""Brings the index up to date at the end of a command, whoever is at it already."""

import time

from archive.assembly import Archive
from archive.cli.call import Call
from archive.cli.progress import index_progress
from archive.core.errors import Busy
from archive.core.words import message
from archive.jobs.followers import catch_up, lag

PAUSE = 0.2  # seconds between two looks at another process that indexes
PATIENCE = 600.0  # seconds without any progress of that other process


def index_to_the_end(call: Call, archive: Archive) -> None:
    """Let followers catch up; where another process is at it, wait until it is done."""
    with index_progress(call) as on_progress:
        before, since = -1, time.monotonic()
        while True:
            try:
                catch_up(archive, None, on_progress)
                return
            except Busy:
                behind = sum(lag(archive).values())
            if not behind:
                return
            if behind != before:
                before, since = behind, time.monotonic()
            elif time.monotonic() - since > PATIENCE:
                call.say(message("The index is not up to date yet; run: archive follow"), err=True)
                return
            time.sleep(PAUSE)
