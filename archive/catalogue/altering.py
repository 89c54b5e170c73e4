"""Changing a few keys of records that are there: their state, their access, what an import gives back."""

from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import aliased

from archive.catalogue import stored
from archive.catalogue.applying import Step, apply_each
from archive.catalogue.bulk import batches
from archive.catalogue.entry import Saved, Why
from archive.catalogue.models import ChangeRow, RecordRow
from archive.catalogue.session import Session
from archive.catalogue.snapshot import BY_THE_WAY, STATE, Snapshot, of_row, patched
from archive.core.errors import NotFound
from archive.metadata.access import State


def alter(session: Session, keys: Mapping[str, Snapshot], action: str, why: Why) -> list[Saved]:
    """Replace some keys of the snapshots of known records; None takes a field away."""
    rows, files = stored.rows(session, keys), stored.files(session, keys)
    if missing := keys.keys() - rows.keys():
        raise NotFound(f"no record {min(missing)!r}")
    steps = []
    for id, change in keys.items():
        before = of_row(rows[id], files.get(id, ()))
        after = patched(before, change)
        if after != before:
            steps.append(Step(id=id, action=action, old=rows[id], before=before, after=after))
    revisions = apply_each(session, steps, why)
    return [
        Saved(id, "changed" if id in revisions else "unchanged", revisions.get(id, rows[id].revision))
        for id in keys
    ]


def bring_back(session: Session, ids: Iterable[str], why: Why) -> None:
    """Make drafts of records that went with a reverted import; what was withdrawn by hand stays so."""
    went = and_(RecordRow.state == State.WITHDRAWN, _last_change.action == "reverted")
    _put(session, ids, went, {STATE: str(State.DRAFT)}, why)


def show_with_contents(session: Session, ids: Iterable[str], why: Why) -> None:
    """Let collections that imports alone have drafted show with their contents; not somebody's draft."""
    by_hand = exists().where(ChangeRow.record == RecordRow.id, ChangeRow.import_id.is_(None))
    untouched = and_(RecordRow.state == State.DRAFT, ~RecordRow.by_the_way, ~by_hand.correlate(RecordRow))
    _put(session, ids, untouched, {BY_THE_WAY: True}, why)


_last_change = aliased(ChangeRow)


def _put(session: Session, ids: Iterable[str], wanted: ColumnElement[bool], keys: Snapshot, why: Why) -> None:
    for batch in batches(ids):
        statement = (
            select(RecordRow.id)
            .join(_last_change, _last_change.revision == RecordRow.revision)
            .where(RecordRow.id.in_(batch), wanted)
        )
        alter(session, dict.fromkeys(session.scalars(statement), keys), "changed", why)
