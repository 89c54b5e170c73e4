"""One catalogue of messages for the site and the command line."""

import pytest

from archive.core.translation import from_environment, languages, preferred, translator
from archive.core.words import message


def test_a_message_speaks_the_language_it_is_shown_in():
    missing = message('Did you mean "{close}"?', close="creator")
    assert missing.render(translator("es")) == "¿Quiso decir «creator»?"
    assert missing.render(translator("en")) == 'Did you mean "creator"?'


def test_an_unknown_language_and_an_unknown_text_stay_as_they_are():
    assert translator("xx")("Title") == "Title"
    assert translator("es")("no such message") == "no such message"


def test_the_languages_are_those_with_a_catalogue():
    assert languages() == ("en", "es")


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"LANG": "es_VE.UTF-8"}, "es"),
        ({"LANG": "es_ES", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_a_terminal_says_its_language(environ, expected):
    assert from_environment(environ, ("en", "es")) == expected


def test_a_regional_language_counts_as_its_language():
    assert preferred(["pt-BR", "es-419"], ("en", "es")) == "es"
