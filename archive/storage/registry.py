"""Which places can keep files, by the scheme of `STORAGE_URL`: read this list first."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archive.core.errors import ConfigError
from archive.core.registry import Registry
from archive.storage.ocfl_store import OcflStore
from archive.storage.store import Store


@dataclass(frozen=True, slots=True)
class StoreKind:
    """A scheme, and how to open what stands behind its colon."""

    name: str
    open: Callable[[str], Store]


STORES = Registry("store", [StoreKind("file", lambda place: OcflStore(Path(place)))])


def open_store(url: str) -> Store:
    """Open the store at an address such as `file:data/store`, making it if it is not there."""
    scheme, colon, place = url.partition(":")
    if not colon or scheme not in STORES or not place:
        known = ", ".join(f"{name}:…" for name in STORES.names())
        raise ConfigError(f"STORAGE_URL: {url!r} is no address of a store; known: {known}")
    return STORES[scheme].open(place)
