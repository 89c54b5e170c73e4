"""What is handed to the catalogue to be written, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from archive.metadata.access import Access, State
from archive.metadata.record import FileFacts, Metadata
from archive.text.passages import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFile:
    """A file of an item, with the text that was read from it."""

    facts: FileFacts
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A whole record as it shall be. Values of agent, place, subject and event fields may be plain names."""

    id: str
    type: str
    metadata: Metadata
    access: Access = Access.PUBLIC
    embargo_until: date | None = None
    state: State = State.DRAFT
    by_the_way: bool = False  # a collection that, while a draft, shows with what stands in it
    collection: str | None = None  # identifier of the collection it stands in
    position: int = 0  # among its siblings
    source: str = ""  # where it was imported from, and its key and digest there
    key: str = ""
    digest: str = ""
    # Other keys under which the same row is known there, each with its digest: a row that was mended has two.
    formerly: Mapping[str, str] = field(default_factory=dict)
    files: tuple[EntryFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """Who writes, for what reason, in which import, and whether that may replace what was set by hand."""

    actor: str
    reason: str = ""
    import_id: int | None = None
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class KeptValue:
    """A value that an import would have changed and did not, since somebody has set it by hand."""

    key: str
    actor: str
    at: datetime
    present: Any  # as the catalogue has it, and goes on having it
    stated: Any  # as the import has it


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one entry."""

    id: str
    action: str  # "new", "changed" or "unchanged"
    revision: int
    kept: tuple[KeptValue, ...] = ()
