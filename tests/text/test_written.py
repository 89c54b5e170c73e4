"""A text can be read word by word at the speed of a regular expression, to the same effect."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text.normalise import Word, words
from archive.text.written import INSIDE, LETTER, joints, places, readings, written

TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("aeéÁñß-‐’'.,\n\r \u00a0\u202f\u00ad\u200b\ufeff\u0301\u0308ﬁſœıİ12000ABEUU人が"),
    ),
    max_size=60,
)


@given(TEXTS)
@settings(max_examples=500)
def test_written_words_and_their_readings_are_the_words_of_a_text(text: str) -> None:
    found = []
    place = position = 0
    for surface in written(text):
        place = text.index(surface, place)
        for reading in readings(surface):
            position += reading.step
            start, end = place + reading.begin, place + reading.end
            found.append(
                Word(text[start:end], reading.folded, start, end, position, reading.joined, reading.plain)
            )
        place += len(surface)
        position += 1
    assert found == list(words(text))


@given(TEXTS)
def test_every_written_word_is_read_as_something(text: str) -> None:
    for surface in written(text):
        first, *_ = readings(surface)
        assert first.step == 0
        assert first.folded


@given(TEXTS)
@settings(max_examples=500)
def test_no_written_word_goes_across_a_sign_that_is_no_joint(text: str) -> None:
    inside = {place for joint in joints(text) for place in range(*joint.span())}
    for word in places(text):
        last = max(match.end() for match in re.finditer(f"[{LETTER}{INSIDE}]", word[0]))
        signs = {word.start() + sign.start() for sign in re.finditer(f"[^{LETTER}{INSIDE}]", word[0][:last])}
        assert signs <= inside


@pytest.mark.parametrize(
    "repeated",
    ["a.", "A. ", "A.B. ", "EE. UU ", "1.000.", "1 000 ", "a-", "a-\n ", "- \n", "a\u00ad\n", "a'", "1-"],
)
def test_the_time_a_text_takes_grows_with_its_length_alone(repeated: str) -> None:
    # One that looked again and again at what stands behind would not come to an end.
    text = repeated * 100_000 + "bc"
    assert "bc" in "".join(written(text))
    assert sum(1 for _ in joints(text)) <= len(text)
