"""Staging: where objects stand until they are whole, in one folder for each writer.

A folder belongs to a writer as long as the lock in it is held. A killed writer's lock falls open, and
its folder may be cleared.
"""

import os
import shutil
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from archive.core.locks import held, take

LOCK = "lock"


class Staging:
    """Staging of one store; each process that writes gets a folder of its own in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mine: Path | None = None
        self._owner = 0

    def place(self, name: str) -> Path:
        """Return an empty folder of this process."""
        place = self._own() / name
        if place.exists():
            shutil.rmtree(place)
        place.mkdir()
        return place

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other writers from what must be done by one at a time."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with held(self._folder / LOCK):
            yield

    def purge(self, mend: Callable[[str], None]) -> int:
        """Clear the folders of dead writers; `mend` is told the name of each place they left behind."""
        count = 0
        if not self._folder.exists():
            return count
        with self.alone():
            for folder in self._folder.iterdir():
                if folder.is_dir() and (lock := take(folder / LOCK)) is not None:
                    for place in folder.iterdir():
                        if place.is_dir():
                            mend(place.name)
                            count += 1
                    os.close(lock)
                    shutil.rmtree(folder)
        return count

    def _own(self) -> Path:
        if self._mine is None or self._owner != os.getpid():  # a forked child is a writer of its own
            with self.alone():
                mine = self._folder / token_hex(8)
                mine.mkdir()
                lock = take(mine / LOCK)
            if lock is None:
                raise FileExistsError(mine)
            weakref.finalize(self, _leave, mine, lock, os.getpid())
            self._mine, self._owner = mine, os.getpid()
        return self._mine


def _leave(folder: Path, lock: int, owner: int) -> None:
    """Clear a writer's folder when it ends in order; a child that inherited it leaves it to its owner."""
    if os.getpid() == owner:
        os.close(lock)
        shutil.rmtree(folder, ignore_errors=True)  # a purge at this moment clears it as well
