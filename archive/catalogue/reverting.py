"""Taking an import back: what it made is withdrawn, what it changed says again what it said before.

Nothing is deleted, and nobody's work is undone: a value that was changed again since stays as it is and
is named, and so is a record made by the import that others have come to rest on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import case, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from archive.catalogue import stored
from archive.catalogue.altering import alter
from archive.catalogue.bulk import SIZE, batches, update_rows
from archive.catalogue.entry import Why
from archive.catalogue.models import ChangeRow, ImportRow, LinkRow, OriginRow, RecordRow
from archive.catalogue.refusals import taken_back
from archive.catalogue.session import Session
from archive.catalogue.snapshot import READ, STATE, Snapshot, of_row
from archive.core.clock import now
from archive.core.errors import NotFound
from archive.metadata.access import State
from archive.metadata.record import AUTHORITIES, Kind

WITHDRAWN = {STATE: str(State.WITHDRAWN)}
# The digests of rows whose records were put back as they were, and of rows that count as never seen.
READ_AGAIN, NEVER_IN = "", None


@dataclass(frozen=True, slots=True)
class Kept:
    """A record that was not put back, or not wholly."""

    id: str
    title: str
    fields: tuple[str, ...] = ()  # changed since, and left so; none if others link to it or stand in it
    by: tuple[str, ...] = ()  # who has changed these
    withdrawn: bool = False  # it is out of sight all the same


@dataclass(frozen=True, slots=True)
class Reverted:
    """What came of taking an import back."""

    withdrawn: int
    restored: int
    kept: tuple[Kept, ...]


@dataclass(slots=True)
class _Notes:
    """What is to be told, at the end and on the way."""

    told: Callable[[int, int], None]
    records: int  # that the import has written
    done: int = 0
    kept: list[Kept] = field(default_factory=list)

    def went_on(self, records: int) -> None:
        self.done += records
        self.told(self.done, self.records)


def revert(
    session: Session, id: int, why: Why, told: Callable[[int, int], None] = lambda done, of: None
) -> Reverted:
    """Take an import back, whole; raise Invalid if it was already.

    On the way `told` hears how many records are done, of how many.
    """
    _refuse_twice(session, id)
    why = Why(why.actor, why.reason, id)
    notes = _Notes(told, _written(session, id))
    written = _written_by(session, id)
    withdrawn = restored = 0
    # What others stand in or link to comes after them; of collections, the outer after the inner.
    for kind in (Kind.ITEM, Kind.COLLECTION, *AUTHORITIES):
        for batch in batches(written[kind], 1 if kind is Kind.COLLECTION else SIZE):
            if changed := [record for record, is_new in batch if not is_new]:
                again, put_back = _restore(session, id, changed, why, notes)
                withdrawn, restored = withdrawn + again, restored + put_back
            if made := [record for record, is_new in batch if is_new]:
                unused = made if kind is Kind.ITEM else _unused(session, made, notes)
                withdrawn += _withdraw(session, id, unused, why, notes)
    session.execute(update(ImportRow).where(ImportRow.id == id).values(reverted=now()))
    return Reverted(withdrawn, restored, tuple(notes.kept))


def _refuse_twice(session: Session, id: int) -> None:
    row = session.execute(select(ImportRow.reverted).where(ImportRow.id == id)).one_or_none()
    if row is None:
        raise NotFound(f"no import {id}")
    if row.reverted is not None:
        raise taken_back(id)


def _written(session: Session, id: int) -> int:
    written = select(func.count(ChangeRow.record.distinct())).where(ChangeRow.import_id == id)
    return session.scalar(written) or 0


def _written_by(session: Session, id: int) -> dict[Kind, list[tuple[str, bool]]]:
    """Return the records that the import wrote, and whether it made them, the last of them first."""
    is_new = func.max(case((ChangeRow.action == "new", 1), else_=0))
    statement = (
        select(RecordRow.id, RecordRow.kind, is_new)
        .join(ChangeRow, RecordRow.id == ChangeRow.record)
        .where(ChangeRow.import_id == id, ChangeRow.action.in_(("new", "changed")))
        .group_by(RecordRow.id)
        .order_by(func.min(ChangeRow.revision).desc())
    )
    found: dict[Kind, list[tuple[str, bool]]] = {kind: [] for kind in Kind}
    for record, kind, made in session.execute(statement):
        found[Kind(kind)].append((record, bool(made)))
    return found


def _restore(session: Session, id: int, records: Sequence[str], why: Why, notes: _Notes) -> tuple[int, int]:
    """Put back the keys that the import changed in records that were there before it.

    Return how many of them are withdrawn again, having been so before it, and how many others are as before.
    """
    keys = _keys_to_restore(session, id, records, notes)
    gone = {record for record, each in keys.items() if each.get(STATE) == State.WITHDRAWN}
    for record in gone - set(_unused(session, sorted(gone), notes)):
        del keys[record][STATE]
        gone.discard(record)
    done = {saved.id for saved in alter(session, keys, "reverted", why) if saved.action == "changed"}
    notes.kept += _changed_since(session, id, sorted(gone))
    _forget_origins(session, [each for each in records if each not in gone], READ_AGAIN)
    _forget_origins(session, sorted(gone), NEVER_IN)
    notes.went_on(len(records))
    return len(done & gone), len(done - gone)


def _keys_to_restore(session: Session, id: int, records: Sequence[str], notes: _Notes) -> dict[str, Snapshot]:
    before: dict[str, Snapshot] = {record: {} for record in records}
    given: dict[str, Snapshot] = {record: {} for record in records}
    statement = select(ChangeRow.record, ChangeRow.before, ChangeRow.after).where(
        ChangeRow.import_id == id, ChangeRow.record.in_(records)
    )
    for record, was, became in session.execute(statement.order_by(ChangeRow.revision)):
        before[record] = was | before[record]  # as it was before the first time
        given[record] |= became
    rows, files = stored.rows(session, records), stored.files(session, records)
    later: dict[str, list[str]] = {}
    for record, row in rows.items():
        present = of_row(row, files.get(record, ()))
        later[record] = [key for key in before[record] if present.get(key) != given[record].get(key)]
        for key in later[record]:
            del before[record][key]
    # Of one that is withdrawn again, all that was changed since is named, not these keys alone.
    stay = [record for record, keys in later.items() if keys and before[record].get(STATE) != State.WITHDRAWN]
    who = {each.id: each.by for each in _changed_since(session, id, stay)}
    notes.kept += [
        Kept(each, rows[each].title, tuple(sorted(later[each])), who.get(each, ())) for each in stay
    ]
    return before


def _withdraw(session: Session, id: int, records: Sequence[str], why: Why, notes: _Notes) -> int:
    """Withdraw records that the import made; name what was changed in them by others."""
    notes.kept += _changed_since(session, id, records)
    done = alter(session, dict.fromkeys(records, WITHDRAWN), "reverted", why)
    _forget_origins(session, records, NEVER_IN)
    notes.went_on(len(records))
    return sum(saved.action == "changed" for saved in done)


def _changed_since(session: Session, id: int, records: Sequence[str]) -> list[Kept]:
    """Return what others have changed in records after the import wrote them, and that stays."""
    ours = aliased(ChangeRow)
    undone = select(ImportRow.id).where(ImportRow.reverted.is_not(None))
    first = (
        select(func.min(ours.revision))
        .where(ours.import_id == id, ours.record == ChangeRow.record)
        .scalar_subquery()
    )
    statement = (
        select(ChangeRow.record, ChangeRow.actor, ChangeRow.after, RecordRow.title)
        .join(RecordRow, RecordRow.id == ChangeRow.record)
        .where(
            ChangeRow.record.in_(records),
            ChangeRow.import_id.is_distinct_from(id),
            ChangeRow.action != READ,
            or_(ChangeRow.import_id.is_(None), ChangeRow.import_id.not_in(undone)),
            ChangeRow.revision > first.correlate(ChangeRow),
        )
        .order_by(ChangeRow.revision)
    )
    keys: dict[tuple[str, str], set[str]] = {}
    actors: dict[str, dict[str, None]] = {}
    for record, actor, after, title in session.execute(statement):
        keys.setdefault((record, title), set()).update(after)
        actors.setdefault(record, {})[actor] = None
    return [
        Kept(record, title, tuple(sorted(each)), tuple(actors[record]), withdrawn=True)
        for (record, title), each in keys.items()
    ]


def _unused(session: Session, records: Sequence[str], notes: _Notes) -> list[str]:
    """Return those of the records that nothing in sight links to or stands in; note the others as kept."""
    other = aliased(RecordRow)
    in_sight = other.state != State.WITHDRAWN
    linked = exists().where(LinkRow.authority == RecordRow.id, LinkRow.record == other.id, in_sight)
    held = exists().where(other.parent == RecordRow.id, in_sight)
    statement = select(RecordRow.id, RecordRow.title).where(RecordRow.id.in_(records))
    used = session.execute(statement.where(linked.correlate(RecordRow) | held.correlate(RecordRow))).all()
    notes.kept += [Kept(row.id, row.title) for row in used]
    in_use = {row.id for row in used}
    return [record for record in records if record not in in_use]


def _forget_origins(session: Session, records: Sequence[str], digest: str | None) -> None:
    """Let the same source bring these records in again."""
    keys = select(OriginRow.source, OriginRow.key).where(OriginRow.record.in_(records))
    if session.execute(keys.limit(1)).first() is not None:
        update_rows(session, OriginRow, "record", [{"record": each, "digest": digest} for each in records])
