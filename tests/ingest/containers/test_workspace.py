"""The place where sources are unpacked goes with the run, however that ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archive.ingest.workspace import workspace

KEEPER = """
import sys, time
from pathlib import Path
from archive.ingest.workspace import workspace
with workspace(Path(sys.argv[1])) as room:
    (room.room() / "a.txt").write_text("a")
    print("there", flush=True)
    time.sleep(60)
"""


def files(root: Path) -> list[str]:
    return sorted(each.name for each in root.rglob("*") if each.is_file() and each.suffix != ".lock")


@pytest.mark.parametrize("end", [None, KeyboardInterrupt, ValueError])
def test_everything_goes_when_the_run_ends(tmp_path, end):
    try:
        with workspace(tmp_path / "unpacked") as room:
            (room.room() / "a.txt").write_text("a")
            assert files(tmp_path) == ["a.txt"]
            if end:
                raise end
    except (KeyboardInterrupt, ValueError):
        pass
    assert not list((tmp_path / "unpacked").iterdir())


def test_a_run_that_unpacks_nothing_makes_nothing(tmp_path):
    with workspace(tmp_path / "unpacked"):
        pass
    assert not (tmp_path / "unpacked").exists()


def test_what_a_killed_run_left_goes_and_what_a_running_one_holds_stays(tmp_path):
    def start():
        process = subprocess.Popen([sys.executable, "-c", KEEPER, str(tmp_path)], stdout=subprocess.PIPE)
        process.stdout.readline()
        return process

    killed, running = start(), start()
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    try:
        assert files(tmp_path) == ["a.txt", "a.txt"]
        with workspace(tmp_path):
            assert files(tmp_path) == ["a.txt"]
        assert running.poll() is None
    finally:
        running.kill()
        running.communicate()
    with workspace(tmp_path):
        assert files(tmp_path) == []
