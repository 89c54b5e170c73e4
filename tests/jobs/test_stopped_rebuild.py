"""A rebuild that is killed or stopped leaves none of the processes that help it, and no word of theirs."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

PROGRAM = """
import sys, time
from archive.cli.main import main
from archive.jobs import followers
from archive.search import follower, reading_ahead

reading_ahead.FEW, reading_ahead.processes = 10, lambda: 2
follower.AT_ONCE, followers.BATCH = 8, 24
pause, begun, step = float(sys.argv[1]), [], followers.step

def slowly(archive, each):
    if begun:
        print(each.revision(), flush=True)
        time.sleep(pause)
    begun.append(each)
    return step(archive, each)

followers.step = slowly
sys.argv[1:] = sys.argv[2:]
main()
"""


def children_of(process: int) -> list[int]:
    """Return the processes that one has begun, and those that these have."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = path.read_text("utf-8", "replace").rpartition(")")[2].split()[:2]
            if state != "Z":
                parents.setdefault(int(parent), []).append(int(path.parent.name))
    found = [process]
    for each in found:
        found += parents.get(each, [])
    return found[1:]


def gone(processes: list[int], seconds: float = 20.0) -> bool:
    """Wait until none of some processes is left, at most so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        states = []
        for each in processes:
            with suppress(OSError):
                states.append(Path(f"/proc/{each}/stat").read_text("utf-8", "replace").rpartition(")")[2][1])
        if not set(states) - {"Z"}:
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def run(tmp_path):
    """Run `archive follow --rebuild` until its first commit; it goes slowly on from there."""
    (tmp_path / "config.py").write_text('SECRET_KEY = "x"\nDATA_DIR = "."\n', encoding="utf-8")
    begun = []

    def run(pause: float, *more: str) -> subprocess.Popen:
        words = ["--config", str(tmp_path / "config.py"), "follow", "search", *more]
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(pause), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        begun.append(process)
        return process

    yield run
    for process in begun:
        process.kill()
        process.communicate()


on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")


@pytest.mark.faults
@on_linux
def test_killed_in_the_middle_it_leaves_no_process_and_the_next_run_goes_on(
    archive, holdings, fresh, told, run
):
    process = run(60.0, "--rebuild")
    reached = int(process.stdout.readline())
    children = children_of(process.pid)
    assert len(children) >= 2

    process.kill()

    assert gone(children)
    assert archive.search.revision() == reached
    again = run(0.0)
    assert int(again.stdout.readline()) > reached
    again.communicate()
    assert again.returncode == 0
    assert told(archive.search) == told(fresh())


@pytest.mark.faults
@on_linux
@pytest.mark.parametrize("how", ["Ctrl+C", "SIGTERM"])
def test_stopped_at_any_moment_it_leaves_no_process_and_no_word_of_one(archive, holdings, run, how):
    moments = random.Random(7)
    for _ in range(4 if how == "Ctrl+C" else 1):
        process = run(0.3, "--rebuild")
        if how == "Ctrl+C":
            # Also while the others are being started; the program itself must have got so far as to hear it.
            while not children_of(process.pid) and process.poll() is None:
                time.sleep(0.005)
            time.sleep(moments.uniform(0, 0.8))
        else:
            process.stdout.readline()
        children = children_of(process.pid)

        if how == "Ctrl+C":
            os.killpg(process.pid, signal.SIGINT)
        else:
            process.terminate()

        said = process.communicate()[1]
        assert gone(children)
        assert process.returncode in (130, -signal.SIGTERM)
        assert "Traceback" not in said
