"""How an index stands: what every backend says of itself, and writes that come too late."""

import pytest

from archive.core.errors import Busy
from archive.search.backend import SearchBackend
from archive.search.registry import open_backend


def test_an_index_is_whole_once_somebody_has_said_so_and_until_it_is_begun_anew(backend, make):
    assert not backend.whole()
    backend.apply([make("a", "comuna")], [], 1)
    assert not backend.whole()
    backend.mark_whole()
    assert backend.whole()
    backend.apply([make("b", "comuna")], [], 2)
    assert backend.whole()
    backend.reset()
    assert not backend.whole()


def test_health_counts_what_is_found(backend, make):
    backend.apply([make("a", "comuna"), make("b", "comuna")], [], 1)
    backend.apply([make("a", "nada")], ["b"], 2)
    backend.mark_whole()
    health = backend.health()
    assert (health.revision, health.documents, health.whole) == (2, 1, True)
    assert not health.damaged
    assert not health.merging


def test_health_of_an_index_that_was_never_begun(backend):
    health = backend.health()
    assert (health.revision, health.documents, health.whole, health.damaged) == (0, 0, False, False)


def test_a_write_that_counts_on_another_revision_changes_nothing(backend, make, ids):
    backend.apply([make("a", "comuna")], [], 3)
    with pytest.raises(Busy):
        backend.apply([make("b", "comuna")], ["a"], 4, since=2)
    assert (ids("comuna"), backend.revision()) == (["a"], 3)
    backend.apply([make("b", "comuna")], ["a"], 4, since=3)
    assert (ids("comuna"), backend.revision()) == (["b"], 4)


def test_a_quiet_moment_changes_nothing_that_is_found(backend, make, ids):
    for number in range(3):
        backend.apply([make(f"d{number}", "comuna")], [], number + 1)
    backend.rest()
    assert sorted(ids("comuna")) == ["d0", "d1", "d2"]
    assert backend.revision() == 3


class TestWhoosh:
    """What only an index in a folder can suffer."""

    @pytest.fixture
    def backend(self, tmp_path) -> SearchBackend:
        return open_backend(f"whoosh:{tmp_path / 'index'}")

    def test_deleted_documents_are_counted_until_they_are_written_anew_without(self, backend, make):
        backend.apply([make(f"d{number}", "comuna") for number in range(10)], [], 1)
        backend.apply([], ["d1"], 2)
        health = backend.health()
        assert (health.documents, health.deleted, health.segments) == (9, 1, 1)
        assert health.bytes > 0

    def test_in_a_quiet_moment_segments_become_one(self, backend, make):
        for number in range(3):
            backend.apply([make(f"d{number}", "comuna")], [], number + 1)
        assert backend.health().segments == 3
        backend.rest()
        backend.settle()
        assert backend.health().segments == 1

    @pytest.mark.parametrize("pattern", ["*.segment", "*.deleted"])
    def test_a_file_that_somebody_deleted_is_noticed_by_those_who_have_it_open(
        self, backend, make, tmp_path, pattern
    ):
        backend.apply([make("a", "comuna"), make("b", "comuna"), make("c"), make("d")], [], 1)
        backend.apply([], ["a"], 2)
        assert not backend.health().damaged
        for path in (tmp_path / "index").glob(pattern):
            path.unlink()
        assert backend.health().damaged
        assert open_backend(f"whoosh:{tmp_path / 'index'}").health().damaged
        backend.reset()
        assert not backend.health().damaged

    def test_a_shortened_list_of_deletions_brings_nothing_back(self, backend, make, tmp_path):
        backend.apply([make(f"d{number}", "comuna") for number in range(40)], [], 1)
        backend.apply([], ["d39"], 2)
        (path,) = (tmp_path / "index").glob("*.deleted")
        path.write_bytes(path.read_bytes()[:2])
        other = open_backend(f"whoosh:{tmp_path / 'index'}")
        assert other.health().damaged
        assert other.revision() == 0
