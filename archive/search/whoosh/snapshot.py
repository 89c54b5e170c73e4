"""One generation of an index, opened for reading: never refreshed, only replaced by a newer one.

`Searcher.refresh()` shows deleted documents in some distributions of Whoosh, so nothing here uses it.
"""

import threading
import weakref
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from archive.search.fields import BIT, MEASURED
from archive.search.lexicon import Form
from archive.search.whoosh.facts import Facts, SegmentFacts
from archive.search.whoosh.layout import LEXICON
from archive.search.whoosh.lexicon import Lexicon
from archive.search.whoosh.postings import NONE, Postings, joined, read
from archive.search.whoosh.schema import term
from archive.search.whoosh.writer import facts_path

CACHED = 2_000_000  # postings kept in memory: 16 bytes each


class Snapshot:
    """Everything a search needs of one generation. Threads may share it."""

    def __init__(self, build: Path, generation: int, before: "Snapshot | None" = None) -> None:
        if not build.is_dir():
            raise FileNotFoundError(build)
        self.generation = generation
        self.build = build
        self.lexicon = Lexicon(build / LEXICON)
        self._lock = threading.Lock()
        self._cache: OrderedDict[tuple[str, Form], Postings] = OrderedDict()
        self._cached = 0
        storage = Files(str(build))
        reader = storage.reader()
        self._readers = [each for each, _ in reader.leaf_readers()] if reader.doc_count_all() else []
        weakref.finalize(self, _close, self._readers)
        self._bases = np.cumsum([0, *(each.doc_count_all() for each in self._readers)]).tolist()
        known = before.segments if before is not None and before.build == build else {}
        self.segments: dict[str, SegmentFacts] = {}
        for each in self._readers:
            name = each.segment().segment_id()
            self.segments[name] = known.get(name) or SegmentFacts.read(facts_path(storage, each.segment()))
        self.facts = Facts.joined(list(self.segments.values()), self._live())
        self._averages: dict[tuple[str, int], float] = {}

    def __len__(self) -> int:
        return len(self.facts.ids)

    def _live(self) -> NDArray[np.bool_]:
        live = np.ones(self._bases[-1], dtype=bool)
        for base, reader in zip(self._bases, self._readers, strict=False):
            live[[base + number for number in reader.segment().deleted_docs()]] = False
        return live

    def number(self) -> dict[str, int]:
        """Return each live document's number."""
        return {self.facts.ids[number]: number for number in np.flatnonzero(self.facts.live).tolist()}

    def seen(self, rank: int) -> NDArray[np.bool_]:
        """Return which documents a viewer of this rank may know of."""
        return self.facts.live & (self.facts.numbers["seen_by"] <= rank)

    def average(self, field: str, rank: int) -> float:
        """Return the average length of a field, of the documents that have it and are seen."""
        if (field, rank) not in self._averages:
            lengths = self.facts.lengths[field][self.seen(rank)]
            lengths = lengths[lengths > 0]
            self._averages[field, rank] = float(lengths.mean()) if len(lengths) else 1.0
        return self._averages[field, rank]

    def postings(self, field: str, form: Form) -> Postings:
        """Return which documents have a form in a field, and how often; deleted ones among them."""
        if not form.fields & BIT[field]:
            return NONE
        key = (field, form)
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
            found = self._cache[key] = self._read(field, form, positions=False)
            self._cached += len(found.documents)
            while self._cached > CACHED and len(self._cache) > 1:
                self._cached -= len(self._cache.popitem(last=False)[1].documents)
            return found

    def positions(self, field: str, form: Form) -> Postings:
        """Return the same with positions."""
        if not form.fields & BIT[field]:
            return NONE
        with self._lock:
            return self._read(field, form, positions=True)

    def _read(self, field: str, form: Form, positions: bool) -> Postings:
        wanted = term(form.language, form.text)
        bases = zip(self._readers, self._bases, strict=False)
        return joined([read(reader, field, wanted, base, positions) for reader, base in bases])


class Files(FileStorage):  # type: ignore[misc]
    """The files of a build. An opening that fails half way, as the writer took one away, leaves none open."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._opened: list[Any] = []

    def open_file(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Open a file as Whoosh asks, and remember it until all are open."""
        self._opened.append(super().open_file(name, *args, **kwargs))
        return self._opened[-1]

    def reader(self) -> Any:
        """Return a reader of the newest commit; raise what opening its files raises."""
        try:
            found = FileIndex(self).reader()
        except BaseException:
            for file in self._opened:
                if not file.is_closed:
                    file.close()
            raise
        finally:
            self._opened = []
        return found


def _close(readers: list[Any]) -> None:
    for reader in readers:
        reader.close()


def ratio(snapshot: Snapshot, field: str, rank: int, documents: NDArray[Any]) -> NDArray[np.float64]:
    """Return the length of a field of some documents over the average; 1 where lengths do not count."""
    if field not in MEASURED:
        return np.ones(len(documents))
    lengths: NDArray[np.float64] = snapshot.facts.lengths[field][documents] / snapshot.average(field, rank)
    return lengths
