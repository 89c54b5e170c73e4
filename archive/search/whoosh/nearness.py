"""Lifts those of the first documents in which neighbours of a query stand near one another."""

from collections.abc import Iterator

import numpy as np

from archive.search.scoring import PAIR_RECORDS, PAIR_WINDOW, pair_bonus, rarity
from archive.search.tree import Fuzzy, Node, Wildcard, Word, neighbours
from archive.search.whoosh.evaluate import Evaluation
from archive.search.whoosh.expansion import Stretch
from archive.search.whoosh.gathering import weights
from archive.search.whoosh.matches import Ints, Matches, Numbers, Truth
from archive.search.whoosh.opened import Segment
from archive.search.whoosh.paging import first
from archive.search.whoosh.phrases import DOCUMENT, FIELD, document_of
from archive.search.whoosh.segment import sizes


def lifted(asked: Evaluation, tree: Node | None, matching: Matches) -> Matches:
    """Return the same documents, the first of them with what the nearness of words counts on top."""
    pairs = neighbours(tree)
    if not pairs or matching.scores is None or not len(matching.documents):
        return matching
    places = first(asked.snapshot.facts, matching, PAIR_RECORDS)
    near = _Nearness(asked, matching.documents[places])
    scores = matching.scores.copy()
    for documents, bonus in map(near.of, pairs):
        scores[np.searchsorted(matching.documents, documents)] += bonus
    return Matches(matching.documents, scores)


class _Nearness:
    """How near words stand in some documents."""

    def __init__(self, asked: Evaluation, documents: Ints) -> None:
        self._asked = asked
        self._among = np.zeros(len(asked.snapshot), dtype=bool)
        self._among[documents] = True
        self._places: dict[Node, Ints] = {}

    def of(self, pair: tuple[Word | Wildcard | Fuzzy, Word | Wildcard | Fuzzy]) -> tuple[Ints, Numbers]:
        """Return the documents in which a pair stands near, and what that counts."""
        before, after = map(self._standing, pair)
        found = np.searchsorted(after, before - PAIR_WINDOW)
        near = found < len(after)
        near[near] = after[found[near]] <= before[near] + PAIR_WINDOW
        documents, times = np.unique(document_of(before[near]), return_counts=True)
        every = self._asked.everything
        commoner = min(rarity(len(self._asked.word(word, None).documents), every) for word in pair)
        return documents, pair_bonus(times.astype(np.float64), commoner)

    def _standing(self, word: Word | Wildcard | Fuzzy) -> Ints:
        """Return where a word stands, in order: field, document and position in one number."""
        if word not in self._places:
            found = list(self._in_segments(word))
            self._places[word] = np.sort(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)
        return self._places[word]

    def _in_segments(self, word: Word | Wildcard | Fuzzy) -> Iterator[Ints]:
        snapshot, weighing = self._asked.snapshot, weights(None, self._asked.role)
        for segment, stretches in zip(snapshot.segments, snapshot.expansion(word), strict=True):
            for stretch in stretches:
                yield self._in_segment(segment, stretch, weighing.of(stretch.near) > 0)

    def _in_segment(self, segment: Segment, stretch: Stretch, fields_asked: Truth) -> Ints:
        postings = segment.postings
        first_list, last_list = postings.lists(stretch.first, stretch.end)
        start, end = postings.postings(first_list, last_list)
        documents = postings.documents(start, end) + segment.base
        wanted = np.flatnonzero(self._among[documents])
        if not len(wanted):
            return wanted
        lengths = sizes(postings.first_posting[first_list : last_list + 1])
        fields = np.repeat(postings.fields[first_list:last_list], lengths)[wanted]
        counts = postings.counts(start, end).astype(np.int64)
        found, times = postings.places(int(postings.first_place[first_list]), counts, wanted)
        heads = (fields.astype(np.int64) << FIELD) | (documents[wanted] << DOCUMENT)
        places: Ints = (found | np.repeat(heads, times))[np.repeat(fields_asked[fields], times)]
        return places
