"""Taking an import back, killed in the middle: it is taken back whole or not at all."""

import random
import sqlite3
import time

import pytest

KILLS = 8
SEED = 1999
ROWS = 300

pytestmark = pytest.mark.faults


@pytest.fixture
def sheets(tmp_path):
    """Write a sheet as it is first and as it is later, in one place."""
    path = tmp_path / "source" / "items.csv"
    path.parent.mkdir()

    def write(word):
        rows = [f"N{number},{word} {number},Speaker {number % 9}" for number in range(ROWS)]
        path.write_text("\n".join(["id,title,creator", *rows]), encoding="utf-8")
        return path

    return write


def titles(data):
    """Return the titles of all records and how they stand."""
    catalogue = sqlite3.connect(data / "data" / "catalogue.sqlite")
    return catalogue.execute("SELECT id, title, state FROM record ORDER BY id").fetchall()


def test_it_is_taken_back_whole_or_not_at_all(program, instance, sheets):
    data = instance("broken")
    place = ["--config", data / "config.py"]
    ingest = [*place, "ingest", "--type", "document", "--no-index"]
    revert = [*place, "imports", "revert", "--no-index"]
    assert program.run([*ingest, sheets("First")])["code"] == 0
    first = titles(data)
    assert program.run([*ingest, sheets("Later")])["code"] == 0
    later = titles(data)
    began = time.monotonic()
    assert program.run([*revert, 2])["code"] == 0
    usual = time.monotonic() - began
    assert titles(data) == first
    assert program.run([*ingest, sheets("Later")])["code"] == 0
    assert titles(data) == later
    moments = random.Random(SEED)
    for _ in range(KILLS):
        done = program.run([*revert, 3], {"seconds": usual * moments.uniform(0.1, 1)})
        assert titles(data) in (first, later)
        if done["code"] >= 0 or titles(data) == first:
            break
    if titles(data) == later:
        assert program.run([*revert, 3])["code"] == 0
    assert titles(data) == first
    assert program.run([*revert, 3])["code"] == 1  # it was taken back already
