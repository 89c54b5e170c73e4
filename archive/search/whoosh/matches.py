"""Which documents answer, and what each counts: sets of documents in order, joined, met and taken apart."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from archive.search.whoosh.arrays import Ints, Numbers, Truth
from archive.search.whoosh.segment import firsts

SPARSE = 12  # less than one document in so many: sums are made by sorting, not by a number for each document


class Matches(NamedTuple):
    """Documents in order, each once, and their scores; no scores: each counts nothing."""

    documents: Ints
    scores: Numbers | None = None

    def among(self, kept: Truth) -> "Matches":
        """Return some of them."""
        return Matches(self.documents[kept], None if self.scores is None else self.scores[kept])

    def repeated(self, times: int) -> "Matches":
        """Return the same, each of which counts so many times."""
        return self if times == 1 or self.scores is None else Matches(self.documents, self.scores * times)


NOTHING = Matches(np.empty(0, dtype=np.int64), np.empty(0))


def summed(documents: Ints, values: Numbers, every: int) -> tuple[Ints, Numbers]:
    """Return each document once, in order, with the sum of its values, all above 0; of `every` documents."""
    if not len(documents):
        return documents, values
    sums: Numbers
    if len(documents) * SPARSE < every:
        order = documents.argsort(kind="stable")
        ordered = documents[order]
        starts = firsts(ordered).nonzero()[0]
        sums = np.add.reduceat(values[order], starts)
        return ordered[starts], sums
    sums = np.bincount(documents, values, minlength=every).astype(np.float64, copy=False)
    found: Ints = (sums > 0).nonzero()[0]  # of truth values it is ten times as quick as of numbers
    return found, sums[found]


def holding(truth: Truth) -> Matches:
    """Return the documents for which something is true."""
    return Matches(truth.nonzero()[0])


def places_in(documents: Ints, wanted: Ints) -> tuple[Ints, Truth]:
    """Return where each wanted document stands, and whether it stands there at all."""
    if not len(documents):
        return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=bool)
    places = documents.searchsorted(wanted)
    places[places == len(documents)] = 0
    return places, documents[places] == wanted


def met(parts: Sequence[Matches]) -> Matches:
    """Return what is in every part; scores are added."""
    ordered = sorted(parts, key=lambda part: len(part.documents))
    found = ordered[0]
    for part in ordered[1:]:
        places, there = places_in(part.documents, found.documents)
        found = found.among(there)
        found = Matches(found.documents, _added(found.scores, part, places[there]))
    return found


def _added(scores: Numbers | None, part: Matches, places: Ints) -> Numbers | None:
    if part.scores is None:
        return scores
    more = part.scores[places]
    return more if scores is None else scores + more


def joined(parts: Sequence[Matches], every: int) -> Matches:
    """Return what is in any part; scores are added."""
    documents = np.concatenate([part.documents for part in parts])
    # What counts nothing must still be found among sums.
    values = [np.zeros(len(part.documents)) if part.scores is None else part.scores for part in parts]
    unscored = all(part.scores is None for part in parts)
    found, sums = summed(documents, np.concatenate(values) + TINY, every)
    return Matches(found, None if unscored else sums)


TINY = 1e-12  # far below what scores are rounded to


def left(matches: Matches, taken: Matches) -> Matches:
    """Return what is in one and not in the other."""
    _, there = places_in(taken.documents, matches.documents)
    return matches.among(~there)
