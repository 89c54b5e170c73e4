"""Languages by tag, code and name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.metadata.vocabularies import languages


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("es", "es"),
        ("ES_ve", "es-VE"),
        ("spa", "es"),
        ("fre", "fr"),
        ("cmn", "cmn"),
        ("zh-Hant", "zh-Hant"),
        ("Spanish", "es"),
        ("español", "es"),
        ("ESPANOL", "es"),
        ("castellano", "es"),
        ("guaraní", "gn"),
        ("Deutsch", "de"),
        ("Русский", "ru"),
        ("Greek_Ellinika", "el"),
        ("Quechua (Cusco)", "qu"),
        ("Spanish / Español", "es"),
        ("Spanish / English", None),
        ("Spanish (Venezuela)", "es-VE"),
        ("español (Venezuela)", "es-VE"),
        ("mul", "mul"),
        ("wayuu", "guc"),
        ("none of these", None),
        ("title", None),
        ("xq", None),
        ("", None),
    ],
)
def test_a_language_is_recognised_as_people_write_it(words, tag):
    assert languages.recognise(words) == tag


@pytest.mark.parametrize(
    ("tag", "locale", "name"),
    [
        ("es", "en", "Spanish"),
        ("es", "es", "español"),
        ("es-VE", "es", "español (Venezuela)"),
        ("pt-BR", "en", "Brazilian Portuguese"),
        ("zh-Hant", "es", "chino tradicional"),
        ("ay", "es", "aimara"),
        ("guc", "es", "Wayuu"),
        ("es", "zz", "Spanish"),
        ("qaa", "en", "qaa"),
    ],
)
def test_a_language_has_a_name_for_every_reader(tag, locale, name):
    assert languages.name(tag, locale) == name


def test_a_misspelt_name_finds_the_nearest():
    assert languages.nearest_name("Spanihs") == "Spanish"


@given(st.text() | st.from_regex(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}", fullmatch=True))
def test_whatever_is_recognised_is_a_tag_with_a_name(words):
    tag = languages.recognise(words)
    assert tag is None or (languages.recognise(tag) == tag and languages.name(tag, "es"))


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("tag", ["es", "es-VE", "pt-BR", "gn", "zh-Hant", "fr-CA", "ay-BO"])
def test_the_name_of_a_language_is_recognised_as_it(tag, locale):
    assert languages.recognise(languages.name(tag, locale)) == tag
