"""Delimited text in the forms in which spreadsheets really come."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.core.errors import SourceError
from archive.ingest.importers.delimited import detect_encoding, open_delimited, recognise
from archive.ingest.manifest import Reading

TABLE = "title;creator;date\nIntervención «única»;Chávez Frías;1998\n"


def rows(path: Path, **reading: str) -> list[dict[str, object]]:
    return [dict(row.raw) for row in open_delimited(path, Reading(**reading)).rows()]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_reads_whatever_encoding_a_spreadsheet_was_saved_in(sheet, encoding):
    path = sheet(TABLE + "Mañana será;Ibáñez;1999\n", encoding=encoding)
    assert rows(path)[0] == {"title": "Intervención «única»", "creator": "Chávez Frías", "date": "1998"}


def test_a_letter_of_another_encoding_far_down_the_file_is_not_overlooked(sheet):
    plain = "title\n" + "An ordinary title\n" * 60_000
    path = sheet(plain + "Caracas, señal de mañana, días después\n", encoding="cp1252")
    assert detect_encoding(path) != "utf-8-sig"
    assert rows(path, delimiter=";")[-1] == {"title": "Caracas, señal de mañana, días después"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_finds_the_separator(sheet, delimiter):
    path = sheet(f'title{delimiter}date\n"A{delimiter} b, c; d"{delimiter}1998\n')
    assert rows(path) == [{"title": f"A{delimiter} b, c; d", "date": "1998"}]


def test_one_column_is_a_table_too(sheet):
    assert rows(sheet("title\nOne\nTwo\n")) == [{"title": "One"}, {"title": "Two"}]


def test_what_is_stated_wins_over_what_is_detected(sheet):
    path = sheet("title,x;date\nA;1998\n")
    assert rows(path, delimiter=";") == [{"title,x": "A", "date": "1998"}]


def test_gzipped_tables_are_read_as_they_are(tmp_path):
    path = tmp_path / "items.csv.gz"
    path.write_bytes(gzip.compress(TABLE.encode("cp1252")))
    assert recognise(path)
    assert rows(path)[0]["creator"] == "Chávez Frías"


def test_rows_are_numbered_as_a_spreadsheet_shows_them(sheet):
    path = sheet('title\n"two\nlines"\n\nfourth\n')
    assert [(row.number, row.raw["title"]) for row in open_delimited(path, Reading()).rows()] == [
        (2, "two\nlines"),
        (4, "fourth"),
    ]


def test_blank_cells_are_left_out_and_cells_are_trimmed(sheet):
    assert rows(sheet("title,creator\n  A  ,   \n")) == [{"title": "A"}]


def test_columns_of_one_heading_give_a_list(sheet):
    assert rows(sheet("title,subject,subject\nA,one,two\n")) == [{"title": "A", "subject": ["one", "two"]}]


def test_a_row_with_more_cells_than_headings_says_so(sheet):
    (row,) = open_delimited(sheet("title,date\nA,1998,lost\n"), Reading(delimiter=",")).rows()
    (problem,) = row.problems
    assert problem.value == "lost"
    assert "more cells (3) than there are headings (2)" in str(problem.reason)


def test_the_count_is_of_rows_with_something_in_them(sheet):
    assert open_delimited(sheet("title\nA\n\n,\nB\n"), Reading(delimiter=",")).count() == 2


@pytest.mark.parametrize("content", [b"", b"\n\n", b",,,\n1,2,3\n", b"\x1f\x8bbroken"])
def test_what_is_no_table_is_refused_in_one_sentence(tmp_path, content):
    path = tmp_path / "items.csv"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"items\.csv"):
        list(open_delimited(path, Reading()).rows())


def test_a_cut_off_archive_is_refused_when_its_end_is_met(tmp_path):
    path = tmp_path / "items.csv.gz"
    packed = gzip.compress(("title\n" + "".join(f"item {n}\n" for n in range(50_000))).encode())
    path.write_bytes(packed[: len(packed) // 2])
    with pytest.raises(SourceError, match="items"):
        list(open_delimited(path, Reading()).rows())


CELL = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1).map(str.strip).filter(bool)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=20))
def test_what_a_spreadsheet_writes_is_read_back(tmp_path_factory, cells):
    path = tmp_path_factory.mktemp("sheets") / "items.csv"
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells]
    path.write_text("\r\n".join(["title,note", *quoted]), encoding="utf-8", newline="")
    assert rows(path, delimiter=",") == [{"title": a, "note": b} for a, b in cells]
