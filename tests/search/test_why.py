"""Why a record is found: each form in each field, by the figures of the search itself."""

import pytest

from archive.core.clock import today
from archive.metadata.access import Role, Viewer

PUBLIC, ROOM, ARCHIVIST = (Viewer(role, today()) for role in Role)

QUERIES = (
    "comuna",
    "comunas nada",
    "comuna xyzzy",
    "comun* title:comuna",
    '"comuna o nada" comuna',
    '"Nicolás Maduro Moros"',
    "comnua~",
    "comuna date:2012 has:language",
    "venezuelan",
    "what was said of comuna nada plaza city",
    "what was said of the comuna and of comuna o nada in the vene-zuelan city",
)


@pytest.mark.parametrize("q", QUERIES)
@pytest.mark.parametrize("viewer", [PUBLIC, ROOM, ARCHIVIST], ids=lambda each: each.role)
def test_what_each_word_gave_adds_up_to_the_score_of_the_result(kept, q, viewer):
    found = kept.search(q, viewer)
    assert found.results
    for result in found.results:
        account = kept.why(result.record.id, q, viewer).account

        assert account.found
        assert account.score == result.score
        assert account.relaxed == found.relaxed
        gave = sum(each.reason.score for each in account.asked) + account.together
        assert gave == pytest.approx(result.score, abs=1e-4)
        shares = sum(each.match.share for asked in account.asked for each in asked.found)
        assert shares + account.together == pytest.approx(result.score, abs=1e-4)


def test_word_that_a_question_repeats_is_told_once(kept):
    asked = kept.why(kept.ids.text, QUERIES[-1]).account.asked

    said = [each.said for each in asked]
    assert said.count("comuna") == said.count("of") == said.count("the") == 1
    assert len(said) == len(set(said))


def test_each_form_is_told_with_its_field_and_the_passages_it_stands_in(kept):
    (asked,) = kept.why(kept.ids.text, "comuna").account.asked

    told = {(each.match.form, str(each.where)): each for each in asked.found}
    exact, plural, accented = (told[form, "Text"] for form in ("comuna", "comunas", "comúna"))
    assert [str(each.how) for each in (exact, plural, accented)] == [
        "as it was asked for",
        "another form of it",
        "the same but for accents",
    ]
    assert [(spot.number, spot.times) for spot in exact.spots] == [(1, 2), (3, 1)]
    assert [(spot.number, spot.times) for spot in accented.spots] == [(3, 1)]
    assert told["comuna", "Title"].spots == ()


@pytest.mark.parametrize("q", ["comuna", "comun*", "zuelan", "venezuelan", "communal", '"comuna o nada"'])
def test_passages_have_a_form_as_often_as_the_index_counted_it(kept, q):
    (asked,) = kept.why(kept.ids.text, q).account.asked

    in_text = [each for each in asked.found if each.match.field == "text"]
    assert in_text
    for each in in_text:
        assert sum(spot.times for spot in each.spots) == each.match.count


def test_names_that_stand_for_one_another_are_told_apart(kept):
    account = kept.why(kept.ids.name, '"Maduro Moros, Nicolás"').account

    assert account.found
    assert '"nicolás maduro"' in [each.said for each in account.asked if each.found]
    assert any("Nicolás Maduro" in str(each) for each in account.notices)


def test_when_some_words_were_enough_it_says_so_and_tells_of_each(kept):
    account = kept.why(kept.ids.text, "comuna xyzzy").account

    assert (account.found, account.relaxed) == (True, True)
    assert [(each.said, bool(each.found)) for each in account.asked] == [("comuna", True), ("xyzzy", False)]
