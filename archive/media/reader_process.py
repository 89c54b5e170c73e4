"""One process that reads, seen from outside: what it is given, what it takes, how it ended."""

import contextlib
import os
import pickle
import re
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from archive.media import limits as words
from archive.media.confined import BEGAN, FILE, STAGE, STATE, serve
from archive.media.limits import Downfall, Limits, Stage

if sys.platform != "win32":
    from multiprocessing import resource_tracker

LOOK = 0.25  # seconds between two looks at a process that says nothing
LAST_WORDS = 2_000  # characters that are kept of what a reader says on its standard error
SMALL = 16_384  # bytes: a task that surely fits into the pipe while nobody reads it
_MARGIN = 256 << 20  # bytes: what a reader's process has before it reads anything
_PATIENCE = 5  # seconds that a killed process is waited for
# Copies of a process that has everything imported start in milliseconds, and unlike copies of ourselves
# share neither our threads nor our database connections. On macOS the system's own libraries forbid it.
_WAY = "forkserver" if sys.platform.startswith("linux") else "spawn"
_OWN = re.compile(rb"^Rss(?:Anon|Shmem):\s*(\d+) kB", re.MULTILINE)
_GAVE_UP = {getattr(signal, name, None) for name in ("SIGABRT", "SIGTRAP")}
_SIGNALLED = {signal.SIGXCPU: words.too_long} if hasattr(signal, "SIGXCPU") else {}


class ReaderProcess:
    """A process that does tasks one after another, within limits."""

    def __init__(self, work: Callable[[Any], object], limits: Limits, preload: str) -> None:
        """Start it. `preload` is the module whose imports all such processes share."""
        context: Any = get_context(_WAY)
        if _WAY == "forkserver":
            context.set_forkserver_preload([preload])
        self.tasks: deque[int] = deque()  # given and not answered yet; the first is being done
        self.answered = False
        self._looked = 0.0  # when its memory was last looked at
        self._held = 0  # bytes of memory that it had then
        self._limits = limits
        self._state = context.RawArray("d", STATE)
        self.channel, channel = context.Pipe()
        heard, noise = context.Pipe(duplex=False)
        # Its other end breaks when we are gone, and the process ends.
        lifeline, self._lifeline = context.Pipe(duplex=False)
        given = (channel, (noise, lifeline), self._state, limits, work)
        self._process = context.Process(target=serve, args=given, daemon=True)
        with _undisturbed():
            self._process.start()
        for end in (channel, noise, lifeline):
            end.close()
        self._noise = _Noise(heard)

    @property
    def sentinel(self) -> int:
        """What becomes ready when the process has ended."""
        found: int = self._process.sentinel
        return found

    @property
    def stage(self) -> Stage:
        """What it is doing, or was doing when it ended."""
        return Stage(int(self._state[STAGE]))

    def takes(self, packed: bytes, *, ahead: bool) -> bool:
        """Say whether a task may be given: to an idle process any, `ahead` a small one beside another.

        The next task waits in the pipe then, and the process need not wait for us. A large one could
        block us while we block the process with an answer that we do not fetch.
        """
        return not self.tasks or (ahead and len(self.tasks) == 1 and len(packed) <= SMALL)

    def give(self, number: int, packed: bytes) -> None:
        """Give it a task; if it is gone, that shows when it is heard."""
        self.tasks.append(number)
        with contextlib.suppress(OSError):
            self.channel.send_bytes(packed)

    def answers(self) -> Iterator[tuple[int, object]]:
        """Yield what it has answered so far. Raises EOFError once it has ended and all is fetched."""
        while self.channel.poll():
            try:
                packed = self.channel.recv_bytes()
            except OSError as error:
                raise EOFError from error
            self.answered = True
            yield self.tasks.popleft(), pickle.loads(packed)  # noqa: S301 -- of our own process
        if self._process.exitcode is not None and not self.channel.poll():
            raise EOFError

    def overdrawn(self) -> str:
        """Return in words which limit it has passed that only we can see, "" if none."""
        if self.stage < Stage.IDENTIFYING:
            return ""
        now = time.monotonic()
        if now - self._state[BEGAN] > self._limits.seconds:
            return words.too_long(self._limits)
        if now - max(self._state[BEGAN], self._looked) < LOOK:
            return ""
        self._looked = now
        programs, self._held = _group(self._process.pid or 0)
        if programs > self._limits.programs:
            return words.too_many_programs(self._limits)
        beyond = self._held > self._limits.memory + _MARGIN
        return words.too_much_memory(self._limits) if beyond else ""

    def end(self, reason: str = "") -> Downfall:
        """End it with all that it has started; return what was wrong with it, `reason` if we know it."""
        stage, file = self.stage, int(self._state[FILE])
        pid = self._process.pid or 0
        if hasattr(os, "killpg"):
            with contextlib.suppress(OSError):
                os.killpg(pid, signal.SIGKILL)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join(_PATIENCE)
        self.channel.close()
        self._lifeline.close()
        said = self._noise.last_words()
        return Downfall(reason or self._how(), file if stage > Stage.WORKING else -1, stage, said)

    def dismiss(self) -> None:
        """Let it end by itself, as it does when nobody talks to it any more."""
        self.channel.close()

    def join(self) -> None:
        """Wait until it has ended, not for ever."""
        self._process.join(_PATIENCE)
        self.end()

    def was_killed(self) -> bool:
        """Say whether somebody killed it: an operator, or a system that is short of memory."""
        return bool(self._process.exitcode == -signal.SIGKILL) if hasattr(signal, "SIGKILL") else False

    def _how(self) -> str:
        code = self._process.exitcode or 0
        if -code in _SIGNALLED:
            return _SIGNALLED[signal.Signals(-code)](self._limits)
        # Libraries that get no more memory end themselves; what they ask for is often double what they have.
        if -code in _GAVE_UP and self._held > self._limits.memory // 4:
            return words.too_much_memory(self._limits)
        names = {each.value: each.name for each in signal.Signals}
        how = names.get(-code, f"exit code {code}")
        return words.brought_down(how) if self.stage > Stage.WORKING else words.ended(how)


class _Noise(threading.Thread):
    """Listens to what a process says on its standard error, and forgets all but the last of it."""

    def __init__(self, heard: "Connection[Any, Any]") -> None:
        super().__init__(daemon=True)
        self._heard = heard
        self._last = b""
        self.start()

    def run(self) -> None:
        """Listen until nobody is left who could say anything."""
        if sys.platform == "win32":
            return  # there the process has been muted
        with self._heard:
            while said := os.read(self._heard.fileno(), 1 << 16):
                self._last = (self._last + said)[-4 * LAST_WORDS :]

    def last_words(self) -> str:
        """Return the last words of a process that has ended."""
        self.join(_PATIENCE)
        return self._last.decode(errors="replace")[-LAST_WORDS:].strip()


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Begin a process in which Ctrl+C, sent to every process of a terminal, waits until it is ignored there.

    What it is copied from lives longer, and must not hear it either.
    """
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # which would let the signal through when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _group(leader: int) -> tuple[int, int]:
    """Return how many processes a process has in its group beside itself, and the memory of all in bytes.

    Both are nothing where the system does not tell. Files that are mapped into memory do not count.

    Spec: proc(5), /proc/pid/stat and /proc/pid/status
    """
    processes = kilobytes = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError):
            # The name may hold anything; what follows it are numbers.
            if int(path.read_bytes().rpartition(b")")[2].split()[2]) == leader:
                processes += 1
                told = path.with_name("status").read_bytes()
                kilobytes += sum(map(int, _OWN.findall(told)))
    return max(processes - 1, 0), kilobytes << 10
