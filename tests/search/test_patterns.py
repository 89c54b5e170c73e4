"""What is taken for a pattern: a word with a star that leaves few words to fit it."""

import pytest

from archive.search.query_language import parse
from archive.search.tree import Phrase, Wildcard, Word


@pytest.mark.parametrize(
    "text, tree", [("*u*", Word("u")), ("*ab", Word("ab")), ("*a*b", Phrase(("a", "b")))]
)
def test_a_pattern_that_fits_most_words_is_searched_as_words_and_a_notice_says_so(text, tree):
    found = parse(text)

    assert found.tree == tree
    assert [text in notice.render() for notice in found.notices] == [True]


@pytest.mark.parametrize("text", ["*dad", "*una*", "x*", "*民*"])
def test_a_pattern_that_says_enough_is_one(text):
    found = parse(text)

    assert found.tree == Wildcard(text)
    assert not found.notices
