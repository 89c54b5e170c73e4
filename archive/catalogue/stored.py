"""Rows as the database has them, a batch at a time. For this package alone: no viewer is asked for."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import inspect, select

from archive.catalogue.bulk import batches
from archive.catalogue.models import Base, ChangeRow, FileRow, RecordRow
from archive.catalogue.session import Session


def columns(model: type[Base]) -> list[Any]:
    """Return every column of a table under its name in Python."""
    return [getattr(model, attribute.key) for attribute in inspect(model).column_attrs]


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


def edited_by_hand(session: Session, ids: Iterable[str]) -> dict[str, set[str]]:
    """Return, for each record, the keys that somebody changed outside any import."""
    found: dict[str, set[str]] = defaultdict(set)
    for batch in batches(ids):
        statement = select(ChangeRow.record, ChangeRow.after).where(
            ChangeRow.record.in_(batch), ChangeRow.import_id.is_(None), ChangeRow.action != "new"
        )
        for record, after in session.execute(statement):
            found[record].update(after)
    return found
