"""Reading records: each as one viewer may see it. Nothing here answers without being told for whom."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import select

from archive.catalogue.assembling import RECORD_COLUMNS, records_of
from archive.catalogue.bulk import batches
from archive.catalogue.models import FileRow, PassageRow, RecordRow
from archive.catalogue.prepared import DAY, Statement, among, ask
from archive.catalogue.session import Session
from archive.catalogue.visibility import readable, readable_on, visible, visible_on
from archive.core.errors import Gone, NotFound
from archive.metadata.access import Role, Viewer
from archive.metadata.record import FileFacts, Record
from archive.text.passages import Passage, PassageKind


def get(session: Session, id: str, viewer: Viewer) -> Record:
    """Return a record. Raise NotFound, or Gone if the public could see it once."""
    found = many(session, [id], viewer)
    if id not in found:
        raise _absent(session, id)
    return found[id]


def many(session: Session, ids: Iterable[str], viewer: Viewer) -> dict[str, Record]:
    """Return those of the records that the viewer may see, in the order asked for."""
    found: dict[str, Record] = {}
    for batch in batches(dict.fromkeys(ids)):
        rows = ask(session, _records(viewer.role), batch, viewer)
        by_id = {record.id: record for record in records_of(session, rows, viewer)}
        found |= {id: by_id[id] for id in batch if id in by_id}
    return found


@cache
def _records(role: Role) -> Statement:
    return select(*RECORD_COLUMNS).where(among(RecordRow.id), visible_on(role, DAY))


def exists_for(session: Session, id: str, viewer: Viewer) -> bool:
    """Say whether there is such a record for this viewer."""
    return session.scalar(select(RecordRow.id).where(RecordRow.id == id, visible(viewer))) is not None


def file(session: Session, item_id: str, name: str, viewer: Viewer) -> FileFacts:
    """Return a file of an item by name, if the viewer may read it; else raise NotFound or Gone."""
    record = get(session, item_id, viewer)
    for facts in record.files:
        if facts.name == name:
            return facts
    raise NotFound(f"no file {name!r} of {item_id!r}")


def file_by_id(session: Session, file_id: str, viewer: Viewer) -> tuple[str, FileFacts]:
    """Return a file by its own identifier, with the identifier of its item."""
    statement = select(FileRow.item, FileRow.name).where(FileRow.id == file_id, FileRow.dropped.is_(None))
    row = session.execute(statement).one_or_none()
    if row is None:
        raise NotFound(f"no file {file_id!r}")
    return row.item, file(session, row.item, row.name, viewer)


def withheld(session: Session, ids: Sequence[str], viewer: Viewer) -> dict[str, int]:
    """Return how many files of each item the viewer may know of but not read: those of the reading room."""
    found: dict[str, int] = {}
    day = viewer.on.toordinal()
    for batch in batches(ids):
        statement = (
            select(FileRow.item)
            .join(RecordRow, RecordRow.id == FileRow.item)
            .where(FileRow.item.in_(batch), FileRow.dropped.is_(None), visible(viewer))
            .where(FileRow.opens_room <= day, ~readable(viewer))
        )
        for item in session.scalars(statement):
            found[item] = found.get(item, 0) + 1
    return found


def passages(
    session: Session, id: str, viewer: Viewer, numbers: Iterable[int] | None = None
) -> tuple[Passage, ...]:
    """Return the text of an item passage by passage, or the passages of some numbers.

    Only of the files that this viewer may read; the numbers are the same for everybody.
    """
    return passages_of(session, [id], viewer, {id: numbers} if numbers is not None else {}).get(id, ())


def passages_of(
    session: Session,
    ids: Iterable[str],
    viewer: Viewer,
    numbers: Mapping[str, Iterable[int]] | None = None,
) -> dict[str, tuple[Passage, ...]]:
    """Return the passages of several items in one go; of those in `numbers` only the numbers given."""
    wanted = {id: frozenset(each) for id, each in (numbers or {}).items()}
    found: dict[str, list[Passage]] = {}
    for batch in batches(ids):
        statement = _passages(viewer.role)
        if all(id in wanted for id in batch):
            statement = statement.where(_NUMBER.in_(frozenset().union(*(wanted[id] for id in batch))))
        for item, *row in ask(session, statement, batch, viewer):
            if item not in wanted or row[0] in wanted[item]:
                found.setdefault(item, []).append(_passage(row))
    return {id: tuple(each) for id, each in found.items()}


_NUMBER = FileRow.first + PassageRow.number


@cache
def _passages(role: Role) -> Statement:
    return (
        select(FileRow.item, _NUMBER, PassageRow.text, PassageRow.kind, PassageRow.label, PassageRow.page,
               FileRow.id, PassageRow.start, PassageRow.end)
        .join(PassageRow, PassageRow.file == FileRow.id)
        .join(RecordRow, RecordRow.id == FileRow.item)
        .where(among(FileRow.item), FileRow.dropped.is_(None))
        .where(visible_on(role, DAY), readable_on(role, DAY))
        .order_by(FileRow.item, FileRow.position, PassageRow.number)
    )  # fmt: skip


_KINDS = {str(kind): kind for kind in PassageKind}


def _passage(row: Sequence[Any]) -> Passage:
    number, text, kind, label, page, file_id, start, end = row
    return Passage(
        number=number, text=text, kind=_KINDS[kind], label=label, page=page, file_id=file_id,
        start=start, end=end,
    )  # fmt: skip


def _absent(session: Session, id: str) -> NotFound:
    was_public = session.scalar(select(RecordRow.was_public).where(RecordRow.id == id))
    return Gone(f"{id!r} is not public any more") if was_public else NotFound(f"no record {id!r}")
