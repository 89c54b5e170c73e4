"""The words of what one viewer may see, from the dictionaries of all segments."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from archive.metadata.access import Role
from archive.search.fields import RANK, asked
from archive.search.lexicon import spelling
from archive.search.tree import Phrase
from archive.search.whoosh.numbering import FIELDS
from archive.search.whoosh.opened import Segment
from archive.search.whoosh.phrases import PhraseFinder
from archive.search.whoosh.segment import sizes
from archive.search.whoosh.snapshot import Snapshot
from archive.text.normalise import fold

Ints = NDArray[np.int64]
Truth = NDArray[np.bool_]

SHORT = 4  # letters; of a word no longer than this, most others are two slips away
MORE = 200  # words of each segment that are added up, beyond what is asked for
LOOKED_AT = 50_000  # occurrences of a phrase that are followed, at most
Counted = list[tuple[str, int]]


class SnapshotVocabulary:
    """The words of one generation."""

    def __init__(self, snapshot: Snapshot | None, role: Role, without: frozenset[str]) -> None:
        self._snapshot = snapshot
        self._segments = snapshot.segments if snapshot is not None else []
        self._seen = np.empty(0, dtype=bool)
        if snapshot is not None:
            self._seen = snapshot.seen(RANK[role]).copy()
            self._seen[snapshot.facts.numbers(without)] = False
        self._asked = np.zeros(256, dtype=bool)
        self._asked[[FIELDS[name] for name in asked(None, role)]] = True

    def starting(self, prefix: str, most: int) -> Sequence[tuple[str, int]]:
        """Return the words whose folded form begins so, the most frequent first, with their records."""
        counts: defaultdict[str, int] = defaultdict(int)
        for segment in self._segments:
            folds = segment.dictionary.beginning(fold(prefix))
            if folds:
                terms = segment.dictionary.first_term
                first, end = int(terms[folds.start]), int(terms[folds.stop])
                records = self._records(segment, first, end)
                # Of what another segment has, too, the sum decides: so more than asked for are taken along.
                for at in _most(records, most * 4 + MORE):
                    counts[segment.dictionary.form(first + at)] += int(records[at])
        return _frequent(counts)[:most]

    def following(self, words: Sequence[str], prefix: str, most: int) -> Sequence[tuple[str, int]]:
        """Return the words that begin so and stand right behind `words` (folded), most frequent first."""
        if self._snapshot is None:
            return []
        finder = PhraseFinder(self._snapshot, self._seen, self._asked)
        ends = finder.ends(Phrase(tuple(map(spelling, words))))[:LOOKED_AT]
        counts: defaultdict[str, int] = defaultdict(int)
        for segment in self._segments:
            folds = segment.dictionary.beginning(fold(prefix))
            if len(ends) and folds:
                terms = segment.dictionary.first_term
                for term, records in finder.standing_at(
                    ends, segment, int(terms[folds.start]), int(terms[folds.stop])
                ):
                    counts[segment.dictionary.form(term)] += records
        return _frequent(counts)[:most]

    def resembling(self, word: str, most: int) -> Sequence[tuple[str, int]]:
        """Return words up to two slips away (one, for words of up to 4 letters), nearest first."""
        folded = spelling(word)
        furthest = 1 if len(folded) <= SHORT else 2
        slips: dict[str, int] = {}
        counts: defaultdict[str, int] = defaultdict(int)
        for segment in self._segments:
            for number, distance in segment.dictionary.slipped(folded, furthest):
                if distance:
                    terms = segment.dictionary.first_term
                    for form, records in self._counted(segment, int(terms[number]), int(terms[number + 1])):
                        slips[form] = distance
                        counts[form] += records
        found = [(form, count) for form, count in counts.items() if count]
        return sorted(found, key=lambda each: (slips[each[0]], -each[1], each[0]))[:most]

    def records(self, words: Iterable[str]) -> Mapping[str, int]:
        """Return in how many records each of these words occurs, whatever its case and accents."""
        return {word: self._having(spelling(word)) for word in words}

    def _having(self, folded: str) -> int:
        total = 0
        for segment in self._segments:
            terms = segment.dictionary.spelt(folded)
            if terms:
                documents, kept = self._postings(segment, terms.start, terms.stop)
                total += len(np.unique(documents[kept]))
        return total

    def _counted(self, segment: Segment, first: int, end: int) -> Iterator[tuple[str, int]]:
        records = self._records(segment, first, end)
        for at in np.flatnonzero(records).tolist():
            yield segment.dictionary.form(first + at), int(records[at])

    def _postings(self, segment: Segment, first: int, end: int) -> tuple[Ints, Truth]:
        """Return the documents of all postings of terms, and which of them count."""
        postings = segment.postings
        lists = postings.lists(first, end)
        span = postings.postings(*lists)
        documents = postings.documents(*span) + segment.base
        asked_for = self._asked[postings.fields[slice(*lists)]]
        return documents, self._seen[documents] & np.repeat(asked_for, self._sizes(segment, lists))

    def _sizes(self, segment: Segment, lists: tuple[int, int]) -> Ints:
        return sizes(segment.postings.first_posting[lists[0] : lists[1] + 1])

    def _records(self, segment: Segment, first: int, end: int) -> Ints:
        """Return for each of some terms the number of records that have it."""
        postings = segment.postings
        documents, kept = self._postings(segment, first, end)
        lists = postings.lists(first, end)
        terms = np.repeat(np.arange(end - first), sizes(postings.first_list[first : end + 1]))
        owners = np.repeat(terms, self._sizes(segment, lists))[kept]
        # A term may stand in several fields of one record.
        pairs = np.unique(owners * len(self._seen) + documents[kept])
        return np.bincount(pairs // max(1, len(self._seen)), minlength=end - first)


def _most(counts: Ints, most: int) -> list[int]:
    """Return where the greatest counts stand."""
    found = np.flatnonzero(counts)
    ordered: list[int] = found[np.argsort(-counts[found], kind="stable")][:most].tolist()
    return ordered


def _frequent(counts: Mapping[str, int]) -> Counted:
    return sorted(
        ((form, count) for form, count in counts.items() if count), key=lambda each: (-each[1], each[0])
    )
