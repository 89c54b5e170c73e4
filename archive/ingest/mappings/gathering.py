"""Gathering: what one column of a mapping does with a row, made ready before the first row is read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from archive.core.errors import Invalid, Problem
from archive.core.words import message
from archive.ingest.mappings.changes import Change
from archive.ingest.mappings.columns import Column
from archive.ingest.mappings.conditions import all_hold
from archive.ingest.mappings.patterns import Pattern
from archive.ingest.mappings.templates import Raw, columns_of, filled, text_of
from archive.ingest.mappings.told import Told
from archive.ingest.special import FILE
from archive.metadata.cells import parted

Meant = dict[str, list[object]]
Step = Callable[[Raw, Meant, Told], None]
Splitter = Callable[[str], Sequence[str]]


def step_of(heading: str, column: Column) -> Step:
    """Return what lays the values of one column into the field that it means."""
    bare = Column(target=column.target, split=column.split)
    step = _Bare if column == bare else _Full
    return step(heading, column, column.target, splitter(column))


def splitter(column: Column) -> Splitter:
    """Return what cuts a cell of a column into its values."""
    split = column.split
    if isinstance(split, Pattern):
        return split.parts
    if not split:
        return _whole
    return partial(_by_one, split[0]) if len(split) == 1 else partial(_by_several, split)


def _whole(text: str) -> Sequence[str]:
    return (text,)


def _by_one(separator: str, text: str) -> Sequence[str]:
    if separator not in text:
        return (text,)
    return parted(text, separator) if "\\" in text else text.split(separator)


def _by_several(separators: Sequence[str], text: str) -> Sequence[str]:
    parts: Sequence[str] = (text,)
    for separator in separators:
        parts = [part for each in parts for part in _by_one(separator, each)]
    return parts


@dataclass(frozen=True, slots=True)
class _Bare:
    """Lays the cells of a column into its field, and does nothing else."""

    heading: str
    column: Column
    target: str
    split: Splitter

    def __call__(self, raw: Raw, meant: Meant, told: Told) -> None:
        cell = raw.get(self.heading)
        if cell is None:
            return
        for words in cell if isinstance(cell, list) else (cell,):
            for part in self.split(str(words)):
                if value := part.strip():
                    meant.setdefault(self.target, []).append(value)


class _Full(_Bare):
    """Does all that a mapping can say of a column."""

    __slots__ = ()

    def __call__(self, raw: Raw, meant: Meant, told: Told) -> None:
        column = self.column
        if column.when and not all_hold(column.when, raw):
            return
        if any(each.holds(raw) for each in column.unless):
            return
        cells = _cells(self.heading, column, raw)
        parts = [part.strip() for cell in cells for part in self.split(cell)]
        changed = ((_changed(column.changes, part, told), at) for at, part in enumerate(parts))
        values = [(text, at) for text, at in changed if text]
        if column.join is not None and values:
            values = [(column.join.join(text for text, _ in values), values[0][1])]
        if column.around:
            values = [(_changed(column.around, text, told), at) for text, at in values]
        if not values and column.default is not None:
            values = [(column.default, 0)]
        stated = self._stated(raw, len(parts)) if values else {}
        for text, at in values:
            beside = {name: found for name, each in stated.items() if (found := each[min(at, len(each) - 1)])}
            meant.setdefault(self.target, []).append(_value(column, text, beside, told))

    def _stated(self, raw: Raw, number: int) -> dict[str, Sequence[str]]:
        """Return what other columns say beside each of so many values."""
        beside = self.column.beside
        return {name: _beside(template, self.split, raw, number) for name, template in beside.items()}


def _cells(heading: str, column: Column, raw: Raw) -> Sequence[str]:
    """Return the cells, before they are split."""
    if column.constant is not None:
        return (column.constant,)
    if column.template:
        return (filled(column.template, partial(text_of, raw)),)
    if column.columns:
        return [cell for name in column.columns for cell in _texts(raw.get(name))]
    return list(_texts(raw.get(heading)))


def _texts(cell: object) -> Iterator[str]:
    if cell is not None:
        yield from map(str, cell) if isinstance(cell, list) else (str(cell),)


def _changed(changes: Sequence[Change], text: str, told: Told) -> str:
    for change in changes:
        if not text:
            return ""
        text = change(text, told)
    return text.strip()


def _value(column: Column, text: str, stated: Mapping[str, str], told: Told) -> object:
    """Return a value as the catalogue takes it: words alone, or with what is stated beside them."""
    if column.target == FILE:
        return {"name": text, **stated}
    linked = column.link(text, told) if column.link else text
    if isinstance(linked, Mapping):
        return {**linked, **stated}
    return {"value": text, **stated} if stated else text


def _beside(template: str, split: Splitter, raw: Raw, number: int) -> Sequence[str]:
    """Return what another column says beside each of so many values: one for each, or one for all."""
    text = filled(template, partial(text_of, raw))
    columns = columns_of(template)
    if len(columns) != 1 or template != f"{{{columns[0]}}}" or not text:
        return (text,)
    found = [part.strip() for part in split(text)]
    if len(found) not in (1, number):
        raise Invalid(
            [
                Problem(
                    field=columns[0],
                    value=text,
                    reason=message("{found} values stand beside {number}", found=len(found), number=number),
                    remedy=message("Write one for each, in the same order, or one for all."),
                )
            ]
        )
    return found
