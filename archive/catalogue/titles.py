"""What records are called, kept between questions for as long as the catalogue stays as it is."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping

from archive.catalogue.authorities import titles
from archive.catalogue.changes import last_revision
from archive.catalogue.session import Session, kept_by
from archive.core.identifiers import is_identifier
from archive.metadata.access import Role

State = tuple[int, Role, str]  # revision of the catalogue, who looks, and the language
STATES = 4  # of which titles are kept, the least lately asked for going first
MOST = 4_000  # titles of each


class KeptTitles:
    """Titles by state: none is ever shown of another revision, or to another role. Threads may share it."""

    def __init__(self) -> None:
        self._known: OrderedDict[State, dict[str, str]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return sum(map(len, self._known.values()))

    def find(
        self, state: State, ids: Iterable[str], look_up: Callable[[Iterable[str]], Mapping[str, str]]
    ) -> dict[str, str]:
        """Return the titles of records, looking up those that are not kept."""
        with self._lock:
            known = self._known.get(state, {})
            found = {id: known.get(id) for id in ids}
        told = {id: title for id, title in found.items() if title is not None}
        if len(told) == len(found):
            return told
        more = look_up(found.keys() - told.keys())
        with self._lock:
            self._keep(state, more)
        return {**told, **more}

    def _keep(self, state: State, more: Mapping[str, str]) -> None:
        known = self._known.setdefault(state, {})
        self._known.move_to_end(state)
        if len(known) + len(more) > MOST:
            known.clear()
        known.update(list(more.items())[:MOST])
        while len(self._known) > STATES:
            self._known.popitem(last=False)


def titles_for(session: Session, ids: Iterable[str], role: Role, locale: str) -> dict[str, str]:
    """Return what each record is called in a language. For somebody of this role who knows of it.

    What is no identifier, or of no record, is not among them.
    """
    state = last_revision(session), role, locale
    kept = kept_by(session, KeptTitles)
    return kept.find(state, ids, lambda more: titles(session, filter(is_identifier, more), locale))
