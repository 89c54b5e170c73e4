"""The changes a mapping makes to one value: trimmed, replaced, put into another case, read as a date.

Each is made once, when the mapping is read, and then called with a value and what is to be told of the row.
"""

import re
from collections.abc import Callable, Mapping
from typing import Protocol

from archive.core.words import message
from archive.ingest.mappings.date_formats import BadFormat, date_reader
from archive.ingest.mappings.patterns import BadPattern, read_pattern
from archive.ingest.mappings.place import Place
from archive.ingest.mappings.told import Told

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
CASES: Mapping[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "title": lambda text: _WORD.sub(lambda found: found[0][:1].upper() + found[0][1:].lower(), text),
    "sentence": lambda text: text[:1].upper() + text[1:].lower(),
}
REPLACE = 'replace = [{ find = "a", with = "b" }, { pattern = "\\\\s+", with = " " }]'


class Change(Protocol):
    """What is done to one value; nothing is left of it if "" comes back."""

    def __call__(self, text: str, told: Told) -> str:
        """Return the changed value."""
        ...


def trims(place: Place, stated: Mapping[str, object]) -> list[Change]:
    """Read `trim`: characters that are taken off both ends, beside blanks."""
    characters = place.text(stated, "trim", 'trim = "[]."')
    if not characters:
        return []
    taken = characters + " \t\r\n\xa0"
    return [lambda text, told: text.strip(taken)]


def replacements(place: Place, stated: Mapping[str, object]) -> list[Change]:
    """Read `replace`: words by words, or what a pattern matches."""
    return [_replacement(place, each) for each in place.tables(stated, "replace", REPLACE)]


def _replacement(place: Place, stated: Mapping[str, object]) -> Change:
    place.known(stated, ("find", "pattern", "with"))
    find, text = place.text(stated, "find", REPLACE), place.text(stated, "pattern", REPLACE)
    by = place.text(stated, "with", REPLACE)
    if by is None or bool(find) == bool(text):
        raise place.write(REPLACE, "replace")
    if find:
        return lambda value, told: value.replace(find, by)
    try:
        pattern = read_pattern(str(text), by)
    except BadPattern as error:
        raise place.wrong(error.args[0], "replace") from None
    return lambda value, told: pattern.replaced(value, by)


def meanings(place: Place, stated: Mapping[str, object]) -> list[Change]:
    """Read `values` and `otherwise`: what each value means, and what all others mean."""
    values = stated.get("values", {})
    if not isinstance(values, Mapping):
        raise place.write('values = { cell = "meaning" }', "values")
    known = {str(cell): str(meaning) for cell, meaning in values.items()}
    rest = place.text(stated, "otherwise", 'otherwise = "what all others mean"')
    if "lookup" in stated or (rest is None and not known):
        return []  # what a table does not list is for it to say
    return [lambda text, told: known.get(text, text if rest is None else rest)]


def cases(place: Place, stated: Mapping[str, object]) -> list[Change]:
    """Read `case`."""
    name = place.text(stated, "case", 'case = "lower"')
    if name is None:
        return []
    change = CASES[place.one_of(name, tuple(CASES), "case")]
    return [lambda text, told: change(text)]


def dates(place: Place, stated: Mapping[str, object]) -> list[Change]:
    """Read `date` and `century`: the formats that dates are in. What fits none stays as it is written."""
    formats = place.texts(stated, "date", 'date = "%d/%m/%Y"')
    century = stated.get("century")
    if not isinstance(century, int | None) or isinstance(century, bool) or (century or 0) not in range(100):
        raise place.write("century = 19", "century")
    if not formats:
        return []
    try:
        read = date_reader(formats, century)
    except BadFormat as error:
        raise place.wrong(error.args[0], "date") from None
    return [lambda text, told: read(text) or text]


def words_around(place: Place, stated: Mapping[str, object]) -> list[Change]:
    """Read `format`: words around a value."""
    template = place.text(stated, "format", 'format = "No. {value}"') or ""
    if not template:
        return []
    before, gap, after = template.partition("{value}")
    if not gap or "{" in before + after or "}" in before + after:
        raise place.wrong(message("write {example} where a value goes", example="{value}"), "format")
    return [lambda text, told: f"{before}{text}{after}"]
