"""A process that writes to an index and may be killed, and what the index must say afterwards."""

import importlib.util
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from archive.metadata.access import Viewer
from archive.search.backend import Answer, Request, SearchBackend
from archive.search.memory.backend import MemoryBackend
from archive.search.query_language import parse

PLACE = Path(__file__).parent / "writing.py"
INGESTING = Path(__file__).parent / "ingesting.py"
CONFIG = 'TITLE = "Trial"\nSECRET_KEY = "not the sample"\n'
QUERIES = ("", "comuna", '"comuna o nada"', "secret*", "step1*", "type:speech -open*")
VIEWERS = (Viewer.public(), Viewer.archivist())


@pytest.fixture(scope="session")
def writing() -> ModuleType:
    """The steps that are written."""
    spec = importlib.util.spec_from_file_location("writing", PLACE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Writer:
    """A process whose children write, and are killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [sys.executable, str(PLACE), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def begin(self, what: str) -> int:
        """Begin a child; return its number."""
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def end(self) -> int:
        """Wait until the child has ended, and return how."""
        return int(self._process.stdout.readline())

    def kill(self, child: int) -> None:
        """Kill the child."""
        os.kill(child, signal.SIGKILL)
        assert self.end() == -signal.SIGKILL

    def journalled(self, what: str) -> int:
        """Return the last step that was "begun" or "done" for certain."""
        journal = self.folder.with_suffix(".journal")
        lines = journal.read_text(encoding="utf-8").split("\n")[:-1] if journal.exists() else []
        return max((int(line.split()[1]) for line in lines if line.startswith(what)), default=0)

    def stop(self) -> None:
        """Begin no more."""
        self._process.communicate()


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    """A writer of an index in a folder of its own."""
    made = Writer(tmp_path / "index")
    yield made
    made.stop()


def ask(backend: SearchBackend, query: str, viewer: Viewer) -> Answer:
    """Ask for all that answers."""
    return backend.search(Request(tree=parse(query).tree, viewer=viewer, size=1000))


def told(backend: SearchBackend) -> list[object]:
    """Return all that an index says to some questions of some viewers: hits, counts and words."""
    answers: list[object] = []
    for viewer in VIEWERS:
        for query in QUERIES:
            found = ask(backend, query, viewer)
            answers.append((found.hits, found.total, found.facets))
        words = backend.vocabulary(viewer)
        answers.append([list(words.starting(each, 1000)) for each in ("", "secret", "open")])
    return answers


@pytest.fixture
def must_say(writing: ModuleType) -> Callable[[int], list[object]]:
    """Return what an index must say at a revision, by the plain reference."""

    def must_say(revision: int) -> list[object]:
        reference = MemoryBackend()
        reference.apply(writing.state(revision).values(), (), revision)
        return told(reference)

    return must_say


@pytest.fixture
def says() -> Callable[[SearchBackend], list[object]]:
    """Return what an index says to the same questions."""
    return told


class Program:
    """A process whose children run the program, and are killed."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(INGESTING), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, words: list[object], when: dict[str, float] | None = None) -> dict[str, Any]:
        """Run it, stopped at some moment if that is said; return how it ended."""
        self._process.stdin.write(json.dumps([when, *map(str, words)]) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def stop(self) -> None:
        """Run nothing more."""
        self._process.communicate()


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program, to be killed."""
    made = Program(tmp_path)
    yield made
    made.stop()


@pytest.fixture
def instance(tmp_path: Path) -> Callable[[str], Path]:
    """Make an instance of some name; return its folder."""

    def instance(name: str) -> Path:
        path = tmp_path / name
        path.mkdir()
        (path / "config.py").write_text(CONFIG, encoding="utf-8")
        return path

    return instance
