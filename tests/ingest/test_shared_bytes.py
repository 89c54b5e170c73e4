"""Two items bring the same bytes: each has its file and its own access; the bytes are kept once."""

import pytest

from archive.catalogue import imports
from archive.catalogue import records as reading
from archive.catalogue.entry import Why
from archive.catalogue.writing import set_access
from archive.ingest.summary import Severity
from archive.metadata.access import Access, Viewer

WHY = Why("tester")


@pytest.fixture
def same(sheet):
    """Write a sheet of two items whose files say the same, the first of some access level."""

    def written(access="public", said="Compañeros."):
        path = sheet(f"id,title,file,access\nA,First,a.txt,{access}\nB,Second,b.txt,public\n")
        for name in "ab":
            (path.parent / f"{name}.txt").write_text(said, encoding="utf-8")
        return path

    return written


@pytest.fixture
def read(parts):
    """Return the names and the text of the files of an item, as the public has them, from the store."""

    def read(id):
        with parts.catalogue.read() as session:
            record = reading.get(session, id, Viewer.public())
            texts = [each.text for each in reading.passages(session, id, Viewer.public())]
        for file in record.files:
            path = parts.store.path(file.held_by or id, file.sha512)
            assert path.read_text(encoding="utf-8") == "\n\n".join(texts)
        return [file.name for file in record.files], texts

    return read


def test_bytes_held_already_are_kept_once_and_told(take, same, records, parts, heard, read):
    summary = take(same(), type="document", publish=True)
    assert (summary.files, summary.duplicates) == (1, 1)
    first, second = records()
    assert read(second.id) == (["b.txt"], ["Compañeros."])
    assert list(parts.store.items()) == [first.id]
    assert second.files[0].held_by == first.id
    assert f"item {first.id} holds the same file, as a.txt" in heard.lines(Severity.DUPLICATE)[0]


def test_a_holder_that_is_closed_closes_nothing_and_is_named_nowhere(take, same, records, read):
    take(same("restricted"), type="document", publish=True)
    first, second = records()
    assert read(second.id) == (["b.txt"], ["Compañeros."])
    assert all(first.id not in map(str, values) for values in second.metadata.values())
    assert not any(value.authority for values in second.metadata.values() for value in values)


def test_whatever_becomes_of_the_holder_the_other_keeps_its_file(take, sheet, records, parts, read):
    path = sheet("id,title,file\nA,First,a.txt\n", name="first.csv")
    (path.parent / "a.txt").write_text("Compañeros.", encoding="utf-8")
    earlier = take(path, type="document", publish=True)
    other = sheet("id,title,file\nB,Second,a.txt\n", name="second.csv")
    take(other, type="document", publish=True)
    first, second = records()
    with parts.catalogue.write() as session:
        set_access(session, [first.id], Access.RESTRICTED, None, WHY)
    assert read(second.id) == (["a.txt"], ["Compañeros."])
    with parts.catalogue.write() as session:
        imports.revert(session, earlier.import_id, WHY)
    assert read(second.id) == (["a.txt"], ["Compañeros."])


def test_a_holder_that_gets_other_bytes_keeps_the_old_ones_for_the_other(take, same, records, read):
    path = same()
    take(path, type="document", publish=True)
    (path.parent / "a.txt").write_text("Compañeras.", encoding="utf-8")
    assert take(path, type="document", publish=True).changed == 1
    first, second = records()
    assert read(first.id) == (["a.txt"], ["Compañeras."])
    assert read(second.id) == (["b.txt"], ["Compañeros."])


def test_a_file_shared_once_is_as_it_was_when_its_row_comes_again(take, same, records, read):
    path = same()
    take(path, type="document", publish=True)
    before = records()
    path.write_text(path.read_text(encoding="utf-8").replace("Second", "Second speech"), encoding="utf-8")
    assert take(path, type="document", publish=True).changed == 1
    second = records()[1]
    assert second.files == before[1].files
    assert second.title == "Second speech"


def test_a_holder_read_again_holds_its_own(take, same, records, parts):
    path = same()
    take(path, type="document", publish=True)
    path.write_text(path.read_text(encoding="utf-8").replace("First", "First of all"), encoding="utf-8")
    assert take(path, type="document", publish=True).duplicates == 0
    assert [record.files[0].held_by is None for record in records()] == [True, False]


def test_an_item_whose_own_file_became_anothers_keeps_its_earlier_one(take, same, records, parts, read):
    path = same()
    (path.parent / "b.txt").write_text("Of its own.", encoding="utf-8")
    take(path, type="document", publish=True)
    (path.parent / "b.txt").write_text("Compañeros.", encoding="utf-8")
    take(path, type="document", publish=True)
    second = records()[1]
    assert read(second.id) == (["b.txt"], ["Compañeros."])
    assert parts.store.verify(second.id) == []


def test_empty_files_are_everybodys_own(take, same, records):
    take(same(said=""), type="document")
    assert [record.files[0].held_by for record in records()] == [None, None]
