"""Collections made by the way show with what stands in them: as soon as one record there is visible.

Since levels only ever open with time, that too is a day: the earliest on which anything in the
collection opens. It is kept when something comes into a collection, leaves it, or opens at another
time, and from there upwards through the collections above.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from archive.catalogue.bulk import batches, update_rows
from archive.catalogue.models import LinkRow, RecordRow
from archive.catalogue.openings import remember_linked
from archive.catalogue.session import Session
from archive.catalogue.visibility import NEVER
from archive.core.clock import today
from archive.metadata.access import State
from archive.metadata.record import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A record that was written: where it stood and when it opened, where it stands and when it opens."""

    id: str
    kind: str
    left: str | None
    opened: int
    into: str | None
    opens: int


@dataclass(slots=True)
class _Due:
    """Collections whose contents have changed.

    What came in can only make a collection open earlier: it need not be asked what else stands in it.
    """

    came: dict[str, int] = field(default_factory=dict)  # collection → earliest day among what came in
    asked: set[str] = field(default_factory=set)  # something there went, or opens later

    def note(self, move: Move) -> None:
        """Note what follows for the collections a record stood and stands in."""
        if move.left is not None and (move.left != move.into or move.opens > move.opened):
            self.asked.add(move.left)
        if move.into is not None and (move.left != move.into or move.opens < move.opened):
            self.came[move.into] = min(move.opens, self.came.get(move.into, NEVER))


def settle(session: Session, moves: Iterable[Move], reached: set[str]) -> None:
    """Work out anew when collections made by the way open, after records and all `reached` were written."""
    due = _Due(asked=set(reached))
    for move in moves:
        due.note(move)
        if move.kind == Kind.COLLECTION:
            due.asked.add(move.id)
    while due.came or due.asked:
        above = _Due()
        for batch in batches(due.came.keys() | due.asked):
            for row, opens in _reopened(session, batch, due):
                above.note(Move(id=row.id, kind=Kind.COLLECTION, left=row.parent, opened=row.opens,
                                into=row.parent, opens=opens))  # fmt: skip
        due = above


def _reopened(session: Session, collections: Sequence[str], due: _Due) -> Iterator[tuple[Any, int]]:
    """Write when those made by the way open by now; give the rows, as they were, of those that changed."""
    statement = select(
        RecordRow.id, RecordRow.parent, RecordRow.opens, RecordRow.opens_within, RecordRow.was_public
    ).where(RecordRow.id.in_(collections), RecordRow.by_the_way, RecordRow.state == State.DRAFT)
    rows = session.execute(statement).all()
    first = _earliest_in(session, [row.id for row in rows if row.id in due.asked])
    opened = {}
    for row in rows:
        inside = first.get(row.id, NEVER) if row.id in due.asked else min(row.opens, due.came[row.id])
        opens = max(row.opens_within, inside)
        if opens != row.opens:
            opened[row.id] = opens
    changed = [row for row in rows if row.id in opened]
    _write(session, changed, opened)
    for row in changed:
        yield row, opened[row.id]


def _earliest_in(session: Session, collections: Sequence[str]) -> dict[str, int]:
    statement = select(RecordRow.parent, func.min(RecordRow.opens)).where(RecordRow.parent.in_(collections))
    return {
        parent: first for parent, first in session.execute(statement.group_by(RecordRow.parent)) if parent
    }


def _write(session: Session, rows: Sequence[Any], opened: Mapping[str, int]) -> None:
    day = today().toordinal()
    remember_linked(session, opened)
    altered = [
        {
            "id": row.id,
            "opens": opened[row.id],
            "was_public": row.was_public or min(row.opens, opened[row.id]) <= day,
        }
        for row in rows
    ]
    update_rows(session, RecordRow, "id", altered)
    update_rows(session, LinkRow, "record", [{"record": id, "opens": opens} for id, opens in opened.items()])
    remember_linked(session, opened)
