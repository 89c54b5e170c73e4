"""Workbooks: cells as a person sees them."""

import gzip
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from archive.core.errors import SourceError
from archive.ingest.importers.spreadsheet import SpreadsheetImporter
from archive.ingest.importers.workbook import open_workbook, recognise, shown
from archive.ingest.manifest import Reading

ODS_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">
<office:body><office:spreadsheet><table:table table:name="Sheet1">
<table:table-row><table:table-cell office:value-type="string"><text:p>title</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>date</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>Años</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="1998"><text:p>1998</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
</manifest:manifest>"""


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    cover = book.active
    cover.title = "Cover"
    cover.sheet_state = "hidden"
    cover.append(["not", "this"])
    cover.append(["a", "b"])
    items = book.create_sheet("Items")
    items.append(["title", "date", "pages", "price", "printed"])
    items.append(["Años", datetime(1998, 12, 6), 12, 10.5, True])
    items.append(["Otro", date(1999, 2, 2), 1984.0, 0.1 + 0.2, None])
    path = tmp_path / "items.xlsx"
    book.save(path)
    return path


def test_numbers_and_dates_read_as_a_person_sees_them(workbook):
    first, second = (dict(row.raw) for row in open_workbook(workbook, Reading()).rows())
    assert first == {"title": "Años", "date": "1998-12-06", "pages": "12", "price": "10.5", "printed": "true"}
    assert second == {"title": "Otro", "date": "1999-02-02", "pages": "1984", "price": "0.3"}


def test_the_first_visible_sheet_is_read_unless_another_is_named(workbook):
    assert open_workbook(workbook, Reading()).headings[0] == "title"
    assert open_workbook(workbook, Reading(sheet="Cover")).headings == ("not", "this")


def test_a_misspelt_sheet_names_those_there_are(workbook):
    with pytest.raises(SourceError, match='has no sheet "Itens"; it has "Cover", "Items"'):
        open_workbook(workbook, Reading(sheet="Itens"))


def test_a_workbook_with_the_name_of_a_table_is_read_as_a_workbook(workbook, tmp_path):
    renamed = tmp_path / "items.csv"
    renamed.write_bytes(workbook.read_bytes())
    opened = SpreadsheetImporter().open(renamed, Reading())
    assert opened.headings == open_workbook(workbook, Reading()).headings


def test_open_document_spreadsheets_are_read(tmp_path):
    path = tmp_path / "items.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS_CONTENT.replace("\n", " ").replace("> <", "><"))
    (row,) = open_workbook(path, Reading()).rows()
    assert row.raw == {"title": "Años", "date": "1998"}


def test_a_gzipped_workbook_is_read(workbook, tmp_path):
    path = tmp_path / "items.xlsx.gz"
    path.write_bytes(gzip.compress(workbook.read_bytes()))
    assert recognise(path)
    assert open_workbook(path, Reading()).count() == 2


def test_what_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "items.xlsx"
    path.write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(SourceError, match=r"items\.xlsx"):
        open_workbook(path, Reading())


@pytest.mark.parametrize(
    ("cell", "words"),
    [(datetime(1998, 12, 6, 20, 30), "1998-12-06T20:30:00"), (1e16, "1e+16"), (-3.0, "-3"), ("", "")],
)
def test_a_cell_is_shown(cell, words):
    assert shown(cell) == words
