"""The facts of all documents of one generation, joined from its segments when they are first asked for.

Documents are numbered through all segments. With one segment its own arrays are used as they are.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.search.whoosh.arrays import Ints, Truth
from archive.search.whoosh.columns import UNDATED, text_at
from archive.search.whoosh.keys import text_keys
from archive.search.whoosh.segment import SegmentFile, stretched

REMEMBERED = 5_000  # values of a facet
HALF = 2  # counting goes through all documents if more than one in so many are to be counted


class Facts:
    """Columns over all documents."""

    def __init__(self, segments: Sequence[SegmentFile]) -> None:
        self.segments = segments
        self.sizes = [len(each["seen_by"]) for each in segments]
        self.bases = np.cumsum([0, *self.sizes]).tolist()
        self._columns: dict[str, NDArray[Any]] = {}
        self._lists: dict[str, Lists] = {}

    def __len__(self) -> int:
        return int(self.bases[-1])

    def column(self, name: str) -> NDArray[Any]:
        """Return a fact of every document."""
        found = self._columns.get(name)
        if found is None:
            parts = [each[name] for each in self.segments]
            found = parts[0] if len(parts) == 1 else np.concatenate(parts or [np.empty(0, dtype=np.int64)])
            self._columns[name] = found
        return found

    def lists(self, name: str) -> "Lists":
        """Return the values of a facet, or what documents have."""
        found = self._lists.get(name)
        if found is None:
            found = self._lists[name] = Lists.joined(self.segments, name)
        return found

    def id(self, number: int) -> str:
        """Return the identifier of a document."""
        return bytes(self.column("id")[number]).decode()

    def ids(self, numbers: Ints) -> list[str]:
        """Return the identifiers of some documents."""
        return [id.decode() for id in self.column("id")[numbers].tolist()]

    def numbers(self, ids: Iterable[str]) -> list[int]:
        """Return the documents that have these identifiers, deleted ones among them."""
        wanted = [id.encode() for id in ids]
        found: list[int] = []
        for base, segment in zip(self.bases, self.segments, strict=False):
            known, order = segment["id"], segment["id.order"].astype(np.int64)
            # numpy would cut off what is longer than any identifier here.
            asked = np.array([id for id in wanted if len(id) <= known.dtype.itemsize] or [b""], known.dtype)
            if not len(known):
                continue
            places = np.minimum(np.searchsorted(known, asked, sorter=order), len(known) - 1)
            numbers = order[places]
            found += (numbers[known[numbers] == asked] + base).tolist()
        return found

    def key(self, sort: str, documents: Ints) -> NDArray[Any]:
        """Return for each of some documents what an order goes by, lowest first; equals go by title."""
        if sort == "date":
            days = self.column("earliest")[documents]
            days[days == UNDATED] = -UNDATED  # last in either order
            return days
        if sort == "-date":
            return -self.column("latest")[documents]
        if sort == "-added":
            return -self.column("added")[documents]
        return self.column("title.key")[documents]

    def title(self, number: int) -> tuple[str, str]:
        """Return what decides between documents that are equal otherwise: the title, then the identifier."""
        at = bisect_right(self.bases, number) - 1
        return text_at(self.segments[at], "title", number - self.bases[at]), self.id(number)

    @cached_property
    def titles(self) -> Ints:
        """Each document's place by title and identifier. It takes a while if there are several segments."""
        places = np.empty(len(self), dtype=np.int64)
        orders = [each["title.order"].astype(np.int64) for each in self.segments]
        if len(orders) == 1:
            places[orders[0]] = np.arange(len(self))
            return places
        # Each segment is in order by itself, which Python's sorting makes use of.
        keys = [
            (*self.title(number), number)
            for base, order in zip(self.bases, orders, strict=False)
            for number in (base + order).tolist()
        ]
        places[[number for _, _, number in sorted(keys)]] = np.arange(len(self))
        return places

    def overlapping(
        self, first_day: int | None, last_day: int | None, documents: Ints | None = None
    ) -> Truth:
        """Return which documents, of some or of all, have dates that overlap these days."""
        earliest, latest = self._days(documents)
        # What is undated is before every day.
        found: Truth = earliest != UNDATED if first_day is None else latest >= first_day
        if last_day is not None:
            found &= earliest <= last_day
        return found

    def inside(self, first_day: int | None, last_day: int | None) -> Truth:
        """Return which documents have dates that lie within these days altogether."""
        earliest, latest = self._days(None)
        found: Truth = earliest != UNDATED if first_day is None else earliest >= first_day
        if last_day is not None:
            found &= latest <= last_day
        return found

    def _days(self, documents: Ints | None) -> tuple[NDArray[Any], NDArray[Any]]:
        earliest, latest = self.column("earliest"), self.column("latest")
        return (earliest, latest) if documents is None else (earliest[documents], latest[documents])


