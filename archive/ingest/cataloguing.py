"""Brings a batch of drafts in: files into the store first, then everything into the catalogue at once.

Bytes that some item holds already are not stored again. The item that brings them has the file all the
same, under its own name, access and text; the file only remembers in whose object its bytes lie.

A crash between the two leaves files that no record names yet. Their identifiers are reserved, so the
next run stores the same files in the same place and goes on.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from archive.catalogue import authorities, holdings, imports, records
from archive.catalogue.entry import Entry, EntryFile, Saved, Why
from archive.catalogue.holdings import Holder, holders
from archive.catalogue.session import Catalogue, Session
from archive.catalogue.writing import save
from archive.core.errors import Invalid, Problem
from archive.core.identifiers import is_identifier
from archive.core.words import message
from archive.ingest.draft import Draft, DraftFile, Refusal
from archive.metadata.access import State, Viewer
from archive.metadata.item_types import RECORD_TYPES
from archive.metadata.record import FileFacts, Kind, Value
from archive.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What an ingest writes to."""

    catalogue: Catalogue
    store: Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A draft with all it needs to come in."""

    draft: Draft
    id: str
    digest: str
    source: str
    state: State = State.DRAFT
    known: bool = False  # it has come in before
    formerly: Mapping[str, str] = field(default_factory=dict)  # a key that it had before it was mended
    within: str = ""  # identifier of the record it stands in, where its source says so by a key
    held: Mapping[str, Holder] = field(default_factory=dict)  # file name → who else holds its bytes

    @property
    def kept(self) -> tuple[DraftFile, ...]:
        """The files to be stored: those that nobody else holds."""
        return tuple(file for file in self.draft.files if file.name not in self.held)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a draft: saved, or refused by the catalogue itself."""

    arrival: Arrival
    result: Saved | Refusal
    change: imports.Change | None = None  # of one that was only tried


def bring_in(parts: Parts, arrivals: Sequence[Arrival], why: Why) -> list[Outcome]:
    """Store the files of a batch, then catalogue all of it in one transaction."""
    if not arrivals:
        return []
    with parts.catalogue.read() as session:
        found = marked_duplicates(session, arrivals)
    if any([_store(parts.store, arrival) for arrival in found]):
        parts.store.settle()
    with parts.catalogue.write() as session:
        return _catalogue(session, found, why)


def try_out(
    catalogue: Catalogue, arrivals: Sequence[Arrival], above: Sequence[Arrival], why: Why
) -> list[Outcome]:
    """Catalogue a batch, note what that changes, and keep nothing of it.

    `above` are the records, tried before, in which those of the batch stand.
    """
    if not arrivals:
        return []
    with catalogue.trial() as session:
        id = imports.opened(session, arrivals[0].source, why.actor)
        why = replace(why, import_id=id)
        _catalogue(session, above, why)
        outcomes = _catalogue(session, marked_duplicates(session, arrivals), why)
        ids = [each.result.id for each in outcomes if isinstance(each.result, Saved)]
        changes = imports.changed_by(session, id, ids)
    return [
        replace(each, change=changes.get(each.result.id)) if isinstance(each.result, Saved) else each
        for each in outcomes
    ]


