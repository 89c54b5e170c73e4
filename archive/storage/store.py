"""The storage port: what every place that keeps original files can do."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from archive.core.errors import Problem


class Store(Protocol):
    """Keeps the files of items, whole and for ever. It knows names and bytes; nothing of rights."""

    def put(self, item_id: str, files: Mapping[str, Path], digests: Mapping[str, str]) -> bool:
        """Make these the files of an item: name → where to copy from, and name → sha512.

        All or nothing, and what was there before is kept as an earlier version. Files already held, by
        digest, are not copied. Return whether there was anything to do. Raise FixityError if what was
        read is not what the digest says.
        """
        ...

    def path(self, item_id: str, name: str) -> Path:
        """Return where to read a file, by its name or its sha512; raise NotFound."""
        ...

    def verify(self, item_id: str) -> list[Problem]:
        """Read every byte kept for an item and return what is not as it was put in."""
        ...

    def items(self) -> Iterator[str]:
        """Give the identifiers of the items that have files."""
        ...

    def settle(self) -> None:
        """Return when all that was put is safe from a power cut: before the catalogue is told of it."""
        ...

    def purge_staging(self) -> int:
        """Clear away what killed writers left half done; return how many there were."""
        ...
