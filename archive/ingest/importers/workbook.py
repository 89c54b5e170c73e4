"""Workbooks: XLSX, XLS and ODS, cells as a person sees them, also gzipped."""

import gzip
import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from archive.core.errors import SourceError
from archive.core.nearest import nearest
from archive.core.words import message
from archive.ingest.importers.table import Cells, Table, open_table
from archive.ingest.manifest import Reading

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})

Cell = int | float | str | bool | time | date | datetime | timedelta


def recognise(path: Path) -> bool:
    """Say whether the name is that of a workbook, gzipped or not."""
    names = path.suffixes[-2:-1] if path.suffix.lower() == ".gz" else path.suffixes[-1:]
    return bool(names) and names[0].lower() in SUFFIXES


def open_workbook(path: Path, reading: Reading) -> Table:
    """Open the sheet that `reading` names, or the first visible one that is not empty."""
    try:
        content = gzip.decompress(path.read_bytes()) if path.suffix.lower() == ".gz" else path.read_bytes()
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = _sheet(path, book, reading.sheet)
    except (OSError, EOFError, CalamineError) as error:
        raise SourceError(message("{path} cannot be read: {error}", path=path, error=error)) from error
    return open_table(path, partial(_records, sheet))


def shown(cell: Cell) -> str:
    """Return a cell's value as a person reads it: no `1984.0`, no midnight behind a date."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _sheet(path: Path, book: CalamineWorkbook, wanted: str) -> CalamineSheet:
    if wanted and wanted not in book.sheet_names:
        close = nearest(wanted, book.sheet_names)
        known = ", ".join(f'"{name}"' for name in book.sheet_names)
        raise SourceError(
            message(
                "{path} has no sheet {wanted!r}; it has {known}",
                path=path,
                wanted=close or wanted,
                known=known,
            )
        )
    visible = [
        each.name
        for each in book.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
    ]
    for name in [wanted] if wanted else visible or book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.height:
            return sheet
    raise SourceError(message("{path} is empty", path=path))


def _records(sheet: CalamineSheet) -> Iterator[Cells]:
    for cells in sheet.iter_rows():
        yield [shown(cell) for cell in cells]
