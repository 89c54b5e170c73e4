"""Places are numbers that go up by field, document and position, up to the last of each."""

import numpy as np

from archive.search.whoosh.building import LAST_PLACE
from archive.search.whoosh.numbering import FIELDS
from archive.search.whoosh.placing import DOCUMENT, DOCUMENTS, FIELD, document_of

LAST_FIELD = 255  # a field is stored in a byte


def place(field, document, position):
    return np.int64(field) << FIELD | np.int64(document) << DOCUMENT | np.int64(position)


def test_the_last_place_of_a_field_is_before_the_first_of_the_next():
    for field in range(LAST_FIELD):
        assert 0 <= place(field, DOCUMENTS, LAST_PLACE) < place(field + 1, 0, 0)


def test_the_last_place_in_a_document_is_before_the_first_in_the_next():
    assert place(7, 4, LAST_PLACE) < place(7, 5, 0)
    assert document_of(np.array([place(LAST_FIELD, DOCUMENTS, LAST_PLACE)])).tolist() == [DOCUMENTS]


def test_there_are_no_more_fields_than_places_can_tell():
    assert max(FIELDS.values()) <= LAST_FIELD
