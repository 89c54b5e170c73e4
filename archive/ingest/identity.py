"""How a row is known again: its key within its source, and a digest that tells whether it has changed."""

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from archive.ingest.draft import Defaults
from archive.ingest.manifest import Row

# Raise this when rows must be read anew although nothing in them has changed: when text is extracted better.
EDITION = 1


def named(row: Row) -> Row:
    """Return the row with a key: its own, else its first file, else a digest of what it says."""
    if row.key:
        return row
    if row.files:
        return replace(row, key=f"file:{row.files[0].get('name', '')}")
    return replace(row, key=f"row:{_hash(row.raw)}")


def row_digest(row: Row, defaults: Defaults, publish: bool) -> str:
    """Return a digest of all that decides what becomes of a row: its words, its files, the options.

    Files count by size and time of change, as for make and rsync: reading them all would cost a rerun
    as much as the first run. One that was only copied anew is read again, and then found unchanged.
    """
    stated = {
        "edition": EDITION,
        "raw": row.raw,
        "files": [[dict(each), _state(row.folder / str(each.get("name", "")))] for each in row.files],
        "defaults": [defaults.type, defaults.collection],
        "publish": publish,
        "problems": [str(each.reason) for each in row.problems],
    }
    return _hash(stated)


def _state(path: Path) -> list[int]:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return []
    return [found.st_size, found.st_mtime_ns]


def _hash(stated: Mapping[str, object]) -> str:
    text = json.dumps(stated, ensure_ascii=False, sort_keys=True, default=str)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
