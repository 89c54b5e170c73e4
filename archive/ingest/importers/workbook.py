"""Workbooks: XLSX, XLS and ODS, cells as a person sees them, also gzipped."""

import gzip
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from archive.core.errors import SourceError
from archive.core.words import Message, message
from archive.ingest.importers.survey import Cells, Merges
from archive.ingest.importers.table import Table, open_table
from archive.ingest.manifest import Reading

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # of XLSX and ODS, of XLS
LONGEST_MERGE = 10_000  # rows; a longer one is a slip, not a heading of its rows
Down = Mapping[int, Sequence[int]]  # row, counted from 0 → columns whose cell is merged with the one above

Cell = int | float | str | bool | time | date | datetime | timedelta


def recognise(path: Path) -> bool:
    """Say whether the name is that of a workbook, gzipped or not."""
    names = path.suffixes[-2:-1] if path.suffix.lower() == ".gz" else path.suffixes[-1:]
    return bool(names) and names[0].lower() in SUFFIXES


def is_one(path: Path) -> bool:
    """Say whether the bytes are those of a workbook, whatever its name."""
    try:
        with path.open("rb") as stream:
            return stream.read(8).startswith(MAGIC)
    except OSError:
        return False  # who reads it will say why it cannot be read


def open_workbook(path: Path, reading: Reading) -> Table:
    """Open the sheet that `reading` names, or the first visible one that is not empty."""
    try:
        content = gzip.decompress(path.read_bytes()) if path.suffix.lower() == ".gz" else path.read_bytes()
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = _sheet(path, book, reading.sheet)
    except (OSError, EOFError, CalamineError) as error:
        raise SourceError(message("{path} cannot be read: {error}", path=path, error=error)) from error
    merges, down = _merges(sheet)
    form = _form(book, sheet.name)
    return open_table(path, partial(_records, sheet, down), reading, form, merges)


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
        known = ", ".join(f'"{name}"' for name in book.sheet_names)
        raise SourceError(
            message('{path} has no sheet "{wanted}"; it has {known}', path=path, wanted=wanted, known=known)
        )
    for name in [wanted] if wanted else _visible(book) or book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.height:
            return sheet
    raise SourceError(message("{path} is empty", path=path))


def _visible(book: CalamineWorkbook) -> list[str]:
    return [
        each.name
        for each in book.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
    ]


def _form(book: CalamineWorkbook, name: str) -> Message:
    """Say which sheet was read, and which others a person would see."""
    others = [each for each in _visible(book) if each != name and book.get_sheet_by_name(each).height]
    if not others:
        return message('sheet "{name}"', name=name)
    quoted = ", ".join(f'"{each}"' for each in others)
    return message('sheet "{name}" (not read: {others})', name=name, others=quoted)


def _merges(sheet: CalamineSheet) -> tuple[Merges, Down]:
    """Return what is merged of headings; and which cells repeat the one above, as they seem to."""
    tall: dict[int, int] = {}
    wide: dict[int, list[tuple[int, int]]] = {}
    down: dict[int, list[int]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        tall[top + 1] = max(tall.get(top + 1, 1), bottom - top + 1)
        wide.setdefault(top + 1, []).append((left, right))
        if left == right and bottom - top < LONGEST_MERGE:
            for row in range(top + 1, bottom + 1):
                down.setdefault(row, []).append(left)
    return Merges(tall=tall, wide=wide, endless=True), down


def _records(sheet: CalamineSheet, down: Down) -> Iterator[Cells]:
    """Yield the rows; a cell that is merged with those below it stands in each of them."""
    above: list[str] = []
    left = [""] * (sheet.start[1] if sheet.start else 0)  # empty columns, which the reader leaves out
    for number, row in enumerate(sheet.iter_rows()):
        cells = left + [shown(cell) for cell in row]
        for column in down.get(number, ()):
            if column < len(cells) and not cells[column] and any(cells):
                cells[column] = above[column]
        above = cells
        yield cells
