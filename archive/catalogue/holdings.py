"""Collections as they nest: fonds, series, files, and what stands in each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from archive.catalogue import browse
from archive.catalogue.altering import bring_back, show_with_contents
from archive.catalogue.applying import Step, apply
from archive.catalogue.browse import Listing
from archive.catalogue.bulk import batches
from archive.catalogue.entry import Entry, Why
from archive.catalogue.models import FileRow, RecordRow
from archive.catalogue.names import sort_key
from archive.catalogue.records import get
from archive.catalogue.selection import Selection
from archive.catalogue.session import Session
from archive.catalogue.snapshot import of_entry
from archive.catalogue.visibility import visible
from archive.core.identifiers import mint
from archive.metadata.access import State, Viewer
from archive.metadata.record import Ancestor, Kind, Value


@dataclass(frozen=True, slots=True)
class Branch:
    """A collection in the tree: how many items stand directly in it, and the collections below."""

    id: str
    title: str
    items: int
    children: tuple["Branch", ...] = ()


def find(session: Session, name: str) -> str | None:
    """Return the identifier of the collection with this reference code or title; a withdrawn one last."""
    order = (RecordRow.state == State.WITHDRAWN, RecordRow.latest_in.desc())
    by_code = select(RecordRow.id).where(RecordRow.reference_code == name.strip())
    by_title = select(RecordRow.id).where(RecordRow.sort_title == sort_key(name))
    for statement in (by_code, by_title):
        wanted = statement.where(RecordRow.kind == Kind.COLLECTION).order_by(*order)
        if found := session.scalar(wanted.limit(1)):
            return found
    return None


def find_or_make(session: Session, name: str, why: Why, state: State = State.DRAFT) -> str:
    """Return the collection with this reference code or title; make one with the title if there is none.

    One made by the way shows with what stands in it, and so does one that an import has drafted, from
    when something that is published (`state`) is put into it. Nobody has published it by that.
    """
    if found := find(session, name):
        bring_back(session, [found], why)
        if state is State.PUBLISHED:
            show_with_contents(session, [found], why)
        return found
    entry = Entry(id=mint(), type="collection", metadata={"title": (Value(name.strip()),)}, by_the_way=True)
    apply(session, [Step(id=entry.id, action="new", after=of_entry(entry))], why)
    return entry.id


def tree(session: Session, viewer: Viewer) -> tuple[Branch, ...]:
    """Return all collections the viewer may see, as a tree in their order."""
    statement = (
        select(RecordRow.id, RecordRow.title, RecordRow.parent)
        .where(RecordRow.kind == Kind.COLLECTION, visible(viewer, Kind.COLLECTION))
        .order_by(RecordRow.position, RecordRow.sort_title, RecordRow.id)
    )
    below: dict[str | None, list[Branch]] = {}
    rows = session.execute(statement).all()
    items = _items_in(session, viewer, [row.id for row in rows])
    for row in rows:
        below.setdefault(row.parent, []).append(Branch(row.id, row.title, items.get(row.id, 0)))
    return tuple(_grown(branch, below) for branch in below.get(None, ()))


def children(session: Session, id: str, viewer: Viewer, selection: Selection) -> Listing:
    """Return a page of the records of a kind that stand directly in a collection, in their order."""
    get(session, id, viewer)
    return browse.page(session, viewer, replace(selection, within=id, sort="position"))


def ancestors(session: Session, id: str, viewer: Viewer) -> tuple[Ancestor, ...]:
    """Return the collections above a record, outermost first."""
    return get(session, id, viewer).ancestors


@dataclass(frozen=True, slots=True)
class Holder:
    """An item in whose stored object certain bytes lie, and the name of its file."""

    item: str
    name: str


def holders(session: Session, digests: Iterable[str]) -> dict[str, tuple[Holder, ...]]:
    """Return, for each sha512 that is held already, the items that hold it. For those who write.

    Replaced files count, and what was withdrawn: an object keeps whatever was ever put into it.
    """
    found: dict[str, tuple[Holder, ...]] = {}
    for batch in batches(digests):
        statement = select(FileRow.sha512, FileRow.item, FileRow.name).where(
            FileRow.sha512.in_(batch), FileRow.held_by.is_(None)
        )
        for sha512, item, name in session.execute(statement.order_by(FileRow.item, FileRow.id)):
            found[sha512] = (*found.get(sha512, ()), Holder(item, name))
    return found


def _items_in(session: Session, viewer: Viewer, collections: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for batch in batches(collections):
        statement = select(RecordRow.parent, func.count()).where(
            RecordRow.parent.in_(batch), RecordRow.kind == Kind.ITEM, visible(viewer, Kind.ITEM)
        )
        rows = session.execute(statement.group_by(RecordRow.parent))
        found |= {parent: number for parent, number in rows if parent is not None}
    return found


def _grown(branch: Branch, below: dict[str | None, list[Branch]]) -> Branch:
    return replace(branch, children=tuple(_grown(child, below) for child in below.get(branch.id, ())))
