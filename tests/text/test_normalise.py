"""Words are found whatever the writing, and always where they stand."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text.normalise import fold, words

TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("aeéÁñß-‐’'\n\r \u00ad\u200b\ufeff\u0301\u0308ﬁſœıİ19人がक"),
    ),
    max_size=60,
)


def folded(text: str) -> list[str]:
    return [word.folded for word in words(text)]


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("Vene-zuelan", id="hyphen in mid word"),
        pytest.param("Vene-\nzuelan", id="hyphen at line end"),
        pytest.param("Vene-  \r\n   zuelan", id="hyphen at line end with spaces"),
        pytest.param("Vene‐\nzuelan", id="typographic hyphen"),
        pytest.param("Vene\ufffe\nzuelan", id="hyphen mark of PDF readers"),
        pytest.param("Vene\u00adzuelan", id="soft hyphen"),
        pytest.param("Vene\u00ad\nzuelan", id="soft hyphen at line end"),
        pytest.param("Vene\u200bzuelan", id="zero-width space"),
        pytest.param("VENEZUELAN", id="capitals"),
        pytest.param("Vénézuelan", id="accents"),
        pytest.param("Ve\u0301ne\u0301zuelan", id="accents as combining marks"),
    ],
)
def test_a_word_is_found_however_it_is_written(written: str) -> None:
    found = next(word for word in words(f"the {written} class") if word.folded == "venezuelan")
    assert found.surface == written


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chávez", "Chavez"),
        ("ﬁnance", "finance"),
        ("Congreſs", "congress"),
        ("Straße", "STRASSE"),
        ("cœur", "coeur"),
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("العَرَبِيَّة", "العربية"),
        ("ё", "е"),
        ("「ｶﾞ」", "「ガ」"),
        ("‘quoted’", "'quoted'"),
    ],
)
def test_variants_fold_to_one_spelling(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_vowel_signs_that_make_other_letters_are_kept() -> None:
    assert fold("कि") != fold("कु")
    assert fold("が") != fold("か")


def test_parts_and_whole_share_a_position_so_that_phrases_read_on() -> None:
    found = [(word.folded, word.position, word.joined) for word in words("a US-backed coup")]
    assert found == [
        ("a", 0, False),
        ("usbacked", 1, True),
        ("us", 1, False),
        ("backed", 1, False),
        ("coup", 2, False),
    ]


def test_figures_are_not_joined() -> None:
    assert folded("1992-1998") == ["1992", "1998"]
    assert [word.position for word in words("20-10-2012 fue")] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Venezuela’s people", ["venezuela", "people"]),
        ("l’homme", ["lhomme", "homme"]),
        ("O'Higgins", ["ohiggins", "higgins"]),
        ("we'll", ["we"]),
        ("EE.UU. y EE. UU.", ["eeuu", "ee", "uu", "y", "eeuu", "ee", "uu"]),
        ("the U.S. and P.S.U.V", ["the", "us", "and", "psuv"]),
        ("fin.El A.", ["fin", "el", "a"]),
        ("‘por ahora’", ["por", "ahora"]),
        ("file_name", ["file", "name"]),
        ("x-\n\ny", ["x", "y"]),
        ("人权 宣言", ["人", "权", "宣", "言"]),
        ("👍🏽 ok", ["ok"]),
    ],
)
def test_what_counts_as_a_word(text: str, expected: list[str]) -> None:
    assert folded(text) == expected


def test_stemmers_get_the_accents_without_the_hyphens() -> None:
    assert next(word.plain for word in words("Revolu-\nCIÓN")) == "revolución"


@given(TEXTS)
def test_every_word_stands_where_it_says(text: str) -> None:
    before = 0
    for word in words(text):
        assert text[word.start : word.end] == word.surface
        assert word.folded
        assert not any(char.isspace() for char in word.folded)
        assert word.position in (before, before + 1)
        before = word.position


@given(TEXTS)
@settings(max_examples=500)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("aáeéiñ -\n'’\u00ad\u0301", max_size=40))
def test_composed_and_combining_accents_give_the_same_words(text: str) -> None:
    one = folded(unicodedata.normalize("NFC", text))
    other = folded(unicodedata.normalize("NFD", text))
    assert one == other
