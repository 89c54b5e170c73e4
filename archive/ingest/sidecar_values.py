"""What a sidecar file in TOML, JSON or YAML says: names understood as a spreadsheet's headings are.

Specs: https://toml.io/en/v1.0.0, https://www.rfc-editor.org/rfc/rfc8259, https://yaml.org/spec/1.1/

Values are kept as they are written: YAML would take `no` for a falsehood and `1992-02` for a text.
"""

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from archive.core.errors import Invalid, Problem
from archive.core.words import message
from archive.ingest.headings import meaning, types_from
from archive.ingest.importers.folder import plain
from archive.ingest.manifest import one_or_several
from archive.ingest.special import FILE, TYPE, record_type, special
from archive.metadata.vocabularies import languages
from archive.text.encoding import decode
from archive.text.halves import without_halves

LONGEST = 1 << 20  # bytes: a description is not longer
NOTHING = ("", "~", "null", "Null", "NULL")  # how YAML writes that there is no value
VALUE = "value"  # the key of a value that also states its language or authority
BROKEN = (tomllib.TOMLDecodeError, yaml.YAMLError, ValueError, RecursionError)


class Words(yaml.BaseLoader):  # type: ignore[misc]
    """A YAML loader that makes nothing but texts, lists and tables, and follows no alias."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse an alias: a few lines of them unfold to more than any memory holds."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias (*); write the value out")
        node: yaml.Node | None = super().compose_node(parent, index)
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Refuse a name that is stated twice: of two values, which is meant?"""
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                raise yaml.YAMLError(f'"{key.value}" is stated twice')
            seen.add(str(key.value))
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        return found


def read_sidecar(path: Path) -> Mapping[str, object] | None:
    """Return what a sidecar states by its own names; None if it is no table of names and values.

    Raise Invalid if it cannot be read.
    """
    if path.stat().st_size > LONGEST:
        return None
    try:
        stated = without_halves(READERS[path.suffix.lower()](decode(path.read_bytes()).text))
    except BROKEN as error:
        reason = message("cannot be read: {error}", error=_one_line(error))
        raise Invalid([Problem(reason=reason, remedy=message("Mend the file."))]) from error
    return stated if isinstance(stated, Mapping) else None


def fields_of(stated: Mapping[str, object], otherwise: str = "document") -> dict[str, object]:
    """Return field → value or values, for the type that is stated or any, `otherwise` before others.

    Raise Invalid with each name and value that means nothing.
    """
    found: dict[str, list[object]] = {}
    problems: list[Problem] = []
    types = _types(stated, otherwise)
    for heading, value in stated.items():
        try:
            name = meaning(heading, types)
            for key, each in _values(heading, name, value):
                found.setdefault(key, []).append(each)
        except Invalid as error:
            problems += error.problems
    if problems:
        raise Invalid(problems)
    return {name: one_or_several(values) for name, values in found.items()}


def _types(stated: Mapping[str, object], otherwise: str) -> tuple[str, ...]:
    for heading, value in stated.items():
        if special(str(heading)) == TYPE and isinstance(value, str):
            return (record_type(value),)
    return types_from(otherwise)


def _values(heading: str, name: str, value: object) -> Iterator[tuple[str, object]]:
    """Yield each value with its field: of a list each, of a table by language each."""
    if isinstance(value, list):
        for each in value:
            yield from _values(heading, name, each)
    elif not isinstance(value, Mapping):
        text = str(plain(value)).strip() if value is not None else ""
        if text not in NOTHING:
            yield name, text
    elif VALUE in value or name == FILE:
        yield name, {str(key): str(plain(each)) for key, each in value.items()}
    else:
        for key, each in value.items():
            tag = languages.recognise(str(key))
            if tag is None or isinstance(each, Mapping):
                raise Invalid([_misplaced(heading, str(key))])
            yield from _values(heading, f"{name.partition(':')[0]}:{tag}", each)


def _misplaced(heading: str, key: str) -> Problem:
    reason = message('"{key}" is no language, and nothing else can stand within a field', key=key)
    remedy = message("Write each field on its own, and several values as a list.")
    return Problem(field=heading, value=key, reason=reason, remedy=remedy)


def _json(text: str) -> object:
    return json.loads(text, object_pairs_hook=_once, parse_int=str, parse_float=str, parse_constant=str)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        twice = next(name for name, _ in pairs if sum(each == name for each, _ in pairs) > 1)
        raise ValueError(f'"{twice}" is stated twice')
    return table


def _yaml(text: str) -> object:
    return yaml.load(text, Words)  # noqa: S506 -- a loader that makes plain texts only


READERS: Mapping[str, Callable[[str], Any]] = {
    ".toml": tomllib.loads,
    ".yaml": _yaml,
    ".yml": _yaml,
    ".json": _json,
}


def _one_line(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "lists within lists, deeper than can be followed"
    return " ".join(str(error).split()) or type(error).__name__
