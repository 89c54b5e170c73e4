"""What stands before and after a record among its siblings, in the order of their collection."""

from dataclasses import dataclass

from sqlalchemy import select, tuple_

from archive.catalogue.models import RecordRow
from archive.catalogue.records import many
from archive.catalogue.session import Session
from archive.catalogue.visibility import visible
from archive.metadata.access import Viewer
from archive.metadata.record import Record

ORDER = (RecordRow.position, RecordRow.sort_title, RecordRow.id)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The records beside one; None at either end of the collection."""

    before: Record | None
    after: Record | None

    def __bool__(self) -> bool:
        return self.before is not None or self.after is not None


def neighbours(session: Session, id: str, viewer: Viewer) -> Neighbours:
    """Return the records of the same kind beside a record that the viewer may see."""
    row = session.execute(
        select(RecordRow.kind, RecordRow.parent, *ORDER).where(RecordRow.id == id)
    ).one_or_none()
    if row is None or row.parent is None:
        return Neighbours(None, None)
    here, columns = tuple_(*row[2:]), tuple_(*ORDER)
    siblings = select(RecordRow.id).where(
        RecordRow.parent == row.parent, RecordRow.kind == row.kind, visible(viewer, row.kind)
    )
    before = session.scalar(
        siblings.where(columns < here).order_by(*(column.desc() for column in ORDER)).limit(1)
    )
    after = session.scalar(siblings.where(columns > here).order_by(*ORDER).limit(1))
    found = many(session, [each for each in (before, after) if each], viewer)
    return Neighbours(found.get(before or ""), found.get(after or ""))
