"""The words of what one viewer may see, from the dictionaries of all segments."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from archive.metadata.access import Role
from archive.search.fields import RANK
from archive.search.lexicon import slips_of, spelling
from archive.search.tree import Phrase
from archive.search.whoosh.arrays import Truth
from archive.search.whoosh.gathering import weights
from archive.search.whoosh.opened import Segment
from archive.search.whoosh.phrases import PhraseFinder
from archive.search.whoosh.placing import document_of
from archive.search.whoosh.segment import sizes
from archive.search.whoosh.snapshot import Snapshot
from archive.text.normalise import fold

MORE = 24  # words of each segment that are looked at, beyond what is asked for
CLOSED = 2  # less than one record in so many is open to the viewer: then most is closed
LOOKED_AT = 4000  # records with a phrase that are looked at for what follows it, at most
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
        self._weights = weights(None, role)
        self._asked = self._weights.spelt > 0

    def starting(self, prefix: str, most: int) -> Sequence[tuple[str, int]]:
        """Return the words whose folded form begins so, the most frequent first, with their records."""
        beginning = [(segment, segment.dictionary.beginning(fold(prefix))) for segment in self._segments]
        bounds = [
            _Bounds(segment, folds, self._asked, self._seen_in(segment))
            for segment, folds in beginning
            if folds
        ]
        taken = most * 2 + MORE
        while True:
            found, whole = self._best(bounds, taken, most)
            if whole:
                return found
            taken *= 8  # much of what was taken is not for this viewer

    def _seen_in(self, segment: Segment) -> Truth:
        return self._seen[segment.base : segment.base + len(segment.deleted)]

    def _best(self, bounds: Sequence["_Bounds"], taken: int, most: int) -> tuple[Counted, bool]:
        """Return the most frequent of the words that may be so, and whether no other can be more so.

        Only words are counted that may be among the most frequent, by how often they occur at all.
        """
        offered: dict[str, int] = defaultdict(int)
        beyond = 0
        for each in bounds:
            beyond += each.beyond(taken)
            for term, bound in each.greatest(taken):
                offered[each.spelt(term)] += bound
        counts: defaultdict[str, int] = defaultdict(int)
        exact: list[int] = []  # the greatest counts, in order
        for folded, bound in sorted(offered.items(), key=lambda each: -each[1]):
            least = exact[-1] if len(exact) >= most > 0 else -1
            if bound + beyond < least or not most:
                return _frequent(counts)[:most], True
            own: defaultdict[str, int] = defaultdict(int)
            for segment in self._segments:
                terms = segment.dictionary.spelt(folded)
                for form, records in self._counted(segment, terms.start, terms.stop):
                    own[form] += records
            counts |= own
            exact = sorted((*exact, *filter(None, own.values())), reverse=True)[:most]
        least = exact[-1] if len(exact) >= most > 0 else 0
        return _frequent(counts)[:most], not beyond or beyond < least

    def following(self, words: Sequence[str], prefix: str, most: int) -> Sequence[tuple[str, int]]:
        """Return the words that begin so and stand right behind `words` (folded), most frequent first."""
        if self._snapshot is None:
            return []
        spelt = tuple(map(spelling, words))
        finder = PhraseFinder(self._snapshot, self._some_with(spelt), self._weights)
        ends = finder.ends(Phrase(spelt))
        documents = document_of(ends)
        counts: defaultdict[str, int] = defaultdict(int)
        for segment in self._segments:
            folds = segment.dictionary.beginning(fold(prefix))
            own = ends[(documents >= segment.base) & (documents < segment.base + len(segment.deleted))]
            if len(own) and folds:
                terms = segment.dictionary.first_term
                span = int(terms[folds.start]), int(terms[folds.stop])
                for term, records in finder.standing_at(own, segment, *span):
                    counts[segment.dictionary.form(term)] += records
        return _frequent(counts)[:most]

    def _some_with(self, words: Iterable[str]) -> Truth:
        """Return the records to look at for a phrase: all, or a fair share of those with its rarest word."""
        rarest = min((self._spans(word) for word in words), key=_total, default=[])
        if _total(rarest) <= LOOKED_AT:
            return self._seen
        having = np.zeros(len(self._seen), dtype=bool)
        for segment, (start, end) in rarest:
            having[segment.postings.documents(start, end) + segment.base] = True
        found = np.flatnonzero(having & self._seen)
        some = np.zeros(len(self._seen), dtype=bool)
        some[found[:: len(found) // LOOKED_AT + 1]] = True
        return some

    def _spans(self, folded: str) -> list[tuple[Segment, tuple[int, int]]]:
        """Return where the postings of a word are."""
        found = []
        for segment in self._segments:
            terms = segment.dictionary.spelt(folded)
            if terms:
                lists = segment.postings.lists(terms.start, terms.stop)
                found.append((segment, segment.postings.postings(*lists)))
        return found

    def resembling(self, word: str, most: int) -> Sequence[tuple[str, int]]:
        """Return words up to two slips away (one, for words of up to 4 letters), nearest first."""
        folded = spelling(word)
        furthest = slips_of(folded)
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
                total += self._records(segment, terms.start, terms.stop)
        return total

    def _counted(self, segment: Segment, first: int, end: int) -> Iterator[tuple[str, int]]:
        for term in range(first, end):
            yield segment.dictionary.form(term), self._records(segment, term, term + 1)

    def _records(self, segment: Segment, first: int, end: int) -> int:
        """Return in how many records a stretch of terms stands, in fields that are asked of."""
        postings = segment.postings
        seen = self._seen_in(segment)
        lists = range(*postings.lists(first, end))
        spans = [postings.span(number) for number in lists if self._asked[postings.field(number)]]
        if len(spans) == 1:
            return int(np.count_nonzero(seen[postings.documents(*spans[0])]))
        having = np.zeros(len(seen), dtype=bool)
        for span in spans:
            having[postings.documents(*span)] = True
        return int(np.count_nonzero(having & seen))


class _Bounds:
    """How many records each word of a segment that begins so may be in, at most."""

    def __init__(self, segment: Segment, folds: range, asked: Truth, seen: Truth) -> None:
        self._dictionary = segment.dictionary
        self._first = int(segment.dictionary.first_term[folds.start])
        postings = segment.postings
        end = int(segment.dictionary.first_term[folds.stop])
        first, last = postings.lists(self._first, end)
        starts = postings.first_posting[first : last + 1]
        if np.count_nonzero(seen) * CLOSED < len(seen):
            # Where most is closed, most words are: to bound them by what is open spares counting each.
            visible = seen[postings.documents(*postings.postings(first, last))]
            starts = np.append(0, visible.cumsum())[starts.astype(np.int64) - int(starts[0])]
        records = sizes(starts) * asked[postings.fields[first:last]]
        sums = np.concatenate([[0], np.cumsum(records)])
        self._bounds = sizes(sums[postings.first_list[self._first : end + 1].astype(np.int64) - first])
        self._order = np.argsort(-self._bounds, kind="stable")

    def greatest(self, most: int) -> Iterator[tuple[int, int]]:
        """Yield the terms with the greatest bounds, with these."""
        order = self._order[:most]
        order = order[self._bounds[order] > 0]
        yield from zip((order + self._first).tolist(), self._bounds[order].tolist(), strict=True)

    def beyond(self, most: int) -> int:
        """Return the greatest bound of the others."""
        return int(self._bounds[self._order[most]]) if most < len(self._order) else 0

    def spelt(self, term: int) -> str:
        """Return the fold of a term."""
        return self._dictionary.fold(self._dictionary.folds_of(term, term + 1).start)


def _total(spans: Iterable[tuple[Segment, tuple[int, int]]]) -> int:
    return sum(end - start for _, (start, end) in spans)


def _frequent(counts: Mapping[str, int]) -> Counted:
    return sorted(
        ((form, count) for form, count in counts.items() if count), key=lambda each: (-each[1], each[0])
    )
