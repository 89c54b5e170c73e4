"""The follower that keeps the index: it reads the catalogue's changes and indexes what they touch.

Who may see what is asked of the catalogue, for each role, on the day of indexing; the index holds
no rule of its own. Levels only open with time, so an answer may be too careful until the day's
embargoes have been looked at, never too free.
"""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace
from datetime import date

from archive.catalogue.bulk import batches
from archive.catalogue.changes import Change, affected, last_revision, shown_by, since
from archive.catalogue.embargoes import opened
from archive.catalogue.records import many
from archive.catalogue.session import Catalogue, Session
from archive.core.clock import today
from archive.core.errors import Busy
from archive.core.words import message
from archive.metadata.access import Viewer
from archive.search.backend import SearchBackend
from archive.search.document import Document
from archive.search.reading import documents, linked
from archive.search.reading_ahead import Portion, Span, portions

AT_ONCE = 100  # records read from the catalogue together
TOGETHER = 200  # changes whose records are looked up together; a commit ends behind the last of them
MOST_TEXT = 24_000_000  # characters of text in one commit, about; bounds the memory of a writer
TOO_MUCH = MOST_TEXT * 3 // 2  # where so much hangs on so few changes, it is written in several commits


class SearchFollower:
    """Follows the catalogue for one index."""

    name = "search"

    def __init__(self, catalogue: Catalogue, backend: SearchBackend, address: str = "") -> None:
        """Follow a catalogue; at its `address` other processes can read it to build the index anew."""
        self._catalogue = catalogue
        self._backend = backend
        self._address = address
        self._anew: Span | None = None  # what is still to be gone through for an index that was begun anew
        self._coming: Generator[Portion] | None = None  # the documents of it

    def revision(self) -> int:
        """Return the last catalogue revision the index has seen; 0 if it must be built anew."""
        return 0 if self._backend.health().damaged else self._backend.revision()

    def reset(self) -> None:
        """Forget the index, to build it again."""
        self.close()
        self._backend.reset()

    def close(self) -> None:
        """End the processes that read beside this one."""
        if self._coming is not None:
            self._coming.close()
            self._coming = None

    def apply(self, changes: Sequence[Change]) -> None:
        """Index what these changes touch, or the first of them: as many as make one commit.

        Killed in the middle, it does the same again.
        """
        try:
            self._take(changes)
        except BaseException:
            self.close()
            raise

    def _take(self, changes: Sequence[Change]) -> None:
        with self._catalogue.read() as session:
            seen = self._seen_before(session, changes[0])
            if not seen:
                self._begin(session, len(changes))
            if self._anew is None or changes[0].revision > self._anew.last:
                self.close()  # another process may have come to the end of what is read ahead
                self._follow(session, changes, seen)
                return
        self._build(self._anew, changes, seen)

    def _begin(self, session: Session, most: int) -> None:
        """Begin an index anew: with each record that there is, once.

        Those who go on where this process ended cannot tell how much later than its revision the index
        was written, and follow the rest change by change.
        """
        self.close()
        self._anew = Span(after=0, last=last_revision(session), at_once=min(AT_ONCE, most), day=today())

    def _build(self, anew: Span, changes: Sequence[Change], seen: int) -> None:
        """Put in the records that came in by these changes."""
        if self._coming is None or seen != anew.after:  # a commit failed, or another process went on
            self.close()
            self._coming = portions(self._catalogue, replace(anew, after=seen), self._address)
        commit, reached = _Commit(self._backend, seen, anew.day), seen
        for portion in self._coming:
            commit.take(portion.stretch.ids, portion.documents)
            reached = portion.stretch.reached
            if reached >= changes[-1].revision or commit.size > MOST_TEXT:
                break
        commit.end(reached)
        self._anew = replace(anew, after=reached) if seen < reached < anew.last else None
        if self._anew is None:
            self.close()

    def _follow(self, session: Session, changes: Sequence[Change], seen: int) -> None:
        """Index again whatever looks different for these changes."""
        commit = _Commit(self._backend, seen, today())
        due: Iterable[str] = self._differing(session, commit.day)
        reached = 0
        for few in batches(changes, TOGETHER):
            self._collect(session, commit, (*due, *self._touched(session, few)))
            due, reached = (), few[-1].revision
            if commit.size > MOST_TEXT:
                break
        session.rollback()
        commit.end(reached)

    def keep(self) -> bool:
        """Index what time alone has changed since the day the index knows of; say if there was anything."""
        self.close()  # another process may have come to the end of what is read ahead
        day, seen = today(), self._backend.revision()
        if not seen:
            return False
        if not self._backend.whole():
            self._backend.mark_whole()  # there are no changes left
        if self._backend.day() == day.toordinal():
            self._backend.rest()
            return False
        with self._catalogue.read() as session:
            commit = _Commit(self._backend, seen, day)
            self._collect(session, commit, self._differing(session, day))
            session.rollback()
            commit.end(seen)
        return True

    def _seen_before(self, session: Session, first: Change) -> int:
        """Return the revision the index has seen. Raise Busy if that is not all that came before a change.

        It was deleted, then, since it was asked, and must not be taken for one that has seen the rest.
        """
        seen = self._backend.revision()
        if [change.revision for change in since(session, seen, 1)] != [first.revision]:
            raise Busy(message("the search index was begun anew, or changed by another process"))
        return seen

    def _differing(self, session: Session, day: date) -> frozenset[str]:
        """Return what has opened by itself since the day the index knows of, with all that hangs on it.

        If that day is yet to come, since a clock was put back: what is not open after all.
        """
        last = self._backend.day()
        if not last:
            return frozenset()
        days = sorted((last, day.toordinal()))
        return affected(session, opened(session, *days))

    def _touched(self, session: Session, changes: Sequence[Change]) -> list[str]:
        """Return the records to index: those changed, and those that look different for it.

        What is new changes nothing but the authorities it links to and the collections that show with
        it: whatever links to it, or stands under it, has a change of its own.
        """
        changed = dict.fromkeys(change.record_id for change in changes)
        new = {change.record_id for change in changes if change.action == "new"}
        old = [id for id in changed if id not in new]
        for record in many(session, new, Viewer.archivist()).values():
            changed |= dict.fromkeys(linked(record))
        changed |= dict.fromkeys(sorted(shown_by(session, new)))
        return list(changed | dict.fromkeys(sorted(affected(session, old)) if old else ()))

    def _collect(self, session: Session, commit: "_Commit", ids: Iterable[str]) -> None:
        """Read records into a commit; where it would hold too much, let go of what it has.

        The catalogue is let go of while the index writes: as long as somebody reads one moment of it,
        SQLite cannot empty its log, which would grow by gigabytes beside a large import.
        """
        wanted = [id for id in dict.fromkeys(ids) if id not in commit.read]
        for batch in batches(wanted, AT_ONCE):
            if commit.size > TOO_MUCH:
                session.rollback()
                commit.write()
            commit.take(batch, list(documents(session, batch, commit.day)))


class _Commit:
    """What is read of one moment of the catalogue, to be written together."""

    def __init__(self, backend: SearchBackend, seen: int, day: date) -> None:
        self._backend = backend
        self._seen = seen  # by the index, until the end
        self.day = day
        self._begin()

    def _begin(self) -> None:
        self._found: list[Document] = []
        self._gone: list[str] = []
        self.read: set[str] = set()
        self.size = 0  # characters of text

    def take(self, ids: Sequence[str], found: Sequence[Document]) -> None:
        """Take in the documents of some records; those without one are gone."""
        self._found += found
        self._gone += set(ids) - {each.id for each in found}
        self.read.update(ids)
        self.size += sum(map(_size, found))

    def write(self) -> None:
        """Write what there is, without saying that any change is in."""
        self._backend.apply(self._found, self._gone, self._seen, self._backend.day(), since=self._seen)
        self._begin()

    def end(self, revision: int) -> None:
        """Write the rest, and say how far the index has come."""
        self._backend.apply(self._found, self._gone, revision, self.day.toordinal(), since=self._seen)


def _size(document: Document) -> int:
    return sum(len(part) for parts in document.texts.values() for part in parts)
