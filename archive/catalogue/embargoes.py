"""What opens by itself: records and files whose day has come."""

from sqlalchemy import or_, select

from archive.catalogue.models import FileRow, RecordRow
from archive.catalogue.session import Session


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
