"""Who may see which record and read which file: the one definition in SQL.

Access levels only ever open with time (see `level_on`), so all that the rules say of a record can be
worked out when it is written, as days:

- `opens`: the first day on which the public may know of the record. It is the latest of its own and
  its collections' days: what stands in a hidden collection is hidden. Drafts and what is withdrawn
  never open.
- `opens_files`: the first day on which the public may read its files; later than `opens` where the
  level is reading room.
- `opens_by_link`: for an authority made by the way (a draft nobody published), the day its own level
  opens. It is seen from then on if a record that is visible links to it.
- `opens_within`, of a collection: the first day on which what stands in it may be seen. It is `opens`,
  save for one made by the way (a draft that nobody published, named by what stands in it alone). Its
  level holds for what stands in it, but its title shows with the first record in it that is visible:
  its `opens` is the earliest of those of its contents (see contents.py).

A file has two such days, for the public and for the reading room. Archivists see everything.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, ColumnElement, and_, exists, or_, true

from archive.catalogue.models import FileRow, LinkRow, RecordRow
from archive.metadata.access import Access, Role, State, Viewer, level_on
from archive.metadata.record import AUTHORITIES, Kind

ALWAYS = 0
NEVER = 10_000_000  # later than any date
Day = int | BindParameter[int]


@dataclass(frozen=True, slots=True)
class Level:
    """All of a record itself that decides who sees it."""

    kind: Kind
    state: State
    access: Access
    embargo_until: date | None
    by_the_way: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The first days on which a record, its files, itself as a link target, and its contents are public."""

    record: int = NEVER
    files: int = NEVER
    by_link: int = NEVER
    within: int = NEVER

    def under(self, collection: "Opening | None") -> "Opening":
        """Return when this opens if it stands in `collection`."""
        if collection is None:
            return self
        return Opening(
            record=max(self.record, collection.within),
            files=max(self.files, collection.files),
            by_link=self.by_link,
            within=max(self.within, collection.within),
        )


def opening(level: Level) -> Opening:
    """Return when a record opens by its own level, leaving its collections and its contents aside."""
    seen = first_day(level.access, level.embargo_until, Access.PUBLIC, Access.READING_ROOM)
    read = first_day(level.access, level.embargo_until, Access.PUBLIC)
    match level.state:
        case State.PUBLISHED:
            return Opening(record=seen, files=read, within=seen)
        case State.DRAFT if level.kind in AUTHORITIES:
            return Opening(by_link=seen)
        case State.DRAFT if level.by_the_way:
            return Opening(files=read, within=seen)
    return Opening()


def file_opening(item: Opening, access: Access, embargo_until: date | None) -> tuple[int, int]:
    """Return the first days on which the public and the reading room may read a file of `item`."""
    public = first_day(access, embargo_until, Access.PUBLIC)
    room = first_day(access, embargo_until, Access.PUBLIC, Access.READING_ROOM)
    return max(item.files, public), max(item.record, room)


def first_day(access: Access, embargo_until: date | None, *enough: Access) -> int:
    """Return the first day on which the level that holds is one of `enough`."""
    if level_on(access, embargo_until, date.min) in enough:
        return ALWAYS
    if embargo_until is not None and level_on(access, embargo_until, embargo_until) in enough:
        return embargo_until.toordinal()
    return NEVER


def visible(viewer: Viewer, *kinds: Kind) -> ColumnElement[bool]:
    """Return the condition under which `viewer` may know of a record; of `kinds` alone, if given."""
    return visible_on(viewer.role, viewer.on.toordinal(), *kinds)


def visible_on(role: Role, day: Day, *kinds: Kind) -> ColumnElement[bool]:
    """Return the same condition for a role on a day: a number, or the parameter that will be one."""
    if role is Role.ARCHIVIST:
        return true()
    if kinds and not set(kinds) & set(AUTHORITIES):
        return RecordRow.opens <= day
    linked = exists().where(LinkRow.authority == RecordRow.id, LinkRow.opens <= day)
    return or_(RecordRow.opens <= day, and_(RecordRow.opens_by_link <= day, linked.correlate(RecordRow)))


def linked_visibly(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition under which `viewer` may know of the record that has a link."""
    return true() if viewer.role is Role.ARCHIVIST else LinkRow.opens <= viewer.on.toordinal()


def readable(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition under which `viewer` may read a file."""
    return readable_on(viewer.role, viewer.on.toordinal())


def readable_on(role: Role, day: Day) -> ColumnElement[bool]:
    """Return the same condition for a role on a day: a number, or the parameter that will be one."""
    match role:
        case Role.ARCHIVIST:
            return true()
        case Role.READING_ROOM:
            return FileRow.opens_room <= day
        case Role.PUBLIC:
            return FileRow.opens <= day
