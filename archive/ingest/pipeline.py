"""From a source to catalogued records, in batches that are whole or not there at all.

For each batch: reserve identifiers, pass over what has not changed, take the rest through the steps,
store the files, catalogue everything in one transaction. Killed at any moment and run again, every
row is in once. Memory holds one batch, and the keys seen.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace

from archive.catalogue import imports
from archive.catalogue.entry import Saved, Why
from archive.core.errors import Problem
from archive.core.words import message
from archive.ingest.cataloguing import Arrival, Outcome, Parts, bring_in
from archive.ingest.closed import marked
from archive.ingest.draft import Defaults, Draft, Refusal
from archive.ingest.identity import named, row_digest, twice
from archive.ingest.manifest import Row, Source
from archive.ingest.mapping import NO_MAPPING, Mapping
from archive.ingest.mappings.authorities import KnownAuthorities
from archive.ingest.plan import Plan, make_plan
from archive.ingest.preparing import Preparer
from archive.ingest.special import FILE, TYPE
from archive.ingest.summary import Listener, Notice, Severity, Stop, Summary
from archive.metadata.access import State
from archive.metadata.item_types import ITEM_TYPES

ROWS = 500  # of a batch without files
FILES = 48  # of a batch with files: a stop or a crash repeats no more than that


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a source is to be taken in."""

    actor: str
    mapping: Mapping = NO_MAPPING
    defaults: Defaults = field(default_factory=Defaults)
    publish: bool = False
    dry_run: bool = False
    workers: int = 1
    source_name: str = ""  # under which the catalogue remembers it; the source's own if empty


def run(parts: Parts, source: Source, options: Options, listener: Listener, stop: Stop) -> Summary:
    """Take a source in. Raise SourceError or Invalid, with nothing begun, if its form is not understood."""
    plan = plan_of(source, options)
    if plan is not None and plan.asks:
        plan = replace(plan, authorities=KnownAuthorities(parts.catalogue))
    listener.began(source.name, source.count())
    name = options.source_name or source.name
    summary = Summary(dry_run=options.dry_run)
    if not options.dry_run:
        with parts.catalogue.write() as session:
            summary.import_id = imports.begin(session, name, options.actor)
    with Preparer(options.defaults, options.workers) as preparer:
        ingest = _Run(parts, options, listener, preparer, name, summary)
        for batch in batches(_planned(source, plan)):
            if stop():
                summary.stopped = True
                break
            ingest.take(batch)
            listener.went_on(len(batch))
    if plan is not None and (left_out := plan.left_out()):
        listener.noticed(Notice(Severity.WARNING, left_out))
    if summary.import_id is not None:
        with parts.catalogue.write() as session:
            imports.finish(session, summary.import_id, summary.counts())
    return summary


def plan_of(source: Source, options: Options) -> Plan | None:
    """Settle what the headings of a table mean; raise Invalid with each that means nothing."""
    if not source.headings:
        return None
    place = source.name.rpartition("/")[2]
    type_name = options.defaults.type or str(options.mapping.constants.get(TYPE, ""))
    return make_plan(place, source.headings, options.mapping, type_name)


def batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Cut rows into batches: neither too many rows nor too many files, and one kind of record each.

    Collections and authorities come before the items that name them; a batch never mixes them.
    """
    batch: list[Row] = []
    files = 0
    for row in rows:
        if batch and (len(batch) >= ROWS or files >= FILES or _sort(row) != _sort(batch[0])):
            yield batch
            batch, files = [], 0
        batch.append(row)
        files += len(row.files)
    if batch:
        yield batch


def _sort(row: Row) -> object:
    """Return what a batch holds one of: items of whatever type, or records of one other type."""
    stated = row.raw.get(TYPE)
    return None if stated in ITEM_TYPES.names() else stated


def _planned(source: Source, plan: Plan | None) -> Iterator[Row]:
    """Give the rows understood and numbered: in their order they stand in their collection."""
    for position, row in enumerate(plan.rows(source) if plan else source.rows(), start=1):
        yield replace(named(row), position=row.position or position)


@dataclass(slots=True)
class _Run:
    """One source on its way in."""

    parts: Parts
    options: Options
    listener: Listener
    preparer: Preparer
    source: str
    summary: Summary
    seen: dict[str, int | None] = field(default_factory=dict)  # key → row
    heard: list[Notice] = field(default_factory=list)  # of the batch under way

    def take(self, rows: Sequence[Row]) -> None:
        """Bring a batch in, then tell what there is to tell of it, in the order of its rows."""
        places = {(row.key, row.number): place for place, row in enumerate(rows)}
        self.summary.rows += len(rows)
        self._take(rows)
        for notice in sorted(self.heard, key=lambda each: places[each.key, each.row]):
            self.listener.noticed(notice)
        self.heard.clear()

    def _take(self, rows: Sequence[Row]) -> None:
        rows = [row for row in rows if self._first_of_its_key(row)]
        if self.options.dry_run:
            self._try(rows)
            return
        with self.parts.catalogue.write() as session:
            above = [row.within for row in rows if row.within]
            origins = imports.reserve(session, self.source, [*(row.key for row in rows), *above])
        parents = {key: origins[key].id for key in above}
        digests = {row.key: row_digest(row, self.options.defaults, self.options.publish) for row in rows}
        due = [row for row in rows if origins[row.key].digest != digests[row.key]]
        due = marked(self.parts.catalogue, due, self.options.defaults, parents)
        self.summary.unchanged += len(rows) - len(due)
        arrivals = [
            self._arrival(draft, origins[draft.row.key], digests[draft.row.key], parents)
            for draft in self._prepared(due)
        ]
        why = Why(self.options.actor, import_id=self.summary.import_id)
        for outcome in bring_in(self.parts, arrivals, why):
            self._count(outcome)

    def _try(self, rows: Sequence[Row]) -> None:
        """Take rows through every step that writes nothing."""
        drafts = list(self._prepared(rows))
        self.summary.valid += len(drafts)
        for draft in drafts:
            self._warn(draft, "")

    def _prepared(self, rows: Sequence[Row]) -> Iterator[Draft]:
        for result in self.preparer.prepare(rows):
            if isinstance(result, Refusal):
                self._refuse(result)
            else:
                yield result

    def _arrival(self, draft: Draft, origin: imports.Origin, digest: str, parents: Map[str, str]) -> Arrival:
        return Arrival(
            draft=draft,
            within=parents.get(draft.row.within or "", ""),
            id=origin.id,
            digest=digest,
            source=self.source,
            state=State.PUBLISHED if self.options.publish else State.DRAFT,
            known=origin.digest is not None,
        )

    def _first_of_its_key(self, row: Row) -> bool:
        if row.key not in self.seen:
            self.seen[row.key] = row.number
            return True
        self._refuse(Refusal(row=row, problems=(twice(row, self.seen[row.key]),)))
        return False

    def _refuse(self, refusal: Refusal) -> None:
        self.summary.refused += 1
        for problem in refusal.problems:
            self.summary.reasons[str(problem.reason)] += 1
            self._tell(Severity.REFUSED, problem, refusal.row)

    def _tell(self, severity: Severity, problem: Problem, row: Row, record: str = "") -> None:
        self.heard.append(Notice(severity, problem, row.key, record, row.number))

    def _count(self, outcome: Outcome) -> None:
        arrival, result = outcome.arrival, outcome.result
        if isinstance(result, Refusal):
            self._refuse(result)
            return
        # A row that was not in is new, though its record may have been made by the way, as a mere name.
        action = "new" if result.action == "changed" and not arrival.known else result.action
        setattr(self.summary, action, getattr(self.summary, action) + 1)
        self._count_files(arrival, result)
        self._warn(arrival.draft, result.id)

    def _count_files(self, arrival: Arrival, saved: Saved) -> None:
        if saved.action != "unchanged":
            self.summary.files += len(arrival.kept)
            self.summary.bytes += sum(file.read.facts.size for file in arrival.kept if file.read)
        row = arrival.draft.row
        for name, holder in arrival.held.items():
            self.summary.duplicates += 1
            reason = message("item {item} holds the same file, as {name}", item=holder.item, name=holder.name)
            remedy = message("Its bytes are kept once; both items have the file.")
            problem = Problem(field=FILE, value=name, reason=reason, remedy=remedy)
            self._tell(Severity.DUPLICATE, problem.at(row.place, row.number), row, saved.id)

    def _warn(self, draft: Draft, record: str) -> None:
        for problem in draft.warnings:
            self.summary.warnings += 1
            self.summary.notes[str(problem.reason)] += 1
            self._tell(Severity.WARNING, problem, draft.row, record)
