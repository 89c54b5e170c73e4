"""Reads every record there is, for an index that is begun anew: in processes beside this one if it is much.

Each record is read once, where the change stands by which it came in, and as it is now: every process
opens a moment of the catalogue later than the last of the changes that are gone through. So whatever
these changes did to the record, or to what it shows of others, is in what is read of it. What happens
later has a number above them all, and is followed as always.

What is read waits for whoever writes the index. How much there is to read of each record is asked of the
catalogue beforehand, and no more is given out than has room: what waits, and what is being read, are
together no more than `MOST_WAITING`, or one record that alone is more.
"""

import logging
import pickle
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from threading import Condition, Thread

from archive.catalogue.changes import Change, since
from archive.catalogue.session import Catalogue, open_catalogue
from archive.catalogue.sizes import sizes
from archive.core.processors import usable
from archive.media.limits import LIMITS, Downfall
from archive.media.sandbox import Readers
from archive.search.document import Document
from archive.search.reading import documents

LOG = logging.getLogger(__name__)
FEW = 5_000  # changes; up to so many are read sooner than other processes have started
MOST_PROCESSES = 4
MOST_WAITING = 16 << 20  # bytes of documents, packed: given out to be read, or read and not yet taken
MOST_OUT = 8 << 20  # of them given out together
STRETCH = 1 << 20  # of them in one stretch
BESIDE = 250  # bytes that a packed document has beside its words, about
TOGETHER = 5_000  # changes looked up together
ROUND = 8  # stretches for each process, given out together


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Which changes are gone through, from after one to the last; by how many, and as of which day."""

    after: int
    last: int
    at_once: int
    day: date


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some changes in a row: the records that came in by them, the number of the last, and how much it is."""

    ids: tuple[str, ...]
    reached: int
    size: int  # bytes of their documents, about


@dataclass(frozen=True, slots=True)
class Portion:
    """A stretch, and the documents of its records."""

    stretch: Stretch
    documents: list[Document]


def processes() -> int:
    """Return how many processes can read beside one that writes."""
    return min(usable() - 1, MOST_PROCESSES)


def portions(catalogue: Catalogue, span: Span, address: str = "") -> Generator[Portion]:
    """Yield the documents of all records that came in by these changes, in their order.

    At the catalogue's `address` other processes read it, where there are many changes. Whatever stops
    them, the rest is read here. Closing the iterator ends them.
    """
    at, beside = span.after, processes() if address and span.last - span.after > FEW else 0
    if beside:
        work = partial(_packed, address=address, day=span.day)
        readers: Readers[Stretch, bytes] = Readers(work, LIMITS, beside, preload=__name__)
        with closing(_Ahead(readers, _stretches(catalogue, span, at), ROUND * beside)) as ahead:
            for stretch, packed in ahead:
                yield Portion(stretch, pickle.loads(packed))  # noqa: S301 -- of our own process
                at = stretch.reached
    for stretch in _stretches(catalogue, span, at):
        with catalogue.read() as session:
            found = list(documents(session, stretch.ids, span.day))
        yield Portion(stretch, found)


def _stretches(catalogue: Catalogue, span: Span, after: int) -> Iterator[Stretch]:
    while after < span.last:
        with catalogue.read() as session:
            found = since(session, after, TOGETHER // span.at_once * span.at_once)
            changes = [each for each in found if each.revision <= span.last]
            words = sizes(session, (each.record_id for each in changes if each.action == "new"))
        if not changes:
            return  # the catalogue was restored from an older copy meanwhile
        for few in _shares((_one(each, words) for each in changes), span.at_once, STRETCH):
            after = few[-1].reached
            yield Stretch(tuple(id for each in few for id in each.ids), after, sum(each.size for each in few))


def _one(change: Change, words: Mapping[str, int]) -> Stretch:
    if change.action != "new":
        return Stretch((), change.revision, 0)
    return Stretch((change.record_id,), change.revision, BESIDE + words.get(change.record_id, 0))


def _shares(each: Iterable[Stretch], number: int, most: int) -> Iterator[list[Stretch]]:
    """Give stretches in lists of so many, and of so many bytes, at most; or of a single one that has more."""
    share, held = list[Stretch](), 0
    for one in each:
        if share and (len(share) == number or held + one.size > most):
            yield share
            share, held = [], 0
        share.append(one)
        held += one.size
    if share:
        yield share


class _Ahead:
    """What processes read, in order, fetched by a thread while whoever takes it is busy with the last."""

    def __init__(self, readers: Readers[Stretch, bytes], stretches: Iterator[Stretch], together: int) -> None:
        self._readers = readers
        self._stretches = stretches
        self._together = together
        self._turn = Condition()
        self._waiting: deque[tuple[Stretch, bytes]] = deque()
        self._held = 0  # bytes
        self._over = False  # no more is read
        self._unwanted = False  # no more is taken
        self._thread = Thread(target=self._run, name="reading ahead", daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[tuple[Stretch, bytes]]:
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._waiting or self._over)
                if not self._waiting:
                    return
                stretch, packed = self._waiting.popleft()
                self._held -= len(packed)
                self._turn.notify_all()
            yield stretch, packed

    def close(self) -> None:
        """End the processes."""
        with self._turn:
            self._unwanted = True
            self._turn.notify_all()
        self._thread.join()

    def _run(self) -> None:
        try:
            self._read()
        except Exception as error:  # whatever it is, it can be tried without other processes
            if not self._unwanted:
                LOG.warning(
                    "the processes that read records for the index ended; this one goes on: %s", error
                )
        finally:
            self._readers.close()
            with self._turn:
                self._over = True
                self._turn.notify_all()

    def _read(self) -> None:
        # A round ends before the next begins, so that those who are quick do not run far ahead of the slow.
        for few in _shares(self._stretches, self._together, MOST_OUT):
            if not self._room(sum(stretch.size for stretch in few)):
                return
            for stretch, found in zip(few, self._readers.map(few, _given_up), strict=True):
                if isinstance(found, Downfall):
                    raise ChildProcessError(found.line())
                if not self._kept(stretch, found):
                    return

    def _room(self, size: int) -> bool:
        """Wait until there is room for more; say whether it is wanted."""
        with self._turn:
            self._turn.wait_for(
                lambda: self._unwanted or not self._waiting or self._held + size <= MOST_WAITING
            )
            return not self._unwanted

    def _kept(self, stretch: Stretch, packed: bytes) -> bool:
        """Keep what was read; say whether it is wanted."""
        with self._turn:
            self._waiting.append((stretch, packed))
            self._held += len(packed)
            self._turn.notify_all()
            return not self._unwanted


def _given_up(_stretch: Stretch, _downfall: Downfall) -> None:
    """Try nothing again that a process ended over; one that somebody else killed is replaced once."""


def _packed(stretch: Stretch, address: str, day: date) -> bytes:
    """Return the documents of some records, as they stand now."""
    with _catalogue(address).read() as session:
        return pickle.dumps(list(documents(session, stretch.ids, day)), pickle.HIGHEST_PROTOCOL)


@cache
def _catalogue(address: str) -> Catalogue:
    return open_catalogue(address)
