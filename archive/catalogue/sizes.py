"""How much there is to read of records, for those who read many of them and must bound what they hold."""

import json
from collections.abc import Iterable

from sqlalchemy import LargeBinary, cast, func, select

from archive.catalogue.models import FileRow, PassageRow, RecordRow
from archive.catalogue.prepared import Statement, among
from archive.catalogue.session import Session

# As bytes, which are counted without a look at the letters.
_DESCRIBED: Statement = select(RecordRow.id, func.length(cast(RecordRow.data, LargeBinary))).where(
    among(RecordRow.id)
)
_SAID: Statement = (
    select(FileRow.item, func.sum(func.length(cast(PassageRow.text, LargeBinary))))
    .join(PassageRow, PassageRow.file == FileRow.id)
    .where(among(FileRow.item), FileRow.dropped.is_(None))
    .group_by(FileRow.item)
)


def sizes(session: Session, ids: Iterable[str]) -> dict[str, int]:
    """Return the bytes of what records say, by description and in the texts of their files, to everybody.

    What is gone has none.
    """
    given, found = {"ids": json.dumps(list(ids))}, dict[str, int]()
    for statement in (_DESCRIBED, _SAID):
        for id, size in session.connection().execute(statement, given):
            found[id] = found.get(id, 0) + size
    return found
