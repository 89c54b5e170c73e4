"""A process beside this one that keeps the index up to date, and ends when this one does, however it ends."""

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from archive.cli.call import Call

LOG = logging.getLogger(__name__)
PATIENCE = 20.0  # seconds for the batch under way
PAUSE = 1.0  # seconds before one that ended by itself is started again; twice as long each time it recurs
LONGEST = 60.0
STEADY = 300.0  # seconds: who has run so long begins with the short pause again


@contextmanager
def following(call: Call, wanted: bool = True) -> Iterator[None]:
    """Run the background worker meanwhile; if it ends before its time, start it again and say so."""
    if not wanted:
        yield
        return
    place = ["--config", str(call.config.resolve())] if call.config else []
    command = [sys.executable, "-m", "archive.cli.main", *place, "follow", "--until-closed"]
    keeper = _Keeper(command)
    keeper.start()
    try:
        yield
    finally:
        keeper.stop()


class _Keeper:
    """Keeps one process running.

    It reads its standard input, which the system closes if we die: that is its sign to stop.
    """

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._over = threading.Event()
        self._lock = threading.Lock()  # who starts it, or says that it is over
        self._process = self._started()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Begin to watch it."""
        self._thread.start()

    def stop(self) -> None:
        """Let it finish what it is at, and end it."""
        with self._lock:
            self._over.set()
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()  # harmless: it goes on from its last batch
        self._thread.join(PATIENCE)

    def _started(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)  # noqa: S603

    def _watch(self) -> None:
        pause = PAUSE
        while True:
            began = time.monotonic()
            code = self._process.wait()
            pause = PAUSE if time.monotonic() - began > STEADY else pause
            if self._over.wait(pause):
                return
            pause = min(2 * pause, LONGEST)
            with self._lock:
                if self._over.is_set():
                    return
                LOG.warning("the process that follows the catalogue ended (%s); it is started again", code)
                self._process = self._started()
