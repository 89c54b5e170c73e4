"""Two processes writing at once, and one that is killed."""

import signal
import subprocess
import sys

import pytest
from sqlalchemy import text

from archive.catalogue import browse, imports
from archive.catalogue.browse import Selection
from archive.catalogue.changes import since
from archive.metadata.record import Kind

# Reserves, then saves in batches; every item names the same agent, and its own.
WRITER = """
import os, signal, sys
from archive.catalogue.entry import Entry, Why
from archive.catalogue.imports import reserve
from archive.catalogue.session import open_catalogue
from archive.catalogue.writing import save
from archive.metadata.access import State
from archive.metadata.record import Value

address, source, die_at = sys.argv[1], sys.argv[2], int(sys.argv[3])
catalogue = open_catalogue(address)
catalogue.migrate()
for batch in range(5):
    keys = [str(batch * 20 + number) for number in range(20)]
    with catalogue.write() as session:
        origins = reserve(session, source, keys)
    with catalogue.write() as session:
        entries = [
            Entry(
                id=origins[key].id, type="document", state=State.PUBLISHED,
                source=source, key=key, digest=key,
                metadata={"title": (Value(key),), "creator": (Value("Rosa Luna"), Value(source + key))},
            )
            for key in keys if origins[key].digest is None
        ]
        save(session, entries, Why(source))
        if batch == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
"""


def start(address, source, die_at=-1):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, address, source, str(die_at)], stderr=subprocess.PIPE
    )


def finished(process):
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors.decode()


def test_two_writers_lose_nothing_and_make_no_doubles(tmp_path, catalogue, public):
    address = f"sqlite:///{tmp_path}/catalogue.sqlite"
    for process in [start(address, "a.csv"), start(address, "b.csv")]:
        finished(process)
    with catalogue.read() as session:
        assert browse.count(session, public, Selection()) == 200
        assert browse.count(session, public, Selection(kind=Kind.AGENT)) == 201
        revisions = [change.revision for change in since(session, 0)]
    assert revisions == list(range(1, 402)), "numbered without gaps"


@pytest.mark.faults
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_killed_import_run_again_has_every_row_once(tmp_path, catalogue, public):
    address = f"sqlite:///{tmp_path}/catalogue.sqlite"
    killed = start(address, "a.csv", die_at=2)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    with catalogue.read() as session:
        assert browse.count(session, public, Selection()) == 40, "whole batches, and no half one"
        kept = session.execute(text("SELECT key, record FROM origin")).all()
    assert len(kept) == 60, "the identifiers of the lost batch stay reserved"
    finished(start(address, "a.csv"))
    with catalogue.write() as session:
        assert browse.count(session, public, Selection()) == 100
        again = imports.reserve(session, "a.csv", [key for key, _ in kept])
        assert all(again[key].id == record for key, record in kept)
