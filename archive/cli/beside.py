"""A process beside this one that keeps the index up to date, and ends when this one does, however it ends."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from archive.cli.call import Call

PATIENCE = 20.0  # seconds for the batch under way


@contextmanager
def following(call: Call, wanted: bool = True) -> Iterator[None]:
    """Run the background worker meanwhile.

    It reads its standard input, which the system closes if we die: that is its sign to stop.
    """
    if not wanted:
        yield
        return
    place = ["--config", str(call.config.resolve())] if call.config else []
    command = [sys.executable, "-m", "archive.cli.main", *place, "follow", "--until-closed"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        yield
    finally:
        if process.stdin:
            process.stdin.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()  # harmless: it goes on from its last batch
            process.wait()
