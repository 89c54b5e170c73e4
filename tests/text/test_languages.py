"""Inflected forms meet, with and without their accents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.folding import fold
from archive.text.languages import ENDINGS, STEMMED, stemmer, stems

_ROOTS = st.text("abceglnorstáéñçãß", max_size=8)
_ENDINGS = sorted({ending for endings in ENDINGS.values() for pair in endings.items() for ending in pair})
WORDS = st.lists(
    st.one_of(
        st.builds("{}{}".format, _ROOTS, st.sampled_from(_ENDINGS)),
        _ROOTS,
        st.text(max_size=10).map(str.lower),
    ),
    max_size=20,
)


@pytest.mark.parametrize(
    ("tag", "forms"),
    [
        ("es", ["revolución", "revolucion", "revoluciones"]),
        ("es-VE", ["comuna", "comunas"]),
        ("es", ["ideología", "ideologia", "ideologías"]),
        ("en", ["organised", "organising", "organises"]),
        ("pt-BR", ["revolução", "revolucao", "revoluções", "revolucoes"]),
        ("fr", ["communauté", "communautés"]),
        ("it", ["rivoluzione", "rivoluzioni"]),
        ("de", ["Rede".lower(), "reden"]),
    ],
)
def test_forms_of_a_word_share_a_stem(tag: str, forms: list[str]) -> None:
    stem = stemmer(tag)
    assert stem is not None
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize("tag", ["la", "x-none", "", None, "zxx"])
def test_a_language_without_rules_has_no_stemmer(tag: str | None) -> None:
    assert stemmer(tag) is None


@pytest.mark.parametrize("tag", sorted(STEMMED))
def test_every_language_listed_stems(tag: str) -> None:
    stem = stemmer(tag)
    assert stem is not None
    assert stem("palabra")


@given(st.sampled_from(sorted(STEMMED)), WORDS)
def test_many_words_are_stemmed_as_each_alone(tag: str, words: list[str]) -> None:
    stem = stemmer(tag)
    assert stem is not None
    assert stems(tag, words) == [stem(word) for word in words]


@given(WORDS)
def test_words_of_a_language_without_rules_are_their_own_stems(words: list[str]) -> None:
    assert stems("la", words) == [fold(word) for word in words]
