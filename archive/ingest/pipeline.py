"""From a source to catalogued records, in batches that are whole or not there at all.

For each batch: reserve identifiers, pass over what has not changed, take the rest through the steps,
store the files, catalogue everything in one transaction. Killed at any moment and run again, every
row is in once. Memory holds one batch, and the keys seen.

A dry run does the same, but stores nothing and gives each transaction back.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace

from archive.catalogue import imports
from archive.catalogue.entry import Saved, Why
from archive.core.errors import Problem
from archive.core.words import Message
from archive.ingest.cataloguing import Arrival, Outcome, Parts, bring_in, try_out
from archive.ingest.closed import marked
from archive.ingest.columns import Columns
from archive.ingest.draft import Draft, Refusal
from archive.ingest.enclosed import discard
from archive.ingest.identity import belongs_to_another, named, row_digest, twice
from archive.ingest.importers.table import heading_row
from archive.ingest.manifest import Row, Source
from archive.ingest.mappings.authorities import KnownAuthorities
from archive.ingest.mending import Mendable, again_of
from archive.ingest.moved import Moved
from archive.ingest.options import Options
from archive.ingest.plan import Plan, make_plan
from archive.ingest.preparing import Preparer
from archive.ingest.refused import MendableRows, Refused
from archive.ingest.report import Writer
from archive.ingest.special import TYPE
from archive.ingest.summary import Listener, Notice, Severity, Stop, Summary, losses_of
from archive.ingest.tally import Tally
from archive.metadata.access import State
from archive.metadata.item_types import ITEM_TYPES, RECORD_TYPES
from archive.metadata.record import Kind

ROWS = 500  # of a batch without files
FILES = 48  # of a batch with files: a stop or a crash repeats no more than that


def run(parts: Parts, source: Source, options: Options, listener: Listener, stop: Stop) -> Summary:
    """Take a source in. Raise SourceError or Invalid, with nothing begun, if its form is not understood."""
    plan = plan_of(source, options)
    if plan is not None and plan.asks:
        plan = replace(plan, authorities=KnownAuthorities(parts.catalogue))
    listener.began(source.name, source.count())
    name = options.source_name or source.name
    summary = Summary(dry_run=options.dry_run)
    if not options.dry_run:
        parts.store.purge_staging()  # what a killed run has left half done
        with parts.catalogue.write() as session:
            summary.import_id = imports.begin(session, name, options.actor, options.asked)
            summary.forerunners = imports.forerunners(session, summary.import_id)
    with (
        Preparer(options.defaults, options.workers) as preparer,
        MendableRows(options.report_of(summary.import_id), source, options.translate) as mend,
    ):
        ingest = _Run(parts, options, preparer, source, plan, name, listener, summary, mend)
        for batch in batches(ingest.planned()):
            if stop():
                summary.stopped = True
                break
            ingest.take(batch)
            listener.went_on(len(batch))
    for problem in ingest.at_its_end():
        listener.noticed(Notice(Severity.WARNING, problem))
    summary.report = str(mend.path) if mend.path else None
    summary.losses = losses_of(source)
    if summary.import_id is not None:
        with parts.catalogue.write() as session:
            imports.finish(session, summary.import_id, summary.counts(), summary.remembered(), summary.report)
    return summary


def plan_of(source: Source, options: Options) -> Plan | None:
    """Settle what the headings of a table mean; raise Invalid with each that means nothing."""
    if not source.headings:
        return None
    place = source.name.rpartition("/")[2]
    type_name = options.defaults.type or str(options.mapping.constants.get(TYPE, ""))
    return make_plan(place, source.headings, options.mapping, type_name, heading_row(source))


def batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Cut rows into batches: neither too many rows nor too many files, and one kind of record each.

    Collections and authorities come before the items that name them; a batch never mixes them.
    """
    batch: list[Row] = []
    files, sort = 0, None
    for row in rows:
        of_row = _sort(row)
        if batch and (len(batch) >= ROWS or files >= FILES or of_row != sort):
            yield batch
            batch, files = [], 0
        batch.append(row)
        files += len(row.files)
        sort = of_row
    if batch:
        yield batch


