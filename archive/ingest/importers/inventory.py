"""A folder with one sheet that lists its files: the sheet is the source, and says of each file what it is.

The same folder packed, or as the payload of a bag, is the same source.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from glob import has_magic
from itertools import islice
from pathlib import Path

from archive.core.errors import Problem, SourceError
from archive.core.words import message
from archive.ingest.importers import delimited, workbook
from archive.ingest.importers.contained import Inward
from archive.ingest.importers.files import files_under, is_litter
from archive.ingest.importers.spreadsheet import SpreadsheetImporter
from archive.ingest.losses import Accounted, Losses
from archive.ingest.manifest import Reading, Row, Source
from archive.ingest.names import is_a_file, locate, readable
from archive.ingest.special import FILE, special
from archive.metadata.cells import parted

FEW = 50  # rows that tell whether files are named
LARGEST = 1 << 25  # bytes of a table that is opened only to see what it is


class Inventory:
    """A folder and the one sheet in it that has a column of files."""

    name = "inventory"

    def __init__(self, described: Callable[[Path], bool]) -> None:
        """`described` says whether a folder means something else as a whole."""
        self._described = described

    def recognise(self, path: Path) -> bool:
        """Say whether `path` is a folder with other files and one sheet, which names files."""
        if not path.is_dir() or self._described(path):
            return False
        sheet = _sheet(path)
        return sheet is not None and _names_files(sheet)

    def open(self, path: Path, reading: Reading, inward: Inward) -> list[Source]:
        """Open the sheet; files that no row names are told at its end."""
        sheet = _sheet(path)
        if sheet is None:
            raise SourceError(message("{path} holds no sheet", path=path))
        return [
            (AccountedListed if isinstance(each, Accounted) else Listed)(each, path, sheet, each.name)
            for each in inward(sheet, reading)
        ]


@dataclass(frozen=True, slots=True)
class Listed:
    """The sheet, and what it does not name."""

    inner: Source
    folder: Path
    sheet: Path
    name: str  # the sheet's: it is the same source, given alone or with its folder

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the sheet."""
        return self.inner.headings

    def count(self) -> int:
        """Return how many rows the sheet has; what it does not name is known at the end only."""
        return self.inner.count()

    def rows(self) -> Iterator[Row]:
        """Read the rows of the sheet, then refuse each file that none of them names."""
        named: set[str] = set()
        for row in self.inner.rows():
            named.update(_named(row))
            yield row
        patterns = [each for each in named if has_magic(each)]
        for path in files_under(self.folder):
            name = readable(path.relative_to(self.folder).as_posix())
            if path == self.sheet or name in named or any(fnmatchcase(name, each) for each in patterns):
                continue
            yield _unnamed(self.folder, readable(self.sheet.name), name)


@dataclass(frozen=True, slots=True)
class AccountedListed(Listed):
    """The same, of a sheet of another system."""

    @property
    def losses(self) -> Losses:
        """What became of the fields of the sheet."""
        return self.inner.losses if isinstance(self.inner, Accounted) else Losses()


def _sheet(folder: Path) -> Path | None:
    """Return the one table at the top of a folder, if there is just one."""
    files = [each for each in folder.iterdir() if not is_litter(each.name)]
    sheets = [
        each for each in files if each.is_file() and (workbook.recognise(each) or delimited.recognise(each))
    ]
    return sheets[0] if len(sheets) == 1 and len(files) > 1 else None


def _names_files(sheet: Path) -> bool:
    """Say whether a column of the sheet names files that lie beside it, by its first rows."""
    if sheet.stat().st_size > LARGEST:
        return False
    try:
        table = SpreadsheetImporter().open(sheet, Reading())
        if not any(special(each) == FILE for each in table.headings):
            return False
        return any(
            is_a_file(locate(sheet.parent, name)) for row in islice(table.rows(), FEW) for name in _named(row)
        )
    except (SourceError, OSError, ValueError):
        return False


def _named(row: Row) -> Iterator[str]:
    for file in row.files:
        yield _plain(str(file.get("name", "")))
    for heading, cell in row.raw.items():
        if special(heading) == FILE:
            for text in cell if isinstance(cell, list) else [cell]:
                yield from (_plain(each.strip()) for each in parted(str(text)))


def _plain(name: str) -> str:
    return name.replace("\\", "/").removeprefix("./")


def _unnamed(folder: Path, sheet: str, name: str) -> Row:
    reason = message("no row of {sheet} names it", sheet=sheet)
    remedy = message("Add a row for it, or take it out of the folder.")
    problem = Problem(field=FILE, value=name, reason=reason, remedy=remedy)
    return Row(number=None, raw={}, key=f"left out: {name}", place=name, folder=folder, problems=(problem,))
