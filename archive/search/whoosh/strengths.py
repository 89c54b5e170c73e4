"""How strong words are in documents: in all of them that have any, or in those that have each."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from archive.search.whoosh.arrays import Ints, Numbers, Truth
from archive.search.whoosh.gathering import MANY, Asked, Gathering
from archive.search.whoosh.matches import NOTHING, Matches, summed
from archive.search.whoosh.snapshot import Snapshot

ONE_BY_ONE = 1 << 62  # lists that follow one another: however many

Gathered = list[Gathering]  # what a word stands for, in each segment that has it


def strengths(snapshot: Snapshot, inverses: Numbers, words: Sequence[Asked]) -> list[Matches]:
    """Return for each word the documents in which it stands, and how strong it is there."""
    every = len(snapshot)
    parts = gathered(snapshot, words, MANY)
    if not parts:
        return [NOTHING] * len(words)
    read = [part.postings(inverses) for part in parts]
    once = len(words) == 1 and all(part.single for part in parts)
    del parts  # what they hold is large for many words, and not needed any more
    keys, values = read[0] if len(read) == 1 else map(np.concatenate, zip(*read, strict=True))
    if once:
        return [Matches(keys, values)]  # each document is there once, in order
    found, sums = summed(keys, values, every * len(words))
    if len(words) == 1:
        return [Matches(found, sums)]
    bounds = found.searchsorted(np.arange(len(words) + 1) * every).tolist()
    return [
        Matches(found[start:end] - place * every, sums[start:end])
        for place, (start, end) in enumerate(pairwise(bounds))
    ]


def standing(snapshot: Snapshot, seen: Truth | None, parts: Gathered) -> Truth:
    """Return in which of the documents seen a word stands."""
    having = np.zeros(len(snapshot), dtype=bool)
    for part in parts:
        having[part.documents] = True
    if seen is not None:
        having &= seen
    return having


def among(parts: Gathered, inverses: Numbers, possible: Truth, documents: Ints) -> Numbers:
    """Return how strong a word is in each of some documents, which are all that are possible."""
    sums = np.zeros(len(documents))
    for part in parts:
        kept = possible[part.documents].nonzero()[0]
        places = documents.searchsorted(part.documents[kept])
        sums += np.bincount(places, part.strengths(inverses, kept), minlength=len(documents))
    return sums


def throughout(parts: Gathered, inverses: Numbers, places: Ints, size: int) -> Numbers:
    """Return how strong a word is in each of so many documents: `places` has the place of each, or `size`."""
    sums = np.zeros(size + 1)
    for part in parts:
        documents, values = part.postings(inverses)
        sums += np.bincount(places[documents], values, minlength=size + 1)
    return sums[:size]


def gathered(snapshot: Snapshot, words: Sequence[Asked], many: int) -> Gathered:
    """Return the lists of words, segment by segment."""
    found = []
    for number, segment in enumerate(snapshot.segments):
        gathering = Gathering(snapshot, segment, many)
        for place, word in enumerate(words):
            for stretch in word.expansion[number]:
                gathering.add(stretch, word.weights, place)
        if len(gathering):
            found.append(gathering)
    return found
