"""Who may see what, and until when: the one definition of access in the whole archive."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from archive.core.clock import today


class Access(StrEnum):
    """The level stated for a record or file."""

    PUBLIC = "public"
    READING_ROOM = "reading_room"  # metadata public, files and their text not
    RESTRICTED = "restricted"  # invisible to the public on every outlet


class State(StrEnum):
    """Where a record stands in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Role(StrEnum):
    """As whom somebody looks."""

    PUBLIC = "public"
    READING_ROOM = "reading_room"
    ARCHIVIST = "archivist"


@dataclass(frozen=True, slots=True)
class Viewer:
    """For whom, and on which day, a record is asked for. Nothing is read without one."""

    role: Role
    on: date

    @classmethod
    def public(cls) -> "Viewer":
        """Anybody, today."""
        return cls(Role.PUBLIC, today())

    @classmethod
    def archivist(cls) -> "Viewer":
        """A member of staff, today: sees everything."""
        return cls(Role.ARCHIVIST, today())


def level_on(access: Access, embargo_until: date | None, day: date) -> Access:
    """Return the level that holds on `day`.

    The level stated holds until the embargo ends; from that day on the record is public.
    A record stated as public with an embargo is restricted until then.
    """
    if embargo_until is None:
        return access
    if day >= embargo_until:
        return Access.PUBLIC
    return Access.RESTRICTED if access is Access.PUBLIC else access
