"""Ctrl+C during an ingest, and what a killed one leaves running."""

import os
import signal
import subprocess
import sys
import time

import pytest

from archive.cli import telling

PATIENCE = 60.0  # seconds

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")


def test_ctrl_c_stops_after_the_batch_and_the_next_run_goes_on(run, tmp_path, monkeypatch):
    sheet = tmp_path / "items.csv"
    sheet.write_text("id,title\n" + "".join(f"{n},Item {n}\n" for n in range(1200)), encoding="utf-8")

    class Impatient(telling.Teller):
        """Its user presses Ctrl+C as soon as something is in."""

        def went_on(self, rows: int) -> None:
            super().went_on(rows)
            signal.raise_signal(signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr(telling, "Teller", Impatient)
        stopped = run("ingest", sheet, "--type", "document", "--no-index")
    assert stopped.exit_code == 1
    assert "500 rows: 500 new" in stopped.stdout
    assert "Stopped with 500 of 1200 rows in. Run the same command again" in stopped.stdout
    assert "imports revert 1" in stopped.stdout
    done = run("ingest", sheet, "--type", "document", "--no-index")
    assert done.exit_code == 0
    assert "1200 rows: 700 new, 0 changed, 500 as before" in done.stdout


def children(pid: int) -> list[int]:
    told = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, row.split())) for row in told.splitlines()]
    return [child for child, parent in pairs if parent == pid]


def running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.faults
def test_a_killed_ingest_leaves_no_process_behind(start, tmp_path):
    lines = ["id,title,file"]
    for number in range(400):
        (tmp_path / f"{number}.txt").write_text(
            f"Text {number}. " + "Words and words. " * 2000, encoding="utf-8"
        )
        lines.append(f"{number},Item {number},{number}.txt")
    sheet = tmp_path / "items.csv"
    sheet.write_text("\n".join(lines), encoding="utf-8")
    ingest = start("ingest", sheet, "--type", "document", "--workers", 2)
    end = time.monotonic() + PATIENCE
    found: list[int] = []
    while len(found) < 3 and ingest.poll() is None and time.monotonic() < end:
        found = children(ingest.pid)
        time.sleep(0.02)
    ingest.kill()
    ingest.communicate(timeout=PATIENCE)
    assert len(found) >= 3  # two that read files, one that indexes
    while any(map(running, found)) and time.monotonic() < end + PATIENCE:
        time.sleep(0.1)
    assert not any(map(running, found))
