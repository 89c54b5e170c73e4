"""What the index does not know yet, and must not be believed about."""

from archive.catalogue.changes import affected, altered
from archive.catalogue.embargoes import closed_to
from archive.catalogue.session import Session
from archive.metadata.access import Role, Viewer

FEW = 200  # changes by hand; more are an import


def changed_since(session: Session, revision: int, viewer: Viewer) -> frozenset[str]:
    """Return the records that must not be found, as the index has yet to learn what became of them.

    They are those that were closed to the viewer after the index last looked, with all that hangs on
    them: what was closed must not be found, nor counted, for as much as a second. What was changed by
    hand waits with them, as some of its text may have been closed; after an import that would be too
    much to miss. Archivists see all, and need not wait.
    """
    if viewer.role is Role.ARCHIVIST:
        return frozenset()
    changed = altered(session, revision)
    if not changed:
        return frozenset()
    closed = closed_to(session, changed, viewer)
    if len(changed) > FEW:
        return closed
    return affected(session, closed) | changed if closed else changed