def _sort(row: Row) -> object:
    """Return what a batch holds one of: items of whatever type, or records of one other type."""
    stated = row.raw.get(TYPE)
    return None if stated is None or stated in ITEM_TYPES.names() else stated


@dataclass(slots=True)
class _Run:
    """One source on its way in."""

    parts: Parts
    options: Options
    preparer: Preparer
    source: Source
    plan: Plan | None
    name: str  # under which the catalogue remembers it
    listener: Listener
    summary: Summary
    mend: Writer
    refused: Refused = field(init=False)
    tally: Tally = field(init=False)
    moved: Moved | None = None  # of a table
    partly: bool = False  # these are rows of a report, not all that their table has
    seen: dict[str, tuple[int, int | None]] = field(default_factory=dict)  # key → position and number
    # In a dry run: the identifiers that new rows would have, and what other rows would stand in.
    invented: dict[str, imports.Origin] = field(default_factory=dict)
    tried: dict[str, Arrival] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.refused = Refused(self.source, self.options.asked)
        columns = Columns.of(self.plan) if self.plan is not None else None
        self.tally = Tally(self.listener, self.summary, self._held, self.mend, columns, self.refused.stated)
        if self.plan is not None:
            self.moved = Moved(self.parts.catalogue, self.name)

    def planned(self) -> Iterator[Row]:
        """Give the rows understood and numbered: in their order they stand in their collection."""
        for number, (stated, row) in enumerate(self._understood(), start=1):
            position = row.position or number
            if stated is not None:
                self.refused.remember(position, stated)
            yield replace(named(row), position=position)

    def _understood(self) -> Iterator[tuple[Row | None, Row]]:
        """Give each row of a table as it stands, if it can be mended by itself, and as it is understood."""
        if self.plan is None:
            return ((None, row) for row in self.source.rows())
        if self.plan.mapping.rows.part_of:  # which row others are part of is said by the whole table alone
            return ((None, row) for row in self.plan.rows(self.source))
        return self.plan.understood(self.source)

    def take(self, rows: Sequence[Row]) -> None:
        """Bring a batch in, then tell what there is to tell of it."""
        self.summary.rows += len(rows)
        self._take([row for row in rows if self._has_a_key_of_its_own(row)])
        self.tally.tell(rows)
        self.refused.forget([row.position for row in rows])

    def _take(self, rows: Sequence[Row]) -> None:
        origins = self._reserved(rows)
        parents = {row.within: origins[row.within].id for row in rows if row.within}
        digests = {row.key: self._digest(row) for row in rows}
        due = self._due(rows, origins, digests)
        self.summary.unchanged += len(rows) - len(due)
        due = marked(self.parts.catalogue, due, self.options.defaults, parents)
        arrivals = [
            self._arrival(draft, _origin(draft.row, origins), digests[draft.row.key], parents)
            for draft in self._prepared(due)
        ]
        outcomes = self._brought_in(arrivals)
        for outcome in outcomes:
            self.tally.count(outcome)
        if self.moved is not None:
            self.moved.look([each.arrival for each in outcomes if isinstance(each.result, Saved)])
        discard(arrival.draft for arrival in arrivals)

    def at_its_end(self) -> Iterator[Problem]:
        """Sum up, and yield what is to be told of the source as a whole."""
        summary, options = self.summary, self.options
        summary.drafts = 0 if options.publish else summary.new
        place = self.source.name.rpartition("/")[2]
        if self.plan is not None and (left_out := self.plan.left_out()):
            yield left_out
        if self.moved is not None and (moved := self.moved.told(options.dry_run)):
            yield replace(moved, source=place)
        if options.whole and not self.partly and not summary.stopped:
            with self.parts.catalogue.read() as session:
                summary.gone = imports.gone(session, self.name, self.seen.keys())

    def _reserved(self, rows: Sequence[Row]) -> dict[str, imports.Origin]:
        """Return the origin of every key by which rows are known, or stand in others."""
        former = [key for row in rows for key in _formerly(row)]
        keys = [*(row.key for row in rows), *(row.within for row in rows if row.within), *former]
        if not self.options.dry_run:
            with self.parts.catalogue.write() as session:
                return imports.reserve(session, self.name, keys)
        with self.parts.catalogue.trial() as session:
            found = imports.reserve(session, self.name, keys)
        return {
            key: origin if origin.digest is not None else self.invented.setdefault(key, origin)
            for key, origin in found.items()
        }

    def _due(
        self, rows: Sequence[Row], origins: Map[str, imports.Origin], digests: Map[str, str]
    ) -> list[Row]:
        """Return the rows that are not in as they are, and to overwrite those that somebody has edited."""
        same = {row.key: row for row in rows if origins[row.key].digest == digests[row.key]}
        if self.options.overwrite and same:
            with self.parts.catalogue.read() as session:
                edited = imports.edited(session, [origins[key].id for key in same])
            same = {key: row for key, row in same.items() if origins[key].id not in edited}
        return [row for row in rows if row.key not in same]

    def _prepared(self, rows: Sequence[Row]) -> Iterator[Draft]:
        results = self.preparer.prepare(rows)
        for row in rows:
            self.listener.at(_called(row))
            result = next(results)
            if isinstance(result, Refusal):
                self.tally.refuse(result)
            else:
                yield result

    def _arrival(self, draft: Draft, origin: imports.Origin, digest: str, parents: Map[str, str]) -> Arrival:
        return Arrival(
            draft=draft,
            within=parents.get(draft.row.within or "", ""),
            id=origin.id,
            digest=digest,
            source=self.name,
            state=State.PUBLISHED if self.options.publish else State.DRAFT,
            known=origin.digest is not None,
            formerly=_formerly(draft.row),
        )

    def _brought_in(self, arrivals: Sequence[Arrival]) -> list[Outcome]:
        why = Why(self.options.actor, import_id=self.summary.import_id, overwrite=self.options.overwrite)
        if not self.options.dry_run:
            return bring_in(self.parts, arrivals, why)
        outcomes = try_out(self.parts.catalogue, arrivals, self._above(arrivals), why)
        for outcome in outcomes:
            arrival = outcome.arrival
            if not arrival.known and RECORD_TYPES[arrival.draft.type].kind is Kind.COLLECTION:
                self.tried[arrival.id] = arrival
        return outcomes

    def _above(self, arrivals: Sequence[Arrival]) -> list[Arrival]:
        """Return what arrivals of a dry run stand in that is only tried itself, outermost first."""
        found: dict[str, Arrival] = {}
        wanted = [arrival.within for arrival in arrivals]
        while wanted:
            level = {id: self.tried[id] for id in wanted if id in self.tried and id not in found}
            found = level | found
            wanted = [arrival.within for arrival in level.values()]
        return [found[id] for id in self.tried if id in found]

    def _has_a_key_of_its_own(self, row: Row) -> bool:
        """Say whether no other row is known by the same key; refuse the row if one is."""
        position, number = self.seen.setdefault(row.key, (row.position, row.number))
        again = again_of(row)
        self.partly |= again is not None
        of_another = again is not None and again.is_of_another(row.key)
        if position == row.position and not of_another:
            return True
        problem = belongs_to_another(row) if of_another else twice(row, number)
        self.tally.refuse(Refusal(row=row, problems=(problem,)))
        return False

    def _held(self, row: Row) -> Mendable | Message:
        own = self.seen[row.key][0] == row.position
        return self.refused.held(row, self._digest(row) if own else "")

    def _digest(self, row: Row) -> str:
        return row_digest(row, self.options.defaults, self.options.publish)


def _origin(row: Row, origins: Map[str, imports.Origin]) -> imports.Origin:
    """Return the origin of a row; of one that was mended and is not in, by the key that it had before."""
    own = origins[row.key]
    return next((origins[key] for key in _formerly(row)), own) if own.digest is None else own


def _formerly(row: Row) -> Map[str, str]:
    again = again_of(row)
    return again.formerly if again else {}


def _called(row: Row) -> str:
    """Return what a person calls a row while it is worked on."""
    return str(row.files[0].get("name", "")) if row.files else str(row.raw.get("title") or row.key)
