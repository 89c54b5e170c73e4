"""Tables as people really keep them: titles above, merged headings, remarks below; and what is told."""

from pathlib import Path

import openpyxl
import pytest

from archive.core.errors import SourceError
from archive.ingest.importers.delimited import open_delimited
from archive.ingest.importers.survey import letters
from archive.ingest.importers.table import Table
from archive.ingest.importers.workbook import open_workbook
from archive.ingest.manifest import Reading


def delimited(sheet, text, encoding="utf-8", **reading) -> Table:
    return open_delimited(sheet(text, encoding=encoding), Reading(**reading))


def raws(table: Table) -> list[dict[str, object]]:
    return [dict(row.raw) for row in table.rows()]


PLAIN = "id;title;note\n1;Años;a\n2;Mañana;b\n"


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        (PLAIN, "utf-8", "UTF-8, semicolons between cells"),
        (PLAIN, "utf-8-sig", "UTF-8 with a byte order mark, semicolons between cells"),
        (PLAIN, "utf-16", "UTF-16-LE with a byte order mark, semicolons between cells"),
        (PLAIN.replace("note", "note – “x”"), "cp1252", "Windows-1252, semicolons between cells"),
        (PLAIN.replace(";", "\t"), "utf-8", "UTF-8, tabs between cells"),
    ],
)
def test_one_line_says_how_a_table_was_read(sheet, text, encoding, said):
    table = delimited(sheet, text, encoding)
    assert str(table.how_read()) == f"items.csv: {said}; headings in row 1; rows below: 2"


def test_titles_above_the_headings_are_passed_over(sheet):
    table = delimited(sheet, "Inventory of the archive\n\nid,title,date\n1,One,1998\n2,Two,1999\n")
    assert table.headings == ("id", "title", "date")
    assert [(row.number, row.raw["title"]) for row in table.rows()] == [(4, "One"), (5, "Two")]
    assert "headings in row 3; rows below: 2" in str(table.how_read())


def test_a_mapping_may_say_where_the_headings_stand(sheet):
    text = "old,names,here\nid,title,date\n1,One,1998\n"
    assert delimited(sheet, text, heading_row=2).headings == ("id", "title", "date")


def test_headings_in_two_rows_are_read_together(sheet):
    text = "Title,Dates,,Note\n,from,to,\nOne,1998,1999,x\n"
    table = delimited(sheet, text, heading_rows=2)
    assert table.headings == ("Title", "Dates from", "Dates to", "Note")
    assert raws(table) == [{"Title": "One", "Dates from": "1998", "Dates to": "1999", "Note": "x"}]
    assert "headings in rows 1 to 2; rows below: 1" in str(table.how_read())


def test_excels_own_line_for_the_separator_is_no_heading(sheet):
    table = delimited(sheet, "sep=;\nid;title\n1;A, B\n")
    assert [(row.number, row.raw) for row in table.rows()] == [(3, {"id": "1", "title": "A, B"})]


def test_a_remark_below_the_rows_is_left_out_and_told(sheet):
    table = delimited(sheet, "id,title,date\n1,One,1998\n2,Two,1999\n\nExported by Ana on 3 May\n")
    assert [row["title"] for row in raws(table)] == ["One", "Two"]
    assert table.count() == 2
    assert "row 5 is a remark and left out: “Exported by Ana on 3 May”" in str(table.how_read())


def test_a_remark_right_below_is_known_by_the_codes_above_it(sheet):
    table = delimited(sheet, "id,title,date\n1,One,1998\n2,Two,1999\nTotal: 2 items\n")
    assert table.seen.stray == 4


@pytest.mark.parametrize("last", ["Only a title,,", "D,,"])
def test_a_last_row_that_may_be_a_row_is_one(sheet, last):
    assert delimited(sheet, f"title,date,note\nThe one,1998,a\nThe other,1999,b\n{last}\n").count() == 3


def test_a_short_last_row_among_short_rows_is_a_row(sheet):
    assert delimited(sheet, "id,title,date\n1,One,1998\n2,,\n3,,\n").count() == 3


