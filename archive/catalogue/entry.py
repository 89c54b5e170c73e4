"""What is handed to the catalogue to be written, and what it answers."""

from dataclasses import dataclass
from datetime import date

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
    files: tuple[EntryFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """Who writes, for what reason, in which import."""

    actor: str
    reason: str = ""
    import_id: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one entry."""

    id: str
    action: str  # "new", "changed" or "unchanged"
    revision: int
