"""Statements that every page asks: put together once for each role, and compiled once.

To put a statement together takes longer than SQLite takes to answer it. Here the identifiers that are
asked for are one parameter, however many they are, and the viewer's day is another.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Integer, Select, bindparam, func, select

from archive.catalogue.session import Session
from archive.metadata.access import Viewer

Statement = Select[*tuple[Any, ...]]
DAY: BindParameter[int] = bindparam("day", type_=Integer)


def among(column: Any) -> ColumnElement[bool]:
    """Return the condition that a column has one of the identifiers asked for."""
    given = func.json_each(bindparam("ids")).table_valued("value").alias("given")
    found: ColumnElement[bool] = column.in_(select(given.c.value))
    return found


def ask(session: Session, statement: Statement, ids: Iterable[str], viewer: Viewer) -> Sequence[Any]:
    """Return the rows of a statement of `among` and `DAY`, for a viewer, under the names of their columns."""
    given = {"ids": json.dumps(list(ids)), "day": viewer.on.toordinal()}
    return session.connection().execute(statement, given).all()
