"""The Whoosh backend: answers from the newest generation."""

import os
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from whoosh.searching import Searcher

from archive.core.errors import Busy
from archive.metadata.access import Viewer
from archive.search.backend import Answer, Explanation, Health, Request, Vocabulary
from archive.search.document import Document
from archive.search.fields import FACETS
from archive.search.tree import Node
from archive.search.whoosh.answering import Forms, answer
from archive.search.whoosh.explaining import explanation
from archive.search.whoosh.layout import Layout, State
from archive.search.whoosh.numbering import fingerprint
from archive.search.whoosh.reader import ArrayReader
from archive.search.whoosh.segment import DamagedSegment
from archive.search.whoosh.snapshot import Snapshot
from archive.search.whoosh.tiers import Tiers
from archive.search.whoosh.vocabulary import SnapshotVocabulary
from archive.search.whoosh.writer import IndexWriter

# What opening an index raises whose files a power cut left half written, or somebody deleted.
DAMAGE = (FileNotFoundError, DamagedSegment, ValueError, KeyError)
TRIES = 5  # to open a generation while the writer is replacing it
KEPT = 500  # answers
PATIENCE = 10.0  # seconds that a second writer waits
TIERS = Tiers()
NOTHING = Answer(hits=(), total=0, facets={name: {} for name in FACETS}, distinct=dict.fromkeys(FACETS, 0))


