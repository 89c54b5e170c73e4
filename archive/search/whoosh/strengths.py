"""How strong a word is: in all documents in which it stands, in some of them, or in many with numbers."""

import numpy as np

from archive.search.whoosh.arrays import Ints, Numbers, Truth
from archive.search.whoosh.gathering import Gathered
from archive.search.whoosh.matches import summed


def everywhere(parts: Gathered, inverses: Numbers, every: int) -> tuple[Ints, Numbers]:
    """Return the documents in which a word stands, of `every` document, and how strong it is there."""
    if not parts:
        return np.empty(0, dtype=np.int64), np.empty(0)
    single = all(part.single for part in parts)  # then each document is there once, in order
    read = [part.postings(inverses) for part in parts]
    del parts  # what they hold is much where a word stands for many: nobody else may need it
    documents, values = read[0] if len(read) == 1 else map(np.concatenate, zip(*read, strict=True))
    return (documents, values) if single else summed(documents, values, every)


def standing(parts: Gathered, seen: Truth | None, every: int) -> Truth:
    """Return in which of the documents seen, of `every` document, a word stands."""
    having = np.zeros(every, dtype=bool)
    for part in parts:
        having[part.documents] = True
    if seen is not None:
        having &= seen
    return having


def among(parts: Gathered, inverses: Numbers, possible: Truth, documents: Ints) -> Numbers:
    """Return how strong a word is in each of some documents, which are all that are possible."""
    sums = np.zeros(len(documents))
    for part in parts:
        kept = part.among(possible)
        places = documents.searchsorted(part.read[0][kept])
        sums += np.bincount(places, part.strengths(inverses, kept), minlength=len(documents))
    return sums


def throughout(parts: Gathered, inverses: Numbers, places: Ints, size: int) -> Numbers:
    """Return how strong a word is in each of so many documents: `places` has the place of each, or `size`."""
    sums = np.zeros(size + 1)
    for part in parts:
        documents, values = part.postings(inverses)
        sums += np.bincount(places[documents], values, minlength=size + 1)
    return sums[:size]
