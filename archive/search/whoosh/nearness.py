"""Lifts those of the first documents in which neighbours of a query stand near one another."""

import numpy as np

from archive.search.scoring import PAIR_RECORDS, PAIR_WINDOW, pair_bonus, rarity
from archive.search.tree import Fuzzy, Node, Pair, Wildcard, Word, is_question, neighbours
from archive.search.whoosh.arrays import Ints, Numbers
from archive.search.whoosh.evaluate import Evaluation
from archive.search.whoosh.gathering import ROW
from archive.search.whoosh.matches import Matches, summed
from archive.search.whoosh.paging import foremost
from archive.search.whoosh.placing import FIELD, counted, document_of, in_order


def lifted(asked: Evaluation, tree: Node | None, matching: Matches) -> Matches:
    """Return the same documents, the first of them with what the nearness of words counts on top."""
    pairs = neighbours(tree)
    if not pairs or matching.scores is None or not len(matching.documents):
        return matching
    documents = foremost(asked.words.snapshot.facts, matching, PAIR_RECORDS)
    near = _Nearness(asked, documents, by_length=is_question(tree))
    scores = matching.scores.copy()
    for lifted_ones, bonus in map(near.of, pairs):
        scores[matching.documents.searchsorted(lifted_ones)] += bonus
    return Matches(matching.documents, scores)


class _Nearness:
    """How near words stand in some documents; `by_length`: what that counts less in a longer field."""

    def __init__(self, asked: Evaluation, documents: Ints, by_length: bool) -> None:
        self._words = asked.words
        self._by_length = by_length
        self._among = np.zeros(len(asked.words.snapshot), dtype=bool)
        self._among[documents] = True
        self._places: dict[Node, Ints] = {}

    def of(self, pair: Pair) -> tuple[Ints, Numbers]:
        """Return the documents in which a pair stands near, and what that counts."""
        before, after = map(self._standing, pair)
        found = after.searchsorted(before - PAIR_WINDOW)
        near = found < len(after)
        near[near] = after[found[near]] <= before[near] + PAIR_WINDOW
        documents, times = self._times(before[near])
        every = self._words.everything
        commoner = min(rarity(self._words.records(word), every) for word in pair)
        return documents, pair_bonus(times, commoner)

    def _times(self, places: Ints) -> tuple[Ints, Numbers]:
        """Return each document of these places once, and how many there are or what they count."""
        documents, every = document_of(places), len(self._words.snapshot)
        if self._by_length:
            return summed(documents, self._words.inverses[ROW[places >> FIELD] * every + documents], every)
        found, times = counted(np.sort(documents))
        return found, times.astype(np.float64)

    def _standing(self, word: Word | Wildcard | Fuzzy) -> Ints:
        """Return where a word stands, in order: field, document and position in one number."""
        found = self._places.get(word)
        if found is None:
            found = in_order(self._words.gathered(word), self._among).places
            self._places[word] = found
        return found
