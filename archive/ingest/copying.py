"""Makes copies of recordings that browsers cannot play, item by item; the catalogue is not touched."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from archive.catalogue import recognised, records
from archive.catalogue.session import Catalogue
from archive.core.errors import NotFound, Problem, Unreadable
from archive.core.words import Message
from archive.ingest.recognising import Listener
from archive.ingest.special import FILE
from archive.media import playing
from archive.media.derivatives import copy_place
from archive.metadata.access import Viewer
from archive.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What copying works with."""

    catalogue: Catalogue
    store: Store
    derivatives: Path


@dataclass(slots=True)
class Copied:
    """What came of a run."""

    copies: int = 0
    bytes: int = 0
    failed: int = 0
    stopped: bool = False


def recorded(catalogue: Catalogue, imports: Iterable[int] = ()) -> list[str]:
    """Return the items that hold recordings, all or those that imports brought."""
    with catalogue.read() as session:
        return recognised.with_media(session, playing.PLAYED, tuple(imports))


def run(parts: Parts, ids: Iterable[str], listener: Listener, *, again: bool = False) -> Copied:
    """Copy the recordings of items where it is needed. Raise NotFound for what is no item."""
    done = Copied()
    for id in ids:
        with parts.catalogue.read() as session:
            record = records.get(session, id, Viewer.archivist())
        for facts in record.files:
            form = playing.form_of(facts)
            target = copy_place(parts.derivatives, facts.sha512, form)
            if not form or (target.exists() and not again):
                continue
            if listener.stop():
                done.stopped = True
                return done
            listener.began(record.title, 1)
            try:
                playing.copy(parts.store.path(facts.held_by or id, facts.sha512), target, facts)
            except (Unreadable, NotFound) as error:
                done.failed += 1
                reason = Message(str(error))
                listener.noticed(Problem(source=id, field=FILE, value=facts.name, reason=reason))
                continue
            listener.went_on()
            done.copies += 1
            done.bytes += target.stat().st_size
    return done
