"""Records in which neighbours of a query stand near one another come before those in which they do not."""

import pytest

from archive.metadata.access import Role, Viewer
from archive.search.backend import Request
from archive.search.query_language import parse
from archive.search.scoring import PAIR_RECORDS, PAIR_WINDOW, pair_bonus, rarity, strength


def apart(steps):
    """Two words so many positions apart, in a text that is always as long."""
    return f"poder {'x ' * (steps - 1)} comunal {'x ' * (20 - steps)}"


@pytest.mark.parametrize("query", ["poder comunal", "comunal poder", "poder OR comunal", "pode* comunal"])
def test_words_that_stand_near_lift_a_record(backend, make, ids, query):
    backend.apply([make("a", apart(15)), make("b", apart(2)), make("c", "nada")], [], 1)

    assert ids(query) == ["b", "a"]


def test_words_are_near_up_to_the_window_and_no_farther(backend, make, scores):
    backend.apply([make("in", apart(PAIR_WINDOW)), make("out", apart(PAIR_WINDOW + 1))], [], 1)
    found = scores("poder comunal")

    assert found["in"] - found["out"] == pytest.approx(pair_bonus(1.0, rarity(2, 2)), abs=2e-6)


def test_only_neighbours_of_the_query_lift(backend, make, scores):
    text = f"poder comunal {'x ' * 20} del"
    backend.apply([make("it", text), make("other", "nada")], [], 1)

    assert scores("poder del comunal")["it"] < scores("poder comunal del")["it"]


def test_words_of_different_fields_and_passages_are_not_near(backend, make, scores):
    fields = {"title": "poder", "abstract": "comunal"}
    backend.apply([make("it", fields=fields), make("other", "nada")], [], 1)

    parts = scores("poder")["it"] + scores("comunal")["it"]
    assert scores("poder comunal")["it"] == pytest.approx(parts, abs=2e-6)


def test_closed_text_lifts_for_those_alone_who_may_read_it(backend, make, scores):
    closed = {Role.READING_ROOM: "poder comunal"}
    backend.apply([make("it", apart(15), closed=closed), make("other", apart(15))], [], 1)
    public, room = (
        scores("poder comunal", Viewer(role, Viewer.public().on)) for role in (Role.PUBLIC, Role.READING_ROOM)
    )

    assert public["it"] == public["other"]
    assert room["it"] > room["other"]


def test_in_a_question_words_are_near_less_often_the_longer_the_text(backend, make, scores):
    backend.apply(
        [make("short", "poder comunal"), make("long", f"poder comunal {'x ' * 38}"), make("no", "y")], [], 1
    )
    question = "poder comunal agua leche queso fruta miel"

    parts = {id: scores("poder")[id] + scores("comunal")[id] for id in ("short", "long")}
    for id, length in (("short", 2), ("long", 40)):
        times = strength(1.0, length / (43 / 3))
        assert scores(question)[id] - parts[id] == pytest.approx(pair_bonus(times, rarity(2, 3)), abs=3e-6)
        assert scores("poder comunal")[id] - parts[id] == pytest.approx(
            pair_bonus(1.0, rarity(2, 3)), abs=3e-6
        )


def test_words_that_must_all_occur_are_no_question_however_many(backend, make, scores):
    backend.apply(
        [make("it", f"poder comunal agua leche queso fruta miel {'x ' * 60}"), make("no", "y")], [], 1
    )
    words = ["poder", "comunal", "agua", "leche", "queso", "fruta", "miel"]

    alone = sum(scores(word)["it"] for word in words)
    together = scores(" AND ".join(words))["it"] - alone
    assert together == pytest.approx(6 * pair_bonus(1.0, rarity(1, 2)), abs=2e-5)


def test_order_by_anything_else_is_not_touched(backend, make, ids):
    backend.apply([make("a", apart(15), title="a"), make("b", apart(2), title="b")], [], 1)

    assert ids("poder comunal", sort="title") == ["a", "b"]


def test_explanation_tells_what_the_nearness_of_words_gave(backend, make, scores):
    backend.apply([make("it", apart(2)), make("other", apart(15))], [], 1)
    request = Request(tree=parse("poder comunal").tree, viewer=Viewer.public())
    found = backend.explain(request, "it")

    assert found.score == scores("poder comunal")["it"]
    assert found.together == pytest.approx(pair_bonus(1.0, rarity(2, 2)), abs=2e-6)
    assert backend.explain(request, "other").together == 0


def test_only_the_first_records_are_looked_at(backend, make, ask):
    many = [make(f"d{number:03}", f"{apart(15)} poder comunal", title="a") for number in range(PAIR_RECORDS)]
    backend.apply([*many, make("last", f"{apart(2)} {'x ' * 5}", title="z")], [], 1)

    assert ask("poder comunal", size=200).hits[-1].id == "last"
