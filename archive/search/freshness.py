"""What the index does not know yet, and must not be believed about."""

from archive.catalogue.changes import affected, since
from archive.catalogue.session import Session
from archive.metadata.access import Role, Viewer

MOST = 10_000  # changes looked at; a longer backlog is an import, of records the index has not seen at all


def changed_since(session: Session, revision: int, viewer: Viewer) -> frozenset[str]:
    """Return the records that changed after the index last looked, with all that hangs on them.

    They are left out of answers until the index has caught up, a moment later: a record that was
    closed must not be found, nor counted, for as much as a second. Archivists see all, and need not wait.
    """
    if viewer.role is Role.ARCHIVIST:
        return frozenset()
    changed = {change.record_id for change in since(session, revision, MOST) if change.action != "new"}
    return affected(session, changed) if changed else frozenset()
