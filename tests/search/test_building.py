"""What a segment holds of the words of a batch, where it comes to its limits."""

import numpy as np

from archive.search.whoosh.building import LAST_PLACE, write_occurrences
from archive.search.whoosh.postings import PostingsReader
from archive.search.whoosh.segment import SegmentFile, SegmentWriter
from archive.search.whoosh.words import Occurrences


def test_words_behind_the_last_place_of_a_field_are_found_there_and_at_no_other(tmp_path):
    places = np.array([0, 70_000, LAST_PLACE, LAST_PLACE + 1, 2 * LAST_PLACE])
    alike = np.zeros(len(places), dtype=np.uint32)
    with SegmentWriter(tmp_path / "a.segment") as file:
        write_occurrences(file, Occurrences(alike.astype(np.int64), alike, alike, places), 1, 1)

    postings = PostingsReader(SegmentFile(tmp_path / "a.segment"))

    assert postings.counts(0, 1).tolist() == [5]
    assert postings.stretch(0, 5).tolist() == [0, 70_000, LAST_PLACE, LAST_PLACE, LAST_PLACE]