def marked_duplicates(session: Session, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Mark files whose bytes another item holds already, in the archive or earlier in the batch."""
    digests = {_facts(file).sha512 for each in arrivals for file in each.draft.files}
    known = holders(session, digests)
    marked = []
    for arrival in arrivals:
        held: dict[str, Holder] = {}
        for file in arrival.draft.files:
            facts = _facts(file)
            holding = known.setdefault(facts.sha512, (Holder(arrival.id, file.name),))
            if facts.size and all(holder.item != arrival.id for holder in holding):
                held[file.name] = holding[0]
        marked.append(replace(arrival, held=held))
    return marked


def _facts(file: DraftFile) -> FileFacts:
    return _read(file).facts


def _store(store: Store, arrival: Arrival) -> bool:
    kept = arrival.kept
    if not kept and not arrival.known:
        return False  # thousands of descriptions without files need no look at the disk
    paths = {file.name: file.path for file in kept}
    return store.put(arrival.id, paths, {file.name: _facts(file).sha512 for file in kept})


def _catalogue(session: Session, arrivals: Sequence[Arrival], why: Why) -> list[Outcome]:
    """Write all of them; if the catalogue refuses one, write the others one by one."""
    try:
        with session.begin_nested():
            return _written(session, arrivals, why)
    except Invalid as error:
        if len(arrivals) > 1:
            return [outcome for each in arrivals for outcome in _catalogue(session, [each], why)]
        row = arrivals[0].draft.row
        problems = tuple(problem.at(row.place, row.number) for problem in error.problems)
        return [Outcome(arrivals[0], Refusal(row=row, problems=problems))]


def _written(session: Session, arrivals: Sequence[Arrival], why: Why) -> list[Outcome]:
    adopted = _all_adopted(session, arrivals)
    _refuse_orphans(session, adopted)
    _name_agents(session, adopted, why)
    parents = _collections(session, adopted, why)
    entries = [_entry(each, each.within or parents.get(each.draft.collection)) for each in adopted]
    return [
        Outcome(arrival, saved) for arrival, saved in zip(adopted, save(session, entries, why), strict=True)
    ]


def _all_adopted(session: Session, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Return the arrivals, each under its identifier, standing in others under theirs."""
    adopted = [each if each.known else _adopted(session, each) for each in arrivals]
    moved = {before.id: after.id for before, after in zip(arrivals, adopted, strict=True)}
    return [replace(each, within=moved.get(each.within, each.within)) for each in adopted]


def _adopted(session: Session, arrival: Arrival) -> Arrival:
    """Return the arrival under the identifier its collection or authority has already, made by the way."""
    draft = arrival.draft
    kind = RECORD_TYPES[draft.type].kind
    if kind is Kind.ITEM or (kind is Kind.COLLECTION and draft.row.within):
        return arrival  # a hierarchy has many series of one title
    title = draft.metadata["title"][0].text
    code = draft.metadata.get("reference_code", ())
    if kind is Kind.COLLECTION and draft.row.within is not None:
        mere = (holdings.find(session, name) for name in _texts(code))
        found = next((each for each in mere if each and _is_mere_name(session, each)), None)
    elif kind is Kind.COLLECTION:
        found = next(filter(None, (holdings.find(session, name) for name in (*_texts(code), title))), None)
    else:
        found = authorities.find(session, kind, [title]).get(title)
    return replace(arrival, id=found) if found else arrival


def _is_mere_name(session: Session, id: str) -> bool:
    """Say whether nothing is known of a collection but what rows that named it called it."""
    record = records.get(session, id, Viewer.archivist())
    return record.metadata.keys() <= {"title"} and not record.ancestors


def _name_agents(session: Session, arrivals: Sequence[Arrival], why: Why) -> None:
    """Make agents that are new, and of whom their rows say whether they are persons, bodies or families."""
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for each in arrivals:
        if agents := each.draft.row.agents:
            stated = {value.text for values in each.draft.metadata.values() for value in values}
            for name in stated & agents.keys():
                names[agents[name]][name] = None
    for type, each_name in names.items():
        authorities.resolve(session, Kind.AGENT, sorted(each_name), why, type)


def _refuse_orphans(session: Session, arrivals: Sequence[Arrival]) -> None:
    """Refuse what stands in a row of its source that did not come in."""
    coming = {each.id for each in arrivals}
    for each in arrivals:
        if each.within in coming or not each.within:
            continue
        if not records.exists_for(session, each.within, Viewer.archivist()):
            reason = message("the row it stands in is not in the archive")
            remedy = message("Mend that row, and take the source in again.")
            raise Invalid([Problem(value=each.draft.row.within or "", reason=reason, remedy=remedy)])


def _collections(session: Session, arrivals: Sequence[Arrival], why: Why) -> dict[str, str]:
    """Return the identifier of each collection that the batch names, made when new."""
    found: dict[str, str] = {}
    for arrival in arrivals:
        name = arrival.draft.collection
        if not name or name in found or arrival.within:
            continue
        if is_identifier(name) and records.exists_for(session, name, Viewer.archivist()):
            found[name] = name
        else:
            found[name] = holdings.find_or_make(session, name, why, arrival.state)
    return found


def _entry(arrival: Arrival, collection: str | None) -> Entry:
    draft = arrival.draft
    return Entry(
        id=arrival.id,
        type=draft.type,
        metadata=draft.metadata,
        access=draft.access,
        embargo_until=draft.embargo_until,
        state=arrival.state,
        collection=collection,
        position=draft.row.position,
        source=arrival.source,
        key=draft.row.key,
        digest=arrival.digest,
        formerly=arrival.formerly,
        files=tuple(_located(_read(file), arrival.held.get(file.name)) for file in draft.files),
    )


def _located(file: EntryFile, holder: Holder | None) -> EntryFile:
    """Return a file that knows where its bytes lie."""
    return replace(file, facts=replace(file.facts, held_by=holder.item)) if holder else file


def _read(file: DraftFile) -> EntryFile:
    if file.read is None:
        raise ValueError(f"{file.name} has not been examined")
    return file.read


def _texts(values: Iterable[Value]) -> tuple[str, ...]:
    return tuple(value.text for value in values)
