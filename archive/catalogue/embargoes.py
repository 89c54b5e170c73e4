"""What opens by itself: records and files whose day has come."""

from sqlalchemy import or_, select

from archive.catalogue.models import FileRow, RecordRow
from archive.catalogue.session import Session


def opened(session: Session, after: int, until: int) -> frozenset[str]:
    """Return the records of which anything opens on a day after `after` and not after `until` (ordinals).

    Nothing is written in the catalogue on such a day; followers ask for it.
    """

    def comes(*days: object) -> object:
        return or_(*(column.between(after + 1, until) for column in days))  # type: ignore[attr-defined]

    records = select(RecordRow.id).where(
        comes(RecordRow.opens, RecordRow.opens_files, RecordRow.opens_by_link)  # type: ignore[arg-type]
    )
    files = select(FileRow.item).where(comes(FileRow.opens, FileRow.opens_room))  # type: ignore[arg-type]
    return frozenset(session.scalars(records)) | frozenset(session.scalars(files))
