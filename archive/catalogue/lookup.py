"""Names looked up as they are typed: by the beginnings of their words, and for one viewer."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select, union_all

from archive.catalogue.bulk import batches
from archive.catalogue.models import NameRow, RecordRow
from archive.catalogue.names import name_key
from archive.catalogue.session import Session
from archive.catalogue.visibility import visible
from archive.metadata.access import Viewer
from archive.metadata.record import AUTHORITIES, Kind

LAST = "\U0010ffff"  # sorts behind every letter
TWICE = 2  # an authority may bear several names that begin so


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as names are compared: folded, without punctuation."""
    return tuple(name_key(text).split())


def begins(text: str, words: Iterable[str]) -> bool:
    """Say whether each of `words` (folded) begins some word of a text."""
    own = words_of(text)
    return all(any(each.startswith(word) for each in own) for word in words)


def called(session: Session, kind: Kind, words: Sequence[str], viewer: Viewer, most: int) -> tuple[str, ...]:
    """Return records of a kind that have a name in which each of `words` (folded) begins a word.

    Names that begin with the first of them come first. Authorities are found by all their names,
    collections by their titles; at most `most` are returned.
    """
    found: dict[str, None] = {}
    for first in (True, False) if words else (False,):
        if len(found) < most:
            statement = bearing(kind, words, first).where(visible(viewer, kind))
            found |= dict.fromkeys(session.scalars(statement.limit(TWICE * most)))
    return tuple(found)[:most]


def bearing(kind: Kind, words: Sequence[str], first: bool) -> Any:
    """Return the statement that finds records of a kind by a name in which each of `words` begins a word.

    `first`: the name begins with the first of them.
    """
    name = NameRow.folded if kind in AUTHORITIES else RecordRow.sort_title
    conditions = [_begins_a_word(name, word) for word in words]
    if first:
        # The index has names in their order, so no more of them are read than are returned.
        conditions += [name >= words[0], name < words[0] + LAST]
    return _names(kind, name).where(*conditions)


def titled(
    session: Session, kinds: Iterable[Kind], beginning: str, viewer: Viewer, most: int
) -> tuple[str, ...]:
    """Return records of some kinds whose titles begin so (folded, see `name_key`), in their order.

    At most `most` of each kind are returned.
    """
    found: list[str] = []
    for kind in kinds:
        title = RecordRow.sort_title
        statement = select(RecordRow.id).where(RecordRow.kind == kind, visible(viewer, kind))
        statement = statement.where(title >= beginning, title < beginning + LAST)
        found += session.scalars(statement.order_by(title, RecordRow.id).limit(most))
    return tuple(found)


def named(
    session: Session, kinds: Iterable[Kind], beginning: str, viewer: Viewer, most: int
) -> dict[str, Kind]:
    """Return authorities that have a name which begins so (folded), with their kinds; `most` of each."""
    within = (NameRow.folded >= beginning, NameRow.folded < beginning + LAST)
    parts = [
        select(
            _names(kind, NameRow.folded)
            .add_columns(NameRow.kind)
            .where(*within, visible(viewer, kind))
            .limit(most)
            .subquery()
        )
        for kind in kinds
    ]
    return {id: Kind(kind) for id, kind in session.execute(union_all(*parts))}


def kinds_of(session: Session, ids: Iterable[str], viewer: Viewer) -> dict[str, Kind]:
    """Return the kinds of those of some records that the viewer may know of."""
    found: dict[str, Kind] = {}
    for batch in batches(ids):
        statement = select(RecordRow.id, RecordRow.kind).where(RecordRow.id.in_(batch), visible(viewer))
        found |= {id: Kind(kind) for id, kind in session.execute(statement)}
    return found


def seen(session: Session, ids: Iterable[str], viewer: Viewer) -> set[str]:
    """Return those of some records that the viewer may know of."""
    found: set[str] = set()
    for batch in batches(ids):
        found |= set(session.scalars(select(RecordRow.id).where(RecordRow.id.in_(batch), visible(viewer))))
    return found


def _names(kind: Kind, name: Any) -> Any:
    if kind not in AUTHORITIES:
        return select(RecordRow.id).where(RecordRow.kind == kind).order_by(name, RecordRow.id)
    joined = select(NameRow.authority).join(RecordRow, RecordRow.id == NameRow.authority)
    return joined.where(NameRow.kind == kind).order_by(name, NameRow.authority)


def _begins_a_word(name: Any, word: str) -> ColumnElement[bool]:
    return or_(name.startswith(word, autoescape=True), name.contains(f" {word}", autoescape=True))
