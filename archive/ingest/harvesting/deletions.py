"""Following a repository's deletions: what it has deleted is withdrawn here, if nobody has worked on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.catalogue import imports, origins, records
from archive.catalogue.entry import Why
from archive.catalogue.session import Catalogue
from archive.catalogue.writing import withdraw
from archive.metadata.access import State, Viewer


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of a repository's deletions: titles by identifier."""

    withdrawn: dict[str, str]
    kept: dict[str, str]  # somebody has changed them here


def known(catalogue: Catalogue, source: str, keys: Sequence[str]) -> set[str]:
    """Return those of the keys of a source that have come in."""
    if not keys:
        return set()
    with catalogue.read() as session:
        return set(origins.found(session, source, keys))


def follow(catalogue: Catalogue, source: str, keys: Sequence[str], why: Why) -> Followed:
    """Withdraw the records of these keys, save those that somebody has changed by hand."""
    if not keys:
        return Followed({}, {})
    with catalogue.write() as session:
        ids = origins.found(session, source, keys)
        here = {
            id: record.title
            for id, record in records.many(session, ids.values(), Viewer.archivist()).items()
            if record.state is not State.WITHDRAWN
        }
        kept = imports.edited(session, list(here))
        gone = [id for id in here if id not in kept]
        withdraw(session, gone, why)
        origins.read_again(session, gone)  # it may come back word for word
    return Followed({id: here[id] for id in gone}, {id: here[id] for id in here if id in kept})
