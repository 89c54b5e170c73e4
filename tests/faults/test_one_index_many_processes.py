"""Two who write, files that are mapped, and a process that lives long: nothing is lost, cut short or kept."""

import gc
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive.core.errors import Busy
from archive.metadata.access import Role, Viewer
from archive.search.backend import Request
from archive.search.document import Document
from archive.search.query_language import parse
from archive.search.whoosh.backend import WhooshBackend
from archive.search.whoosh.layout import Layout

PLACE = Path(__file__).parent / "writing.py"
GENERATIONS, FIRST = 2000, 400
HOLDER = """
import sys, time
from pathlib import Path
from archive.search.whoosh.backend import WhooshBackend
from archive.search.whoosh.layout import Layout

def slowly(seconds):
    print("holding", flush=True)
    time.sleep(seconds)
    yield from ()

WhooshBackend(Path(sys.argv[1])).apply(slowly(float(sys.argv[2])), [], 1)
"""
MERGER = """
import sys
from pathlib import Path
from archive.search.whoosh.layout import Layout

layout = Layout(Path(sys.argv[1]))
with layout.merging("merged", sys.argv[2:]):
    layout.segment("merged").write_bytes(b"half of it")
    print("merging", flush=True)
    sys.stdin.readline()
"""

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform == "win32", reason="processes and files as POSIX has them"),
]


def document(number: int) -> Document:
    text = f"comuna o nada word{number} word{number % 50}"
    return Document(
        id=f"d{number % 300}", seen_by=Role.PUBLIC, texts={"text": (text,)}, title="t", added=number
    )


@contextmanager
def started(script: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Start a script, and go on when it has said its first word."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline()
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_second_writer_waits_for_the_first(tmp_path):
    with started(HOLDER, tmp_path, 0.5) as first:
        backend = WhooshBackend(tmp_path)
        backend.apply([document(1)], [], 2, since=1)  # what the first has written
        assert first.wait() == 0
        assert backend.revision() == 2


def test_a_second_writer_that_has_waited_long_enough_says_who_writes(tmp_path):
    with (
        started(HOLDER, tmp_path, 60) as first,
        pytest.raises(Busy, match=f"process {first.pid}$"),
    ):
        WhooshBackend(tmp_path, patience=0.1).apply([document(1)], [], 2)
    WhooshBackend(tmp_path, patience=0.1).apply([document(1)], [], 2)  # nobody holds it now


def test_what_another_process_is_merging_is_left_alone_until_that_process_ends(tmp_path):
    backend = WhooshBackend(tmp_path)
    for number in range(3):
        backend.apply([document(number)], [], number + 1)
    made_of = sorted(path.stem for path in tmp_path.glob("*.segment"))
    with started(MERGER, tmp_path, *made_of):
        for number in range(3, 6):
            backend.apply([document(number)], [], number + 1)
        assert (tmp_path / "merged.segment").exists()
        assert backend.health().merging
        assert set(made_of) <= {path.stem for path in tmp_path.glob("*.segment")}  # not merged here, too

    backend.apply([document(6)], [], 7)
    assert not backend.health().merging
    assert not (tmp_path / "merged.segment").exists()
    assert not list(tmp_path.glob("*.merging"))


def test_no_file_of_an_index_is_ever_changed_while_it_is_part_of_it(tmp_path, writing):
    """A mapped file that is cut short ends the processes that have it open (SIGBUS)."""
    backend = WhooshBackend(tmp_path, writing.TIERS)
    known: dict[str, tuple[int, int, int]] = {}
    for number in range(1, 80):
        put, gone = writing.step(number)
        backend.apply(put, gone, number)
        backend.settle()
        state = Layout(tmp_path).state()
        found = {}
        for part in state.parts:
            facts = (tmp_path / f"{part.name}.segment").stat()
            found[part.name] = (facts.st_ino, facts.st_size, facts.st_mtime_ns)
        assert all(found[name] == known[name] for name in known.keys() & found.keys())
        known = found


@pytest.fixture
def memory(tmp_path) -> Iterator[Path]:
    """A folder in memory, where there is such a thing: no disk is waited for."""
    swift = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=swift if swift.is_dir() else tmp_path) as folder:
        yield Path(folder)


