"""A lock between processes that the system itself takes back, however its holder ends.

SQLite's own file lock is used: it works alike on Linux, macOS and Windows.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.core.errors import Busy
from archive.core.room import no_room, room

PAUSE = 0.02  # seconds between two tries


@contextmanager
def held(path: Path, patience: float = 0.0) -> Iterator[None]:
    """Hold the lock of this name; raise Busy if somebody else still does after so many seconds.

    Raise NoRoom if the disk has no room for it.
    """
    end = time.monotonic() + patience
    with room(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        # Not SQLite's own waiting, which nothing could interrupt.
        while not _taken(connection, path):
            if time.monotonic() >= end:
                raise Busy(f"{path.name} is held by another process")
            time.sleep(PAUSE)
        yield
    finally:
        connection.close()


def _taken(connection: sqlite3.Connection, path: Path) -> bool:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return False
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL:
            raise no_room(path.parent, error) from error
        raise  # a folder that cannot be written to is no lock
    return True
