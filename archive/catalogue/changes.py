"""The change log: everything that happened to every record, in order, for ever.

Followers read it by revision number; history, undo and datestamps come out of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from archive.catalogue.bulk import batches
from archive.catalogue.models import ChangeRow, LinkRow, RecordRow
from archive.catalogue.records import exists_for
from archive.catalogue.session import Session
from archive.catalogue.snapshot import PARENT
from archive.core.errors import NotFound
from archive.metadata.access import Role, Viewer
from archive.metadata.loading import undump


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one record. What it said before and after is for archivists (`history`)."""

    revision: int
    record_id: str
    action: str  # "new", "changed", "published", "withdrawn", "access" or "reverted"
    at: datetime
    actor: str
    reason: str
    import_id: int | None
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


_STEPS = (
    ChangeRow.revision, ChangeRow.record, ChangeRow.action, ChangeRow.at, ChangeRow.actor, ChangeRow.reason,
    ChangeRow.import_id,
)  # fmt: skip
_FIELDS = ("revision", "record_id", "action", "at", "actor", "reason", "import_id", "before", "after")


def since(session: Session, after: int, limit: int = 1000) -> list[Change]:
    """Return the changes after revision `after`, oldest first, without what they say."""
    statement = select(*_STEPS).where(ChangeRow.revision > after).order_by(ChangeRow.revision).limit(limit)
    return [_change(row) for row in session.execute(statement)]


def altered(session: Session, after: int) -> frozenset[str]:
    """Return the records that were changed after revision `after`, other than by coming in."""
    changed = ChangeRow.revision > after, ChangeRow.action != "new"
    # Not DISTINCT: for that, SQLite would read the whole log in the order of records.
    return frozenset(session.scalars(select(ChangeRow.record).where(*changed)))


_LAST = select(func.max(ChangeRow.revision))  # asked for with every page


def last_revision(session: Session) -> int:
    """Return the number of the latest change, 0 for an empty catalogue."""
    return session.connection().scalar(_LAST) or 0


def history(session: Session, id: str, viewer: Viewer) -> list[Change]:
    """Return all changes of a record, newest first; archivists alone may know them."""
    if viewer.role is not Role.ARCHIVIST or not exists_for(session, id, viewer):
        raise NotFound(f"no history of {id!r}")
    statement = select(*_STEPS, ChangeRow.before, ChangeRow.after).where(ChangeRow.record == id)
    return [_change(row) for row in session.execute(statement.order_by(ChangeRow.revision.desc()))]


def affected(session: Session, ids: Iterable[str]) -> frozenset[str]:
    """Return the records whose appearance hangs on changed ones, and the changed ones themselves.

    They are: whatever stands under a changed collection (its title and its access are theirs); whatever
    links to a changed authority (its name is theirs); and the authorities that any of the changed or
    those under them link to, or did (one made by the way is seen as long as a visible record links to it);
    and the collections made by the way above them, now or before, with whatever links to these.
    """
    changed = set(ids)
    under = changed | _descendants(session, changed)
    linking = _across(session, LinkRow.authority, LinkRow.record, changed)
    linked = _across(session, LinkRow.record, LinkRow.authority, under)
    formerly = _formerly_linked(session, changed)
    shown = shown_by(session, changed) | _shown_among(session, formerly)
    return frozenset(under | linking | linked | formerly | shown)


def shown_by(session: Session, ids: Iterable[str]) -> frozenset[str]:
    """Return the collections made by the way that show, or do not, for what stands in them being these.

    And what links to such collections: whether it may tell their names hangs on the same.
    """
    return frozenset(_shown_among(session, _across(session, RecordRow.id, RecordRow.parent, set(ids))))


def _shown_among(session: Session, collections: set[str]) -> set[str]:
    """Return those of the collections, and of those above them, made by the way, and what links to them."""
    above: set[str] = set()
    level = collections
    while level := _by_the_way(session, level) - above:
        above |= level
        level = _across(session, RecordRow.id, RecordRow.parent, level)
    return above | _across(session, LinkRow.authority, LinkRow.record, above)


def _by_the_way(session: Session, ids: set[str]) -> set[str]:
    found: set[str] = set()
    for batch in batches(ids):
        wanted = RecordRow.id.in_(batch), RecordRow.by_the_way
        found.update(session.scalars(select(RecordRow.id).where(*wanted)))
    return found


def _formerly_linked(session: Session, ids: set[str]) -> set[str]:
    """Return what records linked to, or stood in, before some change of theirs."""
    found: set[str] = set()
    for batch in batches(ids):
        changed = ChangeRow.record.in_(batch), ChangeRow.action != "new"
        for before in session.scalars(select(ChangeRow.before).where(*changed)):
            links = undump({key: value for key, value in before.items() if value and not key.startswith("@")})
            found.update(each.authority for values in links.values() for each in values if each.authority)
            found.update(filter(None, (before.get(PARENT),)))
    return found


def _descendants(session: Session, ids: set[str]) -> set[str]:
    found: set[str] = set()
    level = ids
    while level := _across(session, RecordRow.parent, RecordRow.id, level) - found:
        found |= level
    return found


def _across(session: Session, start: Any, end: Any, ids: set[str]) -> set[str]:
    """Return the ends of all links that start at `ids`."""
    found: set[str] = set()
    for batch in batches(ids):
        found.update(filter(None, session.scalars(select(end).where(start.in_(batch)).distinct())))
    return found


def _change(row: Iterable[Any]) -> Change:
    return Change(**dict(zip(_FIELDS, row, strict=False)))
