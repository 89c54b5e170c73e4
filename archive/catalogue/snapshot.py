"""A snapshot: all that a record says, flat and as JSON, so that two can be compared key by key.

Metadata fields stand under their names, what stands beside them under names with `@`. The change log
keeps the keys that differ; undoing a change is putting its old keys back.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from typing import Any

from archive.catalogue.entry import Entry, EntryFile
from archive.catalogue.models import FileRow, RecordRow
from archive.catalogue.visibility import Level
from archive.metadata.access import Access, State
from archive.metadata.item_types import RECORD_TYPES
from archive.metadata.loading import dump
from archive.metadata.record import RECOGNISED, FileFacts, Kind
from archive.text.passages import Passage

Snapshot = dict[str, Any]

READ = "read"  # what the log calls it when the text of a file was recognised later: not somebody's decision

TYPE, ACCESS, EMBARGO, STATE = "@type", "@access", "@embargo_until", "@state"
PARENT, POSITION, FILES, BY_THE_WAY = "@parent", "@position", "@files", "@by_the_way"

READING = ("problem", "passages", "text_digest")  # what is said of a file by its reader

FILE_COLUMNS = (
    "id", "name", "media_type", "size", "sha512", "puid", "format_name", "access", "embargo_until",
    "width", "height", "pages", "language", "problem", "technical", "held_by",
)  # fmt: skip


def of_entry(entry: Entry) -> Snapshot:
    """Return what an entry says."""
    return {
        **dump(entry.metadata),
        TYPE: entry.type,
        ACCESS: str(entry.access),
        EMBARGO: iso(entry.embargo_until),
        STATE: str(entry.state),
        PARENT: entry.collection,
        POSITION: entry.position,
        FILES: [of_file(file) for file in entry.files],
        **_of_collection(RECORD_TYPES[entry.type].kind, entry.by_the_way),
    }


def of_row(row: RecordRow, files: Iterable[FileRow]) -> Snapshot:
    """Return what the catalogue holds of a record."""
    return {
        **row.data,
        TYPE: row.type,
        ACCESS: row.access,
        EMBARGO: iso(row.embargo_until),
        STATE: row.state,
        PARENT: row.parent,
        POSITION: row.position,
        FILES: [_of_file_row(file) for file in files],
        **_of_collection(row.kind, row.by_the_way),
    }


def of_file(file: EntryFile) -> Snapshot:
    """Return what an entry says of a file."""
    facts = {name: getattr(file.facts, name) for name in FILE_COLUMNS}
    facts["access"] = str(file.facts.access)
    facts["embargo_until"] = iso(file.facts.embargo_until)
    facts["technical"] = dict(file.facts.technical)
    return facts | {"passages": len(file.passages), "text_digest": text_digest(file.passages)}


def differences(old: Snapshot, new: Snapshot) -> tuple[Snapshot, Snapshot]:
    """Return the keys that differ, as they were and as they are; a key absent is None."""
    changed = [key for key in old.keys() | new.keys() if old.get(key) != new.get(key)]
    changed.sort()
    return {key: old.get(key) for key in changed}, {key: new.get(key) for key in changed}


def patched(snapshot: Snapshot, keys: Snapshot) -> Snapshot:
    """Return a snapshot with some keys replaced; None takes a field away."""
    merged = snapshot | keys
    return {key: value for key, value in merged.items() if value is not None or key.startswith("@")}


def metadata_of(snapshot: Snapshot) -> Snapshot:
    """Return the metadata fields alone."""
    return {key: value for key, value in snapshot.items() if not key.startswith("@")}


def level_of(snapshot: Snapshot) -> Level:
    """Return what decides who sees it."""
    return Level(
        RECORD_TYPES[snapshot[TYPE]].kind,
        State(snapshot[STATE]),
        Access(snapshot[ACCESS]),
        day(snapshot[EMBARGO]),
        bool(snapshot.get(BY_THE_WAY)),
    )


def keep_file_identifiers(entry: Entry, files: Iterable[FileRow]) -> Entry:
    """Give files that the item already has (same name, same bytes) the identifiers they have there."""
    known = {(file.name, file.sha512): file.id for file in files}
    return replace(entry, files=tuple(_identified(file, known) for file in entry.files)) if known else entry


def keep_recognised(after: Snapshot, before: Snapshot) -> Snapshot:
    """Let files keep the text that was recognised on their pages when they come again without it."""
    known = {facts["id"]: facts for facts in before[FILES] if RECOGNISED in facts["technical"]}
    if not known:
        return after
    return after | {FILES: [_with_text(facts, known.get(facts["id"])) for facts in after[FILES]]}


def _with_text(facts: Snapshot, known: Snapshot | None) -> Snapshot:
    if known is None or RECOGNISED in facts["technical"]:
        return facts
    technical = facts["technical"] | {RECOGNISED: known["technical"][RECOGNISED]}
    return facts | {"technical": technical} | {name: known[name] for name in READING}


def text_digest(passages: Iterable[Passage]) -> str:
    """Return a digest that tells whether a file's text was read differently; empty for no text."""
    digest = blake2b(digest_size=16)
    empty = True
    for passage in passages:
        empty = False
        digest.update(f"{passage.kind}\x1f{passage.label}\x1f{passage.page}\x1f{passage.text}\x1e".encode())
    return "" if empty else digest.hexdigest()


def iso(value: date | None) -> str | None:
    """Return a day as JSON has it."""
    return value.isoformat() if value is not None else None


def day(value: str | None) -> date | None:
    """Return a day from JSON."""
    return date.fromisoformat(value) if value is not None else None


def _of_collection(kind: str, by_the_way: bool) -> Snapshot:
    """Return what a collection alone says."""
    return {BY_THE_WAY: by_the_way} if kind == Kind.COLLECTION else {}


def _identified(file: EntryFile, known: dict[tuple[str, str], str]) -> EntryFile:
    facts: FileFacts = file.facts
    identifier = known.get((facts.name, facts.sha512), facts.id)
    return file if identifier == facts.id else replace(file, facts=replace(facts, id=identifier))


def _of_file_row(row: FileRow) -> Snapshot:
    facts = {name: getattr(row, name) for name in FILE_COLUMNS}
    facts["embargo_until"] = iso(row.embargo_until)
    return facts | {"passages": row.passages, "text_digest": row.text_digest}
