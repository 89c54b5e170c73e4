"""A writer killed at any moment leaves nothing half done in sight."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archive.core.errors import NotFound
from archive.core.identifiers import mint
from archive.storage.fixity import sha512
from archive.storage.registry import open_store

# Dies by SIGKILL at the n-th call of one of the functions by which files come to be.
DYING = """
import os, pathlib, signal, sys
from archive.storage.fixity import sha512
from archive.storage.registry import open_store

store = open_store(sys.argv[1])
moments, left = sys.argv[4].split(","), int(sys.argv[3])

def watched(function):
    def call(*arguments, **keywords):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **keywords)
    return call

for name in moments:
    setattr(pathlib.Path, name, watched(getattr(pathlib.Path, name)))
files = {path.name: path for path in sorted(pathlib.Path(sys.argv[5]).iterdir())}
store.put(sys.argv[2], files, {name: sha512(path) for name, path in files.items()})
"""
MOMENTS = "mkdir,rename,replace,open,rmdir"


@pytest.fixture
def incoming(tmp_path):
    folder = tmp_path / "incoming"
    folder.mkdir()
    return folder


def die_putting(store_address: str, item: str, moment: int, incoming: Path) -> bool:
    """Put the incoming files in a process that dies at a moment; say whether it did."""
    arguments = [sys.executable, "-c", DYING, store_address, item, str(moment), MOMENTS, str(incoming)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.faults
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("first", [True, False], ids=["the first version", "a later version"])
def test_killed_at_any_moment_it_is_there_whole_or_not_at_all(tmp_path, incoming, first):
    address = f"file:{tmp_path}/store"
    store, item = open_store(address), mint()
    (incoming / "a.txt").write_text("one")
    if not first:
        store.put(item, {"a.txt": incoming / "a.txt"}, {"a.txt": sha512(incoming / "a.txt")})
        (incoming / "b.txt").write_text("two")
        (incoming / "a.txt").write_text("uno")
    moment, deaths = 1, 0
    while die_putting(address, item, moment, incoming):
        deaths += 1
        if first:
            assert_nothing_or_all(store, item)
        else:
            assert store.path(item, "a.txt").read_text() in ("one", "uno")
        store.purge_staging()
        assert not first or store.verify(item) == [] or item not in set(store.items())
        assert first or store.verify(item) == []
        staged = list((tmp_path / "store.staging").glob("*/"))
        assert len(staged) == (0 if first else 1), "all but our own"
        moment += 1
    assert deaths >= 4, "the moments were passed through"
    die_putting(address, item, 10_000, incoming)
    assert store.path(item, "a.txt").read_text() == (incoming / "a.txt").read_text()
    assert store.verify(item) == []


def assert_nothing_or_all(store, item):
    if item in set(store.items()):
        assert store.path(item, "a.txt").read_text() == "one"
    else:
        with pytest.raises(NotFound):
            store.path(item, "a.txt")


def test_the_staging_of_a_living_writer_is_left_alone(tmp_path, store, put):
    put(mint(), a="one")  # this process has its folder now
    other = open_store(f"file:{tmp_path}/store")
    staged = list((tmp_path / "store.staging").glob("*/"))
    assert other.purge_staging() == 0
    assert all(each.exists() for each in staged)
    put(mint(), a="two")


def test_a_writer_that_ends_in_order_leaves_no_staging(tmp_path, incoming):
    (incoming / "a.txt").write_text("one")
    assert not die_putting(f"file:{tmp_path}/store", mint(), 10_000, incoming)
    assert list((tmp_path / "store.staging").glob("*/")) == []
