"""The report of an ingest as a table that opens in any spreadsheet: one line a problem."""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from archive.core.errors import Problem, SourceError
from archive.core.words import Translate, message
from archive.ingest.summary import Notice

COLUMNS = ("severity", "source", "row", "key", "field", "value", "reason", "remedy", "record")
LONGEST_VALUE = 500
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")  # a terminal would obey them


class Writer(Protocol):
    """Takes one notice after the other."""

    def __call__(self, notice: Notice) -> None:
        """Write a notice down."""
        ...


@contextmanager
def csv_report(path: Path, translate: Translate) -> Iterator[Writer]:
    """Open a report; its lines are written as they come, so that a killed run leaves those it had."""
    try:
        stream = path.open("w", encoding="utf-8-sig", newline="")
    except OSError as error:
        raise SourceError(
            message("the report {path} cannot be written: {error}", path=path, error=error)
        ) from error
    with stream:
        table = csv.writer(stream)
        table.writerow(COLUMNS)

        def write(notice: Notice) -> None:
            table.writerow(_cells(notice, translate))
            stream.flush()

        yield write


def line(problem: Problem, translate: Translate) -> str:
    """Return a problem as one line: `items.csv, row 48, "creater": no such field. Did you mean "creator"?`"""
    row = message("row {row}", row=problem.row).render(translate) if problem.row is not None else ""
    field = f'"{problem.field}"' if problem.field else ""
    value = f"“{shortened(problem.value)}”" if problem.value else ""
    place = ", ".join(part for part in (problem.source, row, field, value) if part)
    remedy = problem.remedy.render(translate) if problem.remedy else ""
    said = problem.reason.render(translate)
    return " ".join(f"{place}: {said}{'.' if remedy and said[-1:] not in '.?!…' else ''} {remedy}".split())


def shortened(text: str, length: int = 60) -> str:
    """Return a text on one line, cut to a length."""
    plain = " ".join(_CONTROL.sub(" ", text).split())
    return plain if len(plain) <= length else f"{plain[: length - 1]}…"


def _cells(notice: Notice, translate: Translate) -> list[str]:
    problem = notice.problem
    cells = [
        notice.severity.value,
        problem.source,
        "" if problem.row is None else str(problem.row),
        notice.key,
        problem.field,
        problem.value[:LONGEST_VALUE],
        problem.reason.render(translate),
        problem.remedy.render(translate) if problem.remedy else "",
        notice.record,
    ]
    return [_harmless(cell) for cell in cells]


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP: CSV injection)."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
