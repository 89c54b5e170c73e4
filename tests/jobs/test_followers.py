"""Followers take in every change, go on where they were, and may be killed at any moment."""

import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest

from archive.catalogue.changes import since
from archive.core.clock import today
from archive.core.errors import Busy, UnknownName
from archive.jobs.followers import catch_up, lag
from archive.jobs.locks import held
from archive.metadata.access import Role, Viewer
from archive.search import follower as follower_module
from archive.search.backend import Request
from archive.search.document import Document
from archive.search.follower import SearchFollower
from archive.search.query_language import parse
from archive.search.registry import open_backend

QUERIES = ("", "comuna", "w1*", '"comuna w7"', "-w3", "speaker:chavez w5 OR w6", "subject:law")


def everything(backend):
    """What an index answers, in full."""
    return [
        backend.search(Request(tree=parse(query).tree, viewer=viewer, size=10_000))
        for query in QUERIES
        for viewer in (Viewer.public(), Viewer.archivist())
    ]


def test_followers_reach_the_last_revision(archive, keep, entry):
    keep(entry("One", "w"))

    assert lag(archive) == {"search": 2}
    assert catch_up(archive) == {"search": 2}
    assert lag(archive) == {"search": 0}


def test_progress_is_told(archive, keep, entry):
    keep(entry("One", "w"))
    seen = []

    catch_up(archive, on_progress=lambda *step: seen.append(step))

    assert seen == [("search", 2, 2)]


def test_unknown_follower_is_refused_with_the_nearest(archive):
    with pytest.raises(UnknownName) as refused:
        catch_up(archive, ["serch"])

    assert "search" in str(refused.value.problems[0].remedy)


def test_one_process_at_a_time(archive, tmp_path):
    with held(tmp_path / "locks" / "search.lock"), pytest.raises(Busy):
        catch_up(archive)


def test_who_is_patient_goes_on_where_another_process_ends(archive, keep, entry, tmp_path):
    keep(entry("One", "w"))
    taken, enough = threading.Event(), threading.Event()

    def hold():
        with held(tmp_path / "locks" / "search.lock"):
            taken.set()
            enough.wait()

    other = threading.Thread(target=hold)
    other.start()
    taken.wait()
    threading.Timer(0.1, enough.set).start()

    assert catch_up(archive, patience=60) == {"search": 2}
    other.join()


def test_lock_that_cannot_be_made_is_not_taken_for_one_that_is_held(tmp_path):
    (tmp_path / "folder.lock").mkdir()

    with pytest.raises(sqlite3.OperationalError), held(tmp_path / "folder.lock"):
        pass


def test_deleted_index_is_built_again_for_those_who_had_it_open(archive, keep, entry, find, tmp_path):
    keep(entry("One", "w"), entry("Two", "w"))
    catch_up(archive)
    shutil.rmtree(tmp_path / "index")

    assert find("w").total == 0
    catch_up(archive)

    assert find("w").total == 2


# Whoosh leaves a file open that it cannot read.
def test_damaged_index_is_built_again(archive, keep, entry, find, tmp_path):
    keep(entry("One", "w"))
    catch_up(archive)
    for path in (tmp_path / "index").glob("*.segment"):
        path.unlink()  # others have the whole file open
        path.write_bytes(b"cut off by a pow")
    again = open_backend(f"whoosh:{tmp_path / 'index'}")

    assert again.revision() == 0
    with archive.catalogue.read() as session:
        SearchFollower(archive.catalogue, again).apply(since(session, 0))
    assert again.search(Request(tree=parse("w").tree, viewer=Viewer.public())).total == 1


def test_index_of_another_schema_is_built_again(archive, keep, entry, find, tmp_path):
    keep(entry("One", "w"))
    catch_up(archive)
    state = tmp_path / "index" / "state.json"
    state.write_text(state.read_text().replace('"fingerprint": "', '"fingerprint": "other'))

    assert archive.search.revision() == 0
    assert find("w").total == 0
    catch_up(archive)
    assert find("w").total == 1


def test_rebuild_gives_the_same_index(archive, keep, entry):
    keep(*(entry(f"Speech {number}", f"comuna w{number}") for number in range(20)))
    catch_up(archive)
    before = everything(archive.search)

    catch_up(archive, anew=True)

    assert everything(archive.search) == before


