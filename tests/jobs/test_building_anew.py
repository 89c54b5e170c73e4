"""An index is begun anew with the help of other processes, and is the same index."""

import os
import sys
from datetime import timedelta

import pytest

from archive.catalogue.entry import Why
from archive.catalogue.writing import set_access
from archive.core.clock import today
from archive.jobs import followers
from archive.jobs.followers import catch_up, step
from archive.metadata.access import Access, Viewer
from archive.search import follower as follower_module
from archive.search import reading_ahead
from archive.search.backend import Request
from archive.search.follower import SearchFollower
from archive.search.query_language import parse
from archive.search.registry import open_backend
from tests.jobs.at_work import at_work

WHY = Why("test")


@pytest.fixture
def helped(two_readers):
    """Let two processes help, and return how many were at it at each commit."""
    seen: list[int] = []
    yield seen
    assert not at_work()


def note(seen: list[int]):
    return lambda *_: seen.append(len(at_work()))


@pytest.mark.parametrize("waiting", [16 << 20, 1])  # bytes
def test_an_index_built_with_other_processes_is_that_of_one_alone(
    archive, holdings, helped, fresh, told, monkeypatch, waiting
):
    monkeypatch.setattr(reading_ahead, "MOST_WAITING", waiting)

    catch_up(archive, anew=True, on_progress=note(helped))

    assert helped[0] == 2 or waiting > 1
    assert helped[-1] == 0
    found = told(archive.search)
    monkeypatch.setattr(reading_ahead, "processes", lambda: 0)
    assert found == told(fresh())
    assert found == told(fresh(change_by_change=True))


def test_what_changes_meanwhile_is_in_the_index_as_it_is_at_the_end(
    archive, holdings, helped, fresh, told, keep, entry
):
    def change(*_):
        helped.append(len(at_work()))
        if len(helped) == 2:
            with archive.catalogue.write() as session:
                set_access(session, [holdings[0].id, holdings[80].id], Access.RESTRICTED, None, WHY)
            keep(entry("Speech 40, of Xyzzy", "s40 comuna", id=holdings[40].id), entry("New", "comuna s1new"))

    catch_up(archive, anew=True, on_progress=change)

    assert helped[1] == 2
    assert told(archive.search) == told(fresh())


def test_processes_that_are_killed_on_the_way_cost_no_record(archive, holdings, helped, fresh, told):
    def kill(*_):
        helped.append(len(at_work()))
        for child in at_work():
            child.kill()

    catch_up(archive, anew=True, on_progress=kill)

    assert helped[0] == 2
    assert any(helped[1:])  # others came in their place
    assert told(archive.search) == told(fresh())


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_what_no_process_can_read_any_more_is_read_here_and_the_log_says_so(
    archive, holdings, helped, fresh, told, monkeypatch, caplog, tmp_path
):
    link = tmp_path / "link.sqlite"
    link.symlink_to(tmp_path / "catalogue.sqlite")
    follower = SearchFollower(archive.catalogue, archive.search, f"sqlite:///{link}")
    monkeypatch.setattr(followers, "FOLLOWERS", (lambda _: follower,))
    reached = []

    def take_away(_name, revision, _last):
        reached.append(revision)
        link.unlink(missing_ok=True)
        for child in at_work():
            child.kill()

    catch_up(archive, anew=True, on_progress=take_away)

    [said] = [each.getMessage() for each in caplog.records if "this one goes on" in each.getMessage()]
    assert said.endswith("OperationalError: (sqlite3.OperationalError) no such table: record")
    assert reached == sorted(set(reached))
    assert told(archive.search) == told(fresh())


def test_a_commit_that_fails_is_made_again_with_all_that_was_in_it(
    archive, holdings, helped, fresh, told, monkeypatch
):
    follower = SearchFollower(archive.catalogue, archive.search, archive.settings.database_url)
    follower.reset()
    for _ in range(2):
        step(archive, follower)
    with monkeypatch.context() as full:
        full.setattr(archive.search, "apply", lambda *_, **__: os.open(os.devnull + "/full", os.O_RDONLY))
        with pytest.raises(OSError, match="full"):
            step(archive, follower)
        assert not at_work()

    while step(archive, follower):
        pass

    assert told(archive.search) == told(fresh())


def test_another_process_may_go_on_with_an_index_and_this_one_after_it(
    archive, holdings, helped, fresh, told, tmp_path
):
    ours = SearchFollower(archive.catalogue, archive.search, archive.settings.database_url)
    other = SearchFollower(archive.catalogue, open_backend(f"whoosh:{tmp_path / 'index'}"))
    ours.reset()

    reached = []
    for follower in (ours, other, ours, ours, other, ours):
        step(archive, follower)
        reached.append(archive.search.revision())
    while step(archive, ours):
        pass

    assert reached == sorted(reached)

    assert told(archive.search) == told(fresh())


def test_a_midnight_on_the_way_leaves_nothing_closed_that_has_opened(
    archive, keep, entry, helped, monkeypatch
):
    opening = today() + timedelta(days=1)
    keep(*(entry(f"Speech {n}", f"s{n} xyzzy", embargo_until=opening) for n in range(60)))
    assert catch_up(archive, anew=True)
    days = iter([today()])
    with monkeypatch.context() as clock:
        clock.setattr(follower_module, "today", lambda: next(days, opening))
        catch_up(archive, anew=True)

    found = archive.search.search(Request(tree=parse("xyzzy").tree, viewer=Viewer.public()))
    assert archive.search.day() == opening.toordinal()
    assert found.total == 60


def test_one_processor_builds_alone(archive, holdings, monkeypatch):
    monkeypatch.setattr(reading_ahead, "FEW", 10)
    monkeypatch.setattr(followers, "BATCH", 24)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    seen: list[int] = []

    catch_up(archive, anew=True, on_progress=note(seen))

    assert reading_ahead.processes() == 0
    assert len(seen) > 2
    assert not any(seen)


def test_no_process_helps_where_an_index_only_follows(archive, holdings, keep, entry, helped):
    catch_up(archive)
    keep(*(entry(f"More {n}", f"comuna s{n}") for n in range(60)))
    helped.clear()

    catch_up(archive, on_progress=note(helped))

    assert len(helped) > 2
    assert not any(helped)
