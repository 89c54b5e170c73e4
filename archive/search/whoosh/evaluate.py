"""Evaluates a tree on whole arrays."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.metadata.access import Role
from archive.search.fields import NAMES, RANK, WEIGHTS, asked
from archive.search.scoring import EXACT, FOLDED, NEAR, STEMMED, rarity, worth
from archive.search.tree import (
    And,
    DateRange,
    Fielded,
    Fuzzy,
    Has,
    Missing,
    Node,
    Not,
    Or,
    Phrase,
    Wildcard,
    Word,
)
from archive.search.whoosh.columns import presence
from archive.search.whoosh.expansion import Stretch
from archive.search.whoosh.matches import Matches, holding, joined, left, met, summed
from archive.search.whoosh.numbering import FIELDS
from archive.search.whoosh.opened import Segment
from archive.search.whoosh.phrases import PhraseFinder
from archive.search.whoosh.snapshot import ROWS, Snapshot

Ints = NDArray[np.int64]
Numbers = NDArray[np.float64]
Truth = NDArray[np.bool_]

Leaf = Word | Fuzzy | Wildcard | Phrase | DateRange | Has | Missing

SLICED = 64  # lists: more of them are gathered by their numbers, not sliced one by one
_FACTORS = np.array([NEAR[EXACT], NEAR[FOLDED], NEAR[STEMMED], 1.0])  # of a stretch; the last: it depends
_DEPENDS = 3
_ROW = np.zeros(256, dtype=np.int64)
for _name, _row in ROWS.items():
    _ROW[FIELDS[_name]] = _row


class Gathered(NamedTuple):
    """Postings of many lists, one behind the other."""

    documents: Ints
    strengths: Numbers


@dataclass(slots=True)
class Evaluation:
    """Answers the nodes of one request; `seen` are the documents that its viewer may see, None all."""

    snapshot: Snapshot
    role: Role
    seen: Truth | None
    inverses: Numbers  # of the lengths of fields: `Snapshot.lengths_turned`
    _weights: dict[str | None, Numbers] = field(default_factory=dict)

    @property
    def everything(self) -> int:
        """How many documents the viewer may see."""
        return len(self.snapshot) if self.seen is None else int(np.count_nonzero(self.seen))

    def matches(self, node: Node, name: str | None = None) -> Matches:
        """Return which documents answer `node`, asked of field `name`."""
        match node:
            case Fielded(of, part):
                return self.matches(part, of)
            case And(parts):
                return self._all(parts, name)
            case Or(parts):
                return joined([self.matches(part, name) for part in parts], len(self.snapshot))
            case Not(part):
                return left(self.all(), self.matches(part, name))
            case Word() | Fuzzy() | Wildcard():
                return self._weighed(self.strengths(node, name))
            case Phrase():
                return self._weighed(self.phrase(node, name))
        return self._shown(holding(self._holds(node)))

    def all(self) -> Matches:
        """Return everything the viewer may see."""
        if self.seen is None:
            return Matches(np.arange(len(self.snapshot)))
        return holding(self.seen)

    def _all(self, parts: tuple[Node, ...], name: str | None) -> Matches:
        wanted = [self.matches(part, name) for part in parts if not isinstance(part, Not)]
        found = met(wanted) if wanted else self.all()
        for part in parts:
            if isinstance(part, Not):
                found = left(found, self.matches(part.part, name))
        return found

    def _shown(self, found: Matches) -> Matches:
        return found if self.seen is None else found.among(self.seen[found.documents])

    def _weighed(self, found: Matches) -> Matches:
        """Turn the strengths of a word into what it counts."""
        if found.scores is None:
            return found
        rare = rarity(len(found.documents), self.everything)
        return Matches(found.documents, worth(found.scores) * rare)

    def _holds(self, node: DateRange | Has | Missing) -> Truth:
        facts = self.snapshot.facts
        if isinstance(node, DateRange):
            return (facts.inside if node.inside else facts.overlapping)(node.first_day, node.last_day)
        wanted = [presence(node.name, rank) for rank in range(RANK[self.role] + 1)]
        having = facts.lists("present").having(wanted)
        return having if isinstance(node, Has) else ~having

    def strengths(self, node: Word | Fuzzy | Wildcard, name: str | None) -> Matches:
        """Return the documents in which a word stands, and how strong it is there."""
        weights = self.weights(name)
        gathered = [
            self.gather(segment, stretches, weights)
            for segment, stretches in zip(self.snapshot.segments, self.snapshot.expansion(node), strict=True)
            if stretches
        ]
        gathered = [each for each in gathered if len(each.documents)]
        if not gathered:
            return Matches(np.empty(0, dtype=np.int64), np.empty(0))
        documents, strengths = gathered[0]
        if len(gathered) > 1:
            documents = np.concatenate([each.documents for each in gathered])
            strengths = np.concatenate([each.strengths for each in gathered])
        return self._shown(Matches(*summed(documents, strengths, len(self.snapshot))))

    def phrase(self, node: Phrase, name: str | None) -> Matches:
        """Return the documents in which a phrase stands, and how strong it is there."""
        finder = PhraseFinder(self.snapshot, self.seen, self.weights(name)[0] > 0)
        documents, fields, times, exact = finder.found(node)
        if not len(documents):
            return Matches(np.empty(0, dtype=np.int64), np.empty(0))
        nearness = NEAR[EXACT] * exact + NEAR[FOLDED] * (times - exact)
        strengths = nearness * self.weights(name)[0][fields] * self._inverse(_ROW[fields], documents)
        return Matches(*summed(documents, strengths, len(self.snapshot)))

    def weights(self, name: str | None) -> Numbers:
        """Return the weight of each field, 0 if it is not asked: for words as they stand, and inflected."""
        found = self._weights.get(name)
        if found is None:
            found = np.zeros((2, 256))
            for of in asked(name, self.role):
                found[0, FIELDS[of]] = WEIGHTS[of] or 1
                if of not in NAMES:
                    found[1, FIELDS[of]] = WEIGHTS[of] or 1
            self._weights[name] = found
        return found

    def gather(self, segment: Segment, stretches: list[Stretch], weights: Numbers) -> Gathered:
        """Return the postings of stretches of terms, in the fields that weigh anything."""
        postings = segment.postings
        spans = [postings.lists(each.first, each.end) for each in stretches]
        counts = [end - start for start, end in spans]
        if len(spans) == 1:
            lists = np.arange(*spans[0])
        else:
            lists = np.concatenate([np.arange(start, end) for start, end in spans])
        depends = np.repeat([each.near < 0 for each in stretches], counts).astype(np.int64)
        fields = postings.fields[lists]
        scales = weights[depends, fields]
        scales *= _FACTORS[
            np.repeat([_DEPENDS if each.near < 0 else each.near for each in stretches], counts)
        ]
        kept = scales > 0
        if not kept.all():
            lists, fields, scales = lists[kept], fields[kept], scales[kept]
        starts = postings.first_posting[lists].astype(np.int64)
        sizes = postings.first_posting[lists + 1].astype(np.int64) - starts
        documents, times = _sliced(segment, starts, sizes)
        strengths = np.repeat(scales, sizes) * times
        rows = _ROW[fields]
        if rows.any():
            strengths *= self._inverse(np.repeat(rows, sizes), documents)
        if depends.any():
            masks = np.repeat([min(each.near, 0) for each in stretches], counts)[kept]
            self._by_language(strengths, documents, masks, sizes)
        return Gathered(documents, strengths)

    def _inverse(self, rows: Ints, documents: Ints) -> Numbers:
        found: Numbers = self.inverses[rows * len(self.snapshot) + documents]
        return found

    def _by_language(self, strengths: Numbers, documents: Ints, masks: Ints, sizes: Ints) -> None:
        """Let inflected forms count by whether they are of a language of their document."""
        ends = np.cumsum(sizes)
        for mask in np.unique(masks).tolist():
            if mask == 0:
                continue
            nearness = self.snapshot.nearness(-mask)
            for at in np.flatnonzero(masks == mask).tolist():
                where = slice(int(ends[at] - sizes[at]), int(ends[at]))
                if isinstance(nearness, float):
                    strengths[where] *= nearness
                else:
                    strengths[where] *= nearness[documents[where]]


def _sliced(segment: Segment, starts: Ints, sizes: Ints) -> tuple[Ints, NDArray[np.float32]]:
    """Return the documents and counts of the postings of lists."""
    postings = segment.postings
    if not len(starts):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
    ends = starts + sizes
    if int(ends[-1] - starts[0]) == int(sizes.sum()):  # they stand one behind the other
        spans = [(int(starts[0]), int(ends[-1]))]
    elif len(starts) > SLICED:
        # The gaps are short beside the whole, or there would not be so many lists.
        return _picked(segment, starts, sizes)
    else:
        spans = list(zip(starts.tolist(), ends.tolist(), strict=True))
    documents = [postings.documents(*span) for span in spans]
    counts = [postings.counts(*span) for span in spans]
    found = documents[0] if len(spans) == 1 else np.concatenate(documents)
    if segment.base:
        found += segment.base
    return found, counts[0] if len(spans) == 1 else np.concatenate(counts)


def _picked(segment: Segment, starts: Ints, sizes: Ints) -> tuple[Ints, NDArray[np.float32]]:
    ends = np.cumsum(sizes)
    which = np.arange(int(ends[-1])) + np.repeat(starts - ends + sizes, sizes)
    first, last = int(starts.min()), int((starts + sizes).max())
    which -= first
    documents = segment.postings.documents(first, last)[which]
    return documents + segment.base, segment.postings.counts(first, last)[which]
