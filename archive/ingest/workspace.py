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

from archive.core.errors import SourceError
from archive.core.locks import take
from archive.core.words import message

LIMIT = 200 * 1024**3  # bytes: of everything one source may hold unpacked
TIMES = 100  # its own size, an archive may hold: words and tables seldom pack closer than thirty times
SMALL = 1024**3  # bytes that any archive may hold, however small it is: a blank page packs closer
SPARE = 1024**3  # bytes of the disk that unpacking leaves alone
ENTRIES = 250_000
DEPTH = 3  # archives within archives
LOCK = ".lock"


class Workspace:
    """Gives empty folders, made when they are first asked for."""

    def __init__(self, root: Path, limit: int = LIMIT, stop: Callable[[], bool] = lambda: False) -> None:
        """Keep under `root` at most `limit` bytes for each source; `stop` says when to end."""
        self.limit = limit
        self.stop = stop
        self.opened: dict[Path, Path] = {}  # archive → the folder that it was unpacked into
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


class Allowance:
    """What one archive, and the archives within it, may still take of the disk."""

    def __init__(self, path: Path, given: Workspace) -> None:
        """Reckon from the size of the archive at `path`."""
        self.path = path
        self._given = given
        self._most = max(SMALL, TIMES * path.stat().st_size)
        self._bytes = 0
        self._entries = 0
        self._depth = 0

    @property
    def left(self) -> int:
        """How many bytes may still come."""
        return max(0, min(self._given.limit, self._most) - self._bytes)

    def deeper(self) -> None:
        """Count an archive within the one before."""
        self._depth += 1
        if self._depth > DEPTH:
            raise SourceError(
                message("{path}: archives within archives, more than {most} deep", path=self.path, most=DEPTH)
            )

    def entry(self, count: int = 1) -> None:
        """Count entries."""
        self._entries += count
        if self._entries > ENTRIES:
            raise SourceError(
                message("{path}: more than {most} entries", path=self.path, most=f"{ENTRIES:,}")
            )

    def check(self, size: int) -> None:
        """Raise SourceError if so many bytes more are too many."""
        total = self._bytes + size
        if total > self._given.limit:
            said = message(
                "more than MAX_UNPACKED_BYTES allows ({most} bytes)", most=f"{self._given.limit:,}"
            )
        elif total > self._most:
            said = message("more than {times} times its own size: a bomb, by all appearance", times=TIMES)
        elif size > self._given.free() - SPARE:
            said = message("more than the disk has room for")
        else:
            return
        raise SourceError(
            message("{path}: unpacked it would hold {said}. Nothing was taken.", path=self.path, said=said)
        )

    def took(self, size: int) -> None:
        """Count bytes that are being written. Raise SourceError once they are too many."""
        if self._given.stop():
            raise KeyboardInterrupt
        self.check(size)
        self._bytes += size


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
