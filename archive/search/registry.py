"""Which engines can answer: read this list first. `SEARCH_URL` names one by its scheme."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archive.core.errors import ConfigError
from archive.core.registry import Registry
from archive.search.backend import SearchBackend
from archive.search.memory.backend import MemoryBackend
from archive.search.whoosh.backend import WhooshBackend


@dataclass(frozen=True, slots=True)
class Engine:
    """One kind of backend: its scheme, and how to open one by what follows the scheme."""

    name: str
    open: Callable[[str], SearchBackend]


BACKENDS = Registry(
    "search backend",
    [
        Engine("whoosh", lambda folder: WhooshBackend(Path(folder))),
        Engine("memory", lambda _: MemoryBackend()),
    ],
)


def open_backend(url: str) -> SearchBackend:
    """Open the index at an address such as `whoosh:data/index`."""
    scheme, colon, rest = url.partition(":")
    if not colon or scheme not in BACKENDS:
        known = ", ".join(BACKENDS.names())
        raise ConfigError(f"SEARCH_URL {url!r} names no search backend; known: {known}")
    return BACKENDS[scheme].open(rest)
