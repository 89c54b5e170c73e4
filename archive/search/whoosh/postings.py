"""The postings of one segment, as arrays: which documents have a term, how often, and where."""

import numpy as np
from numpy.typing import NDArray

from archive.search.whoosh.segment import SegmentFile

Ints = NDArray[np.int64]


class PostingsReader:
    """Reads stretches of a segment's postings."""

    def __init__(self, file: SegmentFile) -> None:
        self.first_list = file["term.list"]
        self.fields = file["list.field"]
        self.first_posting = file["list.posting"]
        self.first_place = file["list.place"]
        self._documents = file["document"]
        self._documents_high = file.get("document.high")
        self._counts = file["count"]
        self._large = file["count.large"]
        self._large_posting = file["count.large.posting"]
        self._places = file["place"]
        self._places_high = file.get("place.high")

    def lists(self, start: int, end: int) -> tuple[int, int]:
        """Return the first list of a stretch of terms, and the one behind the last."""
        return int(self.first_list[start]), int(self.first_list[end])

    def postings(self, first: int, last: int) -> tuple[int, int]:
        """Return the first posting of a stretch of lists, and the one behind the last."""
        return int(self.first_posting[first]), int(self.first_posting[last])

    def documents(self, start: int, end: int) -> Ints:
        """Return the documents of a stretch of postings."""
        found = self._documents[start:end].astype(np.int64)
        if self._documents_high is not None:
            found |= self._documents_high[start:end].astype(np.int64) << 16
        return found

    def counts(self, start: int, end: int) -> NDArray[np.float32]:
        """Return how often, for a stretch of postings."""
        found = self._counts[start:end].astype(np.float32)
        if len(self._large):
            first, last = np.searchsorted(self._large_posting, (start, end))
            if first < last:
                found[self._large_posting[first:last].astype(np.int64) - start] = self._large[first:last]
        return found

    def places(self, first_place: int, counts: Ints, wanted: Ints) -> tuple[Ints, Ints]:
        """Return the places of some postings of a stretch, and how many each has.

        `first_place` is that of the stretch, `counts` how often each of its postings stands, `wanted`
        numbers postings from the start of the stretch.
        """
        ends = np.cumsum(counts)
        sizes = counts[wanted]
        behind = np.cumsum(sizes)
        total = int(behind[-1]) if len(behind) else 0
        which = np.arange(total) + np.repeat(ends[wanted] - behind + first_place, sizes)
        found = self._places[which].astype(np.int64)
        if self._places_high is not None:
            found |= self._places_high[which].astype(np.int64) << 16
        return found, sizes

    def stretch(self, start: int, end: int) -> Ints:
        """Return a stretch of places."""
        found = self._places[start:end].astype(np.int64)
        if self._places_high is not None:
            found |= self._places_high[start:end].astype(np.int64) << 16
        return found
