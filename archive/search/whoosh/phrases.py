"""Finds phrases by the places of their words (`placing`): on whole arrays, in all fields at once."""

from collections import defaultdict
from collections.abc import Iterator
from functools import reduce
from typing import NamedTuple

import numpy as np

from archive.search.phrases import MOST_SLOP, runs
from archive.search.tree import Phrase
from archive.search.whoosh.arrays import Ints, Truth
from archive.search.whoosh.expansion import accented
from archive.search.whoosh.gathering import Weights, gathered
from archive.search.whoosh.opened import Segment
from archive.search.whoosh.placing import (
    DOCUMENT,
    DOCUMENTS,
    FIELD,
    Places,
    counted,
    document_of,
    in_order,
    placed,
)
from archive.search.whoosh.segment import firsts, sizes
from archive.search.whoosh.snapshot import Snapshot
from archive.search.whoosh.strengths import standing

_NONE = np.empty(0, dtype=np.int64)


class Found(NamedTuple):
    """Where a phrase stands: for each document and field how often, and how often in exactly these forms."""

    documents: Ints
    fields: Ints
    times: Ints
    exact: Ints


class PhraseFinder:
    """Looks for phrases in the documents that are `seen` (None: all) and the fields that weigh something."""

    def __init__(self, snapshot: Snapshot, seen: Truth | None, asked: Weights) -> None:
        self._snapshot = snapshot
        self._seen = seen
        self._asked = asked

    def found(self, phrase: Phrase) -> Found:
        """Return where a phrase stands."""
        places = self._stand(phrase)
        if not places:
            return Found(_NONE, _NONE, _NONE, _NONE)
        ends = _all_ends(phrase, {text: each.places for text, each in places.items()})
        if all(each.exact is None for each in places.values()):
            return _counted(ends, ends)
        exact = {
            text: each.places if each.exact is None else each.places[each.exact]
            for text, each in places.items()
        }
        return _counted(ends, _all_ends(phrase, exact))

    def ends(self, phrase: Phrase) -> Ints:
        """Return the places right behind each occurrence of a phrase, in order."""
        places = self._stand(phrase)
        return _all_ends(phrase, {text: each.places for text, each in places.items()})

    def standing_at(self, ends: Ints, segment: Segment, first: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield which of the terms from `first` to `end` stand at some places, and in how many documents."""
        possible = np.zeros(len(self._snapshot), dtype=bool)
        possible[document_of(ends)] = True
        postings = segment.postings
        lists = postings.lists(first, end)
        found = placed(segment, *lists, self._asked.spelt > 0, possible)
        owners = np.repeat(np.arange(first, end), sizes(postings.first_list[first : end + 1]))
        kept = np.isin(found.places, ends)
        pairs = np.unique(owners[found.lists[kept]] << DOCUMENT | document_of(found.places[kept]))
        terms, counts = np.unique(pairs >> DOCUMENT, return_counts=True)
        yield from zip(terms.tolist(), counts.tolist(), strict=True)

    def _stand(self, phrase: Phrase) -> dict[str, Places]:
        """Return the runs of a phrase that occur, and where each stands in documents that have all of it."""
        segments = self._snapshot.segments
        spans = runs(phrase.words)
        words = {}
        for _, _, text in spans:
            spelt = accented(text, segments)
            if any(spelt):
                words[text] = gathered(self._snapshot, spelt, self._asked)
        every, possible = len(self._snapshot), self._seen
        having = {text: standing(parts, None, every) for text, parts in words.items()}
        for place in range(len(phrase.words)):
            there = [having[text] for start, end, text in spans if start <= place < end and text in having]
            found = reduce(np.logical_or, there) if there else np.zeros(every, dtype=bool)
            possible = found if possible is None else possible & found
        if possible is None or not possible.any():
            return {}
        return {text: in_order(parts, possible) for text, parts in words.items()}


def _all_ends(phrase: Phrase, places: dict[str, Ints]) -> Ints:
    """Return the places right behind each occurrence of a phrase, in order.

    Reached are places behind the words read so far, each with where its occurrence would have begun
    had no place been passed over: the later that is, the fewer were passed over.
    """
    slop = min(phrase.slop, MOST_SLOP)
    reached: defaultdict[int, list[tuple[Ints, Ints]]] = defaultdict(list)
    for start, end, text in runs(phrase.words):
        own = places.get(text, _NONE)
        if not len(own):
            continue
        if start == 0:
            reached[end].append((own + 1,) * 2)
            continue
        behind, latest = _merged(reached[start])
        if not len(behind):
            continue
        before = behind.searchsorted(own, side="right") - 1
        latest = latest[before]
        near = (before >= 0) & (own - latest <= slop)  # farther away are other fields and documents, too
        behind = own[near] + 1
        # What comes behind the last word is no longer of interest.
        reached[end].append((behind, behind if end == len(phrase.words) else latest[near] + 1))
    ends, _ = _merged(reached[len(phrase.words)])
    return ends[firsts(ends)]


def _merged(parts: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    """Return places that were reached in order, each with the latest beginning up to there."""
    if not parts:
        return _NONE, _NONE
    if len(parts) == 1:
        behind, latest = parts[0]
        return (behind, latest) if latest is behind else (behind, np.maximum.accumulate(latest))
    behind = np.concatenate([each for each, _ in parts])
    latest = np.concatenate([each for _, each in parts])
    order = behind.argsort(kind="stable")
    return behind[order], np.maximum.accumulate(latest[order])


def _counted(ends: Ints, exact: Ints) -> Found:
    """Return how often, for each field and document."""
    unique, times = counted(ends >> DOCUMENT)
    exactly = times
    if exact is not ends:
        places = unique.searchsorted(exact >> DOCUMENT)
        exactly = np.bincount(places, minlength=len(unique))
    return Found(unique & DOCUMENTS, unique >> (FIELD - DOCUMENT), times, exactly)
