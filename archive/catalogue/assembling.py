"""From rows to Records: values resolved, files filtered, collections above named."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import select

from archive.catalogue.bulk import batches
from archive.catalogue.models import FileRow, RecordRow
from archive.catalogue.prepared import DAY, Statement, among, ask
from archive.catalogue.session import Session
from archive.catalogue.visibility import readable_on
from archive.metadata.access import Access, Role, State, Viewer, level_on
from archive.metadata.loading import undump
from archive.metadata.record import Ancestor, FileFacts, Kind, Metadata, Record, Value

# What a record is made of.
RECORD_COLUMNS = (
    RecordRow.id, RecordRow.kind, RecordRow.type, RecordRow.data.label("data"), RecordRow.access,
    RecordRow.embargo_until, RecordRow.state, RecordRow.parent, RecordRow.earliest, RecordRow.latest,
    RecordRow.revision, RecordRow.created, RecordRow.modified,
)  # fmt: skip


def records_of(session: Session, rows: Sequence[Any], viewer: Viewer) -> list[Record]:
    """Return the records of rows (RECORD_COLUMNS) that the viewer is known to be allowed to see."""
    metadata = {row.id: undump(row.data) for row in rows}
    others = _others(session, {*_linked(metadata.values()), *_parents(rows)}, viewer)
    linked = _Linked(others, viewer)
    above = _collections_above(session, rows, others, viewer)
    files = _files(session, [row.id for row in rows if row.kind == Kind.ITEM], viewer)
    return [
        Record(
            id=row.id,
            kind=Kind(row.kind),
            type=row.type,
            metadata=_resolved(metadata[row.id], linked),
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


class _Linked:
    """What linked records are called for one viewer."""

    def __init__(self, rows: Mapping[str, Any], viewer: Viewer) -> None:
        self._rows = rows
        self._viewer = viewer
        day, all_seen = viewer.on.toordinal(), viewer.role is Role.ARCHIVIST
        self._titles = {
            id: row.title
            for id, row in rows.items()
            if all_seen or row.opens <= day or row.opens_by_link <= day
        }

    def value(self, value: Value) -> Value | None:
        """Return a value with the title of what it means.

        None if that is closed to the viewer: its very name is. Where it was withdrawn, or where an item is
        no more than a draft, the words stay as this record states them, or go.
        """
        if value.authority is None:
            return value
        title = self._titles.get(value.authority)
        if title is not None:
            return value if title == value.text else Value(title, value.language, value.authority, value.edtf)
        row = self._rows.get(value.authority)
        if row is not None:
            stated = row.state == State.WITHDRAWN and value.text not in ("", value.authority)
            closed = level_on(Access(row.access), row.embargo_until, self._viewer.on) is Access.RESTRICTED
            if closed or not stated:
                return None
        return Value(value.text, value.language, None, value.edtf)


def _resolved(metadata: Metadata, linked: _Linked) -> Metadata:
    """Return metadata with each linked value under the present title of what it means, for its viewer."""
    found: dict[str, tuple[Value, ...]] = {}
    for name, values in metadata.items():
        for value in values:
            if value.authority is not None:
                values = tuple([known for each in values if (known := linked.value(each)) is not None])
                break
        if values:
            found[name] = values
    return found


_OTHERS = select(
    RecordRow.id, RecordRow.title, RecordRow.state, RecordRow.access, RecordRow.embargo_until,
    RecordRow.opens, RecordRow.opens_by_link, RecordRow.parent,
).where(among(RecordRow.id))  # fmt: skip


def _others(session: Session, ids: Iterable[str], viewer: Viewer) -> dict[str, Any]:
    """Return what is to be known of records that others link to or stand in."""
    return {row.id: row for batch in batches(ids) for row in ask(session, _OTHERS, batch, viewer)}


def _linked(all_metadata: Iterable[Metadata]) -> set[str]:
    return {
        value.authority
        for metadata in all_metadata
        for values in metadata.values()
        for value in values
        if value.authority is not None
    }


def _parents(rows: Iterable[Any]) -> set[str]:
    return {row.parent for row in rows if row.parent is not None}


def _collections_above(
    session: Session, rows: Iterable[Any], known: Mapping[str, Any], viewer: Viewer
) -> Mapping[str, Any]:
    """Return the collections above all the rows, a level a statement. A visible record's are visible."""
    found: dict[str, Any] = {}
    wanted = _parents(rows)
    while wanted:
        level = {id: known[id] for id in wanted if id in known}
        level |= _others(session, wanted - level.keys(), viewer)
        found |= level
        wanted = _parents(level.values()) - found.keys()
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
        for item, *row in ask(session, _file_facts(viewer.role), batch, viewer):
            found.setdefault(item, []).append(_facts(row))
    return {item: tuple(facts) for item, facts in found.items()}


@cache
def _file_facts(role: Role) -> Statement:
    return (
        select(FileRow.item, FileRow.id, FileRow.name, FileRow.media_type, FileRow.size, FileRow.sha512,
               FileRow.puid, FileRow.format_name, FileRow.access, FileRow.embargo_until, FileRow.width,
               FileRow.height, FileRow.pages, FileRow.language, FileRow.problem, FileRow.technical,
               FileRow.held_by)
        .where(among(FileRow.item), FileRow.dropped.is_(None), readable_on(role, DAY))
        .order_by(FileRow.item, FileRow.position)
    )  # fmt: skip


def _facts(row: Sequence[Any]) -> FileFacts:
    """Return the facts of a file, whose columns come in their order."""
    id, name, media_type, size, sha512, puid, format_name, access, embargo, *more = row
    width, height, pages, language, problem, technical, held_by = more
    return FileFacts(
        id=id, name=name, media_type=media_type, size=size, sha512=sha512, puid=puid,
        format_name=format_name, access=Access(access), embargo_until=embargo, width=width, height=height,
        pages=pages, language=language, problem=problem, technical=technical, held_by=held_by,
    )  # fmt: skip
