"""Imports: what was brought in when, by whom and from where; and how one is taken back."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select, update

from archive.catalogue.bulk import batches, insert_rows
from archive.catalogue.models import ChangeRow, ImportRow, OriginRow, RecordRow
from archive.catalogue.reverting import Kept, Reverted, revert
from archive.catalogue.session import Session
from archive.catalogue.snapshot import PARENT, Snapshot
from archive.catalogue.stored import edited_by_hand
from archive.core.clock import now
from archive.core.errors import NotFound
from archive.core.identifiers import mint
from archive.metadata.access import State

__all__ = [
    "Change", "Import", "Kept", "Origin", "Reverted", "alike", "begin", "changed_by", "edited", "finish",
    "forerunners", "get", "gone", "listed", "opened", "others", "reserve", "revert", "written",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One run of an import."""

    id: int
    source: str
    actor: str
    began: datetime
    finished: datetime | None  # None while it runs, or if it was killed and nobody went on with it
    reverted: datetime | None
    continued_by: int | None  # the import that went on with its source after it was killed
    counts: Mapping[str, int]
    options: Mapping[str, Any] = field(default_factory=dict)  # how it was asked for, in plain data
    told: Mapping[str, Any] = field(default_factory=dict)  # reasons, notes and losses
    report: str | None = None  # path of the refused rows that can be mended and taken in again


@dataclass(frozen=True, slots=True)
class Change:
    """What an import did to one record."""

    record: str
    action: str  # "new" or "changed"
    title: str
    before: Snapshot  # only what changed
    after: Snapshot
    names: Mapping[str, str] = field(default_factory=dict)  # titles of the collections named in these


@dataclass(frozen=True, slots=True)
class Origin:
    """What the catalogue knows of a row of a source: its record, and its digest when last catalogued."""

    id: str
    digest: str | None  # None if it never came in, or was taken back; "" if it is to be read again


def begin(session: Session, source: str, actor: str, options: Mapping[str, Any] | None = None) -> int:
    """Open an import and return its number. Those of the same source that never ended are closed by it."""
    opened_now = opened(session, source, actor, options)
    unfinished = select(ImportRow.id).where(
        ImportRow.source == source, ImportRow.finished.is_(None), ImportRow.id < opened_now
    )
    for id in session.scalars(unfinished).all():
        _close(session, id, counts=written(session, id), continued_by=opened_now)
    return opened_now


def opened(session: Session, source: str, actor: str, options: Mapping[str, Any] | None = None) -> int:
    """Open an import beside any others, and return its number."""
    row = ImportRow(source=source, actor=actor, began=now(), counts={}, options=dict(options or {}))
    session.add(row)
    session.flush()
    return row.id


def finish(
    session: Session,
    id: int,
    counts: Mapping[str, int],
    told: Mapping[str, Any] | None = None,
    report: str | None = None,
) -> None:
    """Close an import with what it did, what it told, and where the rows to be mended are."""
    _close(session, id, counts=dict(counts), told=dict(told or {}), report=report, continued_by=None)


def forerunners(session: Session, id: int) -> list[int]:
    """Return the imports that were killed and that this one went on with, latest first; none taken back."""
    wanted = (ImportRow.id, ImportRow.continued_by, ImportRow.reverted)
    killed = select(*wanted).where(ImportRow.continued_by.is_not(None), ImportRow.id < id)
    chain, found = {id}, []
    for each in session.execute(killed.order_by(ImportRow.id.desc())):
        if each.continued_by in chain:
            chain.add(each.id)
            found += [each.id] if each.reverted is None else []
    return found


def others(session: Session, source: str) -> list[str]:
    """Return the names of the other sources that were ever taken in."""
    return list(session.scalars(select(ImportRow.source).where(ImportRow.source != source).distinct()))


def alike(session: Session, titles: Mapping[str, str], sources: Sequence[str]) -> Counter[str]:
    """Return how many records in sight of each of some sources have one of these keys and its title."""
    found: Counter[str] = Counter()
    wanted = select(OriginRow.source, OriginRow.key, RecordRow.title).join(
        RecordRow, RecordRow.id == OriginRow.record
    )
    in_sight = OriginRow.digest.is_not(None), RecordRow.state != State.WITHDRAWN
    for names in batches(sources):
        for keys in batches(titles):
            among = OriginRow.source.in_(names), OriginRow.key.in_(keys)
            for row in session.execute(wanted.where(*among, *in_sight)):
                found[row.source] += row.title == titles[row.key]
    return +found


def gone(session: Session, source: str, keys: Set[str]) -> int:
    """Return how many records in sight came from rows that a source has no more."""
    statement = select(OriginRow.key, OriginRow.record).where(
        OriginRow.source == source, OriginRow.digest.is_not(None)
    )
    known = session.execute(statement).all()
    here = {row.record for row in known if row.key in keys}
    left = {row.record for row in known} - here
    in_sight = select(func.count()).select_from(RecordRow).where(RecordRow.state != State.WITHDRAWN)
    return sum(session.scalar(in_sight.where(RecordRow.id.in_(batch))) or 0 for batch in batches(left))


