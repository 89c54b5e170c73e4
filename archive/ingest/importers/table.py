"""A table of any kind: perhaps some lines of title, then headings, then one row a record."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.core.errors import Problem, SourceError
from archive.core.words import Message, message
from archive.ingest.importers.survey import NO_MERGES, Cells, Merges, Survey, blank, survey
from archive.ingest.manifest import Reading, Row, Source
from archive.ingest.names import readable


class Misquoted(list[str]):
    """The cells of a record whose quotation marks do not match: it may have swallowed the lines after it."""

    def __init__(self, cells: Cells, opened: int, last: int) -> None:
        super().__init__(cells)
        self.opened = opened  # the line in which the quotation begins
        self.last = last  # the last line that was taken for part of the record


@dataclass(frozen=True, slots=True)
class Table:
    """A table on disk; `read` opens it anew at its first line."""

    path: Path
    name: str
    headings: tuple[str, ...]
    read: Callable[[], Iterator[Cells]]
    seen: Survey
    form: Message | None = None  # encoding and separator, or sheet

    def count(self) -> int:
        """Return how many rows have something in them."""
        return self.seen.rows

    def rows(self) -> Iterator[Row]:
        """Read the rows that have something in them, numbered as a spreadsheet shows them."""
        columns = tuple(enumerate(self.headings))
        width = len(columns)
        place, folder = readable(self.path.name), self.path.parent
        last, stray = self.seen.last_heading_row, self.seen.stray
        for number, cells in enumerate(self.read(), start=1):
            if number <= last or number == stray or blank(cells):
                continue
            yield Row(
                number=number,
                raw=_cells_by_heading(columns, cells),
                place=place,
                folder=folder,
                problems=_problems(cells, width),
            )

    def how_read(self) -> Message:
        """Say in one line how the table was read, and what of it was left out."""
        told = self.seen.told()
        return message(
            "{name}: {form}; {told}", name=self.path.name, form=self.form or message("table"), told=told
        )


def how_read(source: Source) -> Message | None:
    """Say how a source was read, if it is a table, or reads one."""
    table = source if isinstance(source, Table) else getattr(source, "table", None)
    return table.how_read() if isinstance(table, Table) else None


def heading_row(source: Source) -> int:
    """Return the row of a table in which its headings end, as a spreadsheet counts it."""
    table = source if isinstance(source, Table) else getattr(source, "table", None)
    return table.seen.last_heading_row if isinstance(table, Table) else 1


def open_table(
    path: Path,
    read: Callable[[], Iterator[Cells]],
    reading: Reading | None = None,
    form: Message | None = None,
    merges: Merges = NO_MERGES,
) -> Table:
    """Return the table that `read` reads. Raise SourceError if it has no headings, or nothing below them."""
    seen = survey(read, reading or Reading(), merges)
    if not any(seen.headings):
        raise SourceError(message("{path}: no line has headings", path=path))
    if not seen.rows:
        raise SourceError(message("{path} has headings, but no rows", path=path))
    return Table(path, readable(path.resolve().as_posix()), seen.headings, read, seen, form)


def _cells_by_heading(columns: Sequence[tuple[int, str]], cells: Cells) -> dict[str, object]:
    """Return what is filled in; columns of one heading give a list."""
    raw: dict[str, object] = {}
    size = len(cells)
    for index, heading in columns:
        if index < size and (cell := cells[index].strip()):
            before = raw.get(heading)
            if before is None:
                raw[heading] = cell
            else:
                raw[heading] = [*before, cell] if isinstance(before, list) else [before, cell]
    return raw


def _problems(cells: Cells, width: int) -> tuple[Problem, ...]:
    if isinstance(cells, Misquoted):
        return _swallowed(cells)
    return _surplus(cells, width) if len(cells) > width else ()


def _swallowed(cells: Misquoted) -> tuple[Problem, ...]:
    reason = message(
        "a quotation mark in line {opened} is not closed, so that lines {opened} to {last} are one row",
        opened=cells.opened,
        last=cells.last,
    )
    remedy = message('Close it; a quotation mark that belongs to the words is written twice: "".')
    return (Problem(value=next((cell for cell in cells if cell.strip()), ""), reason=reason, remedy=remedy),)


def _surplus(cells: Cells, width: int) -> tuple[Problem, ...]:
    beyond = [cell for cell in cells[width:] if cell.strip()]
    if not beyond:
        return ()
    return (
        Problem(
            value=beyond[0],
            reason=message(
                "the row has more cells ({cells}) than there are headings ({width})",
                cells=len(cells),
                width=width,
            ),
            remedy=message("Put values that contain the separator between double quotes."),
        ),
    )
