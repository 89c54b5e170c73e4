"""Rows as the database has them, a batch at a time. For this package alone: no viewer is asked for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import inspect, select

from archive.catalogue.bulk import batches
from archive.catalogue.models import Base, ChangeRow, FileRow, RecordRow
from archive.catalogue.session import Session
from archive.catalogue.snapshot import READ


def columns(model: type[Base]) -> list[Any]:
    """Return every column of a table under its name in Python."""
    return [getattr(model, attribute.key) for attribute in inspect(model).column_attrs]


@dataclass(frozen=True, slots=True)
class Edit:
    """Who set a value by hand, and when."""

    actor: str
    at: datetime


# Built once: putting so many columns together takes longer than asking SQLite for a row.
RECORDS = select(*columns(RecordRow))
FILES = select(*columns(FileRow)).where(FileRow.dropped.is_(None)).order_by(FileRow.item, FileRow.position)


def rows(session: Session, ids: Iterable[str]) -> dict[str, Any]:
    """Return record rows by identifier."""
    found: dict[str, Any] = {}
    for batch in batches(ids):
        for row in session.execute(RECORDS.where(RecordRow.id.in_(batch))):
            found[row.id] = row
    return found


def files(session: Session, ids: Iterable[str]) -> dict[str, list[Any]]:
    """Return the present files of items, in their order."""
    found: dict[str, list[Any]] = defaultdict(list)
    for batch in batches(ids):
        for row in session.execute(FILES.where(FileRow.item.in_(batch))):
            found[row.item].append(row)
    return found


_CHANGES = select(
    ChangeRow.record, ChangeRow.action, ChangeRow.import_id, ChangeRow.actor, ChangeRow.at, ChangeRow.after
).order_by(ChangeRow.revision)
_BY_HAND = ChangeRow.import_id.is_(None), ChangeRow.action.not_in(("new", READ))


def edited_by_hand(session: Session, ids: Iterable[str]) -> dict[str, dict[str, Edit]]:
    """Return, for each record that somebody changed outside any import, the keys that are still so.

    An import that was told to overwrite a key has ended that, until that import is taken back.
    """
    found: dict[str, dict[str, Edit]] = {}
    for batch in batches(ids):
        edited = select(ChangeRow.record).where(ChangeRow.record.in_(batch), *_BY_HAND).distinct()
        histories: dict[str, list[Any]] = defaultdict(list)
        for change in session.execute(_CHANGES.where(ChangeRow.record.in_(edited))):
            histories[change.record].append(change)
        found |= {record: _still_by_hand(changes) for record, changes in histories.items()}
    return found


def _still_by_hand(changes: Iterable[Any]) -> dict[str, Edit]:
    found: dict[str, Edit] = {}
    ended: dict[int, dict[str, Edit]] = defaultdict(dict)  # by which import
    for change in changes:
        if change.action == READ:
            continue
        if change.import_id is None:
            if change.action != "new":
                found |= dict.fromkeys(change.after, Edit(change.actor, change.at))
        elif change.action == "reverted":
            before = ended.pop(change.import_id, {})
            found |= {key: edit for key, edit in before.items() if key in change.after}
        else:
            for key in found.keys() & change.after.keys():
                ended[change.import_id].setdefault(key, found.pop(key))
    return found
