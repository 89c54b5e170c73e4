"""Reading done in processes of its own: of files that nobody vouches for, and of the catalogue for an index.

A file is read within limits. If it crashes its reader, blows up in it or never lets it end, it costs what
its own reading would have given, and nothing else: the process is killed and replaced, and the others go on.

The catalogue is read so to have more processors at it. It is our own: neither time nor memory is limited,
and a process that somebody kills is replaced once.

What is limited where: docs/explanation/ingest.md
"""

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import Generic, TypeVar, cast

from archive.media.limits import Downfall, Limits, Stage
from archive.media.reader_process import LOOK, ReaderProcess

T = TypeVar("T")
R = TypeVar("R")

_BEGINNINGS = 3  # processes that may end before they have done anything

Again = Callable[[T, Downfall], T | None]


@dataclass(slots=True)
class _Round(Generic[T]):
    """Tasks under way, and what has become of them."""

    tasks: list[T]
    again: Again[T]
    pending: deque[int]
    packed: dict[int, bytes] = field(default_factory=dict)  # those that are to be given next
    done: dict[int, object] = field(default_factory=dict)
    killed: set[int] = field(default_factory=set)  # tasks whose process somebody else has killed
    barren: int = 0  # processes in a row that ended before they had done anything


class Readers(Generic[T, R]):
    """Processes that do tasks, with files within limits; each starts when there is work for it."""

    def __init__(self, work: Callable[[T], R], limits: Limits, most: int, preload: str) -> None:
        """Say what they do: `work`, found by its name in a fresh process; and how many they are at most."""
        self._work = work
        self._limits = limits
        self._most = max(most, 1)
        self._preload = preload
        self._readers: list[ReaderProcess] = []

    def map(self, tasks: Iterable[T], again: Again[T]) -> Iterator[R | Downfall]:
        """Yield what becomes of each task, in order.

        When a process ends over a task, `again` returns the task as it is to be tried once more, in
        another process; or None, and its downfall is what became of it.
        """
        several = list(tasks)
        under_way = _Round(several, again, deque(range(len(several))))
        try:
            for number in range(len(several)):
                while number not in under_way.done:
                    self._feed(under_way)
                    self._hear(under_way)
                yield cast("R | Downfall", under_way.done.pop(number))
        finally:
            self._abandon()

    def close(self) -> None:
        """End all processes."""
        for reader in self._readers:
            reader.dismiss()
        for reader in self._readers:
            reader.join()
        self._readers.clear()

    def _abandon(self) -> None:
        """End processes that are at work on what nobody waits for any more."""
        for reader in [each for each in self._readers if each.tasks]:
            self._readers.remove(reader)
            reader.end()

    def _feed(self, under_way: "_Round[T]") -> None:
        while under_way.pending:
            number = under_way.pending[0]
            if number not in under_way.packed:
                under_way.packed[number] = pickle.dumps(under_way.tasks[number], pickle.HIGHEST_PROTOCOL)
            packed = under_way.packed[number]
            reader = self._free(packed, ahead=len(under_way.pending) > self._most)
            if reader is None:
                return
            under_way.pending.popleft()
            reader.give(number, under_way.packed.pop(number))

    def _free(self, packed: bytes, *, ahead: bool) -> ReaderProcess | None:
        """Return a process that can take a task: an idle one, a new one, or one that is soon idle."""
        for reader in self._readers:
            if reader.takes(packed, ahead=False):
                return reader
        if len(self._readers) < self._most:
            self._readers.append(ReaderProcess(self._work, self._limits, self._preload))
            return self._readers[-1]
        return next((each for each in self._readers if each.takes(packed, ahead=ahead)), None)

    def _hear(self, under_way: "_Round[T]") -> None:
        busy = [reader for reader in self._readers if reader.tasks]
        wait([*(each.channel for each in busy), *(each.sentinel for each in busy)], LOOK)
        for reader in busy:
            try:
                for number, answer in reader.answers():
                    under_way.done[number] = answer
                    under_way.barren = 0
            except EOFError:
                self._replace(reader, "", under_way)
                continue
            if reason := reader.overdrawn():
                self._replace(reader, reason, under_way)

    def _replace(self, reader: ReaderProcess, reason: str, under_way: "_Round[T]") -> None:
        """Take a process out; what it had not begun is given to others, what it fell over tried again."""
        self._readers.remove(reader)
        downfall = reader.end(reason)
        left = list(reader.tasks)
        if downfall.stage is Stage.WAITING or not left:
            under_way.barren += not reader.answered
            if under_way.barren >= _BEGINNINGS:
                raise ChildProcessError(f"processes end before they have done anything: {downfall.line()}")
        elif not self._by_chance(reader, reason, left[0], under_way):
            number = left.pop(0)
            task = under_way.again(under_way.tasks[number], downfall)
            if task is None:
                under_way.done[number] = downfall
            else:
                under_way.tasks[number] = task
                left.insert(0, number)
        under_way.pending.extendleft(reversed(left))

    @staticmethod
    def _by_chance(reader: ReaderProcess, reason: str, number: int, under_way: "_Round[T]") -> bool:
        """Say whether a process was killed from outside, and its task may be innocent: once."""
        if reason or not reader.was_killed() or number in under_way.killed:
            return False
        under_way.killed.add(number)
        return True
