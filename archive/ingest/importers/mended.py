"""A report of refused rows, mended: they come in as rows of the tables from which they were refused.

Only the rows that a table refused are taken, under the name, the keys and the options of that table.
Names of files stay relative to its folder.
"""

import gzip
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.core.errors import Problem, SourceError
from archive.core.words import message
from archive.ingest.importers.contained import Inward
from archive.ingest.importers.spreadsheet import SpreadsheetImporter
from archive.ingest.manifest import Reading, Row, Source
from archive.ingest.mending import AGAIN, PREFIX, Again, MendedRow, decoded
from archive.ingest.report import as_it_was

HEAD = 1 << 16  # bytes in which the line of headings is found
MARKS = tuple(AGAIN.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
SHEETS = SpreadsheetImporter()


class MendedReport:
    """A report as `archive ingest` has written it, whichever program has saved it since."""

    name = "report"

    def recognise(self, path: Path) -> bool:
        """Say whether a table has the columns of a report; no more of it is read than its head."""
        try:
            return SHEETS.recognise(path) and any(mark in head for head in _heads(path) for mark in MARKS)
        except (OSError, EOFError, zipfile.BadZipFile):
            return False

    def open(self, path: Path, reading: Reading, inward: Inward) -> list[Source]:
        """Return the tables whose rows it has. Raise SourceError if none of its rows can be mended in it."""
        table = SHEETS.open(path, Reading())
        found: dict[str, Again] = {}
        for row in table.rows():
            again = decoded(str(row.raw.get(AGAIN, "")))
            if again is not None:
                found.setdefault(again.source, again)
        if not found:
            raise SourceError(
                message(
                    "{path}: none of these rows can be mended here; mend them where they stand, "
                    "and take that in again",
                    path=path,
                )
            )
        first = next(iter(found))
        return [
            Mended(table, again, _like(again, reading, inward), with_odd=name == first)
            for name, again in found.items()
        ]


@dataclass(frozen=True, slots=True)
class Mended:
    """The rows of one table in a report."""

    table: Source
    of: Again
    like: Row  # a row of that table: files lie where it looks for them
    with_odd: bool  # rows of which nobody can say whose they are are refused here

    @property
    def name(self) -> str:
        """The name of the table, not of the report."""
        return self.of.source

    @property
    def options(self) -> Mapping[str, Any]:
        """How the table was taken in."""
        return self.of.options

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the table."""
        return tuple(heading for heading in self.table.headings if not heading.startswith(PREFIX))

    def count(self) -> int:
        """Return how many rows there are."""
        return sum(1 for _ in self.rows())

    def rows(self) -> Iterator[Row]:
        """Read the rows as they stand now."""
        for row in self.table.rows():
            cell = str(row.raw.get(AGAIN, ""))
            own = {
                heading: _own(cells) for heading, cells in row.raw.items() if not heading.startswith(PREFIX)
            }
            again = decoded(cell)
            if again is None:
                if self.with_odd and (cell or own):
                    yield _odd(row, own)
            elif again.source == self.of.source:
                yield MendedRow(
                    number=row.number,
                    raw=own,
                    position=again.position,
                    place=row.place,
                    folder=self.like.folder,
                    known_as=self.like.known_as,
                    beside=self.like.beside,
                    problems=row.problems,
                    again=again,
                )


def _like(again: Again, reading: Reading, inward: Inward) -> Row:
    """Return a row that looks for its files where those of a table do, also of one that was packed."""
    path = Path(again.source)
    packed = next((each for each in (path, *path.parents) if each.is_file()), path)
    if packed.exists() and not SHEETS.recognise(packed):
        for source in inward(packed, reading):
            if source.name == again.source and (first := next(source.rows(), None)):
                return first
    return Row(number=None, raw={}, folder=path.parent)


def _own(cells: object) -> object:
    return [as_it_was(str(cell)) for cell in cells] if isinstance(cells, list) else as_it_was(str(cells))


def _odd(row: Row, own: Mapping[str, object]) -> Row:
    """Refuse a row that no table has refused, or whose cell that says so was changed."""
    problem = Problem(
        field=AGAIN,
        reason=message("this cell does not say of which table the row is"),
        remedy=message("Leave it as it was; add new rows to the table itself."),
    )
    return Row(number=row.number, raw=own, place=row.place, folder=row.folder, problems=(problem,))


def _heads(path: Path) -> Iterator[bytes]:
    """Yield the beginnings of a file that may hold its line of headings: of a workbook, of its parts."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if head.startswith(b"PK"):
        with zipfile.ZipFile(path) as parts:
            for name in parts.namelist():
                if name == "content.xml" or (name.startswith("xl/") and name.endswith(".xml")):
                    with parts.open(name) as part:
                        yield part.read(HEAD)
    elif head.startswith(b"\x1f\x8b"):
        with gzip.open(path) as unpacked:
            yield unpacked.read(HEAD)
    else:
        yield head
