"""Authorities: agents, places, subjects and events, found by any of their names or made by the way."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from sqlalchemy import select

from archive.catalogue.altering import bring_back
from archive.catalogue.applying import Step, apply
from archive.catalogue.bulk import batches
from archive.catalogue.entry import Entry, Why
from archive.catalogue.models import Data, NameRow, RecordRow
from archive.catalogue.names import name_key, names_of
from archive.catalogue.session import Session
from archive.catalogue.snapshot import of_entry
from archive.catalogue.visibility import visible
from archive.core.identifiers import mint
from archive.metadata.access import State, Viewer
from archive.metadata.item_types import RECORD_TYPES, fields
from archive.metadata.loading import undump
from archive.metadata.record import AUTHORITIES, Kind, Metadata, Value

# What a name is taken for until somebody knows better.
TYPE_OF_NAMES = {Kind.AGENT: "person", Kind.PLACE: "place", Kind.SUBJECT: "subject", Kind.EVENT: "event"}
MOST_BEARERS = 40  # of the names of one look-up; a query needs fewer
_FIRST_OF_HOMONYMS = (
    RecordRow.state == State.WITHDRAWN,
    NameRow.preferred.desc(),
    RecordRow.latest_in.desc(),
)


def find(session: Session, kind: Kind, names: Iterable[str]) -> dict[str, str]:
    """Return the identifiers of the names that an authority of this kind bears, as its own or as a variant.

    Of homonyms the one is taken whose own name it is; of several of those, the one that came first.
    What is withdrawn is found last: better to link to it than to make its double.
    """
    keys = {name: name_key(name) for name in names}
    best: dict[str, str] = {}
    for batch in batches(set(keys.values())):
        statement = (
            select(NameRow.folded, NameRow.authority)
            .join(RecordRow, RecordRow.id == NameRow.authority)
            .where(NameRow.kind == kind, NameRow.folded.in_(batch))
            .order_by(*_FIRST_OF_HOMONYMS)
        )
        for folded, authority in session.execute(statement):
            best.setdefault(folded, authority)
    return {name: best[key] for name, key in keys.items() if key in best}


def resolve(
    session: Session, kind: Kind, names: Iterable[str], why: Why, type: str | None = None
) -> dict[str, str]:
    """Return the identifier of each name, making the authorities that are not there yet.

    Those made are drafts of `type` (a person, for an agent, unless said otherwise): they show with the
    records that link to them. Those that went with a reverted import come back.
    """
    wanted = [name for name in dict.fromkeys(names) if name.strip()]
    found = find(session, kind, wanted)
    bring_back(session, set(found.values()), why)
    minted: dict[str, str] = {}
    for name in wanted:
        if name not in found:
            found[name] = minted.setdefault(name_key(name), mint())
    own_name = {id: name for name, id in reversed(found.items())}
    for batch in batches(minted.values()):
        apply(session, [_made(id, own_name[id], type or TYPE_OF_NAMES[kind]) for id in batch], why)
    return found


def settled(session: Session, entries: Sequence[Entry], why: Why) -> list[Entry]:
    """Return the entries with every plain name in a field of authorities linked to its authority.

    Authorities that come in the same batch are found as well as those that are there.
    """
    coming = _coming(entries)
    names: dict[Kind, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        for kind, value in _plain_names(entry):
            if (kind, name_key(value.text)) not in coming:
                names[kind][value.text] = None
    known = dict(coming)
    for kind, each in names.items():
        found = resolve(session, kind, each, why)
        known |= {(kind, name_key(name)): id for name, id in found.items()}
    return [_linked(entry, known) for entry in entries] if known else list(entries)


def _coming(entries: Iterable[Entry]) -> dict[tuple[Kind, str], str]:
    """Return the names of the authorities among the entries; their own names before their variants."""
    own: dict[tuple[Kind, str], str] = {}
    variants: dict[tuple[Kind, str], str] = {}
    for entry in entries:
        kind = RECORD_TYPES[entry.type].kind
        if kind in AUTHORITIES:
            for key, preferred in names_of(entry.metadata).items():
                (own if preferred else variants).setdefault((kind, key), entry.id)
    return variants | own


def names(session: Session, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return all names of each authority, its own first. For followers, which index them."""
    found: dict[str, tuple[str, ...]] = {}
    for id, title, metadata in _called(session, ids):
        found[id] = _names_in(title, metadata)
    return found


def _names_in(title: str, metadata: Metadata) -> tuple[str, ...]:
    stated = (*metadata.get("title", ()), *metadata.get("alternative", ()))
    return tuple(dict.fromkeys((title, *(value.text for value in stated))))


def bearers(session: Session, keys: Iterable[str], viewer: Viewer) -> dict[str, list[tuple[str, ...]]]:
    """Return, for each folded name, all names of each authority that bears it.

    Only those that the viewer may know of; whose own name it is, first.
    """
    found: dict[str, list[tuple[str, ...]]] = {}
    for batch in batches(keys):
        statement = (
            select(NameRow.folded, RecordRow.title, RecordRow.data)
            .join(RecordRow, RecordRow.id == NameRow.authority)
            .where(NameRow.kind.in_(AUTHORITIES), NameRow.folded.in_(batch))
            .where(RecordRow.state != State.WITHDRAWN, visible(viewer, *AUTHORITIES))
            .order_by(*_FIRST_OF_HOMONYMS)
            .limit(MOST_BEARERS)
        )
        for folded, title, data in session.execute(statement):
            found.setdefault(folded, []).append(_names_in(title, _naming(data)))
    return found


def titles(session: Session, ids: Iterable[str], locale: str) -> dict[str, str]:
    """Return what each record is called, in a language if it has a title in it. For those who know of it."""
    found: dict[str, str] = {}
    for id, title, metadata in _called(session, ids):
        own = [
            each.text for each in metadata.get("title", ()) if (each.language or "").split("-")[0] == locale
        ]
        found[id] = own[0] if own else title
    return found


def _called(session: Session, ids: Iterable[str]) -> Iterator[tuple[str, str, Metadata]]:
    """Give the title of each record, and all that it states of titles and other names."""
    for batch in batches(ids):
        statement = select(RecordRow.id, RecordRow.title, RecordRow.data).where(RecordRow.id.in_(batch))
        for id, title, data in session.execute(statement):
            yield id, title, _naming(data)


def _naming(data: Data) -> Metadata:
    """Return what a record states of titles and other names."""
    return undump({key: data[key] for key in ("title", "alternative") if key in data})


def _made(id: str, name: str, type: str) -> Step:
    entry = Entry(id=id, type=type, metadata={"title": (Value(" ".join(name.split())),)})
    return Step(id=id, action="new", after=of_entry(entry))


@cache
def _authority_fields(type: str) -> Mapping[str, Kind]:
    return {spec.name: Kind(spec.kind) for spec in fields(type) if spec.is_authority}


def _plain_names(entry: Entry) -> Iterator[tuple[Kind, Value]]:
    for field, kind in _authority_fields(entry.type).items():
        for value in entry.metadata.get(field, ()):
            if value.authority is None and value.text.strip():
                yield kind, value


def _linked(entry: Entry, known: Mapping[tuple[Kind, str], str]) -> Entry:
    changed: dict[str, tuple[Value, ...]] = {}
    for field, kind in _authority_fields(entry.type).items():
        if values := entry.metadata.get(field):
            changed[field] = tuple(
                value
                if value.authority
                else replace(value, authority=known.get((kind, name_key(value.text))))
                for value in values
            )
    metadata: Metadata = {**entry.metadata, **changed}
    return replace(entry, metadata=metadata)