def test_a_mark_of_the_end_is_no_row(sheet):
    assert raws(delimited(sheet, "id,title\n1,One\n\x1a", delimiter=",")) == [{"id": "1", "title": "One"}]


def test_cells_without_a_heading_are_not_lost_in_silence(sheet):
    table = delimited(sheet, "id,,title\n1,secret,One\n2,,Two\n")
    assert table.headings == ("id", "column B", "title")
    assert raws(table)[0] == {"id": "1", "column B": "secret", "title": "One"}
    assert "without a heading: column B" in str(table.how_read())


def test_empty_columns_and_lines_are_passed_over(sheet):
    table = delimited(sheet, "\n\nid,,title,,\n\n1,,One,,\n , ,,,\n2,,Two,,\n")
    assert table.headings == ("id", "", "title")
    assert [row.number for row in table.rows()] == [5, 7]


def test_a_heading_on_two_lines_is_one_heading(sheet):
    assert delimited(sheet, 'id,"Date\nof birth"\n1,1998\n').headings == ("id", "Date of birth")


@pytest.fixture
def book(tmp_path: Path):
    """Write sheets of a workbook, with what is merged in each, and return its path."""

    def book(*sheets: tuple[str, list[list[object]], list[str]]) -> Path:
        written = openpyxl.Workbook()
        written.remove(written.active)
        for name, rows, merged in sheets:
            sheet = written.create_sheet(name)
            for row in rows:
                sheet.append(row)
            for cells in merged:
                sheet.merge_cells(cells)
        path = tmp_path / "items.xlsx"
        written.save(path)
        return path

    return book


def test_merged_headings_stand_over_each_of_their_columns(book):
    rows = [["Title", "Dates", None, "Note"], [None, "from", "to", None], ["One", 1998, 1999, "x"]]
    table = open_workbook(book(("Items", rows, ["A1:A2", "B1:C1", "D1:D2"])), Reading())
    assert table.headings == ("Title", "Dates from", "Dates to", "Note")
    assert raws(table) == [{"Title": "One", "Dates from": "1998", "Dates to": "1999", "Note": "x"}]


def test_a_heading_merged_over_two_columns_alone_gives_a_list(book):
    rows = [["Title", "Subject", None], ["One", "war", "peace"]]
    table = open_workbook(book(("Items", rows, ["B1:C1"])), Reading())
    assert raws(table) == [{"Title": "One", "Subject": ["war", "peace"]}]


def test_a_cell_merged_over_several_rows_stands_in_each(book):
    rows = [["Series", "Title"], ["Letters", "One"], [None, "Two"], ["Maps", "Three"]]
    table = open_workbook(book(("Items", rows, ["A2:A3"])), Reading())
    assert [row["Series"] for row in raws(table)] == ["Letters", "Letters", "Maps"]


def test_a_column_of_a_workbook_without_a_heading_is_named_by_its_letter(book):
    table = open_workbook(book(("Items", [["id", "title"], [1, "One", "a note"]], [])), Reading())
    assert raws(table) == [{"id": "1", "title": "One", "column C": "a note"}]


def test_the_line_names_the_sheets_that_were_not_read(book):
    rows: list[list[object]] = [["id", "title"], [1, "One"]]
    path = book(("Items", rows, []), ("People", rows, []), ("Empty", [], []))
    assert 'sheet "Items" (not read: "People"); headings in row 1' in str(
        open_workbook(path, Reading()).how_read()
    )
    assert 'sheet "People" (not read: "Items")' in str(
        open_workbook(path, Reading(sheet="People")).how_read()
    )


def test_rows_are_numbered_as_the_sheet_shows_them_although_it_begins_below(book):
    rows = [[], [], [None, "id", "title", "date"], [None, 1, "One", 1998]]
    table = open_workbook(book(("Items", rows, [])), Reading())
    assert table.headings == ("", "id", "title", "date")
    assert [(row.number, row.raw["title"]) for row in table.rows()] == [(4, "One")]


def test_headings_alone_are_no_table(book):
    with pytest.raises(SourceError, match="no rows"):
        open_workbook(book(("Items", [["id", "title"]], [])), Reading())


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_called_as_in_a_spreadsheet(column, name):
    assert letters(column) == name
