"""How records are ranked, and by which figures: the same for every backend."""

import math

import pytest

from archive.metadata.access import Role, Viewer
from archive.search.query_language import parse
from archive.search.tree import Phrase


def _counts(strength: float, matching: int, of: int) -> float:
    """Return what a word counts, written out as the documentation has it: K1 is 1.2."""
    rarity = math.log(1 + (of - matching + 0.5) / (matching + 0.5)) * (1 - matching / (of + 1))
    return rarity * strength * 2.2 / (strength + 1.2)


@pytest.mark.parametrize(
    ("language", "query", "folded", "stemmed"),
    [("en", "community", "cómmunity", "communities"), ("es", "comunidad", "comunidád", "comunidades")],
)
def test_exact_outranks_folded_outranks_inflected(backend, make, ids, language, query, folded, stemmed):
    backend.apply(
        [
            make("a", f"{stemmed} and more", language),
            make("b", f"{folded} and more", language),
            make("c", f"{query} and more", language),
        ],
        [],
        1,
    )

    assert ids(query) == ["c", "b", "a"]


def test_inflected_form_counts_more_in_a_record_of_its_language(backend, make, ids):
    backend.apply(
        [
            make("a", "lucharon hasta vencer", "en"),
            make("b", "lucharon hasta vencer", "es"),
            make("c", "lucharon hasta vencer", "en", "es"),
            make("d", "lucharon hasta vencer"),
        ],
        [],
        1,
    )

    assert ids("luchar") == ["b", "c", "d", "a"]


def test_word_counts_by_its_rarity_and_by_the_nearness_of_its_forms(backend, make, scores):
    other = [make(f"other{n}", "some words here", "es") for n in range(4)]
    backend.apply(
        [
            make("exact", "luchar y paz", "es"),
            make("folded", "luchár y paz", "es"),
            make("inflected", "lucharon y paz", "es"),
            make("elsewhere", "lucharon y paz", "en"),
            make("all", "luchar luchár lucharon", "es"),
            *other,
        ],
        [],
        1,
    )

    assert scores("luchar") == pytest.approx(
        {
            "exact": _counts(1.0, 5, 9),
            "folded": _counts(0.8, 5, 9),
            "inflected": _counts(0.6, 5, 9),
            "elsewhere": _counts(0.3, 5, 9),
            "all": _counts(2.4, 5, 9),
        },
        abs=2e-6,
    )


def test_longer_texts_must_say_a_word_more_often(backend, make, scores):
    backend.apply([make("short", "paz y pan"), make("long", "paz " + "y pan " * 4)], [], 1)

    assert scores("paz") == pytest.approx(
        {
            "short": _counts(1 / (0.4 + 0.6 * 3 / 6), 2, 2),
            "long": _counts(1 / (0.4 + 0.6 * 9 / 6), 2, 2),
        },
        abs=2e-6,
    )


def test_fields_are_weighed_and_their_lengths_do_not_matter_but_that_of_the_title(backend, make, scores):
    backend.apply(
        [
            make("title", fields={"title": "paz"}),
            make("titles", fields={"title": "paz en el mundo"}),
            make("creator", fields={"creator": "paz"}),
            make("creators", fields={"creator": "octavio paz y otros más"}),
        ],
        [],
        1,
    )
    found = scores("paz")

    assert found["title"] == pytest.approx(_counts(8 / (0.4 + 0.6 * 1 / 2.5), 4, 4), abs=2e-6)
    assert found["titles"] == pytest.approx(_counts(8 / (0.4 + 0.6 * 4 / 2.5), 4, 4), abs=2e-6)
    assert found["creator"] == found["creators"] == pytest.approx(_counts(5, 4, 4), abs=2e-6)


def test_strengths_of_all_fields_are_added_before_they_saturate(backend, make, scores):
    backend.apply([make("it", "paz", fields={"creator": "paz", "abstract": "paz"})], [], 1)

    assert scores("paz")["it"] == pytest.approx(_counts(1 + 5 + 3, 1, 1), abs=2e-6)


def test_field_without_weight_counts_one_when_it_is_named(backend, make, scores):
    backend.apply([make("it", fields={"rights": "granted"})], [], 1)

    assert scores("rights:granted")["it"] == pytest.approx(_counts(1, 1, 1), abs=2e-6)


def test_title_weighs_more_than_text(backend, make, ids):
    backend.apply(
        [make("text", "comuna", title="a"), make("title", "nada", fields={"title": "comuna"}, title="b")],
        [],
        1,
    )

    assert ids("comuna") == ["title", "text"]


def test_occurrences_of_a_phrase_count_as_those_of_a_word_do(backend, make, scores):
    backend.apply(
        [
            make("exact", "por aquí por allá"),
            make("folded", "por aqui por alla"),
            make("both", "por aquí por aqui"),
        ],
        [],
        1,
    )

    assert scores('"por aquí"') == pytest.approx(
        {"exact": _counts(1, 3, 3), "folded": _counts(0.8, 3, 3), "both": _counts(1.8, 3, 3)}, abs=2e-6
    )


def test_loose_phrase_is_counted_once_for_each_place_where_it_ends(backend, make, scores):
    backend.apply([make("it", "tierra tierra libre libre libre")], [], 1)

    assert scores(Phrase(("tierra", "libre"), 0))["it"] == pytest.approx(_counts(1, 1, 1), abs=2e-6)
    assert scores(Phrase(("tierra", "libre"), 1))["it"] == pytest.approx(_counts(2, 1, 1), abs=2e-6)
    assert scores(Phrase(("tierra", "libre"), 9))["it"] == pytest.approx(_counts(3, 1, 1), abs=2e-6)