@dataclass(frozen=True, slots=True)
class Lists:
    """Several values a document: where each document's begin, and the values by number."""

    at: Ints  # of each document; the last entry is the end
    codes: Ints
    keys: NDArray[np.uint64]  # of each value
    single: bool  # every document has just one
    _sources: tuple[tuple[SegmentFile, str], ...]
    _origins: tuple[NDArray[np.uint32], Ints]  # of each value: a segment that has it, and its number there
    _read: dict[int, str] = field(default_factory=dict)  # values that were asked for
    _places: list[Ints] = field(default_factory=list)  # see `places`

    @classmethod
    def joined(cls, segments: Sequence[SegmentFile], name: str) -> "Lists":
        """Put the lists of segments one behind the other, equal values under one number."""
        sources = tuple((segment, f"{name}.value") for segment in segments)
        keys = [segment[f"{name}.key"] for segment in segments]
        owners = np.repeat(np.arange(len(keys), dtype=np.uint32), [len(each) for each in keys])
        local = np.concatenate([np.arange(len(each)) for each in keys]) if keys else np.empty(0, np.int64)
        if len(segments) == 1:
            segment = segments[0]
            at, codes = segment[f"{name}.at"].astype(np.int64), segment[f"{name}.code"].astype(np.int64)
            return cls(at, codes, keys[0], _all_one(at), sources, (owners, local))
        every = np.concatenate(keys) if keys else np.empty(0, dtype=np.uint64)
        unique, first, numbers = np.unique(every, return_index=True, return_inverse=True)
        starts, base, all_at, all_codes = 0, 0, [np.zeros(1, dtype=np.int64)], []
        for segment, own in zip(segments, keys, strict=True):
            at = segment[f"{name}.at"].astype(np.int64)
            all_at.append(at[1:] + starts)
            all_codes.append(numbers[base : base + len(own)][segment[f"{name}.code"].astype(np.int64)])
            starts += int(at[-1])
            base += len(own)
        codes = np.concatenate(all_codes) if all_codes else np.empty(0, dtype=np.int64)
        at = np.concatenate(all_at)
        return cls(at, codes, unique, _all_one(at), sources, (owners[first], local[first]))

    def value(self, code: int) -> str:
        """Return a value."""
        found = self._read.get(code)
        if found is None:
            owners, numbers = self._origins
            found = text_at(*self._sources[int(owners[code])], int(numbers[code]))
            if len(self._read) < REMEMBERED:
                self._read[code] = found
        return found

    def places(self) -> Ints:
        """Return each value's place when all are sorted; of several segments, all values are read once."""
        if not self._places:
            codes = np.arange(len(self.keys))
            if len(self._sources) > 1:
                ordered = sorted(codes.tolist(), key=self.value)
                codes[ordered] = np.arange(len(ordered))
            self._places.append(codes)
        return self._places[0]

    def numbered(self, values: Iterable[str]) -> list[int]:
        """Return the numbers of those of these values that occur."""
        wanted = text_keys(dict.fromkeys(values))
        return np.flatnonzero(np.isin(self.keys, wanted)).tolist()

    def having(self, values: Iterable[str]) -> Truth:
        """Return which documents have any of these values."""
        found = np.zeros(len(self.at) - 1, dtype=bool)
        numbers = self.numbered(values)
        if numbers:
            places = np.flatnonzero(np.isin(self.codes, numbers))
            found[np.searchsorted(self.at, places, side="right") - 1] = True
        return found

    def count(self, documents: Ints) -> Ints:
        """Return how many of some documents have each value; documents are given in order."""
        if self.single:
            codes = self.codes[documents]
        elif len(documents) * HALF > len(self.at) - 1:
            among = np.zeros(len(self.at) - 1, dtype=bool)
            among[documents] = True
            codes = self.codes[np.repeat(among, np.diff(self.at))]
        else:
            starts = self.at[documents]
            codes = self.codes[stretched(starts, self.at[documents + 1] - starts)]
        return np.bincount(codes, minlength=len(self.keys))


def _all_one(at: Ints) -> bool:
    """Say whether every document has one value, of which it is known where each document's begin."""
    return int(at[-1]) == len(at) - 1 and bool((np.diff(at) == 1).all())
