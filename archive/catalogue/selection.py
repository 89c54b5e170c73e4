"""Which records a list shows, and in which order, as conditions on indexed columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select

from archive.catalogue.bulk import batches
from archive.catalogue.models import LinkRow, RecordRow
from archive.catalogue.refusals import no_order
from archive.catalogue.session import Session
from archive.catalogue.visibility import visible
from archive.metadata.access import Viewer
from archive.metadata.record import AUTHORITIES, Kind

# Every order is ascending on its columns, then by identifier: one comparison serves them all.
ORDERS: dict[str, tuple[tuple[Any, ...], tuple[type, ...]]] = {
    "title": ((RecordRow.sort_title, RecordRow.id), (str, str)),
    "date": ((RecordRow.oldest, RecordRow.id), (int, str)),
    "-date": ((RecordRow.newest, RecordRow.id), (int, str)),
    "-added": ((RecordRow.latest_in, RecordRow.id), (int, str)),
    "position": ((RecordRow.position, RecordRow.sort_title, RecordRow.id), (int, str, str)),
}
OTHER_LETTERS = "#"
FEW = 3000  # records: fewer are looked up and put in order; of more, the order is walked until a page is full


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked for. Fields left out do not narrow it."""

    kind: Kind = Kind.ITEM
    type: str = ""
    collection: str = ""  # in it or in a collection under it
    within: str = ""  # directly in this collection
    authority: str = ""  # linked from the records
    field: str = ""  # by this field
    letter: str = ""  # first of the title, folded; "#" for what begins with no letter of a to z
    sort: str = "title"
    after: str = ""  # a cursor
    size: int = 50

    @property
    def by_links_alone(self) -> bool:
        """Whether links say all there is to count: each record need not be asked, of however many."""
        narrowed = self.type or self.letter or self.collection or self.within
        return bool(self.authority) and not narrowed and self.kind not in AUTHORITIES


def conditions(session: Session, selection: Selection, viewer: Viewer) -> list[ColumnElement[bool]]:
    """Return what a record must fulfil to be in the selection, for this viewer."""
    found = [visible(viewer, selection.kind)]
    few = _few_links(session, selection)
    if few is not None:
        # Not to be answered from the indexes of orders, which begin with the kind: the few lead.
        found += [RecordRow.id.in_(few), func.coalesce(RecordRow.kind, "") == selection.kind]
    else:
        found.append(RecordRow.kind == selection.kind)
    if selection.type:
        found.append(RecordRow.type == selection.type)
    if selection.letter:
        found += letter_conditions(selection.letter)
    if selection.within:
        found.append(RecordRow.parent == selection.within)
    if selection.collection:
        found.append(RecordRow.parent.in_(subtree(session, selection.collection)))
    if selection.authority and few is None:
        links = exists().where(LinkRow.record == RecordRow.id, *link_conditions(selection))
        found.append(links.correlate(RecordRow))
    return found


def order(selection: Selection) -> tuple[tuple[Any, ...], tuple[type, ...]]:
    """Return the columns of an order, and the types of their values."""
    if selection.sort not in ORDERS:
        raise no_order(selection.sort, ", ".join(ORDERS))
    return ORDERS[selection.sort]


def letter_conditions(letter: str) -> Sequence[ColumnElement[bool]]:
    """Return the condition of beginning with a letter, as a range that the index of titles answers."""
    if letter == OTHER_LETTERS:
        return [~func.substr(RecordRow.sort_title, 1, 1).between("a", "z")]
    return [RecordRow.sort_title >= letter, RecordRow.sort_title < letter + "\U0010ffff"]


def subtree(session: Session, collection: str) -> list[str]:
    """Return a collection and all collections under it. Identifiers alone: what they hold is judged apart."""
    found = [collection]
    level = [collection]
    while level:
        below: list[str] = []
        for batch in batches(level):
            statement = select(RecordRow.id).where(RecordRow.parent.in_(batch))
            below += session.scalars(statement.where(RecordRow.kind == Kind.COLLECTION))
        found += below
        level = below
    return found


def _few_links(session: Session, selection: Selection) -> frozenset[str] | None:
    """Return what links to the authority asked for, if that is little.

    Few are looked up one by one and put in order. Of many, the order is walked and each record asked
    whether it links: a page is full before long.
    """
    if not selection.authority:
        return None
    some = session.scalars(select(LinkRow.record).where(*link_conditions(selection)).limit(FEW)).all()
    return frozenset(some) if len(some) < FEW else None


def link_conditions(selection: Selection) -> list[ColumnElement[bool]]:
    """Return what a link must fulfil to be one from the kind of record asked for."""
    found = [LinkRow.authority == selection.authority, LinkRow.kind == selection.kind]
    if selection.field:
        found.append(LinkRow.field == selection.field)
    return found
