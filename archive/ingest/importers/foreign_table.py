"""Tables that other systems export: known by their headings, read row by row as heading → texts."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from archive.core.errors import SourceError
from archive.ingest.importers import delimited
from archive.ingest.importers.files import files_under
from archive.ingest.importers.table import Table
from archive.ingest.losses import Losses
from archive.ingest.manifest import Row

HEAD = 1 << 16  # bytes in which the line of headings ends


def headings_of(path: Path) -> tuple[str, ...]:
    """Return the headings of a delimited file, read from its beginning alone; none if it is not one."""
    if not (path.is_file() and delimited.recognise(path)):
        return ()
    try:
        return _headings(path, path.stat().st_mtime_ns)
    except (OSError, EOFError, csv.Error, SourceError):
        return ()


@lru_cache(maxsize=16)
def _headings(path: Path, _changed: int) -> tuple[str, ...]:
    with delimited.unpacked(path) as stream:
        head = stream.read(HEAD)
    wide = head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    text = head.decode("utf-16" if wide else "utf-8-sig", "replace")
    found: tuple[str, ...] = ()
    for delimiter in delimited.DELIMITERS:
        cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        found = max(found, tuple(cell.strip().lstrip(delimited.MARK) for cell in cells), key=len)
    return found


@dataclass(slots=True)
class ForeignTable:
    """A source that is one table of another system. Its subclasses say what a row means."""

    table: Table
    losses: Losses = field(default_factory=Losses)
    headings: tuple[str, ...] = ()  # none: the importer understands them itself

    @property
    def name(self) -> str:
        """The name under which the catalogue remembers it."""
        return self.table.name

    @property
    def folder(self) -> Path:
        """The folder that the table stands in."""
        return self.table.path.parent

    @property
    def place(self) -> str:
        """The table's name, as problems give it."""
        return self.table.path.name

    def count(self) -> int:
        """Return how many rows the table has."""
        return self.table.count()

    def lines(self) -> Iterator[Row]:
        """Read the table's rows as they stand."""
        return self.table.rows()


def cell(row: Row, heading: str) -> str:
    """Return a row's cell under a heading; the first, if several columns bear it."""
    found = row.raw.get(heading, "")
    return str(found[0]) if isinstance(found, list) else str(found)


def cells(row: Row, heading: str, separator: str = "") -> list[str]:
    """Return all that a row says under a heading: of each column that bears it, each part."""
    found = row.raw.get(heading, "")
    texts = [str(each) for each in found] if isinstance(found, list) else [str(found)]
    parts = [part for text in texts for part in (text.split(separator) if separator else [text])]
    return [part.strip() for part in parts if part.strip()]


class FilesBeside:
    """The files beneath a folder, found by their path or, where it is told otherwise, by their name alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._by_name: dict[str, list[str]] | None = None

    def find(self, told: str) -> str:
        """Return the path within the folder of the file that a path or an address tells of, or "".

        Of files of one name, that whose folders are told of, too. Where several would do as well, none does:
        the file of another record is worse than no file.
        """
        wanted = told.replace("\\", "/").partition("?")[0].lstrip("/")
        parts = [part for part in wanted.split("/") if part not in ("", ".", "..")]
        if not parts:
            return ""
        exact = "/".join(parts)
        if self._by_name is None:
            self._by_name = self._names()
        named = self._by_name.get(parts[-1], [])
        if exact in named:
            return exact
        shared = {each: _shared_end(each.split("/"), parts) for each in named}
        most = max(shared.values(), default=0)
        nearest = [each for each in named if shared[each] == most]
        return nearest[0] if len(nearest) == 1 else ""

    def _names(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in files_under(self._folder):
            found.setdefault(path.name, []).append(path.relative_to(self._folder).as_posix())
        return found


def _shared_end(one: list[str], other: list[str]) -> int:
    """Count how many parts two paths share from their ends."""
    shared = 0
    for a, b in zip(reversed(one), reversed(other), strict=False):
        if a != b:
            break
        shared += 1
    return shared
