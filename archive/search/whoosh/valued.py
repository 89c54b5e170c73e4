"""The facts of documents as Whoosh reads them to sort, group and filter: a value for each document."""

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

import numpy as np
from whoosh.columns import ColumnReader

from archive.search.whoosh.columns import NUMBERS, UNDATED, text_at
from archive.search.whoosh.schema import DATE, TITLE, UNKNOWN
from archive.search.whoosh.viewed import ID, View

Value = int | str | tuple[str, ...]


class FactReader(ColumnReader):  # type: ignore[misc]
    """The values of one fact, by the viewer's numbers of documents."""

    def __init__(self, documents: int, value: Callable[[int], Value]) -> None:
        super().__init__(None, 0, 0, documents)
        self._value = value
        self._sign = 1

    def __getitem__(self, docnum: int) -> Value:
        return self._value(docnum)

    def set_reverse(self) -> None:
        """Sort from the greatest to the least; what is not known stays behind."""
        self._sign = -1

    def sort_key(self, docnum: int) -> int | str:
        """Return what the document is sorted by: of several values the first."""
        value = self._value(docnum)
        if isinstance(value, tuple):
            return value[0] if value else ""
        if isinstance(value, int) and value != UNKNOWN:
            return self._sign * value
        return value


def fact_reader(view: View, name: str) -> FactReader:
    """Return the values of a fact: of `id`, `title`, a day, when a record was added, or a facet."""
    return FactReader(len(view), _values(view, name))


def _values(view: View, name: str) -> Callable[[int], Any]:
    facts = view.snapshot.facts
    if name == ID:
        ids = facts.column(ID)
        return lambda docnum: bytes(ids[view.numbers[docnum]]).decode()
    if name in (*NUMBERS, DATE):
        days = facts.column(NUMBERS[0] if name == DATE else name)[view.numbers]
        known: list[int] = np.where(days == UNDATED, UNKNOWN, days).tolist()
        return known.__getitem__
    if name == TITLE:
        return lambda docnum: _title(view, int(view.numbers[docnum]))
    lists = facts.lists(name)
    return lambda docnum: tuple(
        lists.value(code) for code in lists.codes[slice(*_ends(lists.at, view.numbers[docnum]))].tolist()
    )


def _ends(at: Any, number: int) -> tuple[int, int]:
    return int(at[number]), int(at[number + 1])


def _title(view: View, number: int) -> str:
    facts = view.snapshot.facts
    place = bisect_right(facts.bases, number) - 1
    return text_at(facts.segments[place], TITLE, number - facts.bases[place])
