"""An index whose writer is killed at any moment: readable, at its last commit, what is closed is closed."""

import random
import sys
import threading
import time
from pathlib import Path

import pytest

from archive.metadata.access import Viewer
from archive.search.backend import Request
from archive.search.query_language import parse
from archive.search.whoosh.backend import WhooshBackend

SEED = 1998  # of the moments; the steps are the same in every run
KILLS = 50
TOUCHES = 70  # of files: several commits, with merges

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and children as POSIX has them"),
]


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def belonging(folder: Path) -> set[str]:
    """Return the files that the index says are its own."""
    state = WhooshBackend(folder)._layout.state()
    names = {f"{part.name}.segment" for part in state.parts}
    names |= {f"{part.name}.{part.deletion}.deleted" for part in state.parts if part.deletion}
    return names | {"state.json", "writer.lock"}


def look(writer, says, must_say) -> int:
    """Look at the index as a process does that starts after the kill; return where it stands."""
    backend = WhooshBackend(writer.folder)
    revision = backend.revision()
    assert writer.journalled("done") <= revision
    assert writer.journalled("begun") <= revision + 1  # at most the last commit is missing
    assert not backend.health().damaged
    assert says(backend) == must_say(revision)
    return revision


def test_killed_at_any_moment_it_stands_at_its_last_commit(writer, writing, says, must_say, tmp_path):
    print(f"seed {SEED}")
    moments = random.Random(SEED)
    stop, trouble = threading.Event(), []
    readers = [threading.Thread(target=read, args=(writer.folder, writing, stop, trouble)) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        stood = 0
        for kill in range(KILLS):
            child = writer.begin("on")
            time.sleep(moments.uniform(0.002, 0.15))
            writer.kill(child)
            revision = look(writer, says, must_say)
            assert revision >= stood
            stood = revision
            if kill % 5 == 4:
                writer.begin("1")
                assert writer.end() == 0
                assert files(writer.folder) == belonging(writer.folder)
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert not trouble
    assert stood > KILLS  # it got on between two kills

    fresh = WhooshBackend(tmp_path / "fresh")
    revision = WhooshBackend(writer.folder).revision()
    fresh.apply(writing.state(revision).values(), (), revision)
    assert says(WhooshBackend(writer.folder)) == says(fresh)


def read(folder, writing, stop, trouble) -> None:
    """Read all the while, as a page of the site does, and note what cannot be."""
    backend, states = WhooshBackend(folder), Public(writing)
    request = Request(tree=parse("comuna").tree, viewer=Viewer.public(), size=1000)
    while not stop.is_set() and not trouble:
        try:
            before = backend.revision()
            found = {hit.id for hit in backend.search(request).hits}
            after = backend.revision()
            if not any(found == states.at(revision) for revision in range(before, after + 1)):
                trouble.append((before, after, sorted(found)))
        except Exception as error:  # whatever it is, the main thread must hear of it
            trouble.append(error)


class Public:
    """What the public may find at each revision."""

    def __init__(self, writing) -> None:
        self._writing = writing
        self._known: dict[int, set[str]] = {0: set()}

    def at(self, revision: int) -> set[str]:
        if revision not in self._known:
            put, gone = self._writing.step(revision)
            left = self.at(revision - 1) - set(gone) - {each.id for each in put}
            self._known[revision] = left | {each.id for each in put if each.seen_by == "public"}
        return self._known[revision]


def test_killed_before_any_touch_of_a_file_it_stands_at_its_last_commit(writer, says, must_say):
    for touched in range(TOUCHES):
        writer.begin(f"die {touched}")
        assert writer.end() == -9
        look(writer, says, must_say)
    writer.begin("1")
    assert writer.end() == 0
    assert files(writer.folder) == belonging(writer.folder)
