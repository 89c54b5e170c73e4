"""Pages kept in memory under their entity tags, the least lately asked for going first.

An entity tag names the state of the archive, the reader's rights, the language and the address (see
`caching`), so what stands under one can never be out of date: nothing is ever to be thrown out for
being old, only for want of room.
"""

import threading
from collections import OrderedDict

MOST_BYTES = 8_000_000  # in one process


class PageCache:
    """Bodies of pages, up to a number of bytes. Threads may share it."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, tag: str) -> bytes | None:
        """Return the page of an entity tag, or None."""
        with self._lock:
            if tag in self._pages:
                self._pages.move_to_end(tag)
            return self._pages.get(tag)

    def put(self, tag: str, page: bytes) -> None:
        """Keep a page; make room for it."""
        if len(page) > self._most // 8:
            return  # one page that would drive out many
        with self._lock:
            self._bytes += len(page) - len(self._pages.pop(tag, b""))
            self._pages[tag] = page
            while self._bytes > self._most:
                self._bytes -= len(self._pages.popitem(last=False)[1])
