"""Which file beside an export a record tells of: its own, or none, and never that of another record."""

import pytest

from archive.ingest.importers.foreign_table import FilesBeside
from archive.ingest.importers.inventory import Inventory
from archive.ingest.importers.item_folders import item_folders
from archive.ingest.importers.registry import open_sources
from archive.ingest.manifest import Reading

ATOM = """legacyId,parentId,levelOfDescription,title,scopeAndContent,eventDates,digitalObjectPath
1,,Series,,Letters,,r/letter.txt
2,1,Item,Letter,,,r/letter.txt
"""


@pytest.fixture
def folder(tmp_path):
    for name in ("r/one/1.jpg", "r/two/1.jpg", "only.jpg", "r/letter.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("r/one/1.jpg", "r/one/1.jpg"),
        ("https://example.org/uploads/r/two/1.jpg?size=full", "r/two/1.jpg"),
        ("/home/atom/uploads/only.jpg", "only.jpg"),
        ("C:\\scans\\only.jpg", "only.jpg"),
        ("uploads/1.jpg", ""),  # that of one or of two? nobody can tell
        ("none.jpg", ""),
        ("", ""),
    ],
)
def test_a_file_is_found_by_its_folders_or_by_a_name_that_no_other_has(folder, told, found):
    assert FilesBeside(folder).find(told) == found


def test_a_digital_object_of_a_series_without_a_title_is_called_untitled(folder):
    (folder / "export.csv").write_text(ATOM, encoding="utf-8")
    (source,) = open_sources(folder / "export.csv", Reading())
    assert [row.raw["title"] for row in source.rows()] == ["[Untitled]", "[Untitled]", "Letter"]


def test_files_that_rows_name_by_a_pattern_are_not_left_over(folder):
    (folder / "list.csv").write_text("title,file\nPages,r/one/*.jpg\nOnly,only.jpg\n", encoding="utf-8")
    (listed,) = Inventory(lambda path: False).open(folder, Reading(), open_sources)
    left_over = [row.place for row in listed.rows() if row.problems]
    assert left_over == ["r/letter.txt", "r/two/1.jpg"]


def test_folders_that_are_no_items_are_told_apart_in_one_look(folder):
    seen = []
    found = item_folders(folder / "r", lambda path: seen.append(path.name) or path.name == "one")
    assert [each.name for each in found.items] == ["one"]
    assert [each.name for each in found.others] == ["two"]
    assert seen == ["r", "one", "two"]
