"""Finds phrases by the places of their words (`placing`): on whole arrays, in all fields at once."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from archive.search.lexicon import spelling
from archive.search.phrases import MOST_SLOP, runs
from archive.search.tree import Phrase
from archive.search.whoosh.arrays import Ints, Truth
from archive.search.whoosh.opened import Segment
from archive.search.whoosh.placing import DOCUMENT, DOCUMENTS, FIELD, document_of, placed
from archive.search.whoosh.segment import sizes
from archive.search.whoosh.snapshot import Snapshot

_NONE = np.empty(0, dtype=np.int64)

Span = tuple[int, int, str]  # of words of a phrase that may stand as one


class Found(NamedTuple):
    """Where a phrase stands: for each document and field how often, and how often in exactly these forms."""

    documents: Ints
    fields: Ints
    times: Ints
    exact: Ints


class _Places(NamedTuple):
    """The places of a word, and which of them have it exactly."""

    places: Ints
    exact: Truth
    terms: Ints  # of each place, by its number in the segment


class PhraseFinder:
    """Looks for phrases in the documents that are `seen` (None: all) and the fields that are asked."""

    def __init__(self, snapshot: Snapshot, seen: Truth | None, asked: Truth) -> None:
        self._snapshot = snapshot
        self._seen = seen
        self._asked = asked

    def found(self, phrase: Phrase) -> Found:
        """Return where a phrase stands."""
        spans, places = self._stand(phrase)
        if not places:
            return Found(_NONE, _NONE, _NONE, _NONE)
        ends = _all_ends(phrase, spans, {text: each.places for text, each in places.items()})
        if all(each.exact.all() for each in places.values()):
            return _counted(ends, ends)
        chosen = {text: each.places[each.exact] for text, each in places.items()}
        return _counted(ends, _all_ends(phrase, spans, chosen))

    def ends(self, phrase: Phrase) -> Ints:
        """Return the places right behind each occurrence of a phrase, in order."""
        spans, places = self._stand(phrase)
        return _all_ends(phrase, spans, {text: each.places for text, each in places.items()})

    def standing_at(self, ends: Ints, segment: Segment, first: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield which of the terms from `first` to `end` stand at some places, and in how many documents."""
        possible = np.zeros(len(self._snapshot), dtype=bool)
        possible[document_of(ends)] = True
        found = self._in_segment("", segment, range(first, end), possible)
        kept = np.isin(found.places, ends)
        pairs = np.unique(found.terms[kept] << DOCUMENT | document_of(found.places[kept]))
        terms, counts = np.unique(pairs >> DOCUMENT, return_counts=True)
        yield from zip(terms.tolist(), counts.tolist(), strict=True)

    def _stand(self, phrase: Phrase) -> tuple[list[Span], dict[str, _Places]]:
        """Return the runs of a phrase that occur, and where each stands in documents that have all of it."""
        parts = [(start, end, text, self._terms(text)) for start, end, text in runs(phrase.words)]
        parts = [part for part in parts if any(part[3])]
        possible = self._possible(len(phrase.words), parts)
        if possible is None:
            return [], {}
        places = {text: self._places(text, terms, possible) for _, _, text, terms in parts}
        return [(start, end, text) for start, end, text, _ in parts], places

    def _terms(self, text: str) -> list[range]:
        folded = spelling(text)
        return [segment.dictionary.spelt(folded) for segment in self._snapshot.segments]

    def _possible(self, size: int, parts: list[tuple[int, int, str, list[range]]]) -> Truth | None:
        """Return which documents have every word of a phrase, by itself or in some run of them."""
        having: dict[str, list[Ints]] = {}
        possible = self._seen
        for place in range(size):
            has = np.zeros(len(self._snapshot), dtype=bool)
            for start, end, text, terms in parts:
                if start <= place < end:
                    if text not in having:
                        having[text] = self._documents(terms)
                    for documents in having[text]:
                        has[documents] = True
            possible = has if possible is None else possible & has
        return possible if possible is not None and possible.any() else None

    def _documents(self, terms: list[range]) -> list[Ints]:
        found = []
        for segment, own in zip(self._snapshot.segments, terms, strict=True):
            if own:
                span = segment.postings.postings(*segment.postings.lists(own.start, own.stop))
                documents = segment.postings.documents(*span)
                found.append(documents + segment.base if segment.base else documents)
        return found

    def _places(self, text: str, terms: list[range], possible: Truth) -> _Places:
        parts = [
            self._in_segment(text, segment, own, possible)
            for segment, own in zip(self._snapshot.segments, terms, strict=True)
            if own
        ]
        places = np.concatenate([part.places for part in parts])
        exact = np.concatenate([part.exact for part in parts])
        if sum(map(len, terms)) > 1:
            order = np.argsort(places, kind="stable")
            places, exact = places[order], exact[order]
        return _Places(places, exact, _NONE)

    def _in_segment(self, text: str, segment: Segment, terms: range, possible: Truth) -> _Places:
        """Return the places of terms that follow one another; those that are written `text` are exact."""
        postings = segment.postings
        first, last = postings.lists(terms.start, terms.stop)
        found = placed(segment, [(first, last)], self._asked[postings.fields[first:last]], possible)
        owners = np.repeat(
            np.arange(terms.start, terms.stop), sizes(postings.first_list[terms.start : terms.stop + 1])
        )
        standing = owners[found.lists]
        same = np.array([bool(text) and segment.dictionary.form(term) == text for term in terms])
        return _Places(found.places, same[standing - terms.start], standing)


def _all_ends(phrase: Phrase, spans: list[Span], places: dict[str, Ints]) -> Ints:
    return _ends(len(phrase.words), spans, places, min(phrase.slop, MOST_SLOP))


def _ends(size: int, spans: list[Span], places: dict[str, Ints], slop: int) -> Ints:
    """Return the places right behind each occurrence of a phrase of `size` words, in order.

    Reached are places behind the words read so far, each with where its occurrence would have begun
    had no place been passed over: the later that is, the fewer were passed over.
    """
    reached: defaultdict[int, list[tuple[Ints, Ints]]] = defaultdict(list)
    for start, end, text in spans:
        own = places[text]
        if start == 0:
            reached[end].append((own + 1, own + 1))
            continue
        if not reached[start] or not len(own):
            continue
        behind, latest = _merged(reached[start])
        if not len(behind):
            continue
        before = np.searchsorted(behind, own, side="right") - 1
        latest = latest[before]
        near = (before >= 0) & (own - latest <= slop)  # farther away are other fields and documents, too
        reached[end].append((own[near] + 1, latest[near] + 1))
    return np.unique(np.concatenate([behind for behind, _ in reached[size]])) if reached[size] else _NONE


def _merged(parts: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    if len(parts) == 1:
        behind, latest = parts[0]
    else:
        behind = np.concatenate([each for each, _ in parts])
        latest = np.concatenate([each for _, each in parts])
        order = np.argsort(behind, kind="stable")
        behind, latest = behind[order], latest[order]
    return behind, np.maximum.accumulate(latest) if len(latest) else latest


def _counted(ends: Ints, exact: Ints) -> Found:
    """Return how often, for each field and document."""
    owners = ends >> DOCUMENT
    unique, times = np.unique(owners, return_counts=True)
    exactly = np.zeros(len(unique), dtype=np.int64)
    if len(exact):
        places = np.searchsorted(unique, exact >> DOCUMENT)
        exactly = np.bincount(places, minlength=len(unique))
    documents = unique & DOCUMENTS
    return Found(documents, unique >> (FIELD - DOCUMENT), times, exactly)
