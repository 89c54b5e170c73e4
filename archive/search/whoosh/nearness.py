"""Lifts those of the first documents in which neighbours of a query stand near one another."""

import numpy as np

from archive.search.scoring import PAIR_RECORDS, PAIR_WINDOW, pair_bonus, rarity
from archive.search.tree import Fuzzy, Node, Pair, Wildcard, Word, neighbours
from archive.search.whoosh.arrays import Ints, Numbers
from archive.search.whoosh.evaluate import Evaluation
from archive.search.whoosh.matches import Matches
from archive.search.whoosh.paging import first
from archive.search.whoosh.placing import counted, document_of


def lifted(asked: Evaluation, tree: Node | None, matching: Matches) -> Matches:
    """Return the same documents, the first of them with what the nearness of words counts on top."""
    pairs = neighbours(tree)
    if not pairs or matching.scores is None or not len(matching.documents):
        return matching
    documents = matching.documents
    if len(documents) > PAIR_RECORDS:
        documents = documents[first(asked.snapshot.facts, matching, PAIR_RECORDS)]
    near = _Nearness(asked, documents)
    scores = matching.scores.copy()
    for lifted_ones, bonus in map(near.of, pairs):
        scores[matching.documents.searchsorted(lifted_ones)] += bonus
    return Matches(matching.documents, scores)


class _Nearness:
    """How near words stand in some documents."""

    def __init__(self, asked: Evaluation, documents: Ints) -> None:
        self._asked = asked
        self._among = np.zeros(len(asked.snapshot), dtype=bool)
        self._among[documents] = True
        self._places: dict[Node, Ints] = {}

    def of(self, pair: Pair) -> tuple[Ints, Numbers]:
        """Return the documents in which a pair stands near, and what that counts."""
        before, after = map(self._standing, pair)
        found = after.searchsorted(before - PAIR_WINDOW)
        near = found < len(after)
        near[near] = after[found[near]] <= before[near] + PAIR_WINDOW
        documents, times = counted(np.sort(document_of(before[near])))
        every = self._asked.everything
        commoner = min(rarity(self._asked.records(word), every) for word in pair)
        return documents, pair_bonus(times.astype(np.float64), commoner)

    def _standing(self, word: Word | Wildcard | Fuzzy) -> Ints:
        """Return where a word stands, in order: field, document and position in one number."""
        found = self._places.get(word)
        if found is None:
            parts = [part.places(self._among).places for part in self._asked.gathered(word)]
            found = np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
            found.sort()
            self._places[word] = found
        return found
