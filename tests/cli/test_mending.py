"""Refused rows are kept in a report, mended there, and taken in as the rows they were."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.report import as_it_was, harmless

SHEET = """id,title,date,file,note,creator
A,One,1992,a.txt,,Ana
,No key,31 Feb 1992,,=1+1,-
C,No file,1993,missing.txt,'quoted',Luis
"""
Row = dict[str, str]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "source" / "items.csv"
    path.parent.mkdir()
    path.write_text(SHEET, encoding="utf-8")
    (path.parent / "a.txt").write_text("Text of one.", encoding="utf-8")
    return path


@pytest.fixture
def take(run) -> Callable[..., dict]:
    """Take something in; return the summary."""

    def take(*args: object) -> dict:
        done = run("ingest", *args, "--no-index", "--json")
        assert done.exit_code in (0, 1), done.output
        return json.loads(done.stdout)

    return take


def rows_of(path: Path) -> list[Row]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def mended(path: Path, change: Callable[[Row], Row], to: Path, delimiter: str = ",") -> Path:
    """Write a report anew, as a spreadsheet program would, each row changed."""
    rows = [change(row) for row in rows_of(path)]
    with to.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
        table.writeheader()
        table.writerows(rows)
    return to


def cured(row: Row) -> Row:
    return {
        **row,
        "date": row["date"].replace("31 Feb", "28 Feb"),
        "file": row["file"].replace("missing", "a"),
    }


def counts(told: dict) -> tuple[int, ...]:
    return tuple(told[name] for name in ("new", "changed", "unchanged", "refused"))


def test_the_report_holds_refused_rows_as_they_were(take, sheet):
    told = take(sheet, "--type", "document")
    path = Path(told["report"])
    assert path.name == "1.csv"
    rows = rows_of(path)
    assert [(row["report:row"], row["report:field"]) for row in rows] == [("3", "date"), ("4", "file")]
    own = [{name: cell for name, cell in row.items() if not name.startswith("report:")} for row in rows]
    assert own == [
        {"id": "", "title": "No key", "date": "31 Feb 1992", "file": "", "note": "'=1+1", "creator": "'-"},
        {
            "id": "C",
            "title": "No file",
            "date": "1993",
            "file": "missing.txt",
            "note": "'quoted'",
            "creator": "Luis",
        },
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_mended_it_brings_in_those_rows_alone_and_nothing_twice(run, take, sheet, tmp_path, delimiter):
    first = take(sheet, "--type", "document", "--collection", "Box", "--publish")
    assert counts(first) == (1, 0, 0, 2)
    elsewhere = mended(Path(first["report"]), cured, tmp_path / "Ana's report.csv", delimiter)
    assert counts(take(elsewhere)) == (2, 0, 0, 0)
    assert counts(take(elsewhere)) == (0, 0, 2, 0)
    assert counts(take(sheet, "--type", "document", "--collection", "Box", "--publish")) == (0, 0, 3, 0)
    sheet.write_text(SHEET.replace("31 Feb", "28 Feb").replace("missing", "a"), encoding="utf-8")
    assert counts(take(sheet, "--type", "document", "--collection", "Box", "--publish")) == (0, 0, 3, 0)
    assert json.loads(run("status", "--json").stdout)["records"]["item"] == [3, 3]
    assert {each["source"] for each in json.loads(run("imports", "list", "--json").stdout)} == {str(sheet)}


def test_it_may_be_saved_as_a_workbook(take, sheet, tmp_path):
    first = take(sheet, "--type", "document")
    rows = [cured(row) for row in rows_of(Path(first["report"]))]
    book = openpyxl.Workbook()
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append([cell or None for cell in row.values()])
    for cell in (cell for cells in book.active for cell in cells):
        cell.data_type = "s" if cell.value else cell.data_type
    book.save(tmp_path / "mended.xlsx")
    assert counts(take(tmp_path / "mended.xlsx")) == (2, 0, 0, 0)
    assert counts(take(sheet, "--type", "document")) == (0, 0, 3, 0)


def test_a_row_mended_in_its_table_first_does_not_come_in_again_from_the_report(run, take, sheet, tmp_path):
    first = take(sheet, "--type", "document")
    sheet.write_text(SHEET.replace("31 Feb", "28 Feb").replace("missing", "a"), encoding="utf-8")
    assert counts(take(sheet, "--type", "document")) == (2, 0, 1, 0)
    elsewhere = mended(Path(first["report"]), cured, tmp_path / "mended.csv")
    assert counts(take(elsewhere)) == (0, 0, 2, 0)
    assert json.loads(run("status", "--json").stdout)["records"]["item"][0] == 3


def test_cells_that_could_be_formulas_come_in_as_they_were(run, take, sheet, tmp_path):
    first = take(sheet, "--type", "document", "--publish")
    take(mended(Path(first["report"]), cured, tmp_path / "mended.csv"))
    found = run("export", "--format", "csv").stdout
    notes = {row["title"]: (row["note"], row["creator"]) for row in csv.DictReader(io.StringIO(found))}
    assert notes["No key"] == ("=1+1", "-")
    assert notes["No file"] == ("'quoted'", "Luis")


def test_what_is_still_wrong_is_refused_again_and_keeps_its_place(run, take, sheet, tmp_path):
    first = take(sheet, "--type", "document")
    second = take(Path(first["report"]))
    assert counts(second) == (0, 0, 0, 2)
    once, twice = (rows_of(Path(each["report"])) for each in (first, second))
    assert [row["report:again"] for row in twice] == [row["report:again"] for row in once]
    third = take(mended(Path(second["report"]), cured, tmp_path / "mended.csv"))
    assert counts(third) == (2, 0, 0, 0)
    assert counts(take(sheet, "--type", "document")) == (0, 0, 3, 0)


def test_the_mapping_is_used_again(run, take, sheet, tmp_path):
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(
        '[source]\nkey = "clave"\n[constants]\ntype = "document"\n'
        '[columns]\nnombre = "title"\nclave = "identifier"\n'
    )
    sheet.write_text("clave,nombre,date\nX,,1992\nY,Dos,1993\n", encoding="utf-8")
    first = take(sheet, "--mapping", mapping)
    assert counts(first) == (1, 0, 0, 1)
    report = mended(Path(first["report"]), lambda row: {**row, "nombre": "Uno"}, tmp_path / "mended.csv")
    assert counts(take(report)) == (1, 0, 0, 0)
    assert counts(take(sheet, "--mapping", mapping)) == (0, 0, 2, 0)
    mapping.unlink()
    done = run("ingest", report)
    assert done.exit_code == 2
    assert "mapping.toml" in done.stderr


def test_a_report_of_several_tables_brings_rows_to_each(run, take, sheet, tmp_path):
    other = tmp_path / "other" / "letters.csv"
    other.parent.mkdir()
    other.write_text("title,language\nCarta,klingonisch\n", encoding="utf-8")
    report = tmp_path / "report.csv"
    first = take(sheet, other, "--type", "document", "--report", report)
    assert counts(first) == (1, 0, 0, 3)

    def change(row: Row) -> Row:
        return cured({**row, "language": row["language"].replace("klingonisch", "es")})

    second = take(mended(report, change, tmp_path / "mended.csv"))
    assert [counts(each) for each in second["sources"]] == [(2, 0, 0, 0), (1, 0, 0, 0)]
    assert counts(take(sheet, other, "--type", "document")) == (0, 0, 4, 0)


def test_a_row_refused_for_the_key_of_another_never_replaces_it(run, take, sheet, tmp_path):
    sheet.write_text("id,title\nA,One\nA,Two\n", encoding="utf-8")
    first = take(sheet, "--type", "document")
    again = take(Path(first["report"]))
    assert counts(again) == (0, 0, 0, 1)
    report = mended(Path(again["report"]), lambda row: {**row, "id": "B"}, tmp_path / "mended.csv")
    assert counts(take(report)) == (1, 0, 0, 0)
    sheet.write_text("id,title\nA,One\nB,Two\n", encoding="utf-8")
    assert counts(take(sheet, "--type", "document")) == (0, 0, 2, 0)


def test_a_dry_run_says_what_to_mend_and_the_report_of_it_can_be_taken_in(run, take, sheet, tmp_path):
    report = tmp_path / "report.csv"
    assert take(sheet, "--type", "document", "--dry-run", "--report", report)["report"] is None
    assert counts(take(mended(report, cured, tmp_path / "mended.csv"))) == (2, 0, 0, 0)
    assert counts(take(sheet, "--type", "document")) == (1, 0, 2, 0)


def test_a_row_that_was_added_to_a_report_is_refused_and_says_where_it_belongs(run, take, sheet, tmp_path):
    first = take(sheet, "--type", "document")
    report = Path(first["report"])
    lines = report.read_text(encoding="utf-8-sig")
    report.write_text(lines + "," * 10 + "N,New,1999,,,,\n", encoding="utf-8")
    done = run("ingest", report)
    assert "add new rows to the table itself" in done.stderr


def test_a_source_that_is_no_table_says_where_to_mend_it(run, tmp_path):
    folder = tmp_path / "letters"
    (folder / "items" / "one").mkdir(parents=True)
    (folder / "collection.toml").write_text('title = "Letters"\n')
    (folder / "items" / "one" / "item.toml").write_text('type = "document"\n')
    told = json.loads(run("ingest", folder, "--json").stdout)
    (row,) = rows_of(Path(told["report"]))
    assert "Mend it in letters/items/one/item.toml itself" in row["report:remedy"]
    done = run("ingest", told["report"])
    assert done.exit_code == 2
    assert "mend them where they stand" in done.stderr


def test_a_table_that_was_packed_is_mended_with_its_files(run, take, sheet, tmp_path):
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w") as parts:
        parts.write(sheet, "items.csv")
        parts.write(sheet.parent / "a.txt", "a.txt")
    first = take(packed, "--type", "document")
    assert counts(first) == (1, 0, 0, 2)
    assert counts(take(mended(Path(first["report"]), cured, tmp_path / "mended.csv"))) == (2, 0, 0, 0)
    assert counts(take(packed, "--type", "document")) == (0, 0, 3, 0)


@given(st.text(alphabet="'=+-@\t\ra", max_size=6) | st.text(max_size=6))
def test_a_cell_made_harmless_can_be_read_as_it_was(cell):
    assert as_it_was(harmless(cell)) == cell
    assert harmless(cell)[:1] not in ("=", "+", "-", "@", "\t", "\r")


def test_a_report_without_its_last_column_is_told_so_once(run, take, sheet, tmp_path):
    path = Path(take(sheet, "--type", "document")["report"])
    copy = mended(
        path, lambda row: {name: row[name] for name in row if name != "report:again"}, tmp_path / "m.csv"
    )
    result = run("ingest", copy, "--type", "document")
    assert result.exit_code == 2
    assert result.stderr.count("m.csv") == 1
    assert 'its column "report:again" is gone' in result.stderr


def test_a_report_names_the_column_to_be_mended_and_the_folder_that_is_not_there(run, take, sheet, tmp_path):
    rows = rows_of(Path(take(sheet, "--type", "document")["report"]))
    assert [row["report:column"] for row in rows] == ["date", "file"]
    result = run("ingest", sheet, "--type", "document", "--report", tmp_path / "absent" / "x.csv")
    assert f"there is no folder {tmp_path / 'absent'}" in result.stderr
