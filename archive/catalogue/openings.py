"""Keeping the days on which records open, when something above or beside them changes.

The rule itself is in visibility.py; here it is carried down to whatever stands under a collection.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import exists, or_, select, update

from archive.catalogue.bulk import batches, update_rows
from archive.catalogue.models import FileRow, LinkRow, RecordRow
from archive.catalogue.refusals import no_collection
from archive.catalogue.session import Session
from archive.catalogue.visibility import Level, Opening, file_opening, opening
from archive.core.clock import today
from archive.metadata.access import Access, State
from archive.metadata.record import Kind


def of_parents(session: Session, parents: Iterable[str]) -> dict[str, Opening]:
    """Return when what stands in each collection may open; refuse what is no collection."""
    wanted = set(parents)
    found: dict[str, Opening] = {}
    for batch in batches(wanted):
        statement = select(RecordRow.id, RecordRow.opens_within, RecordRow.opens_files).where(
            RecordRow.id.in_(batch), RecordRow.kind == Kind.COLLECTION
        )
        found |= {
            row.id: Opening(within=row.opens_within, files=row.opens_files)
            for row in session.execute(statement)
        }
    if missing := wanted - found.keys():
        raise no_collection(min(missing))
    return found


def carry_down(session: Session, collections: Iterable[str]) -> set[str]:
    """Work out anew when everything under these collections opens; return these and all under them."""
    above = of_parents(session, collections)
    reached: set[str] = set()
    while above:
        reached |= above.keys()
        below: dict[str, Opening] = {}
        for batch in batches(above):
            below |= _reopen_children(session, {id: above[id] for id in batch})
        above = below
    return reached


def _reopen_children(session: Session, above: Mapping[str, Opening]) -> dict[str, Opening]:
    """Reopen the children of collections; return those that are collections themselves."""
    statement = select(
        RecordRow.id, RecordRow.kind, RecordRow.state, RecordRow.access, RecordRow.embargo_until,
        RecordRow.by_the_way, RecordRow.parent, RecordRow.opens,
        RecordRow.opens_files, RecordRow.opens_within, RecordRow.was_public,
    ).where(RecordRow.parent.in_(above))  # fmt: skip
    collections: dict[str, Opening] = {}
    for batch in batches(session.execute(statement).all()):
        opened = {row.id: _own(row).under(above[row.parent]) for row in batch}
        _write(session, [row for row in batch if _opens_otherwise(row, opened[row.id])], opened)
        collections |= {row.id: opened[row.id] for row in batch if row.kind == Kind.COLLECTION}
    return collections


def _own(row: Any) -> Opening:
    own = Kind(row.kind), State(row.state), Access(row.access), row.embargo_until, row.by_the_way
    return opening(Level(*own))


def _opens_otherwise(row: Any, opens: Opening) -> bool:
    return (row.opens, row.opens_files, row.opens_within) != (opens.record, opens.files, opens.within)


def _write(session: Session, rows: Sequence[Any], all_opened: Mapping[str, Opening]) -> None:
    day = today().toordinal()
    opened = {row.id: all_opened[row.id] for row in rows}
    # Whoever could see it until now must be told that it is gone, not that it never was.
    remember_linked(session, opened)
    altered = [
        {
            "id": row.id,
            "opens": opened[row.id].record,
            "opens_files": opened[row.id].files,
            "opens_within": opened[row.id].within,
            "was_public": row.was_public or min(row.opens, opened[row.id].record) <= day,
        }
        for row in rows
    ]
    update_rows(session, RecordRow, "id", altered)
    links = [{"record": id, "opens": opens.record} for id, opens in opened.items()]
    update_rows(session, LinkRow, "record", links)
    remember_linked(session, opened)
    reopen_files(session, opened)


def reopen_files(session: Session, opened: Mapping[str, Opening]) -> None:
    """Work out anew when the files of items open."""
    statement = select(FileRow.id, FileRow.item, FileRow.access, FileRow.embargo_until)
    changed = []
    for batch in batches(opened):
        for row in session.execute(statement.where(FileRow.item.in_(batch))):
            public, room = file_opening(opened[row.item], Access(row.access), row.embargo_until)
            changed.append({"id": row.id, "opens": public, "opens_room": room})
    update_rows(session, FileRow, "id", changed)


def remember_linked(session: Session, ids: Iterable[str]) -> None:
    """Note which authorities, of these or linked from these, the public can see now by some link."""
    day = today().toordinal()
    linked = exists().where(LinkRow.authority == RecordRow.id, LinkRow.opens <= day).correlate(RecordRow)
    for batch in batches(ids):
        targets = select(LinkRow.authority).where(LinkRow.record.in_(batch))
        session.execute(
            update(RecordRow)
            .where(
                or_(RecordRow.id.in_(batch), RecordRow.id.in_(targets)),
                RecordRow.was_public.is_(False),
                RecordRow.opens_by_link <= day,
                linked,
            )
            .values(was_public=True)
            .execution_options(synchronize_session=False)
        )