def test_words_of_a_pattern_count_as_if_but_for_accents(backend, make, scores):
    backend.apply([make("it", "comuna comunas otra")], [], 1)

    assert scores("comun*")["it"] == pytest.approx(_counts(1.6, 1, 1), abs=2e-6)


def test_slip_of_the_pen_ranks_below_the_word_itself_in_any_language(backend, make, scores):
    backend.apply(
        [make("itself", "comuna", "es"), make("accented", "comúna", "es"), make("near", "comunal", "en")],
        [],
        1,
    )

    assert scores("comuna~") == pytest.approx(
        {"itself": _counts(1, 3, 3), "accented": _counts(0.8, 3, 3), "near": _counts(0.6, 3, 3)}, abs=2e-6
    )


@pytest.mark.parametrize("query", ["pan paz", "pan OR paz"])
def test_what_the_parts_count_is_added(backend, make, scores, query):
    backend.apply([make("both", f"pan {'y ' * 9} paz"), make("one", "pan pan")], [], 1)

    assert scores(query)["both"] == pytest.approx(scores("pan")["both"] + scores("paz")["both"], abs=2e-6)


def test_part_of_an_and_counts_nothing_by_itself(backend, make, scores):
    backend.apply([make("it", "pan vino"), make("other", "paz")], [], 1)

    assert scores("(pan paz) OR vino")["it"] == scores("vino")["it"]


@pytest.mark.parametrize("condition", ["has:title", "missing:license", "date:0001", "-nada"])
def test_conditions_count_nothing(backend, make, scores, condition):
    backend.apply(
        [make("it", "pan", present={"title": Role.PUBLIC}, earliest=100, latest=110), make("other", "nada")],
        [],
        1,
    )

    assert scores(condition)["it"] == 0
    assert scores(f"pan {condition}") == scores("pan")


def test_question_is_ranked_by_how_much_matches(backend, make, ids):
    backend.apply(
        [
            make("some", "the delegates spoke", "en"),
            make("most", "what the delegates of the communes said about land reform", "en"),
            make("none", "nothing here", "en"),
        ],
        [],
        1,
    )

    assert ids("what did the delegates say about the land reform of communes") == ["most", "some"]


QUESTION = "pan vino agua leche queso fruta miel"


def test_word_that_a_question_says_three_times_counts_three_times(backend, make, ids, scores):
    backend.apply([make("a", "vino y sal"), make("b", "pan y sal"), make("c", "nada")], [], 1)

    assert ids(QUESTION) == ["a", "b"]
    assert ids(f"{QUESTION} pan pan") == ["b", "a"]
    assert scores(f"{QUESTION} pan pan") == pytest.approx(
        {"a": scores("vino")["a"], "b": 3 * scores("pan")["b"]}, abs=5e-6
    )


def test_word_that_a_short_query_says_three_times_counts_once(backend, make, scores):
    backend.apply([make("a", "pan y vino"), make("b", "vino")], [], 1)

    assert scores("pan pan vino pan") == scores("pan vino")


def test_word_is_not_near_itself(backend, make, scores):
    backend.apply([make("a", "miel y miel"), make("b", "nada")], [], 1)

    assert scores(f"{QUESTION} miel")["a"] == pytest.approx(2 * scores("miel")["a"], abs=2e-6)


def test_words_that_are_neighbours_twice_are_near_once(backend, make, scores):
    backend.apply([make("a", "pan y vino"), make("b", "nada")], [], 1)

    again = scores(f"{QUESTION} vino pan")["a"] - scores(QUESTION)["a"]
    assert again == pytest.approx(scores("pan")["a"] + scores("vino")["a"], abs=3e-6)


def test_parts_of_a_word_are_words_of_a_question(backend, make, ids):
    backend.apply(
        [
            make("joined", "the wellknown one", "en"),
            make("hyphenated", "the well-known one", "en"),
            make("part", "the well one", "en"),
            make("none", "the other one", "en"),
        ],
        [],
        1,
    )
    asked = "what pan vino agua leche queso well-known"

    assert set(ids(asked)) == {"joined", "hyphenated", "part"}
    assert ids(asked)[0] == "hyphenated"
    assert set(ids("well-known")) == {"joined", "hyphenated"}


def test_what_counts_the_same_is_sorted_by_title_then_identifier(backend, make, ids):
    backend.apply(
        [make("c", "paz", title="x"), make("b", "paz", title="y"), make("a", "paz", title="y")], [], 1
    )

    assert ids("paz") == ["c", "a", "b"]


@pytest.mark.parametrize("query", ["paz", "pa*", "pas~", '"paz y"', "text:paz"])
def test_scores_tell_nothing_of_what_the_viewer_may_not_see(backend, make, scores, query):
    backend.apply([make("a", "paz y pan"), make("b", "paz y más pan")], [], 1)
    before = scores(query)

    backend.apply(
        [make(f"hidden{n}", "paz y mucho más que pan", seen_by=Role.ARCHIVIST) for n in range(9)]
        + [make("c", closed={Role.READING_ROOM: "paz " * 50}), make("left out", "paz")],
        [],
        2,
    )
    backend.apply([], ["c"], 3)

    assert scores(query, without=frozenset({"left out"})) == before
    assert set(scores(query, Viewer.archivist())) > set(before)


def test_scores_have_six_places(backend, make, ask):
    backend.apply([make(f"d{n}", "paz " + "pan " * n) for n in range(5)], [], 1)

    for hit in ask(parse("paz").tree).hits:
        assert hit.score == round(hit.score, 6)
