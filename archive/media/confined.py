"""The inside of a process that reads files: what it may take, and how it shows what it is doing.

What it does stands in a few numbers that the parent sees as well, so that the parent knows at any
moment, and after a crash, which file is to blame; nothing has to be told over the pipe for it.
"""

import contextlib
import errno
import faulthandler
import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, MutableSequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from archive.core.offspring import end_with_parent
from archive.core.processors import usable
from archive.media import limits as words
from archive.media.limits import LIMITS, Downfall, Limits, Stage
from archive.media.offline import go_offline

if sys.platform != "win32":  # which has no such limits: there the parent's clock is the only one
    import fcntl
    import resource

STAGE, FILE, BEGAN = range(3)  # the numbers that the parent sees
STATE = 3
_STATM, _DATA = Path("/proc/self/statm"), 5
_MOST_GROWTH = 2  # a process that keeps more than the memory of a file by this divisor is replaced


class _Confines:
    """The limits of this process, and where it shows its stage."""

    def __init__(self, limits: Limits, state: MutableSequence[float]) -> None:
        self.limits = limits
        self.state = state
        self._before = _data()

    def enter(self, file: int, stage: Stage) -> None:
        self.state[FILE] = file
        self.state[BEGAN] = time.monotonic()
        if before := _data():
            _soft("RLIMIT_DATA", before + self.limits.memory)
        if sys.platform != "win32":
            # The parent's clock runs out first; this is for a parent that is busy or gone.
            used = resource.getrusage(resource.RUSAGE_SELF)
            most = self.limits.seconds * usable()
            _soft("RLIMIT_CPU", int(used.ru_utime + used.ru_stime) + 1 + most)
        self.state[STAGE] = stage

    def leave(self) -> None:
        self.state[STAGE] = Stage.WORKING
        for name in ("RLIMIT_DATA", "RLIMIT_CPU"):
            _soft(name)

    def outgrown(self) -> bool:
        """Say whether this process keeps much more memory than it began with."""
        return _data() - self._before > self.limits.memory // _MOST_GROWTH


_confines: _Confines | None = None  # None in every process but a reader's


@contextlib.contextmanager
def limited(file: int, stage: Stage) -> Iterator[None]:
    """Hold what is done with a file to the limits, counted afresh. No more than a mark outside a reader."""
    held = _confines
    if held is None:
        yield
        return
    held.enter(file, stage)
    try:
        yield
    finally:
        held.leave()


def excess(error: BaseException) -> str:
    """Return in words which limit an error comes from, "" if from none."""
    limits = _confines.limits if _confines is not None else LIMITS
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        number = cause.errno if isinstance(cause, OSError) else None
        if isinstance(cause, MemoryError) or number == errno.ENOMEM:
            return words.too_much_memory(limits)
        if number == errno.EMFILE:
            return words.too_many_files(limits)
        if number == errno.EFBIG:
            return words.too_much_written(limits)
        cause = cause.__cause__ or cause.__context__
    return ""


def serve(
    channel: "Connection[Any, Any]",
    ends: tuple["Connection[Any, Any]", "Connection[Any, Any]"],
    state: MutableSequence[float],
    limits: Limits,
    work: Callable[[Any], Any],
) -> None:
    """Do what the parent asks, one thing after another, until it says no more.

    `ends` are those of two more pipes: for what is said on the standard error, and one that says nothing
    and breaks when the parent is gone.
    """
    global _confines
    _settle(*ends, limits)
    _confines = _Confines(limits, state)
    while not _confines.outgrown():
        try:
            task = channel.recv()
        except EOFError:
            return
        state[STAGE] = Stage.WORKING
        packed = _answer(work, task)
        state[STAGE] = Stage.WAITING
        channel.send_bytes(packed)


def _answer(work: Callable[[Any], Any], task: object) -> bytes:
    try:
        return pickle.dumps(work(task), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # a fault of ours in one task must not stop the others
        said = "".join(traceback.format_exception(error))
        return pickle.dumps(Downfall(f"{type(error).__name__}: {error}", said=said))


def _settle(noise: "Connection[Any, Any]", lifeline: "Connection[Any, Any]", limits: Limits) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which stops between batches
    if sys.platform == "win32":
        end_with_parent()
        _mute()
        return
    os.setpgid(0, 0)  # so that it is killed with all that it has started
    _tie_to(lifeline)
    for stream in (1, 2):
        os.dup2(noise.fileno(), stream)
    noise.close()
    faulthandler.enable(2)
    go_offline()
    _soft("RLIMIT_CORE", 0)
    _soft("RLIMIT_FSIZE", limits.written)
    _soft("RLIMIT_NOFILE", limits.open_files)


def _tie_to(lifeline: "Connection[Any, Any]") -> None:
    """Have the system kill this process and all that it starts when the parent is gone, however it went.

    A thread that waits for the parent is not enough: a reader may never let go of the interpreter.
    """
    number = lifeline.fileno()
    fcntl.fcntl(number, fcntl.F_SETOWN, -os.getpgid(0))
    if hasattr(fcntl, "F_SETSIG"):
        fcntl.fcntl(number, fcntl.F_SETSIG, signal.SIGKILL)  # else SIGIO, which ends what does not ignore it
    fcntl.fcntl(number, fcntl.F_SETFL, fcntl.fcntl(number, fcntl.F_GETFL) | os.O_ASYNC)
    if lifeline.poll():  # it was gone before
        os._exit(1)
    _held.append(lifeline)


_held: list["Connection[Any, Any]"] = []  # what must not be closed


def _mute() -> None:
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 -- a device, not a path
        for stream in (1, 2):
            os.dup2(nowhere.fileno(), stream)


def _soft(name: str, wanted: int | None = None) -> None:
    """Set a limit so that it can be set again; without `wanted`, to the most that the system allows."""
    if sys.platform == "win32":
        return
    kind = getattr(resource, name)
    most = resource.getrlimit(kind)[1]
    if wanted is None or (most != resource.RLIM_INFINITY and wanted > most):
        wanted = most
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(kind, (wanted, most))


def _data() -> int:
    """Return the bytes of memory that this process has to itself; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    try:
        return int(_STATM.read_bytes().split()[_DATA]) * resource.getpagesize()
    except OSError:
        return 0
