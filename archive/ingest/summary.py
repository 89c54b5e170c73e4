"""What an ingest tells of itself: problems as they come, counts at the end."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from archive.core.errors import Problem


class Severity(StrEnum):
    """How much a problem matters."""

    REFUSED = "refused"  # the row stays out
    WARNING = "warning"  # it is in, but something should be looked at
    DUPLICATE = "duplicate"  # it is in, without a second copy of a file


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of the report."""

    severity: Severity
    problem: Problem
    key: str = ""
    record: str = ""  # its identifier, if it is in
    row: int | None = None


@dataclass(slots=True)
class Summary:
    """The counts of one run, or of several."""

    import_id: int | None = None  # none for a dry run
    dry_run: bool = False
    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    valid: int = 0  # in a dry run: rows that would come in
    files: int = 0
    bytes: int = 0
    duplicates: int = 0
    warnings: int = 0
    stopped: bool = False
    reasons: Counter[str] = field(default_factory=Counter)  # why rows were refused, and how many
    notes: Counter[str] = field(default_factory=Counter)  # what was noted of rows that are in

    def counts(self) -> dict[str, int]:
        """Return the plain numbers, as the catalogue remembers them."""
        names = ("rows", "new", "changed", "unchanged", "refused", "files", "bytes", "duplicates", "warnings")
        return {name: getattr(self, name) for name in names}

    def add(self, other: "Summary") -> None:
        """Add the counts of another source."""
        for name, number in other.counts().items():
            setattr(self, name, getattr(self, name) + number)
        self.valid += other.valid
        self.dry_run = self.dry_run or other.dry_run
        self.stopped = self.stopped or other.stopped
        self.reasons.update(other.reasons)
        self.notes.update(other.notes)


class Listener(Protocol):
    """Whoever watches an ingest: a progress bar, a report, a test."""

    def began(self, source: str, rows: int) -> None:
        """A source has been opened."""
        ...

    def went_on(self, rows: int) -> None:
        """So many more rows are done, and safe."""
        ...

    def noticed(self, notice: Notice) -> None:
        """Something is to be told of a row."""
        ...


Stop = Callable[[], bool]
