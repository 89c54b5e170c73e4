"""The name that somebody meant."""

from archive.core.nearest import AROUND, MANY, nearest

MONTHS = ("enero", "febrero", "marzo", "abril")


def test_the_name_most_like_a_misspelt_one_is_found_whatever_its_case():
    assert nearest("Febrreo", MONTHS) == "febrero"
    assert nearest("FEBRERO", ["Febrero"]) == "Febrero"


def test_nothing_is_found_where_nothing_is_near():
    assert nearest("xyz", MONTHS) is None
    assert nearest("enero", ()) is None


def test_of_many_names_one_that_begins_alike_is_found_without_comparing_all():
    names = [f"letter_{number:05}.tif" for number in range(MANY * 3)]
    assert nearest("letter_01234.tiff", iter(names)) == "letter_01234.tif"
    assert nearest("Letter_02999.TIF", names) == "letter_02999.tif"
    assert nearest("something else altogether", names) is None
    assert AROUND * 2 < MANY
