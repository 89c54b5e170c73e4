"""Counts what becomes of the rows of a source, and tells it, batch by batch in their order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from archive.catalogue.entry import KeptValue, Saved
from archive.catalogue.imports import Change
from archive.catalogue.writing import DECIDED
from archive.core.errors import Problem
from archive.core.words import Message, message
from archive.ingest.cataloguing import Arrival, Outcome
from archive.ingest.columns import Columns
from archive.ingest.differences import contrasted, differences, kept
from archive.ingest.draft import Draft, Refusal
from archive.ingest.manifest import Row
from archive.ingest.mending import Mendable
from archive.ingest.report import Writer
from archive.ingest.special import FILE
from archive.ingest.summary import Listener, Notice, Severity, Summary

NOTHING = message("nothing")


@dataclass(slots=True)
class Tally:
    """The counts of one source, and who is told."""

    listener: Listener
    summary: Summary
    mendable: Callable[[Row], Mendable | Message]  # a refused row as a report holds it, or where to mend it
    mend: Writer  # the report of refused rows
    columns: Columns | None = None  # of a table
    cells: Callable[[Row], Mapping[str, object]] = lambda row: {}  # a row as its table has it
    _heard: list[Notice] = field(default_factory=list)  # of the batch under way

    def tell(self, rows: Sequence[Row]) -> None:
        """Tell what there is to tell of a batch, in the order of its rows."""
        places = {(row.key, row.number): place for place, row in enumerate(rows)}
        for notice in sorted(self._heard, key=lambda each: places[each.key, each.row]):
            self.listener.noticed(notice)
            if notice.severity is Severity.REFUSED:
                self.mend(notice)
        self._heard.clear()

    def refuse(self, refusal: Refusal) -> None:
        """A row cannot come in."""
        self.summary.refused += 1
        row = refusal.row
        held = self.mendable(row)
        mendable, advice = (None, held) if isinstance(held, Message) else (held, None)
        for number, problem in enumerate(refusal.problems):
            self.summary.reasons.add(problem)
            first = number == 0
            notice = Notice(
                Severity.REFUSED,
                self._placed(problem, row),
                row.key,
                row=row.number,
                mendable=mendable if first else None,
                advice=advice,
                first=first,
            )
            self._heard.append(notice)

    def count(self, outcome: Outcome) -> None:
        """A draft has come in, or was refused by the catalogue."""
        arrival, result = outcome.arrival, outcome.result
        if isinstance(result, Refusal):
            self.refuse(result)
            return
        # A row that was not in is new, though its record may have been made by the way, as a mere name.
        action = "new" if result.action == "changed" and not arrival.known else result.action
        setattr(self.summary, action, getattr(self.summary, action) + 1)
        self._count_files(arrival, result)
        self._warn(arrival.draft, result.id)
        for value in result.kept:
            self._keep(arrival.draft.row, result.id, value)
        if outcome.change is not None:
            self._differ(arrival.draft.row, action, outcome.change)

    def _count_files(self, arrival: Arrival, saved: Saved) -> None:
        if saved.action != "unchanged":
            self.summary.files += len(arrival.kept)
            self.summary.bytes += sum(file.read.facts.size for file in arrival.kept if file.read)
        for name, holder in arrival.held.items():
            self.summary.duplicates += 1
            reason = message("item {item} holds the same file, as {name}", item=holder.item, name=holder.name)
            remedy = message("Its bytes are kept once; both items have the file.")
            problem = Problem(field=FILE, value=name, reason=reason, remedy=remedy)
            self._note(Severity.DUPLICATE, problem, arrival.draft.row, saved.id)

    def _warn(self, draft: Draft, record: str) -> None:
        for problem in draft.warnings:
            self.summary.warnings += 1
            self.summary.notes.add(problem)
            self._note(Severity.WARNING, problem, draft.row, record)

    def _keep(self, row: Row, record: str, value: KeptValue) -> None:
        """Name a value that stays as somebody has set it."""
        self.summary.kept += 1
        told = kept(value)
        before, after = contrasted(told)
        problem = Problem(
            field=told.field,
            reason=message(
                "edited by {actor} on {day}: {before}, not {after}",
                actor=value.actor, day=value.at.date(), before=_quoted(before), after=_quoted(after),
            ),
            remedy=message("Who may see it is never changed by an import.")
            if value.key in DECIDED
            else message("--overwrite takes what the source says."),
        )  # fmt: skip
        self._note(Severity.KEPT, problem, row, record, (told.before, told.after))

    def _differ(self, row: Row, action: str, change: Change) -> None:
        """Say what a run would change."""
        if action == "new":
            self._note(Severity.NEW, Problem(value=change.title, reason=message("would come in")), row)
            return
        for each in differences(change):
            before, after = contrasted(each)
            reason = message("{before} → {after}", before=_quoted(before), after=_quoted(after))
            sides = (each.before, each.after)
            self._note(Severity.CHANGED, Problem(field=each.field, reason=reason), row, change.record, sides)

    def _note(
        self,
        severity: Severity,
        problem: Problem,
        row: Row,
        record: str = "",
        sides: tuple[str, str] = ("", ""),
    ) -> None:
        placed = self._placed(problem.at(row.place, row.number), row)
        self._heard.append(Notice(severity, placed, row.key, record, row.number, *sides))

    def _placed(self, problem: Problem, row: Row) -> Problem:
        """Name the column of the table in which a problem is to be found."""
        return self.columns.placed(problem, self.cells(row)) if self.columns and problem.field else problem


def _quoted(text: str) -> str | Message:
    return f"“{text}”" if text else NOTHING
