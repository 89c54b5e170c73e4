"""Inflected forms meet, with and without their accents."""

import pytest

from archive.text.languages import STEMMED, stemmer


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
