"""What the index does not know yet, and must not be believed about."""

from dataclasses import dataclass

from archive.catalogue.changes import affected, altered, last_revision
from archive.catalogue.embargoes import closed_to, opened
from archive.catalogue.session import Session
from archive.core.words import Message, message
from archive.metadata.access import Role, Viewer
from archive.search.backend import SearchBackend

FEW = 200  # changes by hand; more are an import


@dataclass(frozen=True, slots=True)
class Building:
    """How far an index has come that has never been level with the catalogue: most is missing from it."""

    revision: int
    last: int

    @property
    def notice(self) -> Message:
        """What a reader is told."""
        return message(
            "The search index is being rebuilt: {revision} of {last} changes are in. Until then "
            "records are found by their titles and names alone.",
            revision=self.revision,
            last=self.last,
        )


def being_built(session: Session, backend: SearchBackend) -> Building | None:
    """Return how far the index has come, if it is begun and has never been level with the catalogue."""
    if backend.whole():
        return None
    revision, last = backend.revision(), last_revision(session)
    return Building(revision, last) if revision < last else None


def unknown_to(session: Session, backend: SearchBackend, viewer: Viewer) -> frozenset[str]:
    """Return the records that must not be found, as the index has yet to learn what became of them."""
    return changed_since(session, backend.revision(), viewer, backend.day())


def changed_since(session: Session, revision: int, viewer: Viewer, day: int = 0) -> frozenset[str]:
    """Return the records that must not be found by an index that has seen this revision, and this day.

    They are those that were closed to the viewer after the index last looked, with all that hangs on
    them: what was closed must not be found, nor counted, for as much as a second. What was changed by
    hand waits with them, as some of its text may have been closed; after an import that would be too
    much to miss. Archivists see all, and need not wait.

    If the day as of which it knows what is open is yet to come for the viewer, since a clock was put
    back, what opens until then waits, too.
    """
    if viewer.role is Role.ARCHIVIST:
        return frozenset()
    return _changed(session, revision, viewer) | _too_early(session, viewer, day)


def _changed(session: Session, revision: int, viewer: Viewer) -> frozenset[str]:
    if last_revision(session) <= revision:
        return frozenset()
    changed = altered(session, revision)
    if not changed:
        return frozenset()
    closed = closed_to(session, changed, viewer)
    held = affected(session, closed) if closed else closed
    return held if len(changed) > FEW else held | changed


def _too_early(session: Session, viewer: Viewer, day: int) -> frozenset[str]:
    today = viewer.on.toordinal()
    return affected(session, opened(session, today, day)) if day > today else frozenset()
