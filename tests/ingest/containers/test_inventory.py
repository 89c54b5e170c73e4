"""A folder with a sheet that lists its files."""

from pathlib import Path

import pytest

from tests.ingest.containers.conftest import names, told, zipped

SHEET = "title,type,file\nA,speech,a.txt\nB,speech,sub/b.txt|c.txt\n"
FILES = {"items.csv": SHEET, "a.txt": "a", "sub/b.txt": "b", "c.txt": "c"}


@pytest.fixture
def box(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "box" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "box"


def test_the_sheet_is_the_source_given_alone_or_with_its_folder(box, opened):
    (folder,), (sheet,) = opened(box), opened(box / "items.csv")
    assert folder.name == sheet.name
    assert folder.headings == sheet.headings == ("title", "type", "file")
    assert [row.raw for row in folder.rows()] == [row.raw for row in sheet.rows()]


def test_packed_it_comes_in_with_its_files(tmp_path, take, records, room):
    summary = take(zipped(tmp_path / "a.zip", FILES), workspace=room)
    assert (summary.new, summary.refused) == (2, 0)
    assert [[file.name for file in record.files] for record in records()] == [["a.txt"], ["b.txt", "c.txt"]]


def test_files_that_no_row_names_are_told(box, rows):
    (box / "forgotten.txt").write_text("here")
    (box / ".hidden").write_text("litter")
    assert told(rows(box)) == {"forgotten.txt": "no row of items.csv names it"}


def test_a_table_without_a_column_of_files_is_one_file_among_others(box, rows):
    (box / "items.csv").write_text("year,sum\n1992,4\n")
    assert sorted(names(rows(box))) == ["a.txt", "c.txt", "items.csv", "sub/b.txt"]


def test_two_tables_are_two_files(box, rows):
    (box / "more.csv").write_text(SHEET)
    assert len(names(rows(box))) == 5


def test_a_table_that_counts_files_is_no_list_of_them(box, rows):
    (box / "items.csv").write_text("folder,files\nsub,3\n")
    assert "items.csv" in names(rows(box))
