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
        pytest.param("Ve´ne´zuelan", id="accents beside their letters"),
        pytest.param("Vene¬\nzuelan", id="line end as scanners mark it"),
        pytest.param("Vene–\nzuelan", id="dash at line end"),
        pytest.param("Vene-\rzuelan", id="hyphen at the line end of old Macintosh files"),
        pytest.param("Vene\u200ezuelan", id="mark of writing direction"),
        pytest.param("Ｖｅｎｅｚｕｅｌａｎ", id="full-width letters"),
        pytest.param("Ｖｅｎｅ－ｚｕｅｌａｎ", id="full-width hyphen"),
        pytest.param("𝐕𝐞𝐧𝐞𝐳𝐮𝐞𝐥𝐚𝐧", id="mathematical letters"),
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


@pytest.mark.parametrize("written", ["Vene-\nzuelan-led", "anti-Vene-zuelan"])
def test_a_broken_word_within_a_compound_is_found(written: str) -> None:
    assert "venezuelan" in folded(written)


def test_parts_of_a_long_compound_read_on_as_a_phrase() -> None:
    found = {(word.folded, word.position) for word in words("a state-of-the-art plan")}
    assert {("state", 1), ("of", 2), ("the", 3), ("art", 4), ("plan", 5), ("stateoftheart", 1)} <= found


def test_single_letters_before_a_hyphen_are_words() -> None:
    assert folded("vis-à-vis") == ["visavis", "visa", "vis", "avis", "a", "vis"]


@pytest.mark.parametrize(
    "written",
    [
        "20.000",
        "20,000",
        "20 000",
        "20\u00a0000",
        "20\u202f000",
        "20\u2009000",
        "20'000",
        "20’000",
        "２０，０００",
    ],
)
def test_separated_digits_are_one_figure(written: str) -> None:
    found = [(word.folded, word.surface, word.position) for word in words(f"unas {written} personas")]
    parts = [
        (part, surface, 1) for part, surface in zip(("20", "000"), (written[:2], written[3:]), strict=True)
    ]
    assert found == [("unas", "unas", 0), ("20000", written, 1), *_folded(parts), ("personas", "personas", 2)]


def _folded(parts: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    return [(fold(part), surface, position) for part, surface, position in parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.234.567,89", ["1234567", "1", "234", "567", "89"]),
        ("20.000-ton", ["20000ton", "20000", "20", "000", "ton"]),
        ("1.000-2.000", ["1000", "1", "000", "2000", "2", "000"]),
        ("1992-1998", ["1992", "1998"]),
        ("12.05.1998", ["12", "05", "1998"]),
        ("3.14", ["3", "14"]),
        ("0.125", ["0", "125"]),
        ("3.14 159", ["3", "14", "159"]),
        ("1, 200", ["1", "200"]),
        ("1917 200", ["1917", "200"]),
        ("20 0000", ["20", "0000"]),
        ("192.168.1.1", ["192", "168", "1", "1"]),
        ("12 300 45 6", ["12", "300", "45", "6"]),
        ("20.000 000", ["20000", "20", "000", "000"]),
        ("20.000km", ["20", "000km"]),
        ("20,000人", ["20000", "20", "000", "人"]),
    ],
)
def test_which_figures_are_joined(text: str, expected: list[str]) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize("written", ["U.S.", "U. S.", "U.\u00a0S.", "U.\nS.", "US", "u.s."])
@pytest.mark.parametrize("around", ["the {} army", "anti-{} talk", "({})", "the {}-backed coup", "{}’s"])
def test_initials_are_one_word(written: str, around: str) -> None:
    assert "us" in folded(around.format(written))


@pytest.mark.parametrize(
    "written", ["EE. UU.", "EE.UU.", "EE UU", "EE.\nUU.", "EE.\u00a0UU.", "EEUU", "E.E.U.U."]
)
def test_doubled_initials_are_one_word(written: str) -> None:
    found = [(word.folded, word.position) for word in words(f"los {written} y no")]
    assert ("eeuu", 1) in found
    assert found[-2:] == [("y", 2), ("no", 3)]


def test_initials_of_a_name_may_be_sought_alone() -> None:
    found = [(word.folded, word.position) for word in words("J. R. Smith")]
    assert found == [("jr", 0), ("j", 0), ("r", 0), ("smith", 1)]


def test_figures_are_not_joined() -> None:
    assert folded("1992-1998") == ["1992", "1998"]
    assert [word.position for word in words("20-10-2012 fue")] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Venezuela’s people", ["venezuela", "people"]),
        ("l’homme", ["lhomme", "homme"]),
        ("O'Higgins", ["ohiggins", "higgins"]),
        ("O´Higgins", ["ohiggins", "higgins"]),
        ("pol´ıtica", ["politica", "pol", "itica"]),
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


# What a typesetter, a scanner or a keyboard does to a word and nobody sees.
_SIGNS = st.sampled_from(["\u00ad", "\u200b", "\u200d", "\ufeff", "\u2060", "\u200e", "\u00ad\n"])


@given(st.lists(st.sampled_from(["comuna", "nación", "Ñandú", "1998", "peuple"]), max_size=6), st.data())
def test_invisible_signs_and_forms_of_letters_change_no_word(known: list[str], data: st.DataObject) -> None:
    disguised = []
    for word in known:
        form = data.draw(st.sampled_from(["NFC", "NFD"]))
        at = data.draw(st.integers(1, len(word) - 1))
        mark = data.draw(_SIGNS)
        end = data.draw(st.sampled_from([word[at:], word[at:].upper()]))
        disguised.append(unicodedata.normalize(form, f"{word[:at]}{mark}{end}"))
    assert folded(" ".join(disguised)) == [fold(word) for word in known]
    assert [word.surface for word in words(" ".join(disguised))] == disguised


@given(st.text("aáeéiñ -\n'’\u00ad\u0301", max_size=40))
def test_composed_and_combining_accents_give_the_same_words(text: str) -> None:
    one = folded(unicodedata.normalize("NFC", text))
    other = folded(unicodedata.normalize("NFD", text))
    assert one == other


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u2060", "\u00ad\n"])
def test_invisible_sign_in_a_figure_makes_no_group_of_its_beginning(sign):
    assert [word.folded for word in words(f"998 199{sign}8")] == ["998", "1998"]
