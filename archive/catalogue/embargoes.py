"""What opens by itself, and what is closed to somebody today: questions of followers and of the search."""

from collections.abc import Iterable

from sqlalchemy import or_, select

from archive.catalogue.bulk import batches
from archive.catalogue.models import FileRow, RecordRow
from archive.catalogue.session import Session
from archive.catalogue.visibility import visible
from archive.metadata.access import Viewer


def opened(session: Session, after: int, until: int) -> frozenset[str]:
    """Return the records of which anything opens on a day after `after` and not after `until` (ordinals).

    Nothing is written when an embargo ends; followers that keep who may see what ask here once a day.
    """
    days = (after + 1, until)
    own = (RecordRow.opens, RecordRow.opens_files, RecordRow.opens_by_link)
    records = select(RecordRow.id).where(or_(*(column.between(*days) for column in own)))
    of_files = or_(FileRow.opens.between(*days), FileRow.opens_room.between(*days))
    items = select(FileRow.item).where(of_files, FileRow.dropped.is_(None))
    return frozenset(session.scalars(records)) | frozenset(session.scalars(items))


def closed_to(session: Session, ids: Iterable[str], viewer: Viewer) -> frozenset[str]:
    """Return which of these records the viewer may not know of now."""
    wanted = frozenset(ids)
    seen: set[str] = set()
    for batch in batches(wanted):
        seen.update(session.scalars(select(RecordRow.id).where(RecordRow.id.in_(batch), visible(viewer))))
    return wanted - seen
