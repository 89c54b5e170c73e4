"""The report of an ingest as a table that opens in any spreadsheet: one line a problem.

The report's own columns come first, each marked as such. A refused row of a table follows in its own
columns, beside its first problem: it can be mended there, and the report taken in. The last column says
how the row was known.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TextIO

from archive.core.errors import SourceError
from archive.core.lines import sentences
from archive.core.words import Translate, message
from archive.ingest.mending import AGAIN, PREFIX, encoded
from archive.ingest.summary import Notice

NAMES = (
    "severity",
    "source",
    "row",
    "key",
    "column",
    "field",
    "value",
    "instead",
    "reason",
    "remedy",
    "record",
)
COLUMNS = tuple(f"{PREFIX}{name}" for name in NAMES)
LONGEST_VALUE = 500
_FORMULA = re.compile("'*[=+@\t\r-]")  # what a spreadsheet takes for a formula (OWASP: CSV injection)


class Writer(Protocol):
    """Takes one notice after the other."""

    def __call__(self, notice: Notice) -> None:
        """Write a notice down."""
        ...


class Report:
    """An open report. Its line of headings is written with its first line, or when it is told them."""

    def __init__(self, stream: TextIO, translate: Translate) -> None:
        self._stream = stream
        self._table = csv.writer(stream)
        self._translate = translate
        self._headings: tuple[str, ...] | None = None

    def head(self, headings: Sequence[str] = ()) -> None:
        """Write the line of headings: the report's own, then those of the rows that are taken in."""
        if self._headings is None:
            self._headings = tuple(headings)
            self._table.writerow([*COLUMNS, *headings, AGAIN])
            self._stream.flush()

    def __call__(self, notice: Notice) -> None:
        """Write a notice down, at once: a killed run leaves those it had."""
        self.head()
        again = encoded(notice.mendable.again) if notice.mendable else ""
        told = [*_cells(notice, self._translate), *_row(notice, self._headings or ()), again]
        self._table.writerow([harmless(cell) for cell in told])
        self._stream.flush()


@contextmanager
def csv_report(path: Path, translate: Translate) -> Iterator[Report]:
    """Open a report; raise SourceError if it cannot be written."""
    try:
        stream = path.open("w", encoding="utf-8-sig", newline="")
    except OSError as error:
        missing = message("there is no folder {folder}", folder=path.parent)
        why = (error.strerror or str(error)) if path.parent.is_dir() else missing
        raise SourceError(
            message("the report {path} cannot be written: {error}", path=path, error=why)
        ) from error
    with stream:
        report = Report(stream, translate)
        yield report
        report.head()


def joined(tables: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the headings of several tables as those of one that can hold the rows of all."""
    found: list[str] = []
    for headings in tables:
        had = Counter(found)
        wanted: Counter[str] = Counter()
        for heading in headings:
            wanted[heading] += 1
            if heading and wanted[heading] > had[heading]:
                found.append(heading)
    return tuple(found)


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_it_was(cell: str) -> str:
    """Return a cell as it was before it was made harmless."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _cells(notice: Notice, translate: Translate) -> list[str]:
    problem = notice.problem
    return [
        notice.severity.value,
        problem.source,
        "" if problem.row is None else str(problem.row),
        notice.key,
        problem.column or problem.field,
        problem.field,
        (notice.before or problem.value)[:LONGEST_VALUE],
        notice.after[:LONGEST_VALUE],
        problem.reason.render(translate),
        sentences(translate, problem.remedy, notice.advice),
        notice.record,
    ]


def _row(notice: Notice, headings: Sequence[str]) -> Iterator[str]:
    """Yield the row's own cells; those of one heading, if it stands there several times, in their order."""
    cells: Mapping[str, object] = notice.mendable.cells if notice.mendable else {}
    left = {name: list(stated) if isinstance(stated, list) else [stated] for name, stated in cells.items()}
    for heading in headings:
        yield str(left[heading].pop(0)) if left.get(heading) else ""