class WhooshBackend:
    """An index in a folder. Any number of processes may read it while one writes."""

    name = "whoosh"

    def __init__(self, folder: Path, tiers: Tiers = TIERS, patience: float = PATIENCE) -> None:
        self._layout = Layout(folder)
        self._writer = IndexWriter(self._layout, self._opened, tiers, patience)
        self._lock = threading.Lock()
        self._stamp: tuple[int, ...] | None = None
        self._held: int | None = None  # the state's file, kept open so that no later one gets its number
        self._snapshot: Snapshot | None = None
        self._answers: OrderedDict[Any, Answer] = OrderedDict()

    def revision(self) -> int:
        """Return the catalogue revision it has seen; 0 if it is empty, damaged, or of another schema."""
        snapshot = self._current()
        return snapshot.state.revision if snapshot is not None else 0

    def day(self) -> int:
        """Return the day as of which it knows what embargoes are over."""
        snapshot = self._current()
        return snapshot.state.day if snapshot is not None else 0

    def whole(self) -> bool:
        """Say whether it has been level with the catalogue since it was begun."""
        snapshot = self._current()
        return snapshot is not None and snapshot.state.whole

    def mark_whole(self) -> None:
        """Note that it is level with the catalogue."""
        self._writer.mark_whole()

    def health(self) -> Health:
        """Say how it stands."""
        snapshot = self._current()
        state = snapshot.state if snapshot is not None else None
        parts = state.parts if state is not None else ()
        return Health(
            revision=state.revision if state is not None else 0,
            whole=state is not None and state.whole,
            documents=sum(part.documents - part.deleted for part in parts),
            deleted=sum(part.deleted for part in parts),
            segments=len(parts),
            bytes=self._layout.size(),
            merging=bool(self._layout.unfinished()),
            damaged=self._is_damaged(),
        )

    def forms(self, tree: Node) -> Mapping[Node, frozenset[str]]:
        """Return the folded forms that words of a tree stand for."""
        snapshot = self._current()
        return Forms(snapshot, tree) if snapshot is not None else {}

    def search(self, request: Request) -> Answer:
        """Answer a request for its viewer and nobody else."""
        snapshot = self._current()
        if snapshot is None:
            return NOTHING
        key = (snapshot, _asked(request))
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        found = answer(snapshot, request)
        with self._lock:
            if snapshot is self._snapshot:  # an answer keeps its generation, and files deleted since
                self._answers[key] = found
                if len(self._answers) > KEPT:
                    self._answers.popitem(last=False)
        return found

    def explain(self, request: Request, id: str) -> Explanation:
        """Say why a record answers a request, or why it does not, by the figures of the search itself."""
        snapshot = self._current()
        return explanation(snapshot, request, id) if snapshot is not None else Explanation(known=False)

    def vocabulary(self, viewer: Viewer, without: frozenset[str] = frozenset()) -> Vocabulary:
        """Return the words of the records that a viewer may see, less those `without`."""
        return SnapshotVocabulary(self._current(), viewer.role, without)

    def searcher(self, viewer: Viewer, without: frozenset[str] = frozenset()) -> Searcher:
        """Return a Whoosh searcher for a viewer: any Whoosh query, collector, facet or sort runs on it.

        It stays with the generation that is the newest now, and finds nothing that the viewer may not
        see, nor the records `without`: those of `freshness.unknown_to`, for answers that others read.
        """
        snapshot = self._current()
        if snapshot is None:
            snapshot = Snapshot(self._layout, State(fingerprint()))
        return Searcher(ArrayReader(snapshot, viewer.role, without))

    def apply(
        self,
        documents: Iterable[Document],
        gone: Iterable[str],
        revision: int,
        day: int = 0,
        since: int | None = None,
    ) -> None:
        """Put documents in, take `gone` out; remember how far. All or nothing."""
        self._writer.apply(documents, gone, revision, day, since)

    def reset(self) -> None:
        """Forget everything. What others have open stays as it is for them."""
        self._writer.reset()

    def rest(self) -> None:
        """Use a quiet moment: let segments be merged, beside everything else."""
        self._writer.rest()

    def settle(self) -> None:
        """Wait until no segments are being merged in the background."""
        self._writer.settle()

    def forget(self) -> None:
        """Drop every answer and look-up that is kept to make the next one quicker."""
        with self._lock:
            self._answers.clear()
            if self._snapshot is not None:
                self._snapshot.forget()

    def _current(self) -> Snapshot | None:
        """Return the newest generation, opened once in this process; None if there is none of use."""
        if self._stamp is not None and self._layout.stamp() == self._stamp:
            return self._snapshot
        with self._lock:
            for _ in range(TRIES):
                held, stamp = self._layout.hold()
                try:
                    state = self._layout.state()
                    if stamp != self._layout.stamp():
                        continue  # replaced meanwhile
                    found = self._usable(state)
                    held, self._held = self._held, held
                    # In this order: who sees the stamp without the lock takes the snapshot for its own.
                    self._snapshot, self._stamp = found, stamp
                    self._answers.clear()
                    return found
                except DAMAGE:
                    # Damaged, or replaced by the writer since the state was read: then it says otherwise now.
                    if self._layout.state() == state:
                        return None
                finally:
                    _let_go(held)
            if self._snapshot is None:
                raise Busy("the search index changes too quickly to be opened")
            return self._snapshot  # of a moment ago: what has changed since is known to be unknown to it

    def _usable(self, state: State | None) -> Snapshot | None:
        if state is None or state.fingerprint != fingerprint():
            return None
        return Snapshot(self._layout, state, self._snapshot)

    def _is_damaged(self) -> bool:
        """Say whether there is an index that cannot be read whole, though this process may have it open."""
        state = self._layout.state()
        if state is None:
            return self._layout.stamp() is not None
        if state.fingerprint != fingerprint():
            return False  # of another schema: outdated
        lacking = self._layout.lacks(state) or self._current() is None
        return lacking and self._layout.state() == state

    def _opened(self, state: State) -> Snapshot | None:
        """Return the snapshot of a state for the writer, or None if it is of no use."""
        try:
            return self._usable(state)
        except DAMAGE:
            return None


def _let_go(held: int | None) -> None:
    if held is not None:
        os.close(held)


def _asked(request: Request) -> tuple[Any, ...]:
    """Return a request as something that can be looked up."""
    return (
        request.tree,
        request.viewer.role,
        request.without,
        tuple(sorted(request.facets.items())) if request.facets else (),
        request.first_day,
        request.last_day,
        request.sort,
        request.offset,
        request.size,
        request.counted,
        tuple(sorted(request.values.items())) if request.values else (),
    )
