"""Facts of documents beside their words: who may see them, dates, facets, lengths. Columns by segment.

Written as one JSON file beside each segment, before Whoosh's commit makes the segment known, and
deleted by Whoosh with the segment, whose name it bears.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.search.document import Document
from archive.search.fields import FACETS, MEASURED, RANK

NUMBERS = ("seen_by", "earliest", "latest", "added")
LISTS = (*FACETS, "present")
UNDATED = -(2**62)


@dataclass(slots=True)
class Columns:
    """Facts as they are written: one entry a document in every list."""

    ids: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    numbers: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in NUMBERS})
    lengths: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in MEASURED})
    lists: dict[str, list[list[str]]] = field(default_factory=lambda: {name: [] for name in LISTS})

    def add(self, document: Document, lengths: Mapping[str, int]) -> None:
        """Put in the facts of one more document."""
        self.ids.append(document.id)
        self.titles.append(document.title)
        self.numbers["seen_by"].append(RANK[document.seen_by])
        self.numbers["earliest"].append(UNDATED if document.earliest is None else document.earliest)
        self.numbers["latest"].append(UNDATED if document.latest is None else document.latest)
        self.numbers["added"].append(document.added)
        for name in MEASURED:
            self.lengths[name].append(lengths.get(name, 0))
        for name in FACETS:
            self.lists[name].append(list(document.facets.get(name, ())))
        self.lists["present"].append([presence(name, RANK[role]) for name, role in document.present.items()])

    def extend(self, other: "Columns", rows: Iterable[int]) -> None:
        """Put in some of the documents of another segment."""
        for row in rows:
            self.ids.append(other.ids[row])
            self.titles.append(other.titles[row])
            for name in NUMBERS:
                self.numbers[name].append(other.numbers[name][row])
            for name in MEASURED:
                self.lengths[name].append(other.lengths[name][row])
            for name in LISTS:
                self.lists[name].append(other.lists[name][row])

    def write(self, path: Path) -> None:
        """Write the columns; values of lists are written once and then by number."""
        stored = {
            "ids": self.ids,
            "titles": self.titles,
            "numbers": self.numbers,
            "lengths": self.lengths,
            "lists": {name: _coded(values) for name, values in self.lists.items()},
        }
        path.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Columns":
        """Read columns back, to write some of them again."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        lists = {name: _decoded(coded) for name, coded in stored["lists"].items()}
        return cls(stored["ids"], stored["titles"], stored["numbers"], stored["lengths"], lists)


def presence(name: str, rank: int) -> str:
    """Return what stands for "has it, and roles from this rank may know"."""
    return f"{rank}:{name}"


def _coded(lists: list[list[str]]) -> dict[str, Any]:
    numbers: dict[str, int] = {}
    codes = [numbers.setdefault(value, len(numbers)) for values in lists for value in values]
    return {"values": list(numbers), "counts": [len(values) for values in lists], "codes": codes}


def _decoded(coded: Mapping[str, Any]) -> list[list[str]]:
    values, codes = coded["values"], iter(coded["codes"])
    return [[values[next(codes)] for _ in range(count)] for count in coded["counts"]]


