"""Collections within collections: when a batch of records opens, and that no collection contains itself."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from archive.catalogue.models import RecordRow
from archive.catalogue.openings import of_parents
from archive.catalogue.refusals import no_collection, stands_in_itself
from archive.catalogue.session import Session
from archive.catalogue.snapshot import PARENT, TYPE, Snapshot, level_of
from archive.catalogue.visibility import Opening, opening
from archive.metadata.item_types import RECORD_TYPES
from archive.metadata.record import Kind

Batch = Mapping[str, tuple[Any | None, Snapshot]]  # identifier → its row, if any, and its snapshot to be


def openings_of(session: Session, batch: Batch) -> dict[str, Opening]:
    """Return when each record of a batch opens; a collection may stand in the same batch as what it holds."""
    parents = {after[PARENT] for _, after in batch.values() if after[PARENT] is not None}
    known = of_parents(session, parents - batch.keys())
    found: dict[str, Opening] = {}
    for id in batch:
        _open(id, batch, known, found)
    for id, (old, after) in batch.items():
        if old is not None and after[PARENT] is not None and after[PARENT] != old.parent:
            _refuse_loop(session, id, after[PARENT])
    return found


def _open(id: str, batch: Batch, known: Mapping[str, Opening], found: dict[str, Opening]) -> None:
    """Work out when `id` opens, its collections within the batch first."""
    chain = [id]
    while (parent := batch[chain[-1]][1][PARENT]) in batch and parent not in found:
        if parent in chain:
            raise stands_in_itself(parent)
        if _kind(batch[parent][1]) is not Kind.COLLECTION:
            raise no_collection(parent)
        chain.append(parent)
    for each in reversed(chain):
        after = batch[each][1]
        above = found.get(after[PARENT]) or known.get(after[PARENT])
        found[each] = opening(level_of(after)).under(above)


def _kind(snapshot: Snapshot) -> Kind:
    return RECORD_TYPES[snapshot[TYPE]].kind


def _refuse_loop(session: Session, id: str, parent: str) -> None:
    above: str | None = parent
    while above is not None:
        if above == id:
            raise stands_in_itself(id)
        above = session.scalar(select(RecordRow.parent).where(RecordRow.id == above))
