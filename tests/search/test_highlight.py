"""Marks stand in the original text, and the passages chosen are those that show the match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.highlight import Marks, best, marked, snippet
from archive.text.passages import Passage


def marks(*words: str, phrases: tuple[tuple[str, ...], ...] = ()) -> Marks:
    return Marks(words=tuple(frozenset({word}) for word in words), phrases=phrases)


def passages(*texts: str) -> list[Passage]:
    return [Passage(number=number, text=text) for number, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("Hugo Chávez spoke", marks("chavez"), ["Chávez"]),
        ("Hugo Cha\u0301vez’s people", marks("chavez"), ["Cha\u0301vez"]),
        ("the Vene-\nzuelan class", marks("venezuelan"), ["Vene-\nzuelan"]),
        ("Vene\u00adzuelan", marks("venezuelan"), ["Vene\u00adzuelan"]),
        ("a US-backed coup", marks("backed"), ["backed"]),
        ("por ahora, por ahora", Marks(phrases=(("por", "ahora"),)), ["por ahora", "por ahora"]),
        ("Por\n  ahora", Marks(phrases=(("por", "ahora"),)), ["Por\n  ahora"]),
        ("ahora por", Marks(phrases=(("por", "ahora"),)), []),
        ("a US-backed coup", Marks(phrases=(("us", "backed", "coup"),)), ["US-backed coup"]),
        ("efﬁcient", marks("efficient"), ["efﬁcient"]),
    ],
)
def test_original_is_marked(text, asked, found):
    parts = marked(text, asked)

    assert [part.text for part in parts if part.marked] == found
    assert "".join(part.text for part in parts) == text


@given(st.text(), st.sets(st.text(min_size=1, max_size=3)))
def test_marking_never_changes_a_text(text, words):
    asked = marks(*words)

    assert "".join(part.text for part in marked(text, asked)) == text


def test_passage_with_more_of_the_words_comes_first():
    chosen = best(passages("comuna comuna comuna", "nothing", "comuna o nada"), marks("comuna", "nada"), 3)

    assert [passage.number for passage in chosen] == [3, 1]


def test_passage_with_the_phrase_is_chosen():
    asked = Marks(phrases=(("comuna", "o", "nada"),))
    chosen = best(passages("nada o comuna", "he said: ¡Comuna o nada!", "comuna"), asked, 3)

    assert [passage.number for passage in chosen] == [2]


def test_passage_with_the_words_side_by_side_comes_first():
    chosen = best(passages("ahora no, por eso", "por ahora"), marks("por", "ahora"), 2)

    assert [passage.number for passage in chosen] == [2, 1]


def test_word_broken_at_the_line_end_is_found_in_a_passage():
    chosen = best(passages("other", "the Vene-\nzuelan class"), marks("venezuelan"), 1)

    assert [passage.number for passage in chosen] == [2]


def test_snippet_shows_the_match_of_a_long_text():
    text = "before " * 200 + "the comuna itself " + "after " * 200

    parts = snippet(text, marks("comuna"))

    assert [part.text for part in parts if part.marked] == ["comuna"]
    assert sum(len(part.text) for part in parts) < 400
    assert parts[0].text == "… "
    assert parts[-1].text == " …"


def test_snippet_of_a_short_text_is_the_text():
    assert "".join(part.text for part in snippet("a comuna here", marks("comuna"))) == "a comuna here"


def test_nothing_asked_marks_nothing():
    assert best(passages("a", "b"), Marks(), 3) == ()
    assert marked("a b", Marks())[0].text == "a b"
