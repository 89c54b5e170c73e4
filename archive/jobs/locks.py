"""A lock between processes that the system itself takes back, however its holder ends.

SQLite's own file lock is used: it works alike on Linux, macOS and Windows.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.core.errors import Busy


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock of this name; raise Busy at once if somebody else does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise Busy(f"{path.name} is held by another process") from error
        yield
    finally:
        connection.close()
