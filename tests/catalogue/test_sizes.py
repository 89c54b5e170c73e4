"""How much there is to read of a record is told in bytes, of its own words alone."""

import pytest

from archive.catalogue.sizes import sizes
from archive.catalogue.writing import save


@pytest.fixture
def measured(catalogue, entry, file, why):
    def measured(*entries):
        with catalogue.write() as session:
            save(session, entries, why)
        with catalogue.read() as session:
            return sizes(session, [each.id for each in entries])

    return measured


def test_descriptions_and_the_texts_of_all_files_count_in_bytes(measured, entry, file):
    bare = entry(title="Año")
    told = entry(title="Año", description="ñ" * 1000)
    read = entry(title="Año", files=(file("a.txt", "ñ" * 500, "a" * 250), file("b.txt", "b" * 70)))

    found = measured(bare, told, read)

    assert 10 < found[bare.id] < 300
    assert found[told.id] - found[bare.id] == pytest.approx(2000, abs=100)
    assert found[read.id] - found[bare.id] == 1320


def test_files_that_were_dropped_count_no_more(measured, entry, file):
    before = entry(title="One", files=(file("a.txt", "a" * 1000), file("b.txt", "b" * 100)))
    size = measured(before)[before.id]

    after = entry(title="One", id=before.id, files=before.files[1:])

    assert size - measured(after)[after.id] == 1000


def test_what_is_gone_has_no_size(catalogue):
    with catalogue.read() as session:
        assert sizes(session, ["abc"]) == {}