FOLLOW = """
import sys
from pathlib import Path
from archive.assembly import open_archive
from archive.jobs import followers
from archive.settings import Settings
followers.BATCH = 7
archive = open_archive(Settings(DATA_DIR=Path(sys.argv[1])))
print("ready", flush=True)
followers.catch_up(archive)
"""


@pytest.mark.faults
def test_killed_again_and_again_it_ends_as_a_fresh_build(archive, keep, entry, tmp_path):
    subjects = ["Law", "Communes", "Land"]
    for start in range(0, 120, 40):
        keep(
            *(
                entry(f"Speech {n}", f"comuna w{n} " * 40, subject=subjects[n % 3], language="es")
                for n in range(start, start + 40)
            )
        )
    chance = random.Random(4)
    for _ in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", FOLLOW, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        process.stdout.readline()
        time.sleep(chance.uniform(0.05, 0.4))
        process.kill()
        process.wait()
        process.stdout.close()
    catch_up(archive)

    fresh = open_backend(f"whoosh:{tmp_path / 'fresh'}")
    SearchFollower(archive.catalogue, fresh).reset()
    follower = SearchFollower(archive.catalogue, fresh)
    with archive.catalogue.read() as session:
        follower.apply(since(session, 0, 100_000))

    assert everything(archive.search) == everything(fresh)


def test_other_process_with_the_deleted_index_open_sees_the_new_one(archive, keep, entry, tmp_path):
    keep(entry("One", "w"))
    catch_up(archive)
    other = open_backend(f"whoosh:{tmp_path / 'index'}")
    request = Request(tree=parse("w").tree, viewer=Viewer.public())
    assert other.search(request).total == 1

    shutil.rmtree(tmp_path / "index")
    keep(entry("Two", "w"))
    catch_up(archive)

    assert other.search(request).total == 2


def test_an_index_that_vanishes_between_two_steps_is_not_taken_for_one_that_has_seen_the_rest(
    archive, keep, entry, titles, tmp_path
):
    keep(entry("One", "comuna"))
    catch_up(archive)
    keep(entry("Two", "comuna"))
    follower = SearchFollower(archive.catalogue, archive.search)
    with archive.catalogue.read() as session:
        changes = since(session, follower.revision())
    shutil.rmtree(tmp_path / "index")

    with pytest.raises(Busy):
        follower.apply(changes)
    catch_up(archive)

    assert sorted(titles("comuna")) == ["One", "Two"]


def test_a_segment_deleted_by_hand_is_built_again_by_the_process_that_has_it_open(
    archive, keep, entry, titles, tmp_path
):
    keep(entry("One", "comuna"))
    catch_up(archive)
    for path in (tmp_path / "index").glob("*.segment"):
        path.unlink()

    catch_up(archive)

    other = open_backend(f"whoosh:{tmp_path / 'index'}")
    assert other.search(Request(tree=parse("comuna").tree, viewer=Viewer.public())).total == 1


def test_an_index_ahead_of_a_restored_catalogue_is_built_again(archive, keep, entry, titles):
    keep(entry("One", "comuna"))
    catch_up(archive)
    archive.search.apply([Document(id="gone", seen_by=Role.PUBLIC, texts={"text": ("comuna",)})], [], 99)

    catch_up(archive)

    assert titles("comuna") == ["One"]
    assert archive.search.revision() == 2


def test_what_a_clock_too_far_ahead_had_opened_is_closed_when_it_is_put_back(
    archive, keep, entry, find, monkeypatch
):
    keep(entry("Known", "xyzzy", embargo_until=today() + timedelta(days=2)))
    catch_up(archive)
    assert find("xyzzy").total == 0
    ahead = today() + timedelta(days=3)
    with monkeypatch.context() as clock:
        clock.setattr(follower_module, "today", lambda: ahead)
        catch_up(archive)
    assert archive.search.day() == ahead.toordinal()

    assert find("xyzzy").total == 0  # before the index has followed, and after
    assert "yzzy" not in repr(find("known").facets)
    catch_up(archive)
    assert archive.search.day() == today().toordinal()
    assert find("xyzzy").total == 0
    assert find("xyzzy", Viewer.archivist()).total == 1
