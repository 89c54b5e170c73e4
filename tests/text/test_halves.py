"""Halves of characters, as JSON can escape them."""

import json

from hypothesis import given
from hypothesis import strategies as st

from archive.text.halves import without_halves

TEXTS = st.text(st.characters())  # halves of characters, too
VALUES = st.recursive(
    TEXTS | st.none() | st.booleans() | st.integers(),
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)


@given(VALUES)
def test_whatever_json_says_can_be_written_afterwards(value):
    json.dumps(without_halves(json.loads(json.dumps(value))), ensure_ascii=False).encode("utf-8")


def test_whole_characters_stay_also_where_they_are_escaped_as_two_halves():
    assert without_halves(json.loads('["\\ud83d\\ude00", "\\ud83d"]')) == ["😀", "\ufffd"]
