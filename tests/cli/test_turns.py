"""Two that write to one archive take turns, and whoever waits knows for whom."""

import json
import os
import signal
import time

import pytest

from archive.ingest.turn import GivenUp, turn

PATIENCE = 60.0


@pytest.fixture
def other(instance, run):
    """Hold the turn of the instance, as another run of this program would."""
    data = instance.parent / "data"

    class Other:
        def __enter__(self):
            self._turn = turn(data, "ingest /letters.csv", lambda holder: None)
            self._turn.__enter__()

        def __exit__(self, *error):
            self._turn.__exit__(*error)

    run("status")
    return Other()


def lines_until(process, wanted):
    """Read its error stream until a line has some words."""
    for line in process.stderr:
        if wanted in line:
            return line
    pytest.fail(f"it never said {wanted!r}")


def test_the_second_says_for_whom_it_waits_and_goes_on_afterwards(start, sheet, other):
    with other:
        second = start("ingest", sheet, "--type", "speech")
        told = lines_until(second, "Waiting")
        assert f"process {os.getpid()} has been writing since 20" in told
        assert "ingest /letters.csv" in told
        assert second.poll() is None
    out, _ = second.communicate(timeout=PATIENCE)
    assert "2 rows: 2 new" in out


def test_scripts_are_told_as_data(start, sheet, other):
    with other:
        second = start("ingest", sheet, "--type", "speech", "--progress", "json")
        told = json.loads(lines_until(second, "waiting"))
        assert (told["event"], told["pid"], told["what"]) == ("waiting", os.getpid(), "ingest /letters.csv")
        assert told["since"].startswith("20")
    second.communicate(timeout=PATIENCE)


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_ctrl_c_ends_the_waiting_with_nothing_begun(run, start, sheet, other):
    with other:
        second = start("ingest", sheet, "--type", "speech")
        lines_until(second, "Waiting")
        second.send_signal(signal.SIGINT)
        out, _ = second.communicate(timeout=PATIENCE)
    assert second.returncode == 1
    assert "Stopped with 0 of 0 rows in" in out
    assert json.loads(run("imports", "list", "--json").stdout) == []


def test_a_revert_waits_too_and_a_dry_run_does_not(filled, start, sheet, other):
    with other:
        assert filled("ingest", sheet, "--type", "speech", "--dry-run").exit_code == 0
        second = start("imports", "revert", 1)
        assert "Waiting" in lines_until(second, "Waiting")
    out, _ = second.communicate(timeout=PATIENCE)
    assert "2 put back" in out or "records withdrawn" in out


def test_a_harvest_takes_its_turn_before_it_asks_anybody(start, other):
    with other:
        second = start("harvest", "http://127.0.0.1:9/oai")
        assert "ingest /letters.csv" in lines_until(second, "Waiting")
        second.send_signal(signal.SIGTERM)
        _out, error = second.communicate(timeout=PATIENCE)
    assert second.returncode == 1
    assert "nothing was begun" in error
    assert "Traceback" not in error


def test_a_turn_ends_with_whoever_had_it(tmp_path):
    child = os.fork()
    if not child:
        with turn(tmp_path, "ingest", lambda holder: None):
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    with turn(tmp_path, "ingest", lambda holder: pytest.fail("it waits for the dead")):
        pass


def test_who_is_told_to_stop_waits_no_longer(tmp_path):
    end = time.monotonic() + 0.3
    with turn(tmp_path, "first", lambda holder: None), pytest.raises(GivenUp):  # noqa: SIM117
        with turn(tmp_path, "second", lambda holder: None, lambda: time.monotonic() > end):
            pass
    assert not list(tmp_path.glob("*.running"))
