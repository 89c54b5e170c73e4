"""One page of the documents that answer, in order: no more is sorted than the page needs."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.search.backend import Hit, Request
from archive.search.scoring import PLACES
from archive.search.whoosh.arrays import Ints, Numbers
from archive.search.whoosh.evaluate import Evaluation
from archive.search.whoosh.facts import Facts
from archive.search.whoosh.matches import Matches

ROUNDED = 10**-PLACES  # scores that differ by less may be equal when they are rounded
FEW = 100  # documents: Python sorts so few more quickly, if no title need be read
READ = 500  # documents: of more, titles are not read one by one to put equals in order


def page(asked: Evaluation, matching: Matches, request: Request) -> list[Hit]:
    """Return the hits of a page."""
    documents, scores, facts = matching.documents, matching.scores, asked.words.snapshot.facts
    end = request.offset + request.size
    if request.offset >= len(documents) or not request.size:
        return []
    if request.sort == "relevance" and scores is not None:
        places = first(facts, matching, end)[request.offset :]
        values = _values(matching, documents[places])
    else:
        places = _first(facts, documents, facts.key(request.sort, documents), end)[request.offset :]
        values = _values(asked.scored_among(request.tree, documents[places]), documents[places])
    return list(map(Hit, facts.ids(documents[places]), values))


def _values(scored: Matches, documents: Ints) -> list[float]:
    """Return what some documents count, rounded."""
    if scored.scores is None:
        return [0.0] * len(documents)
    values: list[float] = scored.scores[scored.documents.searchsorted(documents)].round(PLACES).tolist()
    return values


def foremost(facts: Facts, matching: Matches, most: int) -> Ints:
    """Return the documents that count most, in whatever order."""
    documents, scores = matching.documents, matching.scores
    if most >= len(documents):
        return documents
    if scores is not None and len(likely := _likely(scores, most)) == most:
        return documents[likely]
    return documents[first(facts, matching, most)]


def first(facts: Facts, matching: Matches, most: int) -> Ints:
    """Return where those stand that count most, in order."""
    documents, scores = matching.documents, matching.scores
    if scores is None:
        return _first(facts, documents, facts.key("title", documents), most)
    if most >= len(scores):
        return _best(facts, documents, scores, most)
    likely = _likely(scores, most)
    chosen: Ints = likely[_best(facts, documents[likely], scores[likely], most)]
    return chosen


def _likely(scores: Numbers, most: int) -> Ints:
    """Return where those stand that count most, and all that count hardly less than the last of them."""
    ordered = scores.copy()
    ordered.partition(len(scores) - most)
    found: Ints = (scores >= ordered[len(scores) - most] - ROUNDED).nonzero()[0]
    return found


def _best(facts: Facts, documents: Ints, scores: Numbers, most: int) -> Ints:
    """Return where those of some documents stand that count most, in order."""
    rounded = -scores.round(PLACES)
    if len(rounded) <= FEW:
        keys = rounded.tolist()
        different = len(set(keys)) == len(keys)
        if not different:
            keys = list(zip(keys, facts.key("title", documents).tolist(), strict=True))
            different = len(set(keys)) == len(keys)
        if different:
            return np.array(sorted(range(len(keys)), key=keys.__getitem__)[:most])
    return _first(facts, documents, rounded, most)


def _first(facts: Facts, documents: Ints, keys: NDArray[Any], most: int) -> Ints:
    """Return where the first of some documents stand, in order: by keys, then by title and identifier."""
    likely = _least(keys, most)
    if len(likely) > max(READ, most):
        # Many are equal to the last one: of these those whose titles begin lowest.
        last = keys[likely].max()
        equal, before = likely[keys[likely] == last], likely[keys[likely] < last]
        beginnings = facts.column("title.key")[documents[equal]]
        likely = np.concatenate((before, equal[_least(beginnings, most - len(before))]))
    return likely[_order(facts, documents[likely], keys[likely])][:most]


def _least(keys: NDArray[Any], most: int) -> Ints:
    """Return where the least keys stand, and all that are equal to the last of them."""
    if most >= len(keys):
        return np.arange(len(keys))
    ordered = keys.copy()
    ordered.partition(most - 1)
    found: Ints = (keys <= ordered[most - 1]).nonzero()[0]
    return found


def _order(facts: Facts, documents: Ints, keys: NDArray[Any]) -> Ints:
    """Return the order of documents: by their keys, then by title and identifier."""
    beginnings = facts.column("title.key")[documents]
    order = np.lexsort((beginnings, keys))
    first, second = keys[order], beginnings[order]
    equal = ((first[1:] == first[:-1]) & (second[1:] == second[:-1])).nonzero()[0]
    if len(equal) > READ:
        return np.lexsort((facts.titles[documents], keys))
    # Titles that begin alike must be read: each is sorted among those before it that are equal.
    numbers = documents.tolist()
    for place in equal.tolist():
        at = place + 1
        while at and first[at] == first[at - 1] and second[at] == second[at - 1]:
            here, before = int(order[at]), int(order[at - 1])
            if facts.title(numbers[before]) <= facts.title(numbers[here]):
                break
            order[at - 1], order[at] = here, before
            at -= 1
    return order
