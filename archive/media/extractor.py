"""What an extractor is: three lines of contract."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from archive.text.passages import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What a file says: its passages, and what it states of itself."""

    passages: tuple[Passage, ...] = ()
    proposed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # field → values, for empty fields
    technical: Mapping[str, Any] = field(default_factory=dict)  # facts: encoding, producer, colour space …
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    problem: str = ""  # what could not be read, if some of it could


class Extractor(Protocol):
    """Reads files of some media types."""

    @property
    def name(self) -> str:
        """The format's common name."""
        ...

    @property
    def media_types(self) -> frozenset[str]:
        """The media types it reads."""
        ...

    def extract(self, path: Path) -> Extracted:
        """Read the file. Raise Unreadable if it is damaged; never write anything."""
        ...
