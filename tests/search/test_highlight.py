"""Marks stand in the original text, and the passages chosen are those that show the match."""

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.search.highlight import Loose, Marks, best, marked, snippet
from archive.search.phrases import LONGEST
from archive.text.normalise import words
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


def test_a_passage_with_the_very_word_comes_before_those_with_other_forms_of_it():
    said = passages("Las comunas, comunal, comunas.", "Nada.", "Una COMUNA más.", "La cómuna, las comunas.")
    asked = Marks(words=(frozenset({"comuna", "comunas", "comunal"}),), very=(frozenset({"comuna"}),))

    assert [passage.number for passage in best(said, asked, 3)] == [4, 3, 1]
    assert [passage.number for passage in best(said[:2], asked, 3)] == [1]


def test_more_of_the_words_and_words_side_by_side_count_more_than_the_very_form():
    asked = Marks(
        words=(frozenset({"communal", "commune"}), frozenset({"council", "councils"})),
        very=(frozenset({"communal"}), frozenset({"council"})),
    )
    said = passages(
        "A communal farm.", "The council is communal.", "Communal councils.", "Commune, councils."
    )

    assert [passage.number for passage in best(said, asked, 4)] == [3, 4, 2, 1]


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


WORDS = ("por", "ahora", "us", "backed", "usbacked", "chavez", "o", "a")
WRITTEN = st.lists(
    st.sampled_from([*WORDS, "Ahora", "US-backed", "Chávez", "¡a!", "Cha-\nvez", "x", "…"]), max_size=60
).map(" ".join)
ASKED = st.builds(
    Marks,
    words=st.lists(st.frozensets(st.sampled_from(WORDS), max_size=3), max_size=3).map(tuple),
    phrases=st.lists(st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(tuple), max_size=2).map(
        tuple
    ),
    loose=st.lists(
        st.builds(
            Loose, st.lists(st.sampled_from(WORDS), min_size=2, max_size=4).map(tuple), st.integers(1, 3)
        ),
        max_size=2,
    ).map(tuple),
)


def matches(text, asked):
    """Return the places of the words that are to be marked, by trying every way there is."""
    read = list(words(text))
    found = {(word.start, word.end) for word in read if word.folded in asked.forms}
    for phrase, slop in [*((phrase, 0) for phrase in asked.phrases), *asked.loose]:
        for way in ways(read, phrase, slop):
            found |= {(word.start, word.end) for word in way}
    return found


def ways(read, phrase, slop, behind=None):
    """Yield each run of words of a text that is this phrase."""
    if not phrase:
        yield ()
        return
    for word in read:
        between = 0 if behind is None else word.position - behind
        if 0 <= between <= slop:
            for size in range(1, LONGEST + 1):
                if len(phrase) >= size and word.folded == "".join(phrase[:size]):
                    for rest in ways(read, phrase[size:], slop - between, word.position + 1):
                        yield (word, *rest)


def places(parts):
    """Return from where to where the marks of some parts stand."""
    ends = list(accumulate(len(part.text) for part in parts))
    return [(end - len(part.text), end) for end, part in zip(ends, parts, strict=True) if part.marked]


@settings(max_examples=300, deadline=None)
@given(WRITTEN, ASKED)
def test_what_is_marked_is_every_match_and_nothing_else(text, asked):
    parts = marked(text, asked)
    shown, expected = places(parts), matches(text, asked)

    assert "".join(part.text for part in parts) == text
    assert all(any(begin <= start and end <= stop for begin, stop in shown) for start, end in expected)
    assert {begin for begin, _ in shown} <= {start for start, _ in expected}
    assert {stop for _, stop in shown} <= {end for _, end in expected}


@settings(max_examples=200, deadline=None)
@given(WRITTEN, ASKED)
def test_nothing_found_in_the_part_shown_is_left_unmarked(text, asked):
    text = "nothing at all " * 12 + text + " nothing at all" * 12
    parts = [part for part in snippet(text, asked) if part.text not in ("… ", " …")]
    inner, shown = "".join(part.text for part in parts), places(parts)

    assert inner in text
    for start, end in places(marked(inner, asked)):
        assert any(begin <= start and end <= stop for begin, stop in shown)


def test_of_a_loose_phrase_the_words_are_marked_and_not_what_lies_between():
    asked = Marks(loose=(Loose(("comuna", "nada"), 1),))
    parts = marked("Comuna o nada; nada o comuna; comuna, dijo él entonces, nada", asked)

    assert [part.text for part in parts if part.marked] == ["Comuna", "nada"]


def test_a_passage_with_the_words_near_one_another_is_chosen_for_a_loose_phrase():
    asked = Marks(loose=(Loose(("comuna", "nada"), 1),))

    assert [each.number for each in best(passages("comuna a b nada", "comuna o nada"), asked, 3)] == [2]
