"""Which values of which facets a backend counts."""

import random

import pytest

from archive.metadata.access import Role, Viewer
from archive.search.backend import MOST_VALUES
from archive.search.fields import FACETS

MANY = MOST_VALUES + 10


def test_facet_labels_are_not_the_backend_s(backend, make, ask):
    backend.apply([make("a", "w", facets={"creator": ("Plain Name", "b7k2m9x4t")})], [], 1)

    assert dict(ask().facets["creator"]) == {"Plain Name": 1, "b7k2m9x4t": 1}


@pytest.fixture
def many(backend, make):
    """A subject for each number up to MANY, in one document less than the one before; years alike."""
    backend.apply(
        [
            make(
                f"d{n:02}",
                "word odd" if n % 2 else "word",
                facets={
                    "subject": tuple(f"s{each:02}" for each in range(MANY - n)),
                    "year": tuple(map(str, range(1900, 1900 + MANY - n))),
                    "type": ("speech" if n else "image",),
                },
            )
            for n in range(MANY)
        ],
        [],
        1,
    )


@pytest.mark.usefixtures("many")
class TestMany:
    """More values than are named."""

    def test_most_frequent_values_are_named_and_all_are_numbered(self, ask):
        answer = ask("word")

        assert dict(answer.facets["subject"]) == {f"s{n:02}": MANY - n for n in range(MOST_VALUES)}
        assert answer.distinct["subject"] == MANY

    def test_years_are_all_named(self, ask):
        assert len(ask("word").facets["year"]) == ask("word").distinct["year"] == MANY

    def test_values_asked_for_are_counted_however_rare(self, ask):
        rare = f"s{MANY - 1}"

        answer = ask("word", values={"subject": (rare, "s00", "never")})

        assert answer.facets["subject"][rare] == 1
        assert "never" not in answer.facets["subject"]
        assert len(answer.facets["subject"]) == MOST_VALUES + 1

    def test_values_chosen_are_counted_however_rare(self, ask):
        rare = f"s{MANY - 1}"

        answer = ask("word", facets={"subject": (rare, "never")})

        assert answer.total == 1
        assert answer.facets["subject"][rare] == 1
        assert "never" not in answer.facets["subject"]
        assert answer.distinct["subject"] == MANY

    def test_values_that_do_not_occur_in_what_was_found_are_not_counted(self, ask):
        answer = ask("word", facets={"type": ("speech",)}, values={"subject": (f"s{MANY - 1}",)})

        assert answer.distinct["subject"] == MANY - 1
        assert f"s{MANY - 1}" not in answer.facets["subject"]

    def test_facets_that_are_not_asked_for_are_not_counted(self, ask):
        answer = ask("word", counted=("type", "place"))

        assert {name: dict(counts) for name, counts in answer.facets.items()} == {
            "type": {"image": 1, "speech": MANY - 1},
            "place": {},
        }
        assert dict(answer.distinct) == {"type": 2, "place": 0}

    def test_all_facets_are_counted_if_nothing_is_said(self, ask):
        assert set(ask("word").facets) == set(ask("word").distinct) == set(FACETS)

    def test_facet_is_chosen_from_though_it_is_not_counted(self, ask):
        answer = ask("odd", counted=(), facets={"type": ("image",)})

        assert (answer.total, dict(answer.facets), dict(answer.distinct)) == (0, {}, {})


def test_equally_frequent_values_are_named_in_their_order(backend, make, ask):
    values = [f"v{n:02}" for n in range(MANY)]
    backend.apply([make("a", facets={"place": tuple(reversed(values))})], [], 1)

    assert sorted(ask().facets["place"]) == values[:MOST_VALUES]


def test_values_of_what_the_viewer_may_not_see_are_not_numbered(backend, make, ask):
    backend.apply(
        [
            make("a", facets={"place": ("Caracas",)}),
            make("b", facets={"place": ("Caracas", "Coro")}, seen_by=Role.READING_ROOM),
            make("c", facets={"place": ("Mérida",)}, seen_by=Role.ARCHIVIST),
        ],
        [],
        1,
    )
    wanted = {"place": ("Coro", "Mérida")}

    assert ask(values=wanted).distinct["place"] == 1
    assert dict(ask(values=wanted).facets["place"]) == {"Caracas": 1}
    assert ask("", Viewer.archivist(), values=wanted).distinct["place"] == 3


def test_of_many_values_that_occur_as_often_those_come_whose_names_do(backend, make, ask):
    names = [f"name {number:04}" for number in range(600)]
    random.Random(7).shuffle(names)
    made = [make(f"d{number}", "w", facets={"creator": (name,)}) for number, name in enumerate(names)]
    backend.apply(made[:300], [], 1)
    backend.apply(made[300:], [], 2)
    answer = ask("w")

    assert list(answer.facets["creator"]) == sorted(names)[:MOST_VALUES]
    assert answer.distinct["creator"] == 600
