"""Gathers the postings of words: all lists of all words of a query at once.

The cost of a small question is that of calls, not of numbers. So what is known of each list is worked
out in plain Python, and the arrays are touched once for all of them.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from archive.metadata.access import Role
from archive.search.fields import NAMES, WEIGHTS, asked
from archive.search.scoring import NEAR
from archive.search.whoosh.arrays import Ints, Numbers
from archive.search.whoosh.expansion import Stretch
from archive.search.whoosh.matches import NOTHING, Matches, summed
from archive.search.whoosh.numbering import FIELDS
from archive.search.whoosh.opened import Segment
from archive.search.whoosh.segment import sizes
from archive.search.whoosh.snapshot import ROWS, Snapshot

MANY = 200  # lists: from so many on they are looked at in arrays, too
ROW = np.zeros(256, dtype=np.int64)  # of `Snapshot.inverses`, by field
for _name, _row in ROWS.items():
    ROW[FIELDS[_name]] = _row
_ROWS = ROW.tolist()


class Weights(NamedTuple):
    """What each field weighs, 0 if it is not asked: for words as they stand, and for inflected ones."""

    spelt: Numbers
    inflected: Numbers
    listed: tuple[list[float], list[float]]  # the same, where single numbers are wanted

    def of(self, near: int) -> Numbers:
        """Return the weights for terms that are so near (`Stretch.near`)."""
        return self.spelt if near >= 0 else self.inflected


@lru_cache(maxsize=1000)
def weights(name: str | None, role: Role) -> Weights:
    """Return what fields weigh for a viewer of this role, when a word is asked of field `name`."""
    spelt, inflected = np.zeros(256), np.zeros(256)
    for of in asked(name, role):
        spelt[FIELDS[of]] = WEIGHTS[of] or 1
        if of not in NAMES:
            inflected[FIELDS[of]] = WEIGHTS[of] or 1
    return Weights(spelt, inflected, (spelt.tolist(), inflected.tolist()))


class Asked(NamedTuple):
    """One word of a query: what it stands for in each segment, and what fields weigh."""

    expansion: Sequence[Sequence[Stretch]]
    weights: Weights


class _Postings(NamedTuple):
    """Postings of many lists, one behind the other."""

    keys: Ints  # document, and the number of the word times that of all documents
    strengths: Numbers


def strengths(snapshot: Snapshot, inverses: Numbers, words: Sequence[Asked]) -> list[Matches]:
    """Return for each word the documents in which it stands, and how strong it is there."""
    every = len(snapshot)
    parts = []
    for number, segment in enumerate(snapshot.segments):
        gathering = _Gathering(snapshot, segment, inverses)
        for place, word in enumerate(words):
            for stretch in word.expansion[number]:
                gathering.add(stretch, word.weights, place)
        if gathering.spans:
            parts.append(gathering.postings())
    if not parts:
        return [NOTHING] * len(words)
    keys = parts[0].keys if len(parts) == 1 else np.concatenate([part.keys for part in parts])
    values = parts[0].strengths if len(parts) == 1 else np.concatenate([part.strengths for part in parts])
    found, sums = summed(keys, values, every * len(words))
    if len(words) == 1:
        return [Matches(found, sums)]
    bounds = found.searchsorted(np.arange(len(words) + 1) * every).tolist()
    return [
        Matches(found[start:end] - place * every, sums[start:end])
        for place, (start, end) in enumerate(pairwise(bounds))
    ]


class _Lists(NamedTuple):
    """What is known of lists, one behind the other."""

    sizes: Ints
    scales: Numbers  # what an occurrence counts, before the length of its field
    bases: Ints  # added to documents: where the row of inverses begins
    words: Ints


class _Gathering:
    """The lists of one segment that are asked for."""

    def __init__(self, snapshot: Snapshot, segment: Segment, inverses: Numbers) -> None:
        self._snapshot = snapshot
        self._segment = segment
        self._inverses = inverses
        self.spans: list[tuple[int, int]] = []  # of postings
        self._known: list[tuple[int, float, int, int]] = []  # as in _Lists
        self._arrays: list[_Lists] = []  # what came before
        self._depends: list[tuple[int, int, Numbers]] = []  # a span of what is gathered, and how near it is
        self._gathered = 0

    def add(self, stretch: Stretch, weights: Weights, word: int) -> None:
        """Add the lists of a stretch of terms."""
        postings = self._segment.postings
        first, last = postings.lists(stretch.first, stretch.end)
        if stretch.near >= 0:
            near: Numbers | float = NEAR[stretch.near]
        else:
            near = self._snapshot.nearness(-stretch.near)
        factor = near if isinstance(near, float) else 1.0
        if last - first > MANY and isinstance(near, float):
            self._add_many(first, last, factor * weights.of(stretch.near), word)
            return
        scale = weights.listed[stretch.near < 0]
        every = len(self._snapshot)
        for number in range(first, last):
            field = postings.field(number)
            if not scale[field]:
                continue
            start, end = postings.span(number)
            if factor is not near:
                self._depends.append((self._gathered, self._gathered + end - start, near))  # type: ignore[arg-type]
            self._gathered += end - start
            self.spans.append((start, end))
            self._known.append((end - start, scale[field] * factor, _ROWS[field] * every, word))

    def _add_many(self, first: int, last: int, scale: Numbers, word: int) -> None:
        """Add lists that follow one another as one span; what is not asked among them weighs nothing."""
        self._settle()
        postings = self._segment.postings
        fields = postings.fields[first:last]
        rows = ROW[fields] * len(self._snapshot)
        lengths = sizes(postings.first_posting[first : last + 1])
        self._arrays.append(_Lists(lengths, scale[fields], rows, np.full(last - first, word)))
        self.spans.append(postings.postings(first, last))
        self._gathered += self.spans[-1][1] - self.spans[-1][0]

    def _settle(self) -> None:
        if self._known:
            columns = zip(*self._known, strict=True)
            self._arrays.append(_Lists(*map(np.array, columns)))
            self._known = []

    def postings(self) -> _Postings:
        """Return the postings of all lists added."""
        documents, counts = self._segment.postings.read(self.spans)
        if self._segment.base:
            documents += self._segment.base
        if len(self._known) == 1 and not self._arrays:
            _, scale, base, word = self._known[0]
            strengths = counts * scale
            if base:
                strengths *= self._inverses[documents + base]
            self._adjust(strengths, documents)
            return _Postings(documents + word * len(self._snapshot) if word else documents, strengths)
        self._settle()
        lists = self._arrays[0]
        if len(self._arrays) > 1:
            lists = _Lists(*map(np.concatenate, zip(*self._arrays, strict=True)))
        strengths = lists.scales.repeat(lists.sizes) * counts
        if lists.bases.any():
            strengths *= self._inverses[documents + lists.bases.repeat(lists.sizes)]
        self._adjust(strengths, documents)
        if lists.words.any():
            documents += (lists.words * len(self._snapshot)).repeat(lists.sizes)
        if not lists.scales.all():
            asked = strengths > 0
            return _Postings(documents[asked], strengths[asked])
        return _Postings(documents, strengths)

    def _adjust(self, strengths: Numbers, documents: Ints) -> None:
        """Let inflected forms count by whether they are of a language of their document."""
        for start, end, near in self._depends:
            strengths[start:end] *= near[documents[start:end]]
