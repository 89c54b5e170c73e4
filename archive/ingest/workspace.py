"""A workspace: where a run unpacks its sources, and what ends with it.

Each run has a folder of its own, which it holds by a lock beside it. The folder goes when the run ends,
also after Ctrl+C; what a killed run has left goes when the next one begins, since nobody holds its lock.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.core.locks import take

LIMIT = 200 * 1024**3  # bytes: of everything one source may hold unpacked
LOCK = ".lock"


class Workspace:
    """Gives empty folders, made when they are first asked for."""

    def __init__(self, root: Path, limit: int = LIMIT, stop: Callable[[], bool] = lambda: False) -> None:
        """Keep under `root` at most `limit` bytes for each source; `stop` says when to end."""
        self.limit = limit
        self.stop = stop
        self._root = root
        self._folder: Path | None = None
        self._lock: int | None = None
        self._rooms = 0

    def room(self) -> Path:
        """Return a new, empty folder."""
        if self._folder is None:
            self._folder, self._lock = _own(self._root)
        self._rooms += 1
        room = self._folder / str(self._rooms)
        room.mkdir()
        return room

    def free(self) -> int:
        """Return how many bytes the disk has left."""
        self._root.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self._root).free

    def close(self) -> None:
        """Remove everything."""
        if self._folder is not None and self._lock is not None:
            _remove(self._folder, self._lock)
        self._folder = self._lock = None


@contextmanager
def workspace(
    root: Path, limit: int = LIMIT, stop: Callable[[], bool] = lambda: False
) -> Iterator[Workspace]:
    """Give a workspace under `root`; clear away what killed runs left there, and its own at the end."""
    sweep(root)
    given = Workspace(root, limit, stop)
    try:
        yield given
    finally:
        given.close()


def sweep(root: Path) -> int:
    """Remove the folders that no process holds any more; return how many there were."""
    swept = 0
    for path in sorted(root.glob(f"*{LOCK}")):
        lock = take(path)
        if lock is not None:
            _remove(path.with_suffix(""), lock)
            swept += 1
    return swept


def _own(root: Path) -> tuple[Path, int]:
    root.mkdir(parents=True, exist_ok=True)
    while True:
        folder = root / secrets.token_hex(4)
        path = folder.with_suffix(LOCK)
        lock = take(path)
        # Another run may have swept the lock away between its making and its taking.
        if lock is not None and path.exists() and os.path.samestat(path.stat(), os.fstat(lock)):
            folder.mkdir(mode=0o700)
            return folder, lock
        if lock is not None:
            os.close(lock)


def _remove(folder: Path, lock: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    if not folder.exists():
        folder.with_suffix(LOCK).unlink(missing_ok=True)
    os.close(lock)
