"""Where terms stand.

A place is one number: its field in the uppermost bits, then its document, then its position. So
places that follow one another are numbers that do, and none follows across a field or a document.
"""

from typing import NamedTuple

import numpy as np

from archive.search.whoosh.arrays import Ints, Truth
from archive.search.whoosh.opened import Segment
from archive.search.whoosh.segment import sizes

FIELD, DOCUMENT = 56, 32  # bits below them
DOCUMENTS = (1 << (FIELD - DOCUMENT)) - 1


def document_of(places: Ints) -> Ints:
    """Return the document of each place."""
    return (places >> DOCUMENT) & DOCUMENTS


def firsts(ordered: Ints) -> Truth:
    """Return which of some numbers in order are not the same as the one before."""
    found = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=found[1:])
    return found


def counted(ordered: Ints) -> tuple[Ints, Ints]:
    """Return each of some numbers in order once, and how often it is there."""
    starts = firsts(ordered).nonzero()[0]
    times = np.empty(len(starts), dtype=np.int64)
    np.subtract(starts[1:], starts[:-1], out=times[:-1])
    times[-1:] = len(ordered) - starts[-1:]
    return ordered[starts], times


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
