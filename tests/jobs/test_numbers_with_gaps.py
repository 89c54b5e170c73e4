"""An index that is begun anew comes to its end whatever numbers the changes have."""

import sqlite3
import threading
from contextlib import closing

import pytest
from sqlalchemy import text

from archive.core.clock import today
from archive.jobs import followers
from archive.jobs.followers import step
from archive.search import follower as follower_module
from archive.search import reading_ahead
from archive.search.follower import SearchFollower
from archive.search.reading_ahead import Span, portions

# The last change once more, under a number far above: what comes later is counted on from there.
LEAP = text("""
    INSERT INTO change (revision, record, action, at, actor, reason, "before", "after")
    SELECT revision + 1000, record, 'changed', at, actor, reason, "after", "after"
    FROM change ORDER BY revision DESC LIMIT 1
""")


def copied(origin, target):
    """Put one catalogue in the place of another, as it stands."""
    with closing(sqlite3.connect(origin)) as whole, closing(sqlite3.connect(target)) as place:
        whole.backup(place)


@pytest.fixture
def ends():
    """Do something that may go on without end; say whether it ended, as it should within seconds."""

    def ends(work):
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(30)
        return not thread.is_alive()

    return ends


def test_reading_ends_where_all_further_changes_came_later(archive, keep, entry, ends):
    keep(*(entry(f"Speech {n}", "comuna") for n in range(3)))
    with archive.catalogue.write() as session:
        session.execute(LEAP)
    span = Span(after=0, last=5, at_once=2, day=today())
    found = []

    assert ends(lambda: found.extend(portions(archive.catalogue, span)))

    assert [each.stretch.reached for each in found] == [2, 4]  # a person and three speeches


def test_a_catalogue_that_is_restored_while_its_index_is_built_is_followed_to_the_end(
    archive, holdings, keep, entry, fresh, told, ends, monkeypatch, tmp_path
):
    monkeypatch.setattr(follower_module, "AT_ONCE", 8)
    monkeypatch.setattr(followers, "BATCH", 24)
    monkeypatch.setattr(reading_ahead, "TOGETHER", 24)
    copied(tmp_path / "catalogue.sqlite", tmp_path / "copy.sqlite")
    keep(*(entry(f"Lost {n}", "comuna") for n in range(30)))
    follower = SearchFollower(archive.catalogue, archive.search, archive.settings.database_url)
    follower.reset()
    step(archive, follower)
    copied(tmp_path / "copy.sqlite", tmp_path / "catalogue.sqlite")
    with archive.catalogue.write() as session:
        session.execute(LEAP)
    keep(entry("New", "comuna s1new"))

    def catch_up():
        while step(archive, follower):
            pass

    assert ends(catch_up)
    assert told(archive.search) == told(fresh())
