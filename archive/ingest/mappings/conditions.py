"""Conditions of a mapping: what a row must say for a rule to hold."""

from collections.abc import Mapping
from dataclasses import dataclass

from archive.ingest.mappings.patterns import BadPattern, Pattern, read_pattern
from archive.ingest.mappings.place import Place

KEYS = ("column", "equals", "one_of", "matches", "empty")
EXAMPLE = '{ column = "Kind", equals = "photograph" }'


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What the cell of one column must be; all that is stated must hold."""

    column: str
    words: frozenset[str] | None = None
    pattern: Pattern | None = None
    empty: bool | None = None

    def holds(self, raw: Mapping[str, object]) -> bool:
        """Say whether a row fulfils it. Of columns of one heading, one cell that does is enough."""
        cell = raw.get(self.column, "")
        if self.empty is not None and self.empty != (not cell):
            return False
        cells = [str(each) for each in cell] if isinstance(cell, list) else [str(cell)]
        if self.words is not None and self.words.isdisjoint(cells):
            return False
        return self.pattern is None or any(map(self.pattern.found, cells))


def all_hold(conditions: tuple[Condition, ...], raw: Mapping[str, object]) -> bool:
    """Say whether a row fulfils every condition."""
    return all(each.holds(raw) for each in conditions)


def read_conditions(place: Place, stated: object, key: str, heading: str = "") -> tuple[Condition, ...]:
    """Read one condition or several that must all hold; one that names no column is of `heading`."""
    each = stated if isinstance(stated, list) else [stated]
    return tuple(_condition(place, one, key, heading) for one in each)


def _condition(place: Place, stated: object, key: str, heading: str) -> Condition:
    example = f"{key} = {EXAMPLE}"
    if not isinstance(stated, Mapping):
        raise place.write(example, key)
    place.known(stated, KEYS)
    column = place.text(stated, "column", example) or heading
    words = (*place.texts(stated, "equals", example), *place.texts(stated, "one_of", example))
    empty = place.flag(stated, "empty")
    matches = place.text(stated, "matches", f'{key} = {{ column = "Kind", matches = "^photo" }}')
    if not column or not (words or matches or empty is not None):
        raise place.write(example, key)
    try:
        pattern = read_pattern(matches) if matches else None
    except BadPattern as error:
        raise place.wrong(error.args[0], f"{key} matches") from None
    return Condition(column=column, words=frozenset(words) if words else None, pattern=pattern, empty=empty)
