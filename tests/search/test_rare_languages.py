"""A language of a handful of records makes no kin of the words of all others."""

import pytest

MANY = 60  # so that one record is less than scoring's least share of them


@pytest.fixture
def archive_of_many(backend, make):
    """Many English records, and one in Hungarian, whose rules take "m" and "d" off a word."""
    english = [make(f"d{number:02}", "a warm ward", "en") for number in range(MANY)]
    backend.apply([*english, make("hu", "szabad haza", "hu"), make("war", "the war", "en")], [], 1)


@pytest.mark.usefixtures("archive_of_many")
def test_its_rules_do_not_hold_for_words_that_it_does_not_have(ids):
    assert ids("war") == ["war"]


@pytest.mark.usefixtures("archive_of_many")
def test_they_do_where_the_word_or_the_form_stands_in_a_record_of_it(backend, make, ids):
    backend.apply([make("hu2", "kertek", "hu"), make("quoting", "he said kertben", "en")], [], 2)

    assert sorted(ids("kertek")) == ["hu2", "quoting"]


def test_in_a_small_archive_each_language_is_one_of_its_own(backend, make, ids):
    backend.apply([make("it", "lucharon hasta vencer", "en"), make("other", "nada", "es")], [], 1)

    assert ids("luchar") == ["it"]
