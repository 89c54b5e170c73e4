"""From rows to Records: values resolved, files filtered, collections above named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from archive.catalogue.bulk import batches
from archive.catalogue.models import FileRow, RecordRow
from archive.catalogue.session import Session
from archive.catalogue.stored import FILES
from archive.catalogue.visibility import readable
from archive.metadata.access import Access, Role, State, Viewer, level_on
from archive.metadata.loading import undump
from archive.metadata.record import Ancestor, FileFacts, Kind, Metadata, Record, Value


def records_of(session: Session, rows: Sequence[Any], viewer: Viewer) -> list[Record]:
    """Return the records of rows that the viewer is known to be allowed to see."""
    metadata = {row.id: undump(row.data) for row in rows}
    linked = _linked(session, metadata.values())
    above = _collections_above(session, rows)
    files = _files(session, [row.id for row in rows if row.kind == Kind.ITEM], viewer)
    return [
        Record(
            id=row.id,
            kind=Kind(row.kind),
            type=row.type,
            metadata=resolved(metadata[row.id], linked, viewer),
            access=Access(row.access),
            embargo_until=row.embargo_until,
            state=State(row.state),
            ancestors=_ancestors(row.parent, above),
            files=files.get(row.id, ()),
            earliest=row.earliest,
            latest=row.latest,
            revision=row.revision,
            created=row.created,
            modified=row.modified,
        )
        for row in rows
    ]


def resolved(metadata: Metadata, linked: Mapping[str, Any], viewer: Viewer) -> Metadata:
    """Return metadata with each linked value under the present title of what it means, for this viewer."""
    found: dict[str, tuple[Value, ...]] = {}
    for name, values in metadata.items():
        if any(value.authority is not None for value in values):
            values = tuple(each for value in values if (each := _resolve(value, linked, viewer)) is not None)
        if values:
            found[name] = values
    return found


def _resolve(value: Value, linked: Mapping[str, Any], viewer: Viewer) -> Value | None:
    """Return a value with the title of what it means.

    None if that is closed to the viewer: its very name is. Where it was withdrawn, or where an item is
    no more than a draft, the words stay as this record states them, or go.
    """
    if value.authority is None:
        return value
    row = linked.get(value.authority)
    if row is None:
        return replace(value, authority=None)
    if viewer.role is Role.ARCHIVIST or min(row.opens, row.opens_by_link) <= viewer.on.toordinal():
        return replace(value, text=row.title)
    stated = row.state == State.WITHDRAWN and value.text not in ("", value.authority)
    closed = level_on(Access(row.access), row.embargo_until, viewer.on) is Access.RESTRICTED
    return replace(value, authority=None) if stated and not closed else None


def _linked(session: Session, all_metadata: Iterable[Metadata]) -> dict[str, Any]:
    ids = {
        value.authority
        for metadata in all_metadata
        for values in metadata.values()
        for value in values
        if value.authority is not None
    }
    found: dict[str, Any] = {}
    for batch in batches(ids):
        statement = select(
            RecordRow.id, RecordRow.title, RecordRow.state, RecordRow.access, RecordRow.embargo_until,
            RecordRow.opens, RecordRow.opens_by_link,
        ).where(RecordRow.id.in_(batch))  # fmt: skip
        found |= {row.id: row for row in session.execute(statement)}
    return found


def _collections_above(session: Session, rows: Sequence[Any]) -> dict[str, Any]:
    """Return the collections above all the rows, a level a statement. A visible record's are visible."""
    found: dict[str, Any] = {}
    wanted = {row.parent for row in rows if row.parent is not None}
    while wanted:
        level: dict[str, Any] = {}
        for batch in batches(wanted):
            statement = select(RecordRow.id, RecordRow.title, RecordRow.parent).where(RecordRow.id.in_(batch))
            level |= {row.id: row for row in session.execute(statement)}
        found |= level
        wanted = {row.parent for row in level.values() if row.parent is not None} - found.keys()
    return found


def _ancestors(parent: str | None, above: Mapping[str, Any]) -> tuple[Ancestor, ...]:
    found = []
    while parent is not None:
        found.append(Ancestor(parent, above[parent].title))
        parent = above[parent].parent
    return tuple(reversed(found))


def _files(session: Session, items: Sequence[str], viewer: Viewer) -> dict[str, tuple[FileFacts, ...]]:
    found: dict[str, list[FileFacts]] = {}
    for batch in batches(items):
        for row in session.execute(FILES.where(FileRow.item.in_(batch), readable(viewer))):
            found.setdefault(row.item, []).append(_facts(row))
    return {item: tuple(facts) for item, facts in found.items()}


def _facts(row: Any) -> FileFacts:
    """Return the facts of a file row."""
    return FileFacts(
        id=row.id,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        sha512=row.sha512,
        puid=row.puid,
        format_name=row.format_name,
        access=Access(row.access),
        embargo_until=row.embargo_until,
        width=row.width,
        height=row.height,
        pages=row.pages,
        language=row.language,
        problem=row.problem,
        technical=row.technical,
        held_by=row.held_by,
    )
