"""One at a time: two runs that write to one archive take turns, and whoever waits knows for whom.

The catalogue alone would let them, batch by batch. But two runs of one source would store the same files
twice over, and two that bring the same bytes would each keep a copy.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from archive.core.clock import now
from archive.core.locks import take
from archive.core.whole import write_whole

LOCK, HOLDER = "ingest.lock", "ingest.running"
PAUSE = 0.25  # seconds between two looks


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the turn."""

    pid: int
    since: str  # UTC, ISO 8601
    what: str


class GivenUp(Exception):
    """Whoever waited has been told to stop."""


@contextmanager
def turn(
    folder: Path, what: str, waiting: Callable[[Holder], None], stop: Callable[[], bool] = lambda: False
) -> Iterator[None]:
    """Hold the turn; if another has it, say so once by `waiting`, and again when yet another has it.

    Raise GivenUp if `stop` says so meanwhile. A turn ends with its process, however that ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = _taken(folder, waiting, stop)
    holder = folder / HOLDER
    try:
        this = Holder(os.getpid(), now().isoformat(timespec="seconds"), what)
        write_whole(holder, json.dumps(asdict(this)))
        yield
    finally:
        holder.unlink(missing_ok=True)
        os.close(lock)


def _taken(folder: Path, waiting: Callable[[Holder], None], stop: Callable[[], bool]) -> int:
    told: Holder | None = None
    while (lock := take(folder / LOCK)) is None:
        holder = _read(folder / HOLDER)
        if holder is not None and holder != told:
            told = holder
            waiting(holder)
        if stop():
            raise GivenUp
        time.sleep(PAUSE)
    return lock


def _read(path: Path) -> Holder | None:
    """Return who has the turn; None in the moment before that is written."""
    try:
        return Holder(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
