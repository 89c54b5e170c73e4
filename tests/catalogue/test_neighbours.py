"""What stands before and after a record in its collection."""

import pytest

from archive.catalogue.neighbours import neighbours
from archive.metadata.access import Access


@pytest.fixture
def series(put, entry):
    """Four items of a collection in their order, the third closed; and one that stands nowhere."""
    collection = entry("collection")
    items = [
        entry(title=f"Item {4 - number}", collection=collection.id, position=number,
              access=Access.RESTRICTED if number == 2 else Access.PUBLIC)
        for number in range(4)
    ]  # fmt: skip
    alone = entry()
    put(collection, *items, alone)
    return [each.id for each in (*items, alone)]


def beside(catalogue, id, viewer):
    with catalogue.read() as session:
        found = neighbours(session, id, viewer)
        return found.before, found.after


def test_neighbours_are_those_the_viewer_may_see(catalogue, series, public, archivist):
    first, second, closed, last, alone = series
    assert beside(catalogue, first, public) == (None, second)
    assert beside(catalogue, second, public) == (first, last)
    assert beside(catalogue, second, archivist) == (first, closed)
    assert beside(catalogue, last, public) == (second, None)
    assert beside(catalogue, alone, public) == (None, None)
    assert beside(catalogue, "b7k2m9x4t", public) == (None, None)
