"""A text can be read word by word at the speed of a regular expression, to the same effect."""

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text.normalise import Word, words
from archive.text.written import readings, written

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
