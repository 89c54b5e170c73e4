"""Mapping files: what the columns of a foreign table mean. `docs/how-to/mapping.md` shows each form."""

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.core.errors import SourceError
from archive.core.words import message
from archive.ingest.importers.folder import plain, read_toml
from archive.ingest.manifest import Reading
from archive.ingest.mappings.columns import Column, check_field, read_columns, read_combined
from archive.ingest.mappings.place import Place
from archive.ingest.mappings.rows import Rows, read_rows
from archive.ingest.mappings.tables import Lookup, read_tables

__all__ = ["NO_MAPPING", "Column", "Mapping", "load_mapping", "mapping_of"]

SECTIONS = ("source", "rows", "constants", "columns", "combined", "tables")
TELLING = ("columns", "constants", "combined")  # sections by which a mapping is told from a description
SOURCE_KEYS = ("encoding", "delimiter", "sheet", "heading_row", "heading_rows", "key", "ignore")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """A mapping file, read and checked."""

    columns: Map[str, tuple[Column, ...]] = field(default_factory=dict)
    constants: Map[str, object] = field(default_factory=dict)
    combined: tuple[Column, ...] = ()  # fields made of several columns
    rows: Rows = field(default_factory=Rows)
    key: str = ""  # the column that names the row
    reading: Reading = field(default_factory=Reading)


NO_MAPPING = Mapping()


def load_mapping(path: Path) -> Mapping:
    """Read a mapping file. Raise SourceError for what it cannot mean."""
    if not path.is_file():
        raise SourceError(message("there is no mapping file {path}", path=path.absolute()))
    return mapping_of(path, read_toml(path))


def mapping_of(path: Path, stated: Map[str, Any]) -> Mapping:
    """Return the mapping that the tables of a file state."""
    top = Place(path)
    top.known(stated, SECTIONS)
    for name, table in stated.items():
        if not isinstance(table, dict):
            raise top.wrong(message("write [{name}] on a line of its own", name=name))
    source = stated.get("source", {})
    tables = read_tables(top.below("tables"), stated.get("tables", {}))
    return Mapping(
        columns=_columns(top, stated.get("columns", {}), tables) | _ignored(top.below("source"), source),
        constants=_constants(top.below("constants"), stated.get("constants", {})),
        combined=_combined(top.below("combined"), stated.get("combined", {}), tables),
        rows=read_rows(top.below("rows"), stated.get("rows", {})),
        key=str(source.get("key", "")),
        reading=_reading(top.below("source"), source),
    )


def _columns(top: Place, stated: Map[str, Any], tables: Map[str, Lookup]) -> dict[str, tuple[Column, ...]]:
    place = top.below("columns")
    return {heading: read_columns(place, heading, each, tables) for heading, each in stated.items()}


def _combined(place: Place, stated: Map[str, Any], tables: Map[str, Lookup]) -> tuple[Column, ...]:
    return tuple(each for name, one in stated.items() for each in read_combined(place, name, one, tables))


def _constants(place: Place, stated: Map[str, Any]) -> dict[str, object]:
    for name in stated:
        check_field(place, name)
    return {name: plain(value) for name, value in stated.items()}


def _ignored(place: Place, source: Map[str, Any]) -> dict[str, tuple[Column, ...]]:
    place.known(source, SOURCE_KEYS)
    stated = source.get("ignore", [])
    if not isinstance(stated, list) or not all(isinstance(each, str) for each in stated):
        raise place.write('ignore = ["a column", "another"]', "ignore")
    return {heading: (Column(target=""),) for heading in stated}


def _reading(place: Place, source: Map[str, Any]) -> Reading:
    texts: dict[str, Any] = {
        name: place.text(source, name, f'{name} = "…"') or "" for name in ("encoding", "delimiter", "sheet")
    }
    rows = {name: source.get(name, 0) for name in ("heading_row", "heading_rows")}
    for name, number in rows.items():
        if not isinstance(number, int) or isinstance(number, bool) or number < (name in source):
            raise place.write(f"{name} = 1", name)
    return Reading(**texts, **rows, mapped=True)
