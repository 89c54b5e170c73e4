"""The immutable Record: the one shape in which a catalogued thing crosses every border."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from archive.metadata.access import Access, State


class Kind(StrEnum):
    """The six kinds of record."""

    ITEM = "item"
    COLLECTION = "collection"
    AGENT = "agent"
    PLACE = "place"
    SUBJECT = "subject"
    EVENT = "event"


AUTHORITIES = (Kind.AGENT, Kind.PLACE, Kind.SUBJECT, Kind.EVENT)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of one field: the words as stated, and what is known about them."""

    text: str
    language: str | None = None  # BCP 47, of these words
    authority: str | None = None  # identifier of the agent, place, subject or event meant
    edtf: str | None = None  # the same date as an EDTF expression


Metadata = Mapping[str, tuple[Value, ...]]

RECOGNISED = "recognised"  # among a file's technical facts: what machine has read or heard it, and how surely


@dataclass(frozen=True, slots=True)
class Ancestor:
    """A collection above a record, outermost first."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """One file of an item: what it is and where it stands."""

    id: str
    name: str  # unique within the item; the last part of its address
    media_type: str
    size: int  # bytes
    sha512: str
    puid: str | None = None  # PRONOM identifier, "fmt/43"
    format_name: str = ""
    access: Access = Access.PUBLIC
    embargo_until: date | None = None
    width: int | None = None  # pixels, upright
    height: int | None = None
    pages: int | None = None
    language: str | None = None
    problem: str = ""  # why its text or picture could not be read; empty if it could
    technical: Mapping[str, Any] = field(default_factory=dict)
    held_by: str | None = None  # the item in whose stored object its bytes lie; None: in that of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record as one viewer may see it: values resolved, files filtered."""

    id: str
    kind: Kind
    type: str  # name of its record type: "speech", "collection", "person" …
    metadata: Metadata
    access: Access = Access.PUBLIC
    embargo_until: date | None = None
    state: State = State.DRAFT
    ancestors: tuple[Ancestor, ...] = ()
    files: tuple[FileFacts, ...] = ()
    earliest: int | None = None  # first day of its date, as a proleptic Gregorian ordinal
    latest: int | None = None
    revision: int = 0
    created: datetime
    modified: datetime

    @property
    def title(self) -> str:
        """Its title as displayed; never empty."""
        titles = self.metadata.get("title") or ()
        return titles[0].text if titles else self.id

    def first(self, name: str) -> Value | None:
        """Return the first value of a field, or None."""
        values = self.metadata.get(name) or ()
        return values[0] if values else None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the words of every value of a field."""
        return tuple(value.text for value in self.metadata.get(name, ()))
