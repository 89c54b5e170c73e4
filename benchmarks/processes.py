"""Starts an engine's process and looks at its memory from outside."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
LOOK = 0.2  # seconds between two looks at the memory of a build
MEGABYTE = 1024  # kB
# Engines that live in another Python than this one, and what brings them.
ELSEWHERE = dict.fromkeys(("xapian_engine", "xapian_forms"), "/usr/bin/python3")
TO_INSTALL = {
    **dict.fromkeys(ELSEWHERE, "apt-get install python3-xapian"),
    **dict.fromkeys(("tantivy_engine", "tantivy_text", "tantivy_forms"), "pip install tantivy"),
}
# While an engine is timed, what it frees is kept for it. Otherwise the C library gives memory back and
# asks for it again with every question, or does not, as it happens to lie: up to 0.2 ms for one of two
# indexes of the same engine. What memory it needs is measured without this.
STEADY = {"MALLOC_TRIM_THRESHOLD_": str(1 << 28), "MALLOC_MMAP_THRESHOLD_": str(1 << 25)}


class Absent(Exception):
    """An engine that is not installed; says what to install."""


def look_for(engine: str) -> None:
    """Raise Absent if an engine cannot be imported."""
    command = [_python(engine), "-c", f"import benchmarks.engines.{engine}"]
    tried = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if "ModuleNotFoundError" in tried.stderr and engine in TO_INSTALL:
        raise Absent(f"{engine}: not installed; {TO_INSTALL[engine]}")
    if tried.returncode:
        raise SystemExit(f"{engine}: {tried.stderr}")


def run(task: str, engine: str, *arguments: str) -> tuple[Mapping[str, Any], int]:
    """Return what a task measured, and the most memory that it and its children had, in megabytes.

    Memory is the sum of the proportional shares of all its processes: what they share counts once.
    """
    process = _start(task, engine, *arguments)
    most = [0]
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, most, ended))
    watcher.start()
    said, _ = process.communicate()
    ended.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{engine}: {task} failed with {process.returncode}")
    return json.loads(said.splitlines()[-1]), most[0] // MEGABYTE


def private_memory(engine: str, *arguments: str) -> float:
    """Return the megabytes that a process has to itself once it has opened an index and asked 50 queries.

    Two processes hold it open side by side, so that pages of files count as shared, as they are on a
    site. What a process has that only imported the engine is taken off.
    """
    pair = [_start("wait", engine, *arguments) for _ in range(2)]
    imported = _both(pair)
    asked = _both(pair)
    for process in pair:
        process.communicate("\n")
    return (asked - imported) / MEGABYTE


def _both(pair: list[subprocess.Popen[str]]) -> int:
    """Wait until both have said where they are, measure the first, and let both go on."""
    for process in pair:
        if process.stdout is None or not process.stdout.readline():
            raise SystemExit("an engine failed while its memory was to be measured")
    private = _rollup(pair[0].pid, ("Private_Clean:", "Private_Dirty:"))
    for process in pair:
        if process.stdin is not None:
            process.stdin.write("\n")
            process.stdin.flush()
    return private


def _start(task: str, engine: str, *arguments: str) -> subprocess.Popen[str]:
    command = [_python(engine), "-m", "benchmarks.child", task, engine, *arguments]
    environment = os.environ | (STEADY if task == "ask" else {})
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _python(engine: str) -> str:
    return ELSEWHERE.get(engine, sys.executable)


def _watch(pid: int, most: list[int], ended: threading.Event) -> None:
    while not ended.wait(LOOK):
        most[0] = max(most[0], sum(memory(each) for each in [pid, *descendants(pid)]))


def memory(pid: int) -> int:
    """Return the kilobytes of a process, what it shares with others counted in part."""
    return _rollup(pid, ("Pss:",))


def descendants(pid: int) -> Iterator[int]:
    """Yield the processes below a process."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in map(int, children):
        yield child
        yield from descendants(child)


def _rollup(pid: int, names: tuple[str, ...]) -> int:
    """Return kilobytes of a process's memory; 0 if it is gone, or where there is no such file."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith(names))


def spent(pid: int) -> float:
    """Return the processor seconds of a process and all that stand below it."""
    return sum(ticks(each) for each in [pid, *descendants(pid)]) / os.sysconf("SC_CLK_TCK")


def ticks(pid: int) -> int:
    """Return the processor time of a process in the system's units; 0 if it is gone."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(told[11]) + int(told[12])


def size(folder: Path) -> int:
    """Return the bytes of the files in a folder."""
    paths = (Path(where) / name for where, _, names in os.walk(folder) for name in names)
    return sum(path.stat().st_size for path in paths)
