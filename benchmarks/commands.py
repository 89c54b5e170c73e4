"""Runs a command as a user does and looks at it from outside: time, processor, memory, what it says when."""

import os
import resource
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.processes import MEGABYTE, descendants, memory, ticks

LOOK = 0.1  # seconds between two looks
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Said:
    """A line that a command said: when, and how much processor time its first process had used by then."""

    second: float
    processor: float
    line: str


@dataclass(slots=True)
class Measured:
    """What a command took: it and all the processes below it."""

    seconds: float = 0.0
    processor: float = 0.0  # seconds
    peak: int = 0  # megabytes: the sum of the proportional shares of all its processes
    largest: int = 0  # megabytes of the largest of them
    said: list[Said] = field(default_factory=list)


def measured(command: Sequence[str], allowed: tuple[int, ...] = (0,)) -> Measured:
    """Run a command to its end. Exit with what it said if its code is not an allowed one."""
    found = Measured()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    watcher = _Watcher(process.pid)
    watcher.start()
    if process.stdout is not None:
        with process.stdout as lines:
            for line in lines:
                spent = ticks(process.pid) / TICKS
                found.said.append(Said(time.perf_counter() - began, spent, line.rstrip()))
    code = process.wait()
    found.seconds = time.perf_counter() - began
    watcher.end()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    waited = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    # What is seen from outside misses programs of a moment; what is waited for, those that nobody waits for.
    found.processor = max(watcher.processor, waited)
    found.peak, found.largest = watcher.peak, watcher.largest
    if code not in allowed:
        raise SystemExit("\n".join([" ".join(command), *(each.line for each in found.said[-20:])]))
    return found


class _Watcher(threading.Thread):
    """Looks at a process and those below it until it is told to end."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._ended = threading.Event()
        self._ticks: dict[int, int] = {}  # of each process when it was last seen
        self.peak = self.largest = 0

    def run(self) -> None:
        while not self._ended.wait(LOOK):
            pids = [self._pid, *descendants(self._pid)]
            sizes = [memory(pid) // MEGABYTE for pid in pids]
            self.peak, self.largest = max(self.peak, sum(sizes)), max(self.largest, *sizes)
            self._ticks |= {pid: spent for pid in pids if (spent := ticks(pid))}

    def end(self) -> None:
        self._ended.set()
        self.join()

    @property
    def processor(self) -> float:
        return sum(self._ticks.values()) / TICKS


def reached(said: Sequence[Said], count_of: Callable[[str], int | None], count: int) -> Said | None:
    """Return the moment at which a count was reached, between the lines that say how far things are."""
    before, had = Said(0.0, 0.0, ""), 0
    for each in said:
        done = count_of(each.line)
        if done is None:
            continue
        if done >= count:
            part = (count - had) / max(done - had, 1)
            return Said(
                before.second + part * (each.second - before.second),
                before.processor + part * (each.processor - before.processor),
                each.line,
            )
        before, had = each, done
    return None
