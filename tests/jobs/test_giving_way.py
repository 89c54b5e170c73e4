"""A worker whose follower somebody else takes further keeps no process at work for it."""

import threading
import time

import pytest

from archive.catalogue.changes import last_revision
from archive.jobs import followers, worker
from archive.jobs.followers import catch_up, lock_of
from archive.jobs.locks import held
from archive.jobs.worker import run_forever
from archive.search.follower import SearchFollower
from tests.jobs.at_work import at_work


def until(condition, seconds=20.0):
    """Wait until something holds, at most so long."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def none_at_work():
    return not at_work()


class Turnstile:
    """A follower with nothing to do that, when told so, holds the worker between two steps of another."""

    name = "turnstile"

    def __init__(self, archive):
        self._archive = archive
        self.closed = threading.Event()  # the worker is to stop here
        self.reached = threading.Event()
        self.open = threading.Event()

    def revision(self):
        if self.closed.is_set() and not none_at_work():
            self.reached.set()
            assert self.open.wait(60)
        with self._archive.catalogue.read() as session:
            return last_revision(session)

    def keep(self):
        return False


@pytest.fixture
def halfway(archive, holdings, two_readers, monkeypatch):
    """Run a worker that builds the index with two processes; yield where it waits, half of it done."""
    turnstile = Turnstile(archive)
    turnstile.closed.set()
    search = SearchFollower(archive.catalogue, archive.search, archive.settings.database_url)
    monkeypatch.setattr(followers, "FOLLOWERS", (lambda _: search, lambda _: turnstile))
    stop = threading.Event()
    thread = threading.Thread(target=run_forever, args=(archive, stop))
    thread.start()
    assert turnstile.reached.wait(60)
    turnstile.closed.clear()
    yield turnstile
    stop.set()
    turnstile.open.set()
    thread.join(60)
    assert not thread.is_alive()
    assert none_at_work()


def test_a_command_that_takes_the_lock_ends_the_processes_of_the_worker(
    archive, halfway, fresh, told, monkeypatch
):
    other = SearchFollower(archive.catalogue, archive.search)
    with held(lock_of(archive, other)):
        halfway.open.set()
        assert until(none_at_work)
        before = archive.search.revision()

    assert until(lambda: archive.search.whole())

    assert 0 < before < archive.search.revision()
    assert told(archive.search) == told(fresh())


def test_an_index_that_another_completes_leaves_the_worker_no_process(
    archive, halfway, fresh, told, monkeypatch
):
    with monkeypatch.context() as other:
        other.setattr(followers, "FOLLOWERS", (lambda _: SearchFollower(archive.catalogue, archive.search),))
        catch_up(archive)
    halfway.open.set()

    assert until(none_at_work)

    assert told(archive.search) == told(fresh())


def test_an_index_that_another_completes_and_follows_on_leaves_the_worker_no_process(
    archive, halfway, keep, entry, fresh, told, monkeypatch
):
    with monkeypatch.context() as other:
        other.setattr(followers, "FOLLOWERS", (lambda _: SearchFollower(archive.catalogue, archive.search),))
        catch_up(archive)
    monkeypatch.setattr(worker, "PAUSE", 60)  # so that it has no quiet moment after what is to follow
    keep(entry("New", "comuna s1new"))
    halfway.open.set()

    assert until(lambda: told(archive.search) == told(fresh()))
    assert until(none_at_work)


def test_a_step_that_fails_before_it_begins_leaves_the_worker_no_process(archive, halfway, monkeypatch):
    monkeypatch.setattr(worker, "PATIENCE", 60)
    with monkeypatch.context() as broken:
        broken.setattr(archive.search, "revision", lambda: 1 // 0)
        halfway.open.set()

        assert until(none_at_work)
