"""Gathers the postings of a word: any number of lists at once.

The cost of a small question is that of calls, not of numbers. So what is known of each list is worked
out in plain Python, and the arrays are touched once for all of them.
"""

from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from archive.metadata.access import Role
from archive.search.fields import NAMES, WEIGHTS, asked
from archive.search.scoring import NEAR
from archive.search.whoosh.arrays import Ints, Numbers, Truth
from archive.search.whoosh.expansion import Expansion, Stretch
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


class _Lists(NamedTuple):
    """What is known of lists, one behind the other."""

    sizes: Ints
    scales: Numbers  # what an occurrence counts, before the length of its field
    bases: Ints  # added to documents: where the row of inverses begins


class Gathering:
    """The lists of one segment in which a word of a query stands, in whatever form."""

    def __init__(self, snapshot: Snapshot, segment: Segment) -> None:
        self._snapshot = snapshot
        self.segment = segment
        self.spans: list[tuple[int, int]] = []  # of postings
        self.first_lists: list[int] = []  # of each span
        self.fields: list[int] = []  # of each list
        self.near: list[int] = []  # of each list: `Stretch.near`
        self.ends: list[int] = []  # of each list, in what is gathered
        self._known: list[tuple[int, float, int]] = []  # as in _Lists
        self._last = 0.0, 0  # of the last list: its scale and base
        self._arrays: list[_Lists] = []  # what came before
        self._depends: list[tuple[int, int, Numbers]] = []  # a span of what is gathered, and how near it is
        self._gathered = 0
        self._measured = self._unasked = False  # whether any list's length counts; any is not asked

    def __len__(self) -> int:
        return self._gathered

    @property
    def single(self) -> bool:
        """Whether it is one list: no document is twice in it."""
        return len(self.fields) == 1

    def add(self, stretch: Stretch, weights: Weights) -> None:
        """Add the lists of a stretch of terms."""
        postings = self.segment.postings
        first, last = postings.lists(stretch.first, stretch.end)
        near = NEAR[stretch.near] if stretch.near >= 0 else self._snapshot.nearness(-stretch.near)
        factor = near if isinstance(near, float) else 1.0
        if last - first > MANY and isinstance(near, float):
            self._add_many(first, last, stretch.near, factor * weights.of(stretch.near))
            return
        scale = weights.listed[stretch.near < 0]
        every = len(self._snapshot)
        began = self._gathered
        fields, starts = postings.list_fields, postings.list_starts
        for number in range(first, last):
            field = fields[number]
            if not scale[field]:
                continue
            start, end = starts[number], starts[number + 1]
            size = end - start
            self._gathered += size
            if self.spans and self.spans[-1][1] == start:
                self.spans[-1] = self.spans[-1][0], end  # lists that follow one another are read as one
            else:
                self.spans.append((start, end))
                self.first_lists.append(number)
            row = _ROWS[field]
            self._measured |= row > 0
            self._last = scale[field] * factor, row * every
            self._known.append((size, *self._last))
            self.fields.append(field)
            self.near.append(stretch.near)
            self.ends.append(self._gathered)
        if not isinstance(near, float):
            self._depend(began, near)

    def _depend(self, began: int, near: Numbers) -> None:
        """Note how near what has been gathered since is."""
        if self._depends and self._depends[-1][1] == began and self._depends[-1][2] is near:
            began = self._depends.pop()[0]
        self._depends.append((began, self._gathered, near))

    def _add_many(self, first: int, last: int, near: int, scale: Numbers) -> None:
        """Add lists that follow one another as one span; what is not asked among them weighs nothing."""
        self._settle()
        postings = self.segment.postings
        fields = postings.fields[first:last]
        rows = ROW[fields] * len(self._snapshot)
        lengths = sizes(postings.first_posting[first : last + 1])
        scales = scale[fields]
        self._measured |= bool(rows.any())
        self._unasked |= not scales.all()
        self._arrays.append(_Lists(lengths, scales, rows))
        self.fields += fields.tolist()
        self.near += [near] * (last - first)
        self.ends += (lengths.cumsum() + self._gathered).tolist()
        self.first_lists.append(first)
        self.spans.append(postings.postings(first, last))
        self._gathered += self.spans[-1][1] - self.spans[-1][0]

    def _settle(self) -> None:
        if self._known:
            columns = zip(*self._known, strict=True)
            self._arrays.append(_Lists(*map(np.array, columns)))
            self._known = []

    def _lists(self) -> _Lists:
        self._settle()
        if len(self._arrays) > 1:
            self._arrays = [_Lists(*map(np.concatenate, zip(*self._arrays, strict=True)))]
        return self._arrays[0]

    @cached_property
    def read(self) -> tuple[Ints, Numbers]:
        """The document of each posting of all lists added, and how often its term stands there.

        Lists that are not asked are among them where many follow one another.
        """
        documents, counts = self.segment.postings.read(self.spans)
        if self.segment.base:
            documents += self.segment.base
        return documents, counts

    @property
    def documents(self) -> Ints:
        """The document of each posting of lists that are asked."""
        if not self._unasked:
            return self.read[0]
        lists = self._lists()
        return self.read[0][(lists.scales > 0).repeat(lists.sizes)]

    def among(self, possible: Truth) -> Ints:
        """Return the postings of lists that are asked, by their places in `read`, in possible documents."""
        kept = possible[self.read[0]].nonzero()[0]
        return kept[self._lists().scales[self._owners(kept)] > 0] if self._unasked else kept

    def _owners(self, kept: Ints) -> Ints:
        """Return the list of each of some postings."""
        owners: Ints = self._lists().sizes.cumsum().searchsorted(kept, side="right")
        return owners

    def strengths(self, inverses: Numbers, kept: Ints) -> Numbers:
        """Return how strong the word is in some of the postings, by their places in `read`."""
        lists, owners = self._lists(), self._owners(kept)
        documents, counts = (each[kept] for each in self.read)
        found = lists.scales[owners] * counts
        if self._measured:
            found *= inverses[documents + lists.bases[owners]]
        for start, end, near in self._depends:
            here = slice(*kept.searchsorted((start, end)).tolist())
            found[here] *= near[documents[here]]
        return found

    def postings(self, inverses: Numbers) -> tuple[Ints, Numbers]:
        """Return the document of each posting of lists that are asked, and how strong the word is there."""
        documents, counts = self.read
        if self.single:
            scale, base = self._last
            found = counts * scale
            if base:
                found *= inverses[documents + base]
            self._adjust(found, documents)
            return documents, found
        lists = self._lists()
        found = lists.scales.repeat(lists.sizes)
        found *= counts
        if self._measured:
            found *= inverses[documents + lists.bases.repeat(lists.sizes)]
        self._adjust(found, documents)
        if self._unasked:
            asked = found > 0
            return documents[asked], found[asked]
        return documents, found

    def _adjust(self, strengths: Numbers, documents: Ints) -> None:
        """Let inflected forms count by whether they are of a language of their document."""
        for start, end, near in self._depends:
            strengths[start:end] *= near[documents[start:end]]


Gathered = list[Gathering]  # of each segment in which a word stands


def gathered(snapshot: Snapshot, expansion: Expansion, weights: Weights) -> Gathered:
    """Return the lists of a word that stands for an expansion, where fields weigh so much."""
    found = []
    for segment, stretches in zip(snapshot.segments, expansion, strict=True):
        gathering = Gathering(snapshot, segment)
        for stretch in stretches:
            gathering.add(stretch, weights)
        if len(gathering):
            found.append(gathering)
    return found
