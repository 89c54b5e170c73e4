"""Why a record answers and why not: by the figures of the search itself, and within the viewer's rights."""

import pytest

from archive.metadata.access import Role, Viewer
from archive.search.backend import Explanation, Match
from archive.search.tree import Fuzzy, Has, Phrase, Wildcard, Word

PUBLIC = Viewer.public()


@pytest.fixture
def holdings(backend, make):
    """Records that answer in different ways."""
    backend.apply(
        [
            make(
                "a",
                "luchar por la tierra, luchar por el agua: lucharon",
                "es",
                fields={"title": "Tierra y agua", "speaker": "Ágüa"},
                facets={"type": ("speech",), "language": ("es",)},
                present={"title": Role.PUBLIC},
                earliest=100,
                latest=110,
            ),
            make("b", "lucharon por la tierra", "en", facets={"type": ("document",)}),
            make("c", "nada por ahora", closed={Role.READING_ROOM: "luchar por la tierra"}),
            make("closed", "luchar por la tierra", "es", seen_by=Role.ARCHIVIST),
        ],
        [],
        1,
    )


QUERIES = [
    "luchar",
    "luchar tierra agua",
    "luchar OR agua OR nada",
    "(luchar nada) OR tierra",
    "(luchar -nada) OR (tierra nada) OR agua",
    "luch* agua~ title:tierra",
    '"luchar por la" por',
    "has:title -nada luchar",
    "date:0001 tierra",
    "-luchar",
    "speaker:agua agua",
    "agua luchar de la tierra por el agua y por la tierra",
    "luchar OR (agua tierra) OR nada OR (agua tierra)",
    "",
]


@pytest.mark.usefixtures("holdings")
@pytest.mark.parametrize("query", QUERIES)
def test_shares_add_up_to_the_score_of_the_record(ask, explain, query):
    for hit in ask(query).hits:
        found = explain(hit.id, query)

        assert (found.known, found.seen, found.found) == (True, True, True)
        assert found.score == hit.score
        words = sum(reason.score for reason in found.reasons)
        assert words + found.together == pytest.approx(hit.score, abs=1e-5)
        for reason in found.reasons:
            if reason.matches:
                shares = sum(match.share for match in reason.matches)
                assert shares == pytest.approx(reason.score, abs=1e-5)


@pytest.mark.usefixtures("holdings")
def test_each_form_in_each_field_is_told_with_its_part(explain):
    (reason,) = explain("a", "luchar").reasons

    assert (reason.node, reason.field, reason.holds, reason.records) == (Word("luchar"), None, True, 2)
    told = {match.form: match for match in reason.matches}
    assert {(each.field, each.form, each.nearness, each.count) for each in reason.matches} == {
        ("text", "luchar", 1.0, 2),
        ("text", "lucharon", 0.6, 1),
    }
    assert told["luchar"].share == pytest.approx(told["lucharon"].share * 2 / 0.6, abs=1e-5)


@pytest.mark.usefixtures("holdings")
def test_form_of_another_language_is_told_as_such(explain):
    (reason,) = explain("b", "luchar").reasons

    assert [(each.form, each.nearness) for each in reason.matches] == [("lucharon", 0.3)]


@pytest.mark.usefixtures("holdings")
def test_phrase_is_told_once_for_each_field(explain):
    (reason,) = explain("a", Phrase(("luchar", "por"))).reasons

    (match,) = reason.matches
    assert match == Match("text", "luchar por", 1.0, 2, match.share)
    assert match.share == pytest.approx(reason.score, abs=1e-5)


@pytest.mark.usefixtures("holdings")
def test_reasons_come_in_the_order_of_the_query_negated_ones_too(explain):
    found = explain("a", '-nada (luch* OR speaker:agua) tierra~ has:license "por ahora"')

    assert [(reason.node, reason.field, reason.holds) for reason in found.reasons] == [
        (Word("nada"), None, False),
        (Wildcard("luch*"), None, True),
        (Word("agua"), "speaker", True),
        (Fuzzy("tierra"), None, True),
        (Has("license"), None, False),
        (Phrase(("por", "ahora")), None, False),
    ]
    assert not found.found
    assert found.score == 0


@pytest.mark.usefixtures("holdings")
def test_word_that_a_question_repeats_is_told_once_with_all_it_gave(explain):
    once = explain("a", "agua luchar xyzzy tierra por plaza nada ").reasons
    again = explain("a", "agua luchar xyzzy tierra por plaza nada agua agua").reasons

    assert [each.node for each in again] == [each.node for each in once]
    assert [each.matches[0].count for each in again if each.holds] == [
        each.matches[0].count for each in once if each.holds
    ]
    assert again[0].score == pytest.approx(3 * once[0].score)
    assert again[1].score == pytest.approx(once[1].score)


@pytest.mark.usefixtures("holdings")
def test_missing_words_are_told_with_how_many_records_have_them(explain):
    luchar, nada, never = explain("a", "luchar nada xyzzy").reasons

    assert [each.holds for each in (luchar, nada, never)] == [True, False, False]
    assert [each.records for each in (luchar, nada, never)] == [2, 1, 0]
    assert [match.count for match in luchar.matches] == [2, 1]
    assert luchar.score == 0  # one word alone of an *and* counts nothing


@pytest.mark.usefixtures("holdings")
def test_word_that_was_excluded_is_told_where_it_stands(explain):
    found = explain("a", "tierra -agua")

    assert not found.found
    assert found.reasons[1].holds
    assert {(match.field, match.form) for match in found.reasons[1].matches} == {
        ("title", "agua"),
        ("text", "agua"),
        ("speaker", "ágüa"),
    }


@pytest.mark.usefixtures("holdings")
def test_filters_that_leave_a_record_out_are_named(explain):
    filters = {"type": ("document", "image"), "language": ("es",)}

    found = explain("a", "luchar", facets=filters, first_day=200)

    assert not found.found
    assert found.excluded_by == ("type", "date")
    assert found.score == explain("a", "luchar").score > 0
    assert explain("a", "luchar", facets={"type": ("speech",)}, last_day=100).excluded_by == ()


@pytest.mark.usefixtures("holdings")
def test_nothing_is_told_of_what_is_not_seen(explain):
    assert explain("never", "luchar") == Explanation(known=False)
    assert explain("closed", "luchar") == Explanation(known=True)
    assert explain("a", "luchar", without=frozenset({"a"})) == Explanation(known=True)
    assert explain("closed", "luchar", Viewer.archivist()).found


@pytest.mark.usefixtures("holdings")
@pytest.mark.parametrize(
    ("viewer", "holds", "records"),
    [(PUBLIC, False, 2), (Viewer(Role.READING_ROOM, PUBLIC.on), True, 3), (Viewer.archivist(), True, 4)],
    ids=["public", "reading room", "archivist"],
)
def test_closed_texts_give_reasons_to_those_alone_who_may_read_them(explain, viewer, holds, records):
    (reason,) = explain("c", "luchar", viewer).reasons

    assert (reason.holds, reason.records) == (holds, records)
    assert [match.field for match in reason.matches] == (["text_reading_room"] if holds else [])


@pytest.mark.usefixtures("holdings")
def test_asking_for_everything_has_no_reasons(explain):
    assert explain("b") == Explanation(known=True, seen=True, found=True)
