"""Mapping files: what the columns of a foreign table mean. `docs/how-to/mapping.md` shows each form."""

from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter
from typing import Any

from archive.core.errors import SourceError
from archive.core.nearest import nearest
from archive.core.words import message
from archive.ingest.importers.folder import plain, read_toml
from archive.ingest.manifest import Reading
from archive.ingest.special import HEADINGS
from archive.metadata.item_types import all_fields

SECTIONS = ("source", "constants", "columns", "combined")
SOURCE_KEYS = ("encoding", "delimiter", "sheet", "key", "ignore")
COLUMN_KEYS = ("field", "split", "language", "format", "values", "otherwise")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What is done with the cells of one column."""

    target: str  # "title", "title:es", "file" …; empty: ignored
    split: str | None = None  # separator of several values; "" for none; None for the usual one
    format: str = ""  # "{value}" with words around it
    values: Map[str, str] = field(default_factory=dict)  # cell → what it means; "" for nothing
    otherwise: str | None = None  # what a cell means that `values` does not list; None: itself

    def meaning(self, text: str) -> str:
        """Return what one value of the column means; "" for nothing."""
        text = self.values.get(text, text if self.otherwise is None else self.otherwise)
        return self.format.format(value=text) if text and self.format else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """A mapping file, read and checked."""

    columns: Map[str, tuple[Column, ...]] = field(default_factory=dict)
    constants: Map[str, object] = field(default_factory=dict)
    combined: Map[str, str] = field(default_factory=dict)  # field → "{column}, {other column}"
    key: str = ""  # the column that names the row
    reading: Reading = field(default_factory=Reading)


NO_MAPPING = Mapping()


def load_mapping(path: Path) -> Mapping:
    """Read a mapping file. Raise SourceError for what it cannot mean."""
    if not path.is_file():
        raise SourceError(message("there is no mapping file {path}", path=path.absolute()))
    tables = read_toml(path)
    _known(path, "", tables, SECTIONS)
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise SourceError(message("{path}: write [{name}] on a line of its own", path=path, name=name))
    source = tables.get("source", {})
    _check_ignored(path, source.get("ignore", []))
    _known(path, "source", source, SOURCE_KEYS)
    columns = {heading: _columns(path, heading, each) for heading, each in tables.get("columns", {}).items()}
    columns |= {heading: (Column(target=""),) for heading in source.get("ignore", ())}
    combined = {name: str(template) for name, template in tables.get("combined", {}).items()}
    for name, template in combined.items():
        _check_template(path, name, template)
    constants = {name: plain(value) for name, value in tables.get("constants", {}).items()}
    for name in (*constants, *combined, *(each.target for column in columns.values() for each in column)):
        _check_field(path, name)
    reading: dict[str, Any] = {
        name: str(source[name]) for name in ("encoding", "delimiter", "sheet") if name in source
    }
    return Mapping(
        columns=columns,
        constants=constants,
        combined=combined,
        key=str(source.get("key", "")),
        reading=Reading(**reading),
    )


def columns_of(template: str) -> tuple[str, ...]:
    """Return the columns that a combined field is made of."""
    return tuple(name for _, name, _, _ in Formatter().parse(template) if name)


def _columns(path: Path, heading: str, stated: object) -> tuple[Column, ...]:
    each = stated if isinstance(stated, list) else [stated]
    return tuple(_column(path, heading, one) for one in each)


def _column(path: Path, heading: str, stated: object) -> Column:
    if isinstance(stated, str):
        return Column(target=stated)
    if not isinstance(stated, dict) or not isinstance(stated.get("field"), str):
        raise SourceError(message('{path}: column "{heading}": name a field', path=path, heading=heading))
    _known(path, heading, stated, COLUMN_KEYS)
    _check_values(path, heading, stated)
    name = stated["field"] + (f":{stated['language']}" if stated.get("language") else "")
    return Column(
        target=name,
        split=stated.get("split"),
        format=stated.get("format", ""),
        values={str(cell): str(meaning) for cell, meaning in stated.get("values", {}).items()},
        otherwise=stated.get("otherwise"),
    )


def _check_values(path: Path, heading: str, stated: Map[str, Any]) -> None:
    if not isinstance(stated.get("values", {}), dict):
        raise SourceError(
            message(
                '{path}: column "{heading}": write values = {{ cell = "meaning" }}',
                path=path,
                heading=heading,
            )
        )
    _check_template(path, heading, str(stated.get("format", "")), "value")


def _known(path: Path, where: str, stated: Map[str, Any], known: Sequence[str]) -> None:
    for name in stated:
        if name not in known:
            hint = nearest(name, known) or ", ".join(known)
            place = f"[{where}]: " if where else ""
            raise SourceError(
                message(
                    '{path}: {where}no such key "{name}"; try "{hint}"',
                    path=path,
                    where=place,
                    name=name,
                    hint=hint,
                )
            )


def _check_ignored(path: Path, stated: object) -> None:
    if not isinstance(stated, list) or not all(isinstance(each, str) for each in stated):
        raise SourceError(message('{path}: write ignore = ["a column", "another"]', path=path))


def _check_template(path: Path, name: str, template: str, *filled: str) -> None:
    """Refuse words around a value whose braces do not match or name what is not there."""
    try:
        named = [each for _, each, _, _ in Formatter().parse(template) if each is not None]
    except ValueError:
        named = [""]
    if "" in named or (filled and set(named) - set(filled)):
        example = "{" + (filled[0] if filled else "column") + "}"
        raise SourceError(
            message(
                '{path}: "{name}": write {example} where a value goes', path=path, name=name, example=example
            )
        )


def _check_field(path: Path, name: str) -> None:
    known = (*all_fields(), *HEADINGS)
    field_name = name.partition(":")[0]
    if field_name and field_name not in known:
        hint = nearest(field_name, known) or "title"
        raise SourceError(
            message('{path}: no field "{name}"; did you mean "{hint}"?', path=path, name=name, hint=hint)
        )
