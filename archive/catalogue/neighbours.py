"""What stands before and after a record among its siblings, in the order of their collection."""

from typing import NamedTuple

from sqlalchemy import select, tuple_

from archive.catalogue.models import RecordRow
from archive.catalogue.session import Session
from archive.catalogue.visibility import visible
from archive.metadata.access import Viewer
from archive.metadata.record import Kind

ORDER = (RecordRow.position, RecordRow.sort_title, RecordRow.id)


class Neighbours(NamedTuple):
    """The identifiers of the records beside one; None at either end of the collection."""

    before: str | None = None
    after: str | None = None


def neighbours(session: Session, id: str, viewer: Viewer) -> Neighbours:
    """Return the records of the same kind beside a record that the viewer may see."""
    row = session.execute(
        select(RecordRow.kind, RecordRow.parent, *ORDER).where(RecordRow.id == id)
    ).one_or_none()
    if row is None or row.parent is None:
        return Neighbours()
    here, columns = tuple_(*row[2:]), tuple_(*ORDER)
    siblings = select(RecordRow.id).where(
        RecordRow.parent == row.parent, RecordRow.kind == row.kind, visible(viewer, Kind(row.kind))
    )
    backwards = siblings.where(columns < here).order_by(*(column.desc() for column in ORDER))
    forwards = siblings.where(columns > here).order_by(*ORDER)
    return Neighbours(session.scalar(backwards.limit(1)), session.scalar(forwards.limit(1)))
