"""Writing records: whole entries, many at a time, and the few things done to a record by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.dialects.sqlite import insert

from archive.catalogue import stored
from archive.catalogue.altering import alter
from archive.catalogue.applying import Step, apply_each
from archive.catalogue.authorities import settled
from archive.catalogue.bulk import table
from archive.catalogue.entry import Entry, KeptValue, Saved, Why
from archive.catalogue.models import OriginRow
from archive.catalogue.refusals import file_twice, other_kind, twice
from archive.catalogue.session import Session
from archive.catalogue.snapshot import (
    ACCESS,
    BY_THE_WAY,
    EMBARGO,
    FILES,
    POSITION,
    STATE,
    TYPE,
    Snapshot,
    iso,
    keep_file_identifiers,
    keep_recognised,
    of_entry,
    of_row,
    patched,
)
from archive.catalogue.stored import Edit
from archive.metadata.access import Access, State
from archive.metadata.item_types import RECORD_TYPES

# Whether and when the public may see a record: what somebody has decided of that, no import decides anew.
DECIDED = frozenset({STATE, ACCESS, EMBARGO})


@dataclass(frozen=True, slots=True)
class _Held:
    """What the catalogue has of a batch of records."""

    rows: Mapping[str, Any]
    files: Mapping[str, list[Any]]
    by_hand: Mapping[str, Mapping[str, Edit]]


@dataclass(frozen=True, slots=True)
class _Judged:
    """What there is to do for an entry, and what was not done since somebody has set it by hand."""

    step: Step | None = None  # none if it says what the catalogue has
    kept: tuple[KeptValue, ...] = ()


def save(session: Session, entries: Sequence[Entry], why: Why) -> list[Saved]:
    """Write whole records, new or known, and say what became of each.

    Names in fields of authorities are found or made. What is as it was is not written. An import never
    undoes what somebody did by hand, unless `why` says so, and never takes a publication back: such keys
    keep their values, and what comes back names each.
    """
    if not entries:
        return []
    _refuse_doubles(entries)
    linked = settled(session, entries, why)
    held = _held(session, linked, why)
    judged = {entry.id: _judged(entry, held, why) for entry in linked}
    due = [each.step for each in judged.values() if each.step is not None]
    revisions = apply_each(session, due, why)
    _note_origins(session, linked)
    return [_saved(entry.id, judged[entry.id], revisions, held) for entry in linked]


def publish(session: Session, ids: Iterable[str], why: Why) -> list[Saved]:
    """Make records public, as far as their access level allows."""
    return alter(session, {id: {STATE: str(State.PUBLISHED)} for id in ids}, "published", why)


def withdraw(session: Session, ids: Iterable[str], why: Why) -> list[Saved]:
    """Take records out of sight; they stay in the catalogue, with their history."""
    return alter(session, {id: {STATE: str(State.WITHDRAWN)} for id in ids}, "withdrawn", why)


def set_access(
    session: Session, ids: Iterable[str], access: Access, embargo_until: date | None, why: Why
) -> list[Saved]:
    """Set the access level of records, and of all that stands under those that are collections."""
    keys = {ACCESS: str(access), EMBARGO: iso(embargo_until)}
    return alter(session, {id: keys for id in ids}, "access", why)


def _refuse_doubles(entries: Sequence[Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise twice(entry.id)
        seen.add(entry.id)
        names = [file.facts.name for file in entry.files]
        if len(set(names)) < len(names):
            raise file_twice(max(names, key=names.count))


def _held(session: Session, entries: Sequence[Entry], why: Why) -> _Held:
    rows = stored.rows(session, [entry.id for entry in entries])
    files = stored.files(session, rows) if rows else {}
    by_hand = stored.edited_by_hand(session, rows) if rows and why.import_id is not None else {}
    return _Held(rows, files, by_hand)


def _judged(entry: Entry, held: _Held, why: Why) -> _Judged:
    """Compare an entry with what the catalogue has."""
    passages = {file.facts.id: file.passages for file in entry.files if file.passages}
    row = held.rows.get(entry.id)
    if row is None:
        return _Judged(Step(id=entry.id, action="new", after=of_entry(entry), passages=passages))
    files = held.files.get(entry.id, [])
    entry = keep_file_identifiers(entry, files)
    before = of_row(row, files)
    after = keep_recognised(of_entry(entry), before)
    _refuse_other_kind(entry, before)
    kept: tuple[KeptValue, ...] = ()
    if why.import_id is not None:
        kept = _kept(after, before, held.by_hand.get(entry.id, {}), why.overwrite)
        after = _respecting(after, before, {each.key: each.present for each in kept})
    if after == before:
        return _Judged(kept=kept)
    known = {facts["id"]: facts["text_digest"] for facts in before[FILES]}
    passages = {
        file.facts.id: file.passages
        for file, facts in zip(entry.files, after[FILES], strict=True)
        if known.get(file.facts.id) != facts["text_digest"]
    }
    step = Step(id=entry.id, action="changed", old=row, before=before, after=after, passages=passages)
    return _Judged(step, kept)


def _kept(
    after: Snapshot, before: Snapshot, by_hand: Mapping[str, Edit], overwrite: bool
) -> tuple[KeptValue, ...]:
    """Return the values set by hand that an import would change and may not.

    That a publication stays needs no word: an import that does not publish does not mean to withdraw.
    """
    published = {STATE} if before[STATE] == State.PUBLISHED else set()
    return tuple(
        KeptValue(key, edit.actor, edit.at, before.get(key), after.get(key))
        for key, edit in sorted(by_hand.items())
        if before.get(key) != after.get(key) and key not in published and (key in DECIDED or not overwrite)
    )


def _respecting(after: Snapshot, before: Snapshot, by_hand: Snapshot) -> Snapshot:
    """Return what an import says, save for what was set by hand, a publication, and its place."""
    kept = dict(by_hand)
    if before[POSITION]:
        kept[POSITION] = before[POSITION]  # rows that came between do not move those that were there
    if before[STATE] == State.PUBLISHED:
        kept[STATE] = before[STATE]
    if before.get(BY_THE_WAY) and after[STATE] == State.DRAFT:
        kept[BY_THE_WAY] = True  # described now, and still a draft: it goes on showing with its contents
    return patched(after, kept)


def _refuse_other_kind(entry: Entry, before: Snapshot) -> None:
    if RECORD_TYPES[entry.type].kind is not RECORD_TYPES[before[TYPE]].kind:
        raise other_kind(entry.id, before[TYPE], entry.type)


def _note_origins(session: Session, entries: Sequence[Entry]) -> None:
    rows = [
        {"source": entry.source, "key": key, "record": entry.id, "digest": digest or None}
        for entry in entries
        if entry.source
        for key, digest in {entry.key: entry.digest, **entry.formerly}.items()
    ]
    if rows:
        statement = insert(table(OriginRow))
        told = {"record": statement.excluded.record, "digest": statement.excluded.digest}
        session.connection().execute(statement.on_conflict_do_update(set_=told), rows)


def _saved(id: str, judged: _Judged, revisions: Mapping[str, int], held: _Held) -> Saved:
    if judged.step is None:
        return Saved(id, "unchanged", held.rows[id].revision, judged.kept)
    return Saved(id, judged.step.action, revisions[id], judged.kept)
