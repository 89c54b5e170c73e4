"""Authorities by what other systems call them, and those whose names are like a name. For those who write."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from archive.catalogue.models import NameRow, RecordRow
from archive.catalogue.names import name_key
from archive.catalogue.session import Session
from archive.metadata.access import State
from archive.metadata.loading import undump
from archive.metadata.record import Kind

FIELDS = ("identifier", "see_also", "same_as")
BEGINNING = 2  # letters that a name and one like it share
MOST = 5_000


def identified(session: Session, kind: Kind) -> dict[str, tuple[str, str]]:
    """Return the identifier and title of each authority of a kind by every identifier stated of it.

    What several bear identifies nobody.
    """
    found: dict[str, tuple[str, str]] = {}
    doubled: set[str] = set()
    statement = select(RecordRow.id, RecordRow.title, RecordRow.data)
    statement = statement.where(RecordRow.kind == kind, RecordRow.state != State.WITHDRAWN)
    for id, title, data in session.execute(statement.execution_options(yield_per=1_000)):
        for words in _identifiers(data):
            if found.setdefault(words, (id, title))[0] != id:
                doubled.add(words)
    return {words: each for words, each in found.items() if words not in doubled}


def title_of(session: Session, kind: Kind, id: str) -> str | None:
    """Return what the authority of an identifier of ours is called, None if there is none of this kind."""
    return session.scalar(select(RecordRow.title).where(RecordRow.id == id, RecordRow.kind == kind))


def called_alike(session: Session, kind: Kind, name: str) -> dict[str, str]:
    """Return names (folded) that begin like a name, each with the title of the authority that bears it."""
    beginning = name_key(name)[:BEGINNING]
    statement = (
        select(NameRow.folded, RecordRow.title)
        .join(RecordRow, RecordRow.id == NameRow.authority)
        .where(NameRow.kind == kind, NameRow.folded >= beginning, NameRow.folded < beginning + "\U0010ffff")
        .where(RecordRow.state != State.WITHDRAWN)
        .limit(MOST)
    )
    return {folded: title for folded, title in session.execute(statement)}


def _identifiers(data: dict[str, Any]) -> Iterator[str]:
    stated = undump({name: data[name] for name in FIELDS if name in data})
    for values in stated.values():
        for value in values:
            yield value.text
