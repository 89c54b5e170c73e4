"""Many rows by one statement (`executemany`), beside the ORM: the fast way in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar, cast

from sqlalchemy import Table, bindparam, delete, insert, update
from sqlalchemy.orm import InstrumentedAttribute

from archive.catalogue.models import Base
from archive.catalogue.session import Session

T = TypeVar("T")
Rows = Sequence[Mapping[str, Any]]  # keyed by the names of columns in the database

SIZE = 500  # parameters in one condition


def batches(items: Iterable[T], size: int = SIZE) -> Iterator[list[T]]:
    """Give the items in lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def table(model: type[Base]) -> Table:
    """Return the table of a model."""
    return cast(Table, model.__table__)


def insert_rows(session: Session, model: type[Base], rows: Rows) -> None:
    """Put rows in."""
    if rows:
        session.connection().execute(insert(table(model)), rows)


def update_rows(session: Session, model: type[Base], key: str, rows: Rows) -> None:
    """Alter the rows that have the same `key`; all state the same columns."""
    if not rows:
        return
    target = table(model)
    values: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != key}
    statement = update(target).where(target.c[key] == bindparam("of_key")).values(values)
    session.connection().execute(
        statement, [{"of_key" if name == key else name: value for name, value in row.items()} for row in rows]
    )


def delete_rows(session: Session, column: InstrumentedAttribute[Any], values: Iterable[str]) -> None:
    """Take out the rows whose column has one of the values."""
    for batch in batches(values):
        session.connection().execute(delete(column.class_).where(column.in_(batch)))
