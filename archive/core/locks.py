"""Locks on files, held until they are given back or their process ends, however it ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(lock: int, wait: bool) -> None:
        msvcrt.locking(lock, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(lock: int, wait: bool) -> None:
        fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)


def take(path: Path, *, make: bool = True) -> int | None:
    """Take the lock on a file, made if need be; None if another holds it. Closing gives it back.

    Unless it may be made, raise FileNotFoundError where there is none.
    """
    lock = os.open(path, os.O_RDWR | (os.O_CREAT if make else 0))
    try:
        _take(lock, wait=False)
    except OSError:
        os.close(lock)
        return None
    return lock


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock on a file for a while, waiting for it if need be."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        _take(lock, wait=True)
        yield
    finally:
        os.close(lock)
