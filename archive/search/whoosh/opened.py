"""A segment opened for reading."""

import numpy as np
from numpy.typing import NDArray

from archive.search.whoosh.dictionary import Dictionary
from archive.search.whoosh.postings import PostingsReader
from archive.search.whoosh.segment import SegmentFile


class Segment:
    """A segment and what of it is left."""

    def __init__(
        self, file: SegmentFile, name: str, deletion: int, deleted: NDArray[np.bool_], base: int
    ) -> None:
        self.file = file
        self.name = name
        self.deletion = deletion
        self.deleted = deleted
        self.base = base  # number of its first document among all
        self.dictionary = Dictionary(file)
        self.postings = PostingsReader(file)
