"""The background worker follows by itself, alone, and stops when told."""

import sqlite3
import threading
import time

from archive.jobs import followers, worker
from archive.jobs.locks import held
from archive.jobs.worker import run_forever


def until(condition, seconds=20.0):
    """Wait until something holds, at most so long."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def test_worker_indexes_what_is_written_and_stops(archive, keep, entry, find):
    stop = threading.Event()
    thread = threading.Thread(target=run_forever, args=(archive, stop))
    thread.start()
    try:
        keep(entry("One", "comuna"))
        assert until(lambda: find("comuna").total == 1)
        keep(entry("Two", "comuna"))
        assert until(lambda: find("comuna").total == 2)
    finally:
        stop.set()
        thread.join(20)
    assert not thread.is_alive()


class Failing:
    """A follower that no disk has room for."""

    name = "failing"

    def revision(self) -> int:
        raise sqlite3.OperationalError("database or disk is full")


def test_trouble_of_one_follower_does_not_stop_the_others(archive, keep, entry, find, monkeypatch, caplog):
    monkeypatch.setattr(followers, "FOLLOWERS", (lambda _: Failing(), *followers.FOLLOWERS))
    monkeypatch.setattr(worker, "PATIENCE", 0.01)
    stop = threading.Event()
    thread = threading.Thread(target=run_forever, args=(archive, stop))
    thread.start()
    try:
        keep(entry("One", "comuna"))
        assert until(lambda: find("comuna").total == 1)
    finally:
        stop.set()
        thread.join(20)
    assert "follower failing could not go on" in caplog.text


def test_second_worker_waits_and_stops_when_told(archive, tmp_path):
    stop = threading.Event()
    with held(tmp_path / "locks" / "worker.lock"):
        thread = threading.Thread(target=run_forever, args=(archive, stop))
        thread.start()
        stop.set()
        thread.join(20)
    assert not thread.is_alive()
