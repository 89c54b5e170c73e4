"""How often an alternative counts: as often as it is said, and not once for every way to come by it."""

import pytest

from archive.search.query_language import parse


@pytest.mark.parametrize(
    ("query", "same"),
    [
        pytest.param("well-known OR wellknown", "well-known", id="a word in parts, and joined"),
        pytest.param('"well known" OR well-known', '"well known" OR wellknown', id="apart, and joined"),
        pytest.param("(por OR ahora) OR (ahora OR por)", "por OR ahora", id="groups with parts in common"),
        pytest.param("title:(por OR título:por)", "title:por", id="one field by two names"),
    ],
)
def test_an_alternative_that_comes_from_several_parts_of_a_query_counts_once(query, same):
    assert parse(query).tree == parse(same).tree


def test_an_alternative_that_is_said_again_counts_again():
    assert [word.text for word in parse("por OR ahora OR por").tree.parts] == ["por", "ahora", "por"]
