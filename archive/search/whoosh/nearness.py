"""Lifts those of the first documents in which neighbours of a query stand near one another."""

from collections.abc import Iterator

import numpy as np

from archive.search.scoring import PAIR_RECORDS, PAIR_WINDOW, pair_bonus, rarity
from archive.search.tree import Fuzzy, Node, Pair, Wildcard, Word, neighbours
from archive.search.whoosh.arrays import Ints, Numbers
from archive.search.whoosh.evaluate import Evaluation
from archive.search.whoosh.expansion import Stretch
from archive.search.whoosh.gathering import weights
from archive.search.whoosh.matches import Matches
from archive.search.whoosh.opened import Segment
from archive.search.whoosh.paging import first
from archive.search.whoosh.placing import document_of, placed


def lifted(asked: Evaluation, tree: Node | None, matching: Matches) -> Matches:
    """Return the same documents, the first of them with what the nearness of words counts on top."""
    pairs = neighbours(tree)
    if not pairs or matching.scores is None or not len(matching.documents):
        return matching
    places = first(asked.snapshot.facts, matching, PAIR_RECORDS)
    near = _Nearness(asked, matching.documents[places])
    scores = matching.scores.copy()
    for documents, bonus in map(near.of, pairs):
        scores[matching.documents.searchsorted(documents)] += bonus
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
        documents, times = _counted(document_of(before[near]))
        every = self._asked.everything
        commoner = min(rarity(self._asked.records(word), every) for word in pair)
        return documents, pair_bonus(times.astype(np.float64), commoner)

    def _standing(self, word: Word | Wildcard | Fuzzy) -> Ints:
        """Return where a word stands, in order: field, document and position in one number."""
        if word not in self._places:
            found = list(self._in_segments(word))
            self._places[word] = np.sort(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)
        return self._places[word]

    def _in_segments(self, word: Word | Wildcard | Fuzzy) -> Iterator[Ints]:
        snapshot = self._asked.snapshot
        for segment, stretches in zip(snapshot.segments, snapshot.expansion(word), strict=True):
            if stretches:
                yield self._in_segment(segment, stretches)

    def _in_segment(self, segment: Segment, stretches: list[Stretch]) -> Ints:
        postings, weighing = segment.postings, weights(None, self._asked.role)
        spans = [postings.lists(each.first, each.end) for each in stretches]
        asked = np.concatenate(
            [
                weighing.of(each.near)[postings.fields[first:last]] > 0
                for each, (first, last) in zip(stretches, spans, strict=True)
            ]
        )
        return placed(segment, spans, asked, self._among).places


def _counted(documents: Ints) -> tuple[Ints, Ints]:
    """Return each document once, in order, and how often it is there: few, so that they are sorted."""
    ordered = np.sort(documents)
    new = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    starts = new.nonzero()[0]
    ends = np.append(starts[1:], len(ordered))
    return ordered[starts], ends - starts