def changed_by(session: Session, id: int, records: Sequence[str]) -> dict[str, Change]:
    """Return what an import has done to each of some records."""
    found: dict[str, Change] = {}
    wanted = (ChangeRow.record, ChangeRow.action, RecordRow.title, ChangeRow.before, ChangeRow.after)
    statement = select(*wanted).join(RecordRow, RecordRow.id == ChangeRow.record)
    for batch in batches(records):
        of_batch = statement.where(ChangeRow.import_id == id, ChangeRow.record.in_(batch))
        for row in session.execute(of_batch.order_by(ChangeRow.revision)):
            change = Change(*row)
            found[change.record] = _joined(found[change.record], change) if change.record in found else change
    names = _titles(session, {each[PARENT] for change in found.values() for each in _sides(change, PARENT)})
    return {record: replace(change, names=names) for record, change in found.items()}


def edited(session: Session, records: Sequence[str]) -> frozenset[str]:
    """Return those of the records in which somebody has set something by hand."""
    return frozenset(record for record, keys in edited_by_hand(session, records).items() if keys)


def written(session: Session, id: int) -> dict[str, int]:
    """Return how many rows of its source an import has made or changed, by the change log."""
    source = select(ImportRow.source).where(ImportRow.id == id).scalar_subquery()
    row = exists().where(OriginRow.record == ChangeRow.record, OriginRow.source == source)
    counted = select(func.count(ChangeRow.record.distinct())).where(
        ChangeRow.import_id == id, row.correlate(ChangeRow)
    )
    new = select(ChangeRow.record).where(ChangeRow.import_id == id, ChangeRow.action == "new")
    changed = counted.where(ChangeRow.action == "changed", ChangeRow.record.not_in(new))
    return {
        "new": session.scalar(counted.where(ChangeRow.action == "new")) or 0,
        "changed": session.scalar(changed) or 0,
    }


def get(session: Session, id: int) -> Import:
    """Return one import; of one that has not ended, the counts are those of the change log."""
    row = session.get(ImportRow, id)
    if row is None:
        raise NotFound(f"no import {id}")
    return _counted(session, _import(row))


def listed(session: Session, limit: int = 100) -> list[Import]:
    """Return the imports, latest first."""
    statement = select(ImportRow).order_by(ImportRow.id.desc()).limit(limit)
    return [_counted(session, _import(row)) for row in session.scalars(statement)]


def reserve(session: Session, source: str, keys: Sequence[str]) -> dict[str, Origin]:
    """Return the record of each key of a source, keeping an identifier for those that have none yet.

    Identifiers are kept before anything is stored under them, so that an import that was killed finds
    its own again and nothing comes in twice.
    """
    found: dict[str, Origin] = {}
    for batch in batches(dict.fromkeys(keys)):
        statement = select(OriginRow.key, OriginRow.record, OriginRow.digest)
        known = session.execute(statement.where(OriginRow.source == source, OriginRow.key.in_(batch)))
        found |= {row.key: Origin(row.record, row.digest) for row in known}
        fresh = {key: mint() for key in batch if key not in found}
        rows = [{"source": source, "key": key, "record": id, "digest": None} for key, id in fresh.items()]
        insert_rows(session, OriginRow, rows)
        found |= {key: Origin(id, None) for key, id in fresh.items()}
    return {key: found[key] for key in keys}


def _counted(session: Session, found: Import) -> Import:
    return found if found.finished else replace(found, counts=written(session, found.id))


def _close(session: Session, id: int, **values: Any) -> None:
    session.execute(update(ImportRow).where(ImportRow.id == id).values(finished=now(), **values))


def _import(row: ImportRow) -> Import:
    return Import(
        id=row.id,
        source=row.source,
        actor=row.actor,
        began=row.began,
        finished=row.finished,
        reverted=row.reverted,
        continued_by=row.continued_by,
        counts=row.counts,
        options=row.options or {},
        told=row.told or {},
        report=row.report,
    )


def _sides(change: Change, key: str) -> list[Snapshot]:
    return [side for side in (change.before, change.after) if side.get(key)]


def _titles(session: Session, ids: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for batch in batches(ids):
        of_batch = select(RecordRow.id, RecordRow.title).where(RecordRow.id.in_(batch))
        found |= {row.id: row.title for row in session.execute(of_batch)}
    return found


def _joined(first: Change, then: Change) -> Change:
    """Return two changes of a record as one."""
    before, after = then.before | first.before, first.after | then.after
    return replace(then, action=first.action, before=before, after=after)
