"""Writes the next generation of an index: a segment for each batch, merged when they become many.

One process writes at a time. Small merges are made at once, larger ones beside everything else: a
merge reads what never changes, and takes its place in the index when it is done, less what was
deleted meanwhile.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace

import numpy as np

from archive.core.errors import Busy
from archive.core.locks import take
from archive.core.words import message
from archive.search.document import Document
from archive.search.whoosh.building import SegmentBuilder
from archive.search.whoosh.layout import Layout, Part, State
from archive.search.whoosh.merging import Source, merge, sources
from archive.search.whoosh.numbering import fingerprint, language_mask
from archive.search.whoosh.segment import DamagedSegment
from archive.search.whoosh.snapshot import Snapshot
from archive.search.whoosh.tiers import Tiers, smallest
from archive.search.whoosh.words import Shapes

LOG = logging.getLogger(__name__)
PAUSE = 0.02
REMEMBERED = 120_000  # written words, some fifty megabytes; a hundred thousand speeches have fewer
REST = 60.0  # seconds until another try, after a merge for which there was no room

Open = Callable[[State], Snapshot | None]


class IndexWriter:
    """Puts documents into an index and takes them out."""

    def __init__(self, layout: Layout, open_state: Open, tiers: Tiers, patience: float) -> None:
        self._layout = layout
        self._open = open_state
        self._tiers = tiers
        self._patience = patience  # seconds that a second writer waits
        self._shapes = Shapes()
        self._lock = threading.Lock()
        self._merging: threading.Thread | None = None
        self._rested = 0.0  # when merging may be tried again

    def reset(self) -> None:
        """Begin an empty index."""
        with self._writing():
            before = self._layout.state()
            state = State(fingerprint(), generation=before.generation + 1 if before else 1)
            self._layout.publish(state)
            self._layout.clear(state)

    def apply(
        self,
        documents: Iterable[Document],
        gone: Iterable[str],
        revision: int,
        day: int,
        since: int | None = None,
    ) -> None:
        """Write a segment of documents; take out those before of the same id, and `gone`."""
        with self._writing():
            snapshot = self._snapshot()
            state = snapshot.state
            if since is not None and state.revision != since:
                raise Busy(message("the search index was begun anew, or changed by another process"))
            kept = {document.id: document for document in documents}
            parts = _less(self._layout, snapshot, {*gone, *kept})
            if kept:
                parts = (*parts, self._written(kept.values(), snapshot))
            after = replace(state, revision=revision, day=day, generation=state.generation + 1, parts=parts)
            self._layout.publish(after)
            self._layout.clear(after)
        self._tidy(after)

    def mark_whole(self) -> None:
        """Note that the index has been level with the catalogue."""
        with self._writing():
            state = self._layout.state()
            if state is not None and not state.whole:
                self._layout.publish(replace(state, whole=True, generation=state.generation + 1))

    def rest(self) -> None:
        """Use a quiet moment: let segments be merged, beside everything else."""
        state = self._layout.state()
        if state is None or self._is_merging() or time.monotonic() < self._rested:
            return
        if chosen := self._tiers.quiet(self._free(state)):
            self._merge_beside(chosen)

    def settle(self) -> None:
        """Wait until no segments are being merged."""
        while (merging := self._merging) is not None and merging.is_alive():
            merging.join()

    def _is_merging(self) -> bool:
        return self._merging is not None and self._merging.is_alive()

    def _merge_beside(self, chosen: Sequence[Part]) -> None:
        # Not a daemon: a process that ends waits for it; one that is killed loses nothing.
        self._merging = threading.Thread(target=self._try_to_merge, args=(chosen,))
        self._merging.start()

    def _free(self, state: State) -> list[Part]:
        """Return the segments that nobody is merging."""
        busy = frozenset[str]().union(*self._layout.unfinished().values())
        return [part for part in state.parts if part.name not in busy]

    def _written(self, documents: Iterable[Document], snapshot: Snapshot) -> Part:
        builder = SegmentBuilder(self._shapes)
        for document in documents:
            builder.put(document)
        name = self._layout.new_segment()
        builder.write(self._layout.segment(name), language_mask(snapshot.languages))
        if len(self._shapes) > REMEMBERED:
            self._shapes = Shapes()
        return Part(name, len(builder))

    def _snapshot(self) -> Snapshot:
        """Return the index as it stands; begin one if there is none of use."""
        state = self._layout.state()
        found = self._open(state) if state is not None else None
        if found is not None:
            return found
        begun = State(fingerprint(), generation=state.generation if state is not None else 0)
        return Snapshot(self._layout, begun)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the index for writing. Raise Busy if another process still does after a while."""
        self._layout.folder.mkdir(parents=True, exist_ok=True)
        path = self._layout.lock
        with self._lock:
            end = time.monotonic() + self._patience
            while (held := take(path)) is None:
                if time.monotonic() >= end:
                    raise Busy(
                        message("the search index is being written by process {number}", number=_holder(path))
                    )
                time.sleep(PAUSE)
            try:
                _sign(held)
                yield
            except OSError:
                self._clear_away()
                raise
            finally:
                os.close(held)

    def _clear_away(self) -> None:
        """Give back the room that a write took which failed, be it for want of room."""
        with suppress(OSError):
            if (state := self._layout.state()) is not None:
                self._layout.clear(state)

    def _tidy(self, state: State) -> None:
        """Merge segments where there are many alike, and in any case before they become too many.

        What was written is safe before this; a merge that fails is none of its concern.
        """
        if time.monotonic() < self._rested:
            return
        chosen = self._tiers.alike(self._free(state))
        if chosen and sum(part.documents for part in chosen) <= self._tiers.at_once:
            self._try_to_merge(chosen)
        elif chosen and not self._is_merging():
            self._merge_beside(chosen)
        elif len(state.parts) >= self._tiers.most:
            self.settle()
            now = self._layout.state()
            if now is not None and len(now.parts) >= self._tiers.most:
                self._try_to_merge(smallest(now.parts))

    def _try_to_merge(self, chosen: Sequence[Part]) -> None:
        """Merge segments if it can be done now: if not, they serve on, and are chosen again."""
        try:
            self._merge(chosen)
        except (Busy, FileNotFoundError) as reason:  # others write, or began the index anew meanwhile
            LOG.info("segments were not merged: %s", reason)
        except (OSError, DamagedSegment, MemoryError) as reason:
            self._rested = time.monotonic() + REST
            LOG.warning("segments of the search index could not be merged: %s", reason or type(reason))

    def _merge(self, chosen: Sequence[Part]) -> None:
        """Merge segments, and let the result take their place."""
        state = self._layout.state()
        if state is None or not set(chosen) <= set(state.parts):
            return
        snapshot = Snapshot(self._layout, replace(state, parts=tuple(chosen)))
        merged = sources(snapshot.segments)
        name = self._layout.new_segment()
        with self._layout.merging(name, (part.name for part in chosen)):
            whole = self._open(state)
            languages = language_mask(whole.languages) if whole is not None else 0
            documents = merge(merged, self._layout.segment(name), languages)
            with self._writing():
                self._take_place(merged, Part(name, documents))

    def _take_place(self, merged: Sequence[Source], part: Part) -> None:
        """Put a merged segment in the place of those it was made from, less what was deleted since."""
        state = self._layout.state()
        names = {each.segment.name for each in merged}
        path = self._layout.segment(part.name)
        if state is None or not names <= {each.name for each in state.parts} or not path.exists():
            path.unlink(missing_ok=True)  # the index was begun anew, or somebody cleared it away
            return
        deleted = np.zeros(part.documents, dtype=bool)
        now = {each.name: each for each in state.parts}
        for each in merged:
            since = self._layout.deleted(now[each.segment.name]) & each.live
            deleted[each.numbers[since]] = True
        if deleted.any():
            part = replace(part, deleted=int(deleted.sum()), deletion=1)
            self._layout.write_deleted(part.name, 1, deleted)
        first = min(at for at, each in enumerate(state.parts) if each.name in names)
        parts = [each for each in state.parts if each.name not in names]
        if part.documents > part.deleted:
            parts.insert(min(first, len(parts)), part)
        after = replace(state, generation=state.generation + 1, parts=tuple(parts))
        self._layout.publish(after)
        self._layout.clear(after)


def _less(layout: Layout, snapshot: Snapshot, ids: set[str]) -> tuple[Part, ...]:
    """Return the segments without documents of these identifiers."""
    numbers = np.array(snapshot.facts.numbers(ids), dtype=np.int64)
    parts = []
    for part, segment in zip(snapshot.state.parts, snapshot.segments, strict=True):
        own = numbers[(numbers >= segment.base) & (numbers < segment.base + part.documents)] - segment.base
        deleted = segment.deleted.copy()
        deleted[own] = True
        count = int(deleted.sum())
        if count > part.deleted:
            part = replace(part, deleted=count, deletion=part.deletion + 1)
            layout.write_deleted(part.name, part.deletion, deleted)
        if count < part.documents:
            parts.append(part)
    return tuple(parts)


def _sign(lock: int) -> None:
    """Say in the lock who holds it, for those who wait. On a full disk it is held all the same."""
    with suppress(OSError):
        os.ftruncate(lock, 0)
        os.write(lock, str(os.getpid()).encode())


def _holder(path: os.PathLike[str]) -> str:
    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123
            return file.read().strip() or "?"
    except OSError:
        return "?"
