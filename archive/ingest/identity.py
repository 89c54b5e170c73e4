"""How a row is known again: its key within its source, and a digest that tells whether it has changed."""

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from archive.core.errors import Problem
from archive.core.words import message
from archive.ingest.draft import Defaults
from archive.ingest.manifest import Row
from archive.ingest.names import locate
from archive.ingest.special import FILE
from archive.media import heif, old_office

# Raise this when rows must be read anew although nothing in them has changed: when text is extracted better.
EDITION = 2


def named(row: Row) -> Row:
    """Return the row with a key: its own, else its first file, else a digest of what it says."""
    return row if row.key else replace(row, key=_key_of_file(row) or _key_of_words(row))


def twice(row: Row, first: int | None) -> Problem:
    """Say by what a row is taken for one that has come already, in row `first`."""
    remedy = message("Give each row its own identifier, or take one of the two out.")
    gaps = {"first": first if first is not None else "?"}
    if row.key == _key_of_file(row):
        value = str(row.files[0].get("name", ""))
        reason = message("names the same file as row {first}", **gaps)
        problem = Problem(field=FILE, value=value, reason=reason, remedy=remedy)
    elif row.key == _key_of_words(row):
        problem = Problem(reason=message("the same as row {first} in every cell", **gaps), remedy=remedy)
    else:
        reason = message("the same identifier as row {first}", **gaps)
        problem = Problem(field="identifier", value=row.key, reason=reason, remedy=remedy)
    return problem.at(row.place, row.number)


def belongs_to_another(row: Row) -> Problem:
    """Say that a row that was mended still has the key of another row of its table."""
    remedy = message("Give the row an identifier of its own, or take it out.")
    reason = message("another row of its table has the same identifier")
    return Problem(field="identifier", value=row.key, reason=reason, remedy=remedy).at(row.place, row.number)


def _key_of_file(row: Row) -> str:
    return f"file:{row.files[0].get('name', '')}" if row.files else ""


def _key_of_words(row: Row) -> str:
    return f"row:{_hash(row.raw)}"


def row_digest(row: Row, defaults: Defaults, publish: bool) -> str:
    """Return a digest of all that decides what becomes of a row: its words, its files, the options.

    Files count by size and time of change, as for make and rsync: reading them all would cost a rerun
    as much as the first run. One that was only copied anew is read again, and then found unchanged.
    """
    stated: dict[str, object] = {
        "edition": EDITION,
        "raw": [row.raw, row.beside] if row.beside else row.raw,
        "files": [[dict(each), _state(row.folder, str(each.get("name", "")))] for each in row.files],
        "defaults": [defaults.type, defaults.collection],
        "publish": publish,
        "problems": [str(each.reason) for each in row.problems],
    }
    if row.within is not None:
        stated["within"] = row.within
    names = (str(each.get("name", "")) for each in row.files)
    if readers := sorted(
        {each for name in names for by in (old_office, heif) for each in by.readers_of(name)}
    ):
        stated["readers"] = readers  # once one is installed, what could not be read before is read
    return _hash(stated)


def _state(folder: Path, name: str) -> list[int]:
    try:
        found = locate(folder, name).stat()
    except (OSError, ValueError):
        return []
    return [found.st_size, found.st_mtime_ns]


def _hash(stated: Mapping[str, object]) -> str:
    text = json.dumps(stated, ensure_ascii=False, sort_keys=True, default=str)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
