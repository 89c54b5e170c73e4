"""What an ingest tells of itself: problems as they come, counts at the end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from archive.core.errors import Problem
from archive.core.words import Message, plain
from archive.ingest.losses import Accounted
from archive.ingest.manifest import Source
from archive.ingest.mending import Mendable
from archive.ingest.reasons import Reasons

MOST_TOLD = 100  # different reasons and notes that are remembered with an import


class Severity(StrEnum):
    """How much a problem matters."""

    REFUSED = "refused"  # the row stays out
    WARNING = "warning"  # it is in, but something should be looked at
    DUPLICATE = "duplicate"  # it is in, without a second copy of a file
    KEPT = "kept"  # it is in, save for a value that somebody has set by hand
    CHANGED = "change"  # a dry run: a value that would change
    NEW = "new"  # a dry run: a record that would be made


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of the report."""

    severity: Severity
    problem: Problem
    key: str = ""
    record: str = ""  # its identifier, if it is in
    row: int | None = None
    before: str = ""  # of a value that would change, or was kept: what the catalogue has
    after: str = ""  # and what the source says
    mendable: Mendable | None = None  # the row itself, with its first problem, if a report can hold it
    advice: Message | None = None  # where to mend it otherwise
    first: bool = True  # of its row, in this severity


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
    files: int = 0
    bytes: int = 0
    duplicates: int = 0
    warnings: int = 0
    kept: int = 0  # values that somebody has set by hand, and that stayed
    report: str | None = None  # path of the refused rows that can be mended and taken in again
    stopped: bool = False
    reasons: Reasons = field(default_factory=Reasons)  # why rows were refused, and how many
    notes: Reasons = field(default_factory=Reasons)  # what was noted of rows that are in
    losses: list[dict[str, object]] = field(default_factory=list)  # what became of a foreign source's fields
    drafts: int = 0  # of the new ones
    gone: int = 0  # rows that came in before, and are not in the source any more
    forerunners: list[int] = field(
        default_factory=list
    )  # imports that were killed, and that this went on with

    @property
    def valid(self) -> int:
        """How many rows are in, or would be: all that were not refused."""
        return self.new + self.changed + self.unchanged

    def counts(self) -> dict[str, int]:
        """Return the plain numbers, as the catalogue remembers them."""
        names = ("rows", "new", "changed", "unchanged", "refused", "files", "bytes", "duplicates", "warnings",
                 "kept", "gone")  # fmt: skip
        return {name: getattr(self, name) for name in names}

    def told(self) -> dict[str, object]:
        """Return why rows were refused, what was noted and what was lost, as scripts are told it."""
        counted = {"reasons": self.reasons, "notes": self.notes}
        told: dict[str, object] = {
            name: {str(reason): count for reason, count in each.most_common(MOST_TOLD)}
            for name, each in counted.items()
        }
        return told | {"losses": self.losses}

    def remembered(self) -> dict[str, object]:
        """Return the same as the catalogue remembers it, so that it can be shown in any language."""
        said = [reason for each in (self.reasons, self.notes) for reason, _ in each.most_common(MOST_TOLD)]
        return self.told() | {"words": {str(reason): plain(reason) for reason in said}}

    def add(self, other: "Summary") -> None:
        """Add the counts of another source."""
        for name, number in other.counts().items():
            setattr(self, name, getattr(self, name) + number)
        self.report = self.report or other.report
        self.dry_run = self.dry_run or other.dry_run
        self.stopped = self.stopped or other.stopped
        self.reasons.update(other.reasons)
        self.notes.update(other.notes)
        self.losses += other.losses
        self.drafts += other.drafts
        self.forerunners += other.forerunners


class Listener(Protocol):
    """Whoever watches an ingest: a progress bar, a report, a test."""

    def began(self, source: str, rows: int) -> None:
        """A source has been opened."""
        ...

    def at(self, item: str) -> None:
        """This is being worked on now."""
        ...

    def went_on(self, rows: int) -> None:
        """So many more rows are done, and safe."""
        ...

    def noticed(self, notice: Notice) -> None:
        """Something is to be told of a row."""
        ...


Stop = Callable[[], bool]


def losses_of(source: Source) -> list[dict[str, object]]:
    """Return what became of the fields of a source that accounts for them, as plain data."""
    if not isinstance(source, Accounted):
        return []
    return [
        {"field": each.field, "fate": str(each.fate), "into": each.into,
         "reason": str(each.reason) if each.reason else "", "values": each.values}
        for each in source.losses.lines()
    ]  # fmt: skip
