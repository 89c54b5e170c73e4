"""What is being typed: its last word, and what stands before it."""

import pytest

from archive.search.typed import typed


@pytest.mark.parametrize(
    ("q", "before", "prefix"),
    [
        ("co", (), "co"),
        ("  Chá", (), "cha"),
        ("hugo chá", ("hugo",), "cha"),
        ('"por aho', ("por",), "aho"),
        ('comuna "por aho', ("por",), "aho"),
        ("“por aho", ("por",), "aho"),
        ("the US-bac", ("the",), "usbac"),
        ("secretary-g", (), "secretaryg"),
        ("O’Hig", (), "ohig"),
        ("d'ét", (), "det"),
        ("U.S.-bac", (), "usbac"),
        ("speaker:cha", (), "cha"),
        ("maduro -cha", (), "cha"),
        ("maduro OR cha", (), "cha"),
        ("(maduro cha", (), "cha"),
    ],
)
def test_the_last_word_is_completed_behind_the_words_it_follows(q, before, prefix):
    asked = typed(q)
    assert (asked.before, asked.prefix) == (before, prefix)


@pytest.mark.parametrize(
    "q", ["", " ", "c", "co ", "co*", "co~", '"co"', "-", "co:", "\x00", "co" * 200, "🜚"]
)
def test_where_no_word_is_begun_there_is_nothing_to_complete(q):
    assert typed(q) is None


@pytest.mark.parametrize(
    ("q", "word", "completed"),
    [
        ("Hugo chá", "chávez", "Hugo chávez"),
        ("speaker:CH", "chávez", "speaker:chávez"),
        ('lara "por aho', "ahora", 'lara "por ahora"'),
        ("the Secretary-g", "secretary-general", "the secretary-general"),
    ],
)
def test_what_stands_before_stays_as_it_was_typed(q, word, completed):
    assert typed(q).completed(word) == completed


@pytest.mark.parametrize(
    ("q", "plain"),
    [
        ("hugo cha", True),
        ("id-cha", True),
        ("por ORAcha", True),
        ('"cha', False),
        ("a OR cha", False),
        ("-cha", False),
    ],
)
def test_signs_of_the_query_language_are_told_from_plain_words(q, plain):
    assert typed(q).plain is plain
