"""What is found without reading a text is exactly what reading it finds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text.normalise import words
from archive.text.sought import FEW, sought

REACH = 2

# Signs that make words out of parts, letters that fold to more than one or to none, and plain ones.
PLAIN = ("a", "b", "B", "É", "s", "1", "_", " ", " ", "\n", "\t", ", ", "\0")
JOINING = (
    "-", "‐", "-\n", "- \r\n ", "¬\n", "–\n", "\r", "'", "’", "´", ".", ". ", ",", "EE. UU.", "EE UU", "U.S.",
    "U. S.", "p.m.", "A", "20", "000", "\u202f", "\u00ad", "\u00ad\n", "\ufffe",
)  # fmt: skip
ODD = ("\u200b", "n\u0303", "ß", "ﬁ", "人", "가", "\u11a8", "\U0001d4d0", "🙂")
SIGNS = st.sampled_from([*PLAIN, *JOINING, *ODD])
TEXTS = st.lists(SIGNS, max_size=40).map("".join) | st.text(max_size=60)


def read(text, forms):
    return [word for word in words(text) if word.folded in forms]


@settings(max_examples=600, deadline=None)  # the first text waits for the table of letters
@given(TEXTS, st.data())
def test_every_word_sought_is_found_and_no_other(text, data):
    occurring = sorted({word.folded for word in words(text)})
    forms = frozenset(data.draw(st.sets(st.sampled_from([*occurring, "a", "zz"]), max_size=20)))

    found = sought(text, forms, REACH)

    expected = read(text, forms)
    assert [place[:3] for place in found] == [(word.folded, word.start, word.end) for word in expected]
    for (one, known), (other, also) in zip(
        zip(found, expected, strict=True), zip(found[1:], expected[1:], strict=True), strict=False
    ):
        apart = also.position - known.position
        assert other.position - one.position == apart or min(other.position - one.position, apart) > REACH


@pytest.mark.parametrize("form", ["venezuelan", "vene", "zuelan"])
def test_a_word_broken_at_the_line_end_is_found_whole_and_in_parts(form):
    assert [place.folded for place in sought("the Vene-\n  zuelan class", frozenset({form}))] == [form]


def test_many_forms_are_found_as_few_are():
    text = "one two three " * 3
    many = frozenset({"two"} | {f"x{number}" for number in range(100)})

    assert [place.start for place in sought(text, many)] == [4, 18, 32]


def test_many_forms_that_all_occur_are_found():
    several = [f"word{number}" for number in range(FEW * 2)]
    text = "-".join(several[:2]) + " " + " ".join([*several, *several])
    found = sought(text, frozenset(several))

    assert [place[:3] for place in found] == [
        (word.folded, word.start, word.end) for word in read(text, several)
    ]
    assert len(found) == 2 + 4 * FEW


def test_nothing_is_sought_in_vain():
    assert sought("", frozenset({"a"})) == []
    assert sought("a", frozenset()) == []
