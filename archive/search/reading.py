"""Makes documents of records as they stand in the catalogue, seen through the eyes of each role in turn."""

from collections.abc import Iterator, Sequence
from datetime import date

from archive.catalogue.authorities import names
from archive.catalogue.records import many, passages_of
from archive.catalogue.session import Session
from archive.metadata.access import Role, Viewer
from archive.metadata.record import Record
from archive.search.document import Document, Source, by_least_role, document
from archive.search.fields import ROLES


def documents(session: Session, ids: Sequence[str], day: date) -> Iterator[Document]:
    """Yield the documents of records, as they may be seen on a day; what is gone has none."""
    views = _views(session, ids, day)
    items = [id for id, record in views[Role.ARCHIVIST].items() if record.files]
    texts = {role: passages_of(session, items, Viewer(role, day)) for role in ROLES}
    other = names(session, {id for record in views[Role.ARCHIVIST].values() for id in linked(record)})
    for id, record in views[Role.ARCHIVIST].items():
        seen = {role: views[role][id] for role in ROLES if id in views[role]}
        yield document(
            Source(
                views=seen,
                passages=by_least_role({role: texts[role].get(id, ()) for role in seen}),
                names={each: other[each][1:] for each in linked(record) if each in other},
            )
        )


def linked(record: Record) -> Iterator[str]:
    """Yield the authorities that a record links to."""
    for values in record.metadata.values():
        yield from (value.authority for value in values if value.authority is not None)


def _views(session: Session, ids: Sequence[str], day: date) -> dict[Role, dict[str, Record]]:
    """Return the records as each role sees them."""
    public, staff = (many(session, ids, Viewer(role, day)) for role in (Role.PUBLIC, Role.ARCHIVIST))
    # The reading room differs in files alone, and most records have none.
    differing = [id for id, record in staff.items() if record.files or id not in public]
    room = public | many(session, differing, Viewer(Role.READING_ROOM, day))
    return {Role.PUBLIC: public, Role.READING_ROOM: room, Role.ARCHIVIST: staff}
