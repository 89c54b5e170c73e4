"""Where terms stand.

A place is one number: its field in the uppermost bits, then its document, then its position. So
places that follow one another are numbers that do, and none follows across a field or a document.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np

from archive.search.scoring import EXACT
from archive.search.whoosh.arrays import Ints, Truth
from archive.search.whoosh.gathering import Gathering
from archive.search.whoosh.opened import Segment
from archive.search.whoosh.segment import firsts, sizes

FIELD, DOCUMENT = 55, 31  # bits below them: 256 fields, and no number is below 0
DOCUMENTS = (1 << (FIELD - DOCUMENT)) - 1
_NONE = np.empty(0, dtype=np.int64)


def document_of(places: Ints) -> Ints:
    """Return the document of each place."""
    return (places >> DOCUMENT) & DOCUMENTS


def counted(ordered: Ints) -> tuple[Ints, Ints]:
    """Return each of some numbers in order once, and how often it is there."""
    starts = firsts(ordered).nonzero()[0]
    times = np.empty(len(starts), dtype=np.int64)
    np.subtract(starts[1:], starts[:-1], out=times[:-1])
    times[-1:] = len(ordered) - starts[-1:]
    return ordered[starts], times


class Places(NamedTuple):
    """Where words stand, and whether in the very form that was asked for; None: all do."""

    places: Ints
    exact: Truth | None


def places(word: Gathering, among: Truth) -> Places:
    """Return where a word stands in some documents: list behind list, each in order."""
    documents, counts = word.read
    kept = word.among(among)
    each = _shares(kept, word.ends)
    numbers = counts.astype(np.int64)  # which are added up eight times as quickly
    times, through = numbers[kept], numbers.cumsum()
    starts = through[kept] - times + _offsets(word, through, kept)
    found = word.segment.postings.stretches(starts, times)
    standing = (np.array(word.fields) << FIELD).repeat(each)
    standing |= documents[kept] << DOCUMENT
    found |= standing.repeat(times)
    if all(near == EXACT for near in word.near):
        return Places(found, None)
    return Places(found, (np.array(word.near) == EXACT).repeat(each).repeat(times))


def in_order(words: Sequence[Gathering], among: Truth) -> Places:
    """Return where a word stands in some documents of all segments, in order."""
    found = [places(word, among) for word in words]
    if len(found) == 1 and all(before < after for before, after in pairwise(words[0].fields)):
        return found[0]
    standing = np.concatenate([each.places for each in found] or [_NONE])
    order = standing.argsort(kind="stable")
    if all(each.exact is None for each in found):
        return Places(standing[order], None)
    exact = [np.ones(len(each.places), bool) if each.exact is None else each.exact for each in found]
    return Places(standing[order], np.concatenate(exact)[order])


def _offsets(word: Gathering, through: Ints, kept: Ints) -> Ints | int:
    """Return how far places in the segment are from those counted through all that is read of a word."""
    first_place = word.segment.postings.first_place
    if len(word.spans) == 1:
        return int(first_place[word.first_lists[0]])
    ends = list(accumulate(end - start for start, end in word.spans))
    before = [0, *through[[end - 1 for end in ends[:-1]]].tolist()]
    offsets: Ints = first_place[word.first_lists] - np.array(before)
    return offsets.repeat(_shares(kept, ends))


def _shares(kept: Ints, ends: list[int]) -> Ints:
    """Return how many of some numbers, in order, are in each stretch, of which it is known where it ends."""
    shares: Ints = kept.searchsorted(ends)
    shares[1:] -= shares[:-1].copy()
    return shares


class Placed(NamedTuple):
    """Places, and of each the list that it is from, by its number among those that were read."""

    places: Ints
    lists: Ints


def placed(segment: Segment, first: int, last: int, asked: Truth, among: Truth) -> Placed:
    """Return the places of lists that follow one another, in the documents that are `among`.

    `asked` says of each field whether its lists are wanted.
    """
    postings = segment.postings
    fields = postings.fields[first:last]
    start, end = postings.postings(first, last)
    documents = postings.documents(start, end) + segment.base
    counts = postings.counts(start, end).astype(np.int64)
    lists = np.arange(last - first).repeat(sizes(postings.first_posting[first : last + 1]))
    wanted = (among[documents] & asked[fields][lists]).nonzero()[0]
    lists, times = lists[wanted], counts[wanted]
    found = postings.stretches(counts.cumsum()[wanted] - times + int(postings.first_place[first]), times)
    found |= (fields[lists].astype(np.int64) << FIELD | documents[wanted] << DOCUMENT).repeat(times)
    return Placed(found, lists.repeat(times))
