"""What spreadsheets bring along unseen: open quotations, control characters, a book in a title."""

import pytest

from archive.core.errors import SourceError
from archive.ingest.importers.delimited import open_delimited
from archive.ingest.manifest import Reading
from archive.ingest.summary import Severity


def test_an_open_quotation_at_the_end_refuses_its_row_and_says_where_it_opened(take, sheet, heard, records):
    path = sheet('title,note\nA,one\nB,"two\nC,three\nD,four\n')
    summary = take(path, type="document")
    assert (summary.new, summary.refused) == (1, 1)
    (told,) = heard.lines(Severity.REFUSED)
    assert told.startswith("items.csv, row 3")
    assert "a quotation mark in line 3 is not closed, so that lines 3 to 5 are one row" in told
    assert [record.title for record in records()] == ["A"]


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_the_line_is_that_of_the_quotation_not_of_the_row(sheet, end):
    *_, row = open_delimited(sheet(f'title,note\n"A\nand a","b\nC,x{end}'), Reading()).rows()
    assert "line 3 is not closed, so that lines 3 to 4 are one row" in str(row.problems[0].reason)


def test_a_quotation_that_closes_far_too_late_is_noticed(sheet):
    path = sheet('title,note\n"A\nand a",x\nB,"two\nlines"\nC,"three\nD,"four"\n')
    rows = list(open_delimited(path, Reading()).rows())
    assert [bool(row.problems) for row in rows] == [False, False, True]
    assert "line 6 is not closed, so that lines 6 to 7 are one row" in str(rows[2].problems[0].reason)


@pytest.mark.parametrize("last", ['B,"two', 'B,"two""'])
def test_a_last_line_that_is_cut_off_in_a_quotation_is_refused_too(sheet, last):
    *_, row = open_delimited(sheet(f"title,note\nA,one\n{last}"), Reading()).rows()
    assert "line 3" in str(row.problems[0].reason)


@pytest.mark.parametrize("cell", ['5" disk', '"a ""quoted"" word"', '"two\nlines"', '"two\r\nlines\r\n"'])
def test_quotation_marks_that_harm_nobody_are_let_be(sheet, cell):
    (row,) = open_delimited(sheet(f"title,note\nA,{cell}\n"), Reading()).rows()
    assert not row.problems
    assert row.raw["note"]


def test_line_breaks_are_noted_where_a_field_is_one_line(take, sheet, heard):
    path = sheet('title,description\n"two\nlines","two\nlines"\n')
    assert take(path, type="document").warnings == 1
    assert 'row 2, "title"' in heard.lines(Severity.WARNING)[0]
    assert "line breaks" in heard.lines()[0]


def test_control_characters_are_left_out_and_told(take, sheet, heard, records):
    path = sheet("title,note\nA\x00B,one\x1b[31m\x0btwo\n")
    assert take(path, type="document").warnings == 2
    (record,) = records()
    assert record.title == "AB"
    assert record.metadata["note"][0].text == "one[31m\ntwo"
    assert "control characters" in heard.lines()[0]
    assert "\x00" not in "".join(heard.lines())


def test_a_title_of_a_megabyte_is_refused(take, sheet, heard):
    path = sheet(f"title,description\n{'x' * 1_000_000},\nB,{'y' * 1_000_000}\n")
    summary = take(path, type="document")
    assert (summary.new, summary.refused) == (1, 1)
    assert "1,000,000 characters are too many" in heard.lines()[0]


def test_a_sheet_of_headings_alone_has_no_rows(sheet):
    with pytest.raises(SourceError, match="has headings, but no rows"):
        open_delimited(sheet("title,note\n\n,\n"), Reading())
