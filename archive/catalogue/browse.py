"""Lists of records: pages, counts, letters and years, by indexed SQL and for one viewer."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase
from typing import Any

from sqlalchemy import func, select, tuple_

from archive.catalogue.bulk import batches
from archive.catalogue.cursor import Cursor, cursor_from
from archive.catalogue.models import LinkRow, RecordRow
from archive.catalogue.records import many
from archive.catalogue.selection import (
    OTHER_LETTERS,
    Selection,
    conditions,
    letter_conditions,
    link_conditions,
    order,
)
from archive.catalogue.session import Session
from archive.catalogue.visibility import linked_visibly, visible
from archive.metadata.access import Viewer
from archive.metadata.record import Kind, Record

__all__ = ["Listing", "Selection", "by_type", "count", "latest", "letters", "page", "uses", "years"]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, and the cursors of the pages before and after it, if there are."""

    records: tuple[Record, ...]
    next: str | None = None
    previous: str | None = None


def page(session: Session, viewer: Viewer, selection: Selection) -> Listing:
    """Return the page of a selection that its cursor points at, or the first."""
    columns, pattern = order(selection)
    cursor = cursor_from(selection.after, pattern) if selection.after else Cursor(())
    statement = select(*columns).where(*conditions(session, selection, viewer)).limit(selection.size + 1)
    if cursor.values:
        here, there = tuple_(*columns), tuple_(*cursor.values)
        statement = statement.where(here < there if cursor.backwards else here > there)
    ways = [column.desc() for column in columns] if cursor.backwards else columns
    rows = session.execute(statement.order_by(*ways)).all()
    more = len(rows) > selection.size
    rows = rows[: selection.size]
    if cursor.backwards:
        rows = rows[::-1]
    found = many(session, [row[-1] for row in rows], viewer)
    return _listing(tuple(found.values()), rows, cursor, more)


def _listing(records: tuple[Record, ...], rows: Sequence[Any], cursor: Cursor, more: bool) -> Listing:
    if not rows:
        return Listing(records)
    forwards = not cursor.backwards
    return Listing(
        records,
        next=str(Cursor(tuple(rows[-1]))) if more or not forwards else None,
        previous=str(Cursor(tuple(rows[0]), True)) if (cursor.values if forwards else more) else None,
    )


def count(session: Session, viewer: Viewer, selection: Selection) -> int:
    """Return how many records a selection has."""
    if selection.by_links_alone:
        links = select(func.count(LinkRow.record.distinct())).where(*link_conditions(selection))
        return session.scalar(links.where(linked_visibly(viewer))) or 0
    statement = select(func.count()).select_from(RecordRow).where(*conditions(session, selection, viewer))
    return session.scalar(statement) or 0


def by_type(session: Session, viewer: Viewer) -> dict[str, int]:
    """Return how many records of each type the viewer may see; types without any are left out."""
    found: dict[str, int] = {}
    for kind in Kind:
        statement = select(RecordRow.type, func.count()).where(RecordRow.kind == kind, visible(viewer, kind))
        found |= {type: number for type, number in session.execute(statement.group_by(RecordRow.type))}
    return found


def letters(session: Session, viewer: Viewer, selection: Selection) -> dict[str, int]:
    """Return how many records of a selection begin with each letter; "#" for all other signs."""
    chosen = conditions(session, replace(selection, letter=""), viewer)
    counted = select(func.count()).select_from(RecordRow).where(*chosen)
    # Each letter is a range of the index, where grouping would sort it all; one statement asks for all.
    asked = [counted.where(*letter_conditions(letter)).scalar_subquery() for letter in ascii_lowercase]
    total, *numbers = session.execute(select(counted.scalar_subquery(), *asked)).one()
    found = {letter: number for letter, number in zip(ascii_lowercase, numbers, strict=True) if number}
    rest = total - sum(numbers)
    return {OTHER_LETTERS: rest} | found if rest else found


def years(session: Session, viewer: Viewer, type: str = "") -> dict[int, int]:
    """Return how many items begin in each year; undated ones are left out."""
    statement = select(RecordRow.type, RecordRow.year, func.count()).where(
        RecordRow.kind == Kind.ITEM, visible(viewer, Kind.ITEM), RecordRow.year.is_not(None)
    )
    if type:
        statement = statement.where(RecordRow.type == type)
    found: Counter[int] = Counter()
    # By type as well, since the index has them in that order: it is read, and nothing is sorted.
    for _, year, number in session.execute(statement.group_by(RecordRow.type, RecordRow.year)):
        found[year or 0] += number
    return dict(sorted(found.items()))


def latest(session: Session, viewer: Viewer, size: int = 10) -> tuple[Record, ...]:
    """Return the items that came in last, newest first."""
    return page(session, viewer, Selection(sort="-added", size=size)).records


def uses(session: Session, viewer: Viewer, authorities: Iterable[str]) -> dict[str, int]:
    """Return how many visible records link to each authority."""
    found: dict[str, int] = {}
    for batch in batches(authorities):
        statement = (
            select(LinkRow.authority, func.count(LinkRow.record.distinct()))
            .where(LinkRow.authority.in_(batch), linked_visibly(viewer))
            .group_by(LinkRow.authority)
        )
        found |= {authority: number for authority, number in session.execute(statement)}
    return found
