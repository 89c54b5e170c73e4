"""Which rows stand in collections that are not open to everybody: their files propose nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from archive.catalogue import holdings, records
from archive.catalogue.session import Catalogue, Session
from archive.core.clock import today
from archive.core.identifiers import is_identifier
from archive.ingest.draft import Defaults
from archive.ingest.manifest import Row
from archive.ingest.special import COLLECTION
from archive.metadata.access import Access, Viewer, level_on


def marked(
    catalogue: Catalogue, rows: Sequence[Row], defaults: Defaults, parents: Mapping[str, str]
) -> list[Row]:
    """Mark the rows whose collection, or one above it, keeps files from the public.

    `parents` gives the identifiers of the rows that others stand in.
    """
    stated = [_stands_in(row, defaults, parents) if row.files else "" for row in rows]
    with catalogue.read() as session:
        closed = {name for name in set(stated) if name and _is_closed(session, name)}
    return [
        replace(row, closed=True) if name in closed else row for row, name in zip(rows, stated, strict=True)
    ]


def _stands_in(row: Row, defaults: Defaults, parents: Mapping[str, str]) -> str:
    return parents[row.within] if row.within else str(row.raw.get(COLLECTION) or defaults.collection)


def _is_closed(session: Session, name: str) -> bool:
    id = name if is_identifier(name) else holdings.find(session, name)
    found = records.many(session, [id], Viewer.archivist()) if id else {}
    above = [ancestor.id for record in found.values() for ancestor in record.ancestors]
    chain = [*found.values(), *records.many(session, above, Viewer.archivist()).values()]
    return any(level_on(each.access, each.embargo_until, today()) is not Access.PUBLIC for each in chain)
