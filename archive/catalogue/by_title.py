"""Records found by their titles and names alone, for as long as there is no index to ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement

from archive.catalogue.lookup import TWICE, bearing
from archive.catalogue.models import RecordRow
from archive.catalogue.selection import subtree
from archive.catalogue.session import Session
from archive.catalogue.visibility import visible
from archive.metadata.access import Viewer
from archive.metadata.item_types import RECORD_TYPES
from archive.metadata.record import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """What is looked through: records of some types, in some collections or those under them; else all."""

    types: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()


def by_title(
    session: Session, words: Sequence[str], viewer: Viewer, within: Within, most: int
) -> tuple[str, ...]:
    """Return records with a title, or a name, in which each of `words` (folded) begins a word.

    Those that begin with the first of them come first, items before collections, and these before the
    others; at most `most` are returned.
    """
    found: dict[str, None] = {}
    alone = _conditions(session, viewer, within)
    kinds = [kind for kind in Kind if not within.types or kind in _kinds(within)]
    for first in (True, False) if words else (False,):
        for kind in kinds:
            if len(found) < most:
                statement = bearing(kind, words, first).where(*alone, visible(viewer, kind))
                found |= dict.fromkeys(session.scalars(statement.limit(TWICE * most)))
    return tuple(found)[:most]


def _kinds(within: Within) -> set[Kind]:
    return {RECORD_TYPES[name].kind for name in within.types if name in RECORD_TYPES}


def _conditions(session: Session, viewer: Viewer, within: Within) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if within.types:
        found.append(RecordRow.type.in_(within.types))
    if within.collections:
        inside = {id for each in within.collections for id in subtree(session, each)}
        found.append(RecordRow.parent.in_(inside))
    return found
