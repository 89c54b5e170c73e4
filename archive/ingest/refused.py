"""Refused rows as their table has them, and the report in which they can be mended."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from archive.core.words import Message, Translate, message
from archive.ingest.manifest import Row, Source
from archive.ingest.mending import Again, Mendable, again_of
from archive.ingest.report import Report, csv_report
from archive.ingest.summary import Notice


@dataclass(slots=True)
class Refused:
    """Remembers the rows of the batch under way until it is known which of them are refused."""

    source: Source
    options: Mapping[str, object]  # how the source was asked for
    _stated: dict[int, Mapping[str, object]] = field(default_factory=dict)  # by position

    def remember(self, position: int, row: Row) -> None:
        """Keep what a row of a table says, if it can be read at all."""
        if not row.problems:
            self._stated[position] = row.raw

    def forget(self, positions: list[int]) -> None:
        """The batch is done."""
        for position in positions:
            self._stated.pop(position, None)

    def stated(self, row: Row) -> Mapping[str, object]:
        """Return the cells of a row of the batch under way, by their headings, if they are known."""
        return self._stated.get(row.position, {})

    def held(self, row: Row, digest: str) -> Mendable | Message:
        """Return a refused row as a report holds it, or where else to mend it.

        `digest` tells what state it was refused in; it is empty if the row's key belongs to another row.
        """
        cells = self._stated.get(row.position)
        if cells is None:
            place = row.place or self.source.name
            return message("Mend it in {place} itself and take that in again: what is in stays.", place=place)
        known = Again(
            source=self.source.name,
            number=row.number,
            position=row.position,
            key=row.key,
            digest=digest,
            options=self.options,
        )
        return Mendable(cells, again_of(row) or known)


class MendableRows:
    """The report of one import: its refused rows and nothing else, in a file made with the first of them."""

    def __init__(self, path: Path | None, source: Source, translate: Translate) -> None:
        """Write to `path`; without one, nothing is kept."""
        self.path: Path | None = None  # once it is there
        self._wanted = path
        self._headings = source.headings
        self._translate = translate
        self._stack = ExitStack()
        self._report: Report | None = None

    def __enter__(self) -> "MendableRows":
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def __call__(self, notice: Notice) -> None:
        """Write a refused row down."""
        if self._wanted is None:
            return
        if self._report is None:
            self._wanted.parent.mkdir(parents=True, exist_ok=True)
            self._report = self._stack.enter_context(csv_report(self._wanted, self._translate))
            self._report.head(self._headings)
            self.path = self._wanted
        self._report(notice)
