"""The background worker follows by itself, alone, and stops when told."""

import threading
import time

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
    worker = threading.Thread(target=run_forever, args=(archive, stop))
    worker.start()
    try:
        keep(entry("One", "comuna"))
        assert until(lambda: find("comuna").total == 1)
        keep(entry("Two", "comuna"))
        assert until(lambda: find("comuna").total == 2)
    finally:
        stop.set()
        worker.join(20)
    assert not worker.is_alive()


def test_second_worker_waits_and_stops_when_told(archive, tmp_path):
    stop = threading.Event()
    with held(tmp_path / "locks" / "worker.lock"):
        worker = threading.Thread(target=run_forever, args=(archive, stop))
        worker.start()
        stop.set()
        worker.join(20)
    assert not worker.is_alive()
