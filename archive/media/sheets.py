"""XLSX, XLS and ODS read as documents: sheet after sheet, row after row, cells as a person sees them.

A sheet's name is a heading; its rows follow, each a passage. (A table that describes records is taken in
by the spreadsheet importer.)

Spec: ECMA-376 part 1, 18.3.1.4 (cells); OpenDocument 1.3 part 3, 9.1 (tables); [MS-XLS]
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from archive.core.errors import Unreadable
from archive.media import problems
from archive.media.blocks import Block, passages, problem_of
from archive.media.extractor import Extracted
from archive.media.office_open import core_properties
from archive.media.open_document import TABLE, Reader, content, hidden_styles, meta
from archive.media.packages import OLE_MAGIC, Package, opened

MOST_CELLS = 20_000_000  # of the square around all that is filled: it is held in memory
LARGEST_OLD = 64 << 20  # bytes of an XLS file
_OOXML = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_ODF = "application/vnd.oasis.opendocument.spreadsheet"
_REFERENCE = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")

Cell = int | float | str | bool | time | date | datetime | timedelta
Sheet = tuple[str, Iterable[str]]  # its name and its rows


@dataclass(frozen=True, slots=True)
class Workbook:
    """Reads Excel's workbooks, with or without macros (which are never looked at)."""

    name: str = "XLSX"
    media_types: frozenset[str] = frozenset(
        {
            *(f"{_OOXML}{kind}" for kind in ("sheet", "template")),
            *(f"application/vnd.ms-excel.{kind}.macroEnabled.12" for kind in ("sheet", "template")),
            "application/vnd.ms-excel",
        }
    )

    def extract(self, path: Path) -> Extracted:
        """Return a heading for each sheet, and its rows."""
        proposals = _checked(path)
        try:
            book = CalamineWorkbook.from_path(path)
            hidden = [each.name for each in book.sheets_metadata if each.visible != SheetVisibleEnum.Visible]
            made = passages(_blocks((name, _rows(book, name)) for name in book.sheet_names))
        except PasswordError as error:
            raise Unreadable(problems.LOCKED) from error
        except (CalamineError, OSError, ValueError) as error:
            raise Unreadable(problems.DAMAGED) from error
        facts: dict[str, Any] = {"sheets": len(book.sheet_names), "hidden_sheets": hidden}
        return _extracted(made, proposals, facts)


@dataclass(frozen=True, slots=True)
class Ods:
    """Reads OpenDocument spreadsheets and their templates."""

    name: str = "ODS"
    media_types: frozenset[str] = frozenset({_ODF})

    def extract(self, path: Path) -> Extracted:
        """Return a heading for each sheet, and its rows; rows that repeat are told once."""
        with opened(path) as package:
            root, body = content(package, "spreadsheet")
            reader = Reader(hidden_styles(root, package.spare("styles.xml")))
            tables = list(body.iterchildren(f"{TABLE}table"))
            made = passages(_blocks(_table(reader, table) for table in tables))
            return _extracted(made, meta(package), {"sheets": len(tables)})


def _extracted(made: Any, proposals: dict[str, tuple[str, ...]], facts: dict[str, Any]) -> Extracted:
    filled = any(each.kind != "heading" for each in made)
    return Extracted(
        passages=made if filled else (),
        proposed=proposals,
        technical={name: value for name, value in facts.items() if value},
        problem=problem_of(made) if filled else problems.NO_TEXT,
    )


def _table(reader: Reader, table: etree._Element) -> Sheet:
    name = table.get(f"{TABLE}name") or ""
    return name, (block.text for block in reader.blocks(table))


def _blocks(sheets: Iterable[Sheet]) -> Iterator[Block]:
    """Yield the name of each sheet, then its rows: each is a passage, and can be cited."""
    for name, rows in sheets:
        yield Block(name, heading=True)
        yield from map(Block, rows)


def _rows(book: CalamineWorkbook, name: str) -> Iterator[str]:
    for cells in book.get_sheet_by_name(name).iter_rows():
        yield " | ".join(filter(None, (" ".join(shown(cell).split()) for cell in cells)))


def shown(cell: Cell) -> str:
    """Return a cell's value as a person reads it: no `1984.0`, no midnight behind a date."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(timespec="seconds")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _checked(path: Path) -> dict[str, tuple[str, ...]]:
    """Return what a workbook states of itself, once it is certain that it can be unpacked.

    Its reader takes the sizes that a package states for true, and makes room for every cell between the
    first that is filled and the last, which may lie sixteen thousand columns and a million rows apart.
    """
    with path.open("rb") as stream:
        is_old = stream.read(len(OLE_MAGIC)) == OLE_MAGIC
    if is_old:
        if path.stat().st_size > LARGEST_OLD:
            raise Unreadable(problems.TOO_LARGE)
        return {}
    with opened(path) as package:
        for name in sorted(package.names):
            if name.endswith((".xml", ".rels")):
                _check(name, package)
        return core_properties(package)


def _check(name: str, package: Package) -> None:
    data = package.read(name)
    if not _SHEET.fullmatch(name):
        return
    columns = rows = 1
    for letters, digits in _REFERENCE.findall(data):
        columns = max(columns, _column(letters))
        rows = max(rows, int(digits))
    if columns * rows > MOST_CELLS:
        raise Unreadable(problems.TOO_LARGE)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
