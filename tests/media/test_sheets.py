"""A workbook is read sheet by sheet, its cells as a person sees them."""

import datetime
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from archive.core.errors import Unreadable
from archive.media import blocks, problems
from archive.media.identify import identify
from archive.media.registry import read
from archive.media.sheets import Ods, Workbook
from archive.text.passages import PassageKind

Make = Callable[..., Path]
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)


def test_sheets_are_headings_over_their_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Presupuesto"
    for row in (
        ["Año", None, "Monto"],
        [2012, None, 1500.0],
        [datetime.date(2012, 4, 17), "  dos\n líneas "],
    ):
        sheet.append(row)
    book.create_sheet("Vacía").sheet_state = "hidden"
    book.properties.title = "Cuentas"
    path = tmp_path / "a.xlsx"
    book.save(path)
    found = read(path, identify(path))
    assert [(each.kind, each.text, each.label) for each in found.passages] == [
        (PassageKind.HEADING, "Presupuesto", "Presupuesto"),
        (PassageKind.PARAGRAPH, "Año | Monto", "Presupuesto"),
        (PassageKind.PARAGRAPH, "2012 | 1500", "Presupuesto"),
        (PassageKind.PARAGRAPH, "2012-04-17 | dos líneas", "Presupuesto"),
        (PassageKind.HEADING, "Vacía", "Vacía"),
    ]
    assert found.technical == {"sheets": 2, "hidden_sheets": ["Vacía"]}
    assert found.proposed["title"] == ("Cuentas",)


def test_more_rows_than_are_kept_are_told(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(blocks, "MOST", 100)
    book = openpyxl.Workbook()
    for number in range(500):
        book.active.append([number])
    path = tmp_path / "a.xlsx"
    book.save(path)
    found = Workbook().extract(path)
    assert [each.text for each in found.passages] == ["Sheet", *map(str, range(99))]
    assert found.problem == problems.CUT_OFF


def test_a_workbook_of_empty_sheets_holds_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    openpyxl.Workbook().save(path)
    assert Workbook().extract(path).problem == problems.NO_TEXT


def test_two_cells_that_are_far_apart_do_not_fill_the_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "uno", "dos"
    path = tmp_path / "a.xlsx"
    book.save(path)
    with pytest.raises(Unreadable, match="more than can be read"):
        Workbook().extract(path)


def test_a_workbook_locked_with_a_password_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    stream = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream + bytes(500))
    assert read(path, identify(path)).problem == problems.LOCKED


def test_ods_rows_that_repeat_are_told_once(make_zip: Make) -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"

    wide = cell("2012", 'table:number-columns-repeated="16384"')
    covered = "<table:covered-table-cell><text:p>debajo</text:p></table:covered-table-cell>"
    rows = (
        f"<table:table-row>{cell('Año')}{cell('Lugar')}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048576">{wide}{covered}</table:table-row>'
    )
    table = f'<table:table table:name="Hoja">{rows}</table:table>'
    path = make_zip(
        "a.ods",
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {ODF}><office:body><office:spreadsheet>{table}"
            "</office:spreadsheet></office:body></office:document-content>",
        },
    )
    found = Ods().extract(path)
    assert [each.text for each in found.passages] == ["Hoja", "Año | Lugar", "2012"]
