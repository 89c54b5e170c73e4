"""A reader of texts that does what their first word says: everything a reader must not do.

Imported by its name in processes that read files, from a folder that the test has put on the path.
"""

import ctypes
import mmap
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archive.core.registry import Registry
from archive.media.extractor import Extracted, Extractor
from archive.text.passages import Passage

MEGABYTE = 1 << 20


def note(path: Path) -> None:
    """Write down that this process is at work on a file."""
    with path.with_suffix(".pids").open("a") as file:
        file.write(f"{os.getpid()}\n")


def loop(path: Path) -> None:
    while True:
        pass


def lock(path: Path) -> None:
    """Wait for ever in C, without ever letting go of the interpreter."""
    note(path)
    ctypes.PyDLL(None).pause()


def eat(path: Path) -> None:
    eaten = []
    while True:
        eaten.append(bytearray(16 * MEGABYTE))


def share(path: Path) -> None:
    """Take memory that no limit of a process counts."""
    held = mmap.mmap(-1, 800 * MEGABYTE)
    held.write(bytes(100) * (len(held) // 100))
    time.sleep(60)


def leave(path: Path) -> None:
    os._exit(3)


def chance(path: Path) -> None:
    """Be killed once by somebody else."""
    mark = path.with_suffix(".killed")
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def crash(path: Path) -> None:
    ctypes.string_at(0)


def abort(path: Path) -> None:
    os.abort()


def swarm(path: Path) -> None:
    """Start more and more processes: at most a hundred, so that a test that fails harms nobody."""
    for _ in range(100):
        if os.fork() == 0:
            note(path)
            time.sleep(30)
            os._exit(0)
        time.sleep(0.005)
    time.sleep(30)


def warn(path: Path) -> None:
    for _ in range(1_000):
        os.write(2, b"warning: the directory has an unknown tag\n" * 1_000)


def gush(path: Path) -> list[str]:
    return ["a long paragraph " * 1000] * 200


def hoard(path: Path) -> None:
    kept = []
    while True:
        kept.append(path.open())


def spill(path: Path) -> None:
    with tempfile.TemporaryFile() as file:
        while True:
            file.write(bytes(MEGABYTE))


def call(path: Path) -> None:
    socket.create_connection(("127.0.0.1", 9))


def ask(path: Path) -> list[str]:
    """Have another program read: that is allowed."""
    done = subprocess.run(
        [sys.executable, "-c", "print('read by a program')"], capture_output=True, text=True
    )
    return [done.stdout.strip()]


WAYS: dict[str, Callable[[Path], list[str] | None]] = {
    each.__name__: each
    for each in (
        loop, lock, eat, share, leave, chance, crash, abort, swarm, warn, gush, hoard, spill, call, ask,
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Misbehaving:
    """Reads plain texts."""

    name: str = "misbehaving"
    media_types: frozenset[str] = frozenset({"text/plain"})

    def extract(self, path: Path) -> Extracted:
        words = path.read_text()
        texts = WAYS[words.split()[0]](path) if words.split()[0] in WAYS else None
        several = texts if texts is not None else [words]
        return Extracted(
            passages=tuple(Passage(number=number, text=text) for number, text in enumerate(several, start=1))
        )


EXTRACTORS: Registry[Extractor] = Registry("extractor", [Misbehaving()])