@dataclass(frozen=True, slots=True)
class Lists:
    """Several values a document: which document and which value, pair by pair, in order of documents."""

    values: tuple[str, ...]
    rows: NDArray[np.int64]
    codes: NDArray[np.int64]

    def having(self, wanted: Iterable[str], documents: int) -> NDArray[np.bool_]:
        """Return which documents have any of these values."""
        numbers = [number for number, value in enumerate(self.values) if value in set(wanted)]
        found = np.zeros(documents, dtype=bool)
        for number in numbers:
            found[self.rows[self.codes == number]] = True
        return found

    def count(self, among: NDArray[np.bool_]) -> dict[str, int]:
        """Return how many of some documents have each value."""
        counts = np.bincount(self.codes[among[self.rows]], minlength=len(self.values))
        return {self.values[number]: int(counts[number]) for number in np.flatnonzero(counts)}


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """The facts of one segment, as arrays."""

    ids: list[str]
    titles: list[str]
    numbers: dict[str, NDArray[np.int64]]
    lengths: dict[str, NDArray[np.int64]]
    lists: dict[str, Lists]

    @classmethod
    def read(cls, path: Path) -> "SegmentFacts":
        """Read the columns of a segment."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            stored["ids"],
            stored["titles"],
            {name: np.array(column, dtype=np.int64) for name, column in stored["numbers"].items()},
            {name: np.array(column, dtype=np.int64) for name, column in stored["lengths"].items()},
            {name: _arrays(coded) for name, coded in stored["lists"].items()},
        )


def _arrays(coded: Mapping[str, Any]) -> Lists:
    counts = np.array(coded["counts"], dtype=np.int64)
    rows = np.repeat(np.arange(len(counts)), counts)
    return Lists(tuple(coded["values"]), rows, np.array(coded["codes"], dtype=np.int64))


@dataclass(slots=True)
class Facts:
    """The facts of all documents of one generation; documents are numbered through all segments."""

    ids: list[str]
    titles: list[str]
    numbers: dict[str, NDArray[np.int64]]
    lengths: dict[str, NDArray[np.int64]]
    lists: dict[str, Lists]
    live: NDArray[np.bool_]  # not deleted since
    _orders: dict[str, NDArray[np.int64]] = field(default_factory=dict)

    @classmethod
    def joined(cls, segments: list[SegmentFacts], live: NDArray[np.bool_]) -> "Facts":
        """Put the segments' facts one behind the other."""
        return cls(
            [id for each in segments for id in each.ids],
            [title for each in segments for title in each.titles],
            {name: _concatenated([each.numbers[name] for each in segments]) for name in NUMBERS},
            {name: _concatenated([each.lengths[name] for each in segments]) for name in MEASURED},
            {name: _joined_lists([(each.lists[name], len(each.ids)) for each in segments]) for name in LISTS},
            live,
        )

    def order(self, sort: str) -> NDArray[np.int64]:
        """Return each document's place when all are sorted so; relevance alone says nothing."""
        if sort not in self._orders:
            keys: list[Any] = [np.array(self.ids), np.array(self.titles)]
            if sort in _KEYS:
                keys.append(_KEYS[sort](self))
            places = np.empty(len(self.ids), dtype=np.int64)
            places[np.lexsort(keys)] = np.arange(len(self.ids))
            self._orders[sort] = places
        return self._orders[sort]

    def overlapping(self, first_day: int | None, last_day: int | None) -> NDArray[np.bool_]:
        """Return which documents have dates that overlap these days."""
        found: NDArray[np.bool_] = self.numbers["earliest"] != UNDATED
        if last_day is not None:
            found &= self.numbers["earliest"] <= last_day
        if first_day is not None:
            found &= self.numbers["latest"] >= first_day
        return found


def _last_if_undated(days: NDArray[np.int64], sign: int) -> NDArray[np.int64]:
    found: NDArray[np.int64] = np.where(days == UNDATED, np.iinfo(np.int64).max, sign * days)
    return found


_KEYS: dict[str, Callable[[Facts], NDArray[np.int64]]] = {
    "date": lambda facts: _last_if_undated(facts.numbers["earliest"], 1),
    "-date": lambda facts: _last_if_undated(facts.numbers["latest"], -1),
    "-added": lambda facts: -facts.numbers["added"],
}


def _concatenated(arrays: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=np.int64)


def _joined_lists(segments: list[tuple[Lists, int]]) -> Lists:
    numbers: dict[str, int] = {}
    rows, codes, base = [], [], 0
    for lists, documents in segments:
        known = np.array([numbers.setdefault(value, len(numbers)) for value in lists.values], dtype=np.int64)
        rows.append(lists.rows + base)
        codes.append(known[lists.codes] if len(known) else lists.codes)
        base += documents
    return Lists(tuple(numbers), _concatenated(rows), _concatenated(codes))
