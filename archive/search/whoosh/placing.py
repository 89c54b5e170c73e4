"""Where terms stand: their places in some documents, read for any number of lists at once.

A place is one number: its field in the uppermost bits, then its document, then its position. So
places that follow one another are numbers that do, and none follows across a field or a document.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from archive.search.whoosh.arrays import Ints, Truth
from archive.search.whoosh.opened import Segment
from archive.search.whoosh.segment import sizes

FIELD, DOCUMENT = 56, 32  # bits below them
DOCUMENTS = (1 << (FIELD - DOCUMENT)) - 1
_NAUGHT = np.zeros(1, dtype=np.int64)


def document_of(places: Ints) -> Ints:
    """Return the document of each place."""
    return (places >> DOCUMENT) & DOCUMENTS


class Placed(NamedTuple):
    """Places, and of each the list that it is from, by its number among those that were read."""

    places: Ints
    lists: Ints


def placed(segment: Segment, spans: Sequence[tuple[int, int]], asked: Truth, among: Truth) -> Placed:
    """Return the places of spans of lists in the documents that are `among`.

    `asked` says of each list whether it is wanted.
    """
    postings = segment.postings
    fields = np.concatenate([postings.fields[first:last] for first, last in spans])
    lengths = np.concatenate([sizes(postings.first_posting[first : last + 1]) for first, last in spans])
    documents, read = postings.read([postings.postings(*span) for span in spans])
    if segment.base:
        documents += segment.base
    lists = np.arange(len(fields)).repeat(lengths)
    wanted = (among[documents] & asked[lists]).nonzero()[0]
    lists, counts = lists[wanted], read.astype(np.int64)
    # What is read stands one behind the other here, and not so in the segment.
    first_places = np.concatenate([postings.first_place[first:last] for first, last in spans])
    starts = np.concatenate((_NAUGHT, counts.cumsum()))[lengths.cumsum() - lengths]
    found, times = postings.places((first_places - starts)[lists], counts, wanted)
    found |= ((fields[lists].astype(np.int64) << FIELD) | (documents[wanted] << DOCUMENT)).repeat(times)
    return Placed(found, lists.repeat(times))
