"""The processes that a test has begun: not those that tests before it left in this process, to read files."""

import multiprocessing
from multiprocessing.process import BaseProcess

_before: set[int | None] = set()


def begin() -> None:
    """Take what is at work now for others'."""
    _before.clear()
    _before.update(child.pid for child in multiprocessing.active_children())


def at_work() -> list[BaseProcess]:
    """Return what has been begun since, and is still at work."""
    return [child for child in multiprocessing.active_children() if child.pid not in _before]
