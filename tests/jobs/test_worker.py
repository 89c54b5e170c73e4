"""The background worker follows by itself, alone, and stops when told."""

import errno
import os
import sqlite3
import threading
import time

from archive.jobs import followers, worker
from archive.jobs.followers import troubles
from archive.jobs.locks import held
from archive.jobs.troubles import make_room, note, read
from archive.jobs.worker import run_forever
from archive.search.follower import SearchFollower


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


class Full(sqlite3.Connection):
    """A connection to a database on a full disk."""

    def execute(self, *_args):
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error


def test_a_worker_waits_while_the_disk_has_no_room_for_its_lock(archive, keep, entry, find, monkeypatch):
    monkeypatch.setattr(worker, "PATIENCE", 0.01)
    tried = threading.Event()
    connect = sqlite3.connect

    def refused(path, *args, **named):
        if not str(path).endswith("worker.lock"):
            return connect(path, *args, **named)
        tried.set()
        return connect(":memory:", factory=Full)

    monkeypatch.setattr(sqlite3, "connect", refused)
    stop = threading.Event()
    thread = threading.Thread(target=run_forever, args=(archive, stop))
    thread.start()
    try:
        assert tried.wait(20)
        monkeypatch.setattr(sqlite3, "connect", connect)
        keep(entry("One", "comuna"))
        assert until(lambda: find("comuna").total == 1)
    finally:
        stop.set()
        thread.join(20)


class Hindered(SearchFollower):
    """A follower whose disk is full, until there is room."""

    full = True

    def apply(self, changes):
        if self.full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "index/x.segment")
        super().apply(changes)


def test_why_a_follower_stopped_is_kept_and_told_once_until_it_goes_on(
    archive, keep, entry, find, monkeypatch, caplog
):
    made = (lambda archive: Hindered(archive.catalogue, archive.search),)
    monkeypatch.setattr(followers, "FOLLOWERS", made)
    monkeypatch.setattr(Hindered, "full", True)
    monkeypatch.setattr(worker, "PATIENCE", 0.01)
    stop = threading.Event()
    thread = threading.Thread(target=run_forever, args=(archive, stop))
    thread.start()
    try:
        keep(entry("One", "comuna"))
        assert until(lambda: "search" in troubles(archive))
        trouble = troubles(archive)["search"]
        assert "No space left on device: index/x.segment" in trouble.said
        assert trouble.over is None
        time.sleep(0.1)
        monkeypatch.setattr(Hindered, "full", False)
        assert until(lambda: find("comuna").total == 1)
        assert until(lambda: troubles(archive)["search"].over is not None)
    finally:
        stop.set()
        thread.join(20)
    said = [record.getMessage() for record in caplog.records if "follower search" in record.getMessage()]
    assert ["could not go on" in each for each in said] == [True, False]
    assert "goes on again" in said[1]


def test_a_trouble_is_written_where_there_is_no_room_left_for_a_file(tmp_path):
    path = tmp_path / "followers" / "search.json"
    make_room(path)
    before = path.stat()
    note(path, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    after = path.stat()
    assert (after.st_ino, after.st_size, after.st_blocks) == (before.st_ino, before.st_size, before.st_blocks)
    assert read(path).said == os.strerror(errno.ENOSPC)
