"""What is remembered of imports: also of those that were killed."""

import pytest

from archive.catalogue import imports
from archive.catalogue.entry import Why
from archive.catalogue.writing import save


@pytest.fixture
def begin(catalogue, entry):
    """Begin an import that brings some new rows, and ends in order or is killed."""

    def begun(*keys, source="items.csv", killed=False):
        with catalogue.write() as session:
            number = imports.begin(session, source, "Ana")
        with catalogue.write() as session:
            origins = imports.reserve(session, source, keys)
            came = [
                entry(id=origins[key].id, title=f"Of import {number}", creator=f"Creator {key}",
                      source=source, key=key, digest="d")
                for key in keys
            ]  # fmt: skip
            save(session, came, Why("import", import_id=number))
        if not killed:
            with catalogue.write() as session:
                imports.finish(session, number, {"new": len(keys)})
        return number

    return begun


@pytest.fixture
def told(catalogue):
    def told():
        with catalogue.read() as session:
            return {each.id: each for each in imports.listed(session)}

    return told


def test_a_killed_import_is_closed_when_its_source_is_taken_again(begin, told):
    killed = begin("1", "2", killed=True)
    assert (told()[killed].finished, told()[killed].continued_by) == (None, None)
    again = begin("2", "3")
    assert told()[killed].finished is not None
    assert told()[killed].continued_by == again
    assert told()[again].continued_by is None


def test_what_it_wrote_is_counted_in_rows(begin, told):
    killed = begin("1", "2", killed=True)
    assert told()[killed].counts == {"new": 2, "changed": 0}
    begin("2", "3")
    assert told()[killed].counts == {"new": 2, "changed": 0}


def test_rows_changed_before_a_kill_are_counted_too(begin, told):
    begin("1")
    killed = begin("1", "2", killed=True)
    assert told()[killed].counts == {"new": 1, "changed": 1}


def test_another_source_closes_nothing(begin, told):
    killed = begin("1", killed=True)
    begin("1", source="other.csv")
    assert (told()[killed].finished, told()[killed].continued_by) == (None, None)


def test_one_that_was_only_slow_ends_as_it_says_itself(begin, told, catalogue):
    slow = begin("1", killed=True)
    begin("2")
    with catalogue.write() as session:
        imports.finish(session, slow, {"new": 9})
    assert (told()[slow].continued_by, told()[slow].counts) == (None, {"new": 9})


def test_imports_that_were_killed_are_known_to_the_one_that_went_on_with_them(begin, told, catalogue):
    first, second, third = begin("1", killed=True), begin("2", killed=True), begin("3")
    other = begin("1", source="other.csv")
    with catalogue.write() as session:
        assert imports.forerunners(session, third) == [second, first]
        assert imports.forerunners(session, other) == []
        imports.revert(session, second, Why("Ana"))
        assert imports.forerunners(session, third) == [first]
