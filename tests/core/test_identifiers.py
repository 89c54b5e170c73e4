"""Identifiers are opaque, and a slip of the pen is noticed."""

from hypothesis import given
from hypothesis import strategies as st

from archive.core.identifiers import ALPHABET, ark, check_character, is_identifier, mint

identifiers = st.builds(mint)


@given(identifiers)
def test_a_minted_identifier_is_one(identifier):
    assert is_identifier(identifier)
    assert len(identifier) == 9


@given(identifiers, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(identifier, place, other):
    wrong = identifier[:place] + other + identifier[place + 1 :]
    assert is_identifier(wrong) == (wrong == identifier)


@given(identifiers, st.integers(0, 6))
def test_two_swapped_characters_are_noticed(identifier, place):
    first, second = identifier[place : place + 2]
    swapped = identifier[:place] + second + first + identifier[place + 2 :]
    assert is_identifier(swapped) == (first == second)


def test_check_character_is_that_of_the_noid_algorithm():
    # The worked example of the NOID documentation: 13030/xf93gt2 has check character q.
    assert check_character("13030/xf93gt2") == "q"


def test_identifiers_do_not_repeat():
    assert len({mint() for _ in range(10_000)}) == 10_000


def test_an_ark_names_its_authority():
    assert ark("99999", "b7k2m9x4t") == "ark:/99999/b7k2m9x4t"