def test_a_long_life_takes_no_more_files_and_no_more_memory(memory):
    backend, reader = WhooshBackend(memory), WhooshBackend(memory)
    asked = {"tree": parse("comuna OR word1*").tree, "viewer": Viewer.public(), "sort": "-added"}
    figures = []
    for number in range(100, GENERATIONS):
        backend.apply([document(number)], [f"d{(number + 150) % 300}"], number + 1)
        assert reader.search(Request(**asked)).hits[0].id == f"d{number % 300}"
        if number + 1 in (FIRST, GENERATIONS):
            backend.settle()
            gc.collect()
            figures.append((len(list(Path("/proc/self/fd").iterdir())), resident()))
    (files_before, kilobytes_before), (files, kilobytes) = figures
    print(f"files open: {files_before}, {files}; resident kB: {kilobytes_before}, {kilobytes}")
    assert files <= files_before + 20  # each of two has at most ten segments open
    assert kilobytes - kilobytes_before < 20_000
    assert len(list(memory.iterdir())) < 25


def resident() -> int:
    """Return how many kilobytes of memory this process has."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1])


FILE = re.compile(r"\.(?:segment|deleted|part)$")
TRACED = "trace=openat,write,fsync,rename"


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_a_state_is_put_in_place_only_when_all_that_it_names_is_on_the_disk(tmp_path):
    trace, folder = tmp_path / "trace", tmp_path / "index"
    command = ["strace", "-f", "-y", "-s", "4000", "-o", str(trace), "-e", TRACED]
    command += [sys.executable, str(PLACE), str(folder)]
    done = subprocess.run(command, input="30\n", capture_output=True, text=True)
    if "ptrace" in done.stderr:
        pytest.skip("processes may not be traced here")
    assert done.returncode == 0, done.stderr

    seen = Seen(folder)
    for call, told in calls(trace):
        seen.take(call, told)
    assert seen.published >= 30


def calls(trace: Path) -> Iterator[tuple[str, str]]:
    """Yield the calls of all processes and threads in the order in which they ended: name, and all of it."""
    begun: dict[str, str] = {}
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        pid, _, told = line.partition(" ")
        told = told.strip()
        if told.endswith("<unfinished ...>"):
            begun[pid] = told.removesuffix("<unfinished ...>")
            continue
        if told.startswith("<... "):
            told = begun.pop(pid, "") + told.partition("resumed>")[2]
        yield told.partition("(")[0], told


class Seen:
    """What of a folder is on the disk for certain, as calls to the system go by."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._unsafe: set[str] = set()  # files whose bytes, or whose names, are perhaps in memory alone
        self._unnamed: set[str] = set()
        self._state = ""
        self.published = 0

    def take(self, call: str, told: str) -> None:
        found = re.search(r"<([^>]*)>", told) if call in ("write", "fsync") else re.search(r'"([^"]*)"', told)
        path = found[1] if found else ""
        if not path.startswith(self._folder):
            return
        if call == "openat" and "O_CREAT" in told and FILE.search(path):
            self._unsafe.add(path)
            self._unnamed.add(path)
        elif call == "write" and FILE.search(path):
            self._unsafe.add(path)
            self._state = told if path.endswith("state.part") else self._state
        elif call == "fsync":
            self._unsafe.discard(path)
            self._unnamed = set() if path == self._folder else self._unnamed
        elif call == "rename":
            self._put_in_place(path)

    def _put_in_place(self, path: str) -> None:
        written = re.search(r'"(\{.*\})"', self._state)
        state = json.loads(written[1].replace('\\"', '"'))
        named = {f"{self._folder}/{part['name']}.segment" for part in state["parts"]}
        for part in state["parts"]:
            if part["deletion"]:
                named.add(f"{self._folder}/{part['name']}.{part['deletion']}.deleted")
        assert path not in self._unsafe
        assert not named & self._unsafe
        assert not named & self._unnamed
        self.published += 1
