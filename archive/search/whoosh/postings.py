"""The postings of one segment, as arrays: which documents have a term, how often, and where."""

import numpy as np
from numpy.typing import NDArray

from archive.search.whoosh.arrays import Ints
from archive.search.whoosh.segment import SegmentFile, stretched


class PostingsReader:
    """Reads stretches of a segment's postings."""

    def __init__(self, file: SegmentFile) -> None:
        self.first_list = file["term.list"]
        self.fields = file["list.field"]
        self.first_posting = file["list.posting"]
        self.first_place = file["list.place"]
        # Single numbers are read through these: numpy would make an object of its own for each.
        self.list_fields, self.list_starts = self.fields.data, self.first_posting.data
        self._list = self.first_list.data
        self._documents = file["document"]
        self._documents_high = file.get("document.high")
        self._counts = file["count"]
        self._large = file["count.large"]
        self._large_posting = file["count.large.posting"]
        self._places = file["place"]
        self._places_high = file.get("place.high")

    def lists(self, start: int, end: int) -> tuple[int, int]:
        """Return the first list of a stretch of terms, and the one behind the last."""
        return self._list[start], self._list[end]

    def field(self, number: int) -> int:
        """Return the field of a list."""
        return self.list_fields[number]

    def span(self, number: int) -> tuple[int, int]:
        """Return the first posting of a list, and the one behind its last."""
        return self.list_starts[number], self.list_starts[number + 1]

    def postings(self, first: int, last: int) -> tuple[int, int]:
        """Return the first posting of a stretch of lists, and the one behind the last."""
        return self.list_starts[first], self.list_starts[last]

    def read(self, spans: list[tuple[int, int]]) -> tuple[Ints, NDArray[np.float64]]:
        """Return the documents and counts of spans of postings, one behind the other."""
        if len(spans) == 1:
            return self.documents(*spans[0]), self.counts(*spans[0])
        low = np.concatenate([self._documents[start:end] for start, end in spans]).astype(np.int64)
        if self._documents_high is not None:
            high = np.concatenate([self._documents_high[start:end] for start, end in spans])
            low |= high.astype(np.int64) << 16
        if len(self._large):
            return low, np.concatenate([self.counts(start, end) for start, end in spans])
        counts = np.concatenate([self._counts[start:end] for start, end in spans])
        return low, counts.astype(np.float64)

    def documents(self, start: int, end: int) -> Ints:
        """Return the documents of a stretch of postings."""
        found = self._documents[start:end].astype(np.int64)
        if self._documents_high is not None:
            found |= self._documents_high[start:end].astype(np.int64) << 16
        return found

    def counts(self, start: int, end: int) -> NDArray[np.float64]:
        """Return how often, for a stretch of postings."""
        found = self._counts[start:end].astype(np.float64)
        if len(self._large):
            first, last = np.searchsorted(self._large_posting, (start, end))
            if first < last:
                found[self._large_posting[first:last].astype(np.int64) - start] = self._large[first:last]
        return found

    def places(self, first_place: int | Ints, counts: Ints, wanted: Ints) -> tuple[Ints, Ints]:
        """Return the places of some postings of a stretch, and how many each has.

        `first_place` is that of the stretch, `counts` how often each of its postings stands, `wanted`
        numbers postings from the start of the stretch. Where several stretches are read as one,
        `first_place` has for each posting wanted where the places of the whole would begin by its own.
        """
        sizes = counts[wanted]
        return self.stretches(counts.cumsum()[wanted] - sizes + first_place, sizes), sizes

    def stretches(self, starts: Ints, lengths: Ints) -> Ints:
        """Return stretches of places, one behind the other."""
        which = stretched(starts, lengths)
        found = self._places[which].astype(np.int64)
        if self._places_high is not None:
            found |= self._places_high[which].astype(np.int64) << 16
        return found

    def stretch(self, start: int, end: int) -> Ints:
        """Return a stretch of places."""
        found = self._places[start:end].astype(np.int64)
        if self._places_high is not None:
            found |= self._places_high[start:end].astype(np.int64) << 16
        return found
