"""The Whoosh backend: answers from the newest generation, writes the next one."""

import pickle
import struct
import threading
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex, LockError
from whoosh.index import IndexError as WhooshIndexError

from archive.core.errors import Busy
from archive.search.backend import Answer, Hit, Request
from archive.search.document import Document
from archive.search.fields import FACETS, RANK
from archive.search.lexicon import forms_of
from archive.search.tree import Node
from archive.search.whoosh.evaluate import Evaluation
from archive.search.whoosh.layout import LEXICON, Layout, State
from archive.search.whoosh.lexicon import DamagedLexicon, Lexicon
from archive.search.whoosh.schema import fingerprint, schema
from archive.search.whoosh.snapshot import Snapshot
from archive.search.whoosh.writer import BatchWriter, merge_alike

# What opening an index raises whose files a power cut left half written, or somebody deleted.
DAMAGE = (
    FileNotFoundError, EOFError, ValueError, KeyError, TypeError, AttributeError, AssertionError,
    struct.error, zlib.error, pickle.UnpicklingError, WhooshIndexError, DamagedLexicon,
)  # fmt: skip
TRIES = 5  # to open a generation while the writer is replacing it
NOTHING = Answer(hits=(), total=0, facets={name: {} for name in FACETS})

Truth = NDArray[np.bool_]


class WhooshBackend:
    """An index in a folder. Any number of processes may read it while one writes."""

    name = "whoosh"

    def __init__(self, folder: Path) -> None:
        self._layout = Layout(folder)
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None

    def revision(self) -> int:
        """Return the catalogue revision it has seen; 0 if it is empty, damaged, or of another schema."""
        state = self._layout.state()
        return state.revision if state is not None and self._current() is not None else 0

    def day(self) -> int:
        """Return the day as of which it knows what embargoes are over."""
        state = self._layout.state()
        return state.day if state is not None else 0

    def forms(self, tree: Node) -> Mapping[Node, frozenset[str]]:
        """Return the folded forms that words of a tree stand for."""
        snapshot = self._current()
        return forms_of(tree, snapshot.lexicon) if snapshot is not None else {}

    def reset(self) -> None:
        """Forget everything: begin an empty build. What others have open stays as it is for them."""
        self._begin()

    def _begin(self) -> State:
        return self._layout.begin(fingerprint(), _create)

    def apply(self, documents: Iterable[Document], gone: Iterable[str], revision: int, day: int = 0) -> None:
        """Put documents in, take `gone` out; remember how far. All or nothing."""
        state = self._begun()
        with self._lock:
            snapshot = self._opened(state)
        try:
            writer = BatchWriter(FileIndex(FileStorage(str(self._layout.build(state)))))
        except LockError:
            raise Busy("the search index is being written by another process") from None
        try:
            self._write(writer, snapshot, documents, set(gone))
            self._layout.advance(replace(state, revision=revision, day=day))
        except BaseException:
            # Whoosh may have committed or not: what is known of its numbering holds no more.
            with self._lock:
                self._snapshot = None
            if not writer.is_closed:
                writer.cancel()
            raise

    def _begun(self) -> State:
        """Return where the index stands; begin one if there is none that is of use."""
        state = self._layout.state()
        return state if state is not None and self._current() is not None else self._begin()

    def _current(self) -> Snapshot | None:
        """Return the newest generation, opened once in this process; None if there is none of use."""
        with self._lock:
            for _ in range(TRIES):
                state = self._layout.state()
                if state is None or state.fingerprint != fingerprint():
                    return None
                try:
                    return self._opened(state)
                except DAMAGE:
                    # Damaged, or replaced by the writer since the state was read: then it says otherwise now.
                    if self._layout.state() == state:
                        return None
            raise Busy("the search index changes too quickly to be opened")

    def _write(
        self, writer: BatchWriter, snapshot: Snapshot, documents: Iterable[Document], gone: set[str]
    ) -> None:
        for document in documents:
            gone.add(document.id)
            writer.put(document)
        numbers = snapshot.number()
        for id in gone & numbers.keys():
            writer.delete_document(numbers[id])
        # Words first: the lexicon may know too many forms, never too few.
        snapshot.lexicon.put(writer.forms())
        writer.commit(mergetype=merge_alike)

    def _opened(self, state: State) -> Snapshot:
        known, build = self._snapshot, self._layout.build(state)
        if known is None or (known.build, known.generation) != (build, state.generation):
            known = self._snapshot = Snapshot(build, state.generation, known)
        return known

    def search(self, request: Request) -> Answer:
        """Answer a request for its viewer and nobody else."""
        snapshot = self._current()
        if snapshot is None:
            return NOTHING
        seen = _without(snapshot, snapshot.seen(RANK[request.viewer.role]), request.without)
        evaluation = Evaluation(snapshot, seen, request.viewer.role)
        truth, scores = seen, np.zeros(len(snapshot))
        if request.tree is not None:
            truth, scores = evaluation.matches(request.tree)
        if request.first_day is not None or request.last_day is not None:
            truth = truth & snapshot.facts.overlapping(request.first_day, request.last_day)
        chosen = _chosen(snapshot, request.facets)
        matching = np.logical_and.reduce([truth, *chosen.values()])
        return Answer(
            hits=_page(snapshot, matching, np.round(scores, 6), request),
            total=int(matching.sum()),
            exact=evaluation.exact,
            facets={name: _count(snapshot, name, truth, chosen) for name in FACETS},
            forms=forms_of(request.tree, snapshot.lexicon),
        )


def _create(folder: Path) -> None:
    """Make an empty build."""
    TOC.create(FileStorage(str(folder)), schema(), "MAIN")
    Lexicon.create(folder / LEXICON)


def _without(snapshot: Snapshot, seen: Truth, ids: frozenset[str]) -> Truth:
    return seen & ~np.isin(snapshot.facts.ids, list(ids)) if ids else seen


def _chosen(snapshot: Snapshot, facets: Mapping[str, tuple[str, ...]]) -> dict[str, Truth]:
    """Return, for each facet chosen from, which documents have one of the values."""
    lists = snapshot.facts.lists
    return {name: lists[name].having(values, len(snapshot)) for name, values in facets.items() if values}


def _count(snapshot: Snapshot, name: str, truth: Truth, chosen: Mapping[str, Truth]) -> dict[str, int]:
    others = [each for other, each in chosen.items() if other != name]
    return snapshot.facts.lists[name].count(np.logical_and.reduce([truth, *others]))


def _page(
    snapshot: Snapshot, matching: Truth, scores: NDArray[np.float64], request: Request
) -> tuple[Hit, ...]:
    """Return the hits of one page, sorting no more than it needs."""
    found = np.flatnonzero(matching)
    places = snapshot.facts.order(request.sort)[found]
    if request.sort == "relevance":
        ordered = found[np.lexsort((places, -scores[found]))]
    else:
        ordered = found[np.argsort(places)]
    page = ordered[request.offset : request.offset + request.size].tolist()
    return tuple(Hit(snapshot.facts.ids[number], float(scores[number])) for number in page)
