"""Raw values become checked metadata, and everything that is wrong is said at once."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.core.errors import Invalid, UnknownName
from archive.core.identifiers import mint
from archive.metadata.item_types import RECORD_TYPES
from archive.metadata.loading import dump, load, undump
from archive.metadata.record import Value


def problems(type_name, raw):
    with pytest.raises(Invalid) as caught:
        load(type_name, raw)
    return caught.value.problems


def only(type_name, raw):
    (problem,) = problems(type_name, raw)
    return problem


def value(type_name, field, raw):
    (found,) = load(type_name, {"title": "A title", field: raw}).metadata[field]
    return found


def test_words_and_the_languages_they_state():
    metadata = load("speech", {"title": "On the communes", "title:es": "Sobre las comunas"}).metadata
    assert metadata["title"] == (Value("On the communes"), Value("Sobre las comunas", language="es"))


def test_the_same_field_from_two_columns_is_one_field():
    metadata = load("document", {"title": "x", "subject": "Law", "subject:es": ["Leyes", "Derecho"]}).metadata
    assert [(each.text, each.language) for each in metadata["subject"]] == [
        ("Law", None),
        ("Leyes", "es"),
        ("Derecho", "es"),
    ]


def test_a_misspelt_field_is_refused_with_the_nearest_name():
    problem = only("speech", {"title": "x", "creater": "Ana"})
    assert problem.field == "creater"
    assert str(problem.reason) == 'no such field in type "speech"'
    assert str(problem.remedy) == 'Did you mean "creator"?'


def test_a_field_of_another_type_is_refused():
    assert only("document", {"title": "x", "photographer": "Ana"}).field == "photographer"


def test_an_unknown_type_lists_the_known_ones():
    with pytest.raises(UnknownName, match="speech"):
        load("speach", {"title": "x"})


def test_every_problem_is_said_at_once_with_field_value_reason_and_remedy():
    found = problems(
        "speech", {"title": " ", "language": "Spanihs", "license": "do what you like", "duration": "12:30"}
    )
    assert {problem.field for problem in found} == {"title", "language", "license", "duration"}
    assert all(str(problem.reason) and str(problem.remedy) for problem in found)
    assert {problem.value for problem in found} == {"", "Spanihs", "do what you like", "12:30"}


def test_blank_values_are_left_out():
    metadata = load(
        "image", {"title": "x", "creator": "  ", "subject": [], "alt": None, "note": ["", "y"]}
    ).metadata
    assert set(metadata) == {"title", "note"}


def test_one_title_in_each_language_but_not_two_in_one():
    assert only("image", {"title": ["One", "Two"]}).value == "Two"
    assert len(load("image", {"title": "One", "title:es": "Uno"}).metadata["title"]) == 2


def test_a_value_said_twice_is_kept_once():
    assert load("image", {"title": "x", "subject": ["Law", "Law"]}).metadata["subject"] == (Value("Law"),)


def test_a_date_is_kept_as_stated_beside_its_edtf():
    assert value("speech", "delivered", "4 February 1992") == Value("4 February 1992", edtf="1992-02-04")


def test_a_date_that_is_not_understood_stays_as_words_with_a_warning():
    loaded = load("image", {"title": "x", "date": "when the rains came"})
    assert loaded.metadata["date"] == (Value("when the rains came"),)
    (warning,) = loaded.warnings
    assert (warning.field, warning.value) == ("date", "when the rains came")


def test_a_date_that_cannot_be_is_an_error():
    problem = only("speech", {"title": "x", "delivered": "1992-02-31"})
    assert (problem.field, problem.value) == ("delivered", "1992-02-31")
    assert "1992-02-29" in str(problem.remedy)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param(1992.0, "1992", id="a whole number that a spreadsheet kept as a float"),
        pytest.param(date(1992, 2, 4), "1992-02-04", id="a date of TOML"),
        pytest.param(datetime(1992, 2, 4), "1992-02-04", id="a day that a spreadsheet kept as midnight"),
        pytest.param(12, "12", id="an integer"),
        pytest.param(0.1 + 0.2, "0.3", id="a decimal that a computer cannot hold"),
        pytest.param("\ufeff 12\u200b", "12", id="marks that nobody sees"),
    ],
)
def test_numbers_and_dates_of_spreadsheets_read_as_people_wrote_them(raw, text):
    assert value("document", "identifier", raw).text == text


def test_characters_that_xml_cannot_carry_do_not_come_in():
    assert value("document", "note", "one\x0btwo\x00 three").text == "one two  three"


def test_the_identifier_of_an_agent_links_to_it_and_a_name_does_not():
    identifier = mint()
    assert value("speech", "speaker", identifier).authority == identifier
    assert value("speech", "speaker", "Ana Díaz").authority is None
    assert value("speech", "speaker", {"value": "Ana Díaz", "authority": identifier}) == Value(
        "Ana Díaz", authority=identifier
    )


def test_a_value_with_an_unknown_key_is_refused():
    assert only("speech", {"title": "x", "speaker": {"name": "Ana"}}).field == "speaker"


def test_what_is_neither_words_nor_number_nor_date_is_refused():
    assert only("speech", {"title": "x", "note": True}).field == "note"
    assert only("speech", {"title": "x", "note": {"value": {"deep": "er"}}}).field == "note"
    assert only("speech", {"title": "x", "note": {"value": "y", "language": 5}}).field == "note"


def test_a_link_that_is_no_identifier_is_refused():
    assert only("speech", {"title": "x", "speaker": {"value": "Ana", "authority": "Q42"}}).field == "speaker"
    assert only("speech", {"title": "x", "note": {"value": "y", "authority": mint()}}).field == "note"


def test_a_language_where_none_belongs_is_refused():
    assert only("speech", {"title": "x", "delivered:es": "1992"}).field == "delivered"
    assert only("speech", {"title": "x", "title:spanihs": "y"}).field == "title:spanihs"


@pytest.mark.parametrize(
    ("field", "raw", "stored"),
    [
        ("language", "Spanish", "es"),
        ("duration", "1 h 20 min", "PT1H20M"),
        ("witness", "as delivered", "transcript"),
        ("level", "Pieza", "item"),
        ("license", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("see_also", "https://www.wikidata.org/wiki/Q1", "https://www.wikidata.org/wiki/Q1"),
    ],
)
def test_what_people_write_is_kept_in_one_form(field, raw, stored):
    assert value("speech", field, raw).text == stored


@pytest.mark.parametrize(
    ("type_name", "field", "raw", "remedy"),
    [
        ("speech", "witness", "transcipt", "Transcript"),
        ("speech", "level", "galaxy", "Fonds"),
        ("speech", "license", "unknown", '"rights"'),
        ("speech", "license", "CC BY", "CC BY 4.0"),
        ("speech", "see_also", "www.example.org/a", "https://www.example.org/a"),
        ("speech", "see_also", "http://[", "https://"),
        ("speech", "see_also", "10.1000/182", "https://doi.org/10.1000/182"),
        ("document", "pages", "1,234", "1234"),
        ("document", "pages", "twelve", "digits"),
        ("document", "pages", "0", "1 or more"),
        ("place", "latitude", "91", "between -90 and 90"),
    ],
)
def test_what_is_refused_comes_with_what_to_write(type_name, field, raw, remedy):
    problem = only(type_name, {"title": "x", field: raw})
    assert problem.field == field
    assert problem.value == raw
    assert remedy in str(problem.remedy)


def test_decimal_commas_are_understood():
    assert value("place", "latitude", "10,48").text == "10.48"


def test_words_beyond_the_name_of_a_licence_are_kept_as_rights():
    metadata = load("speech", {"title": "x", "license": "CC BY 4.0 (© M. Calzada)"}).metadata
    assert metadata["rights"] == (Value("CC BY 4.0 (© M. Calzada)"),)
    assert "rights" not in load("speech", {"title": "x", "license": "CC BY 4.0"}).metadata


@pytest.mark.parametrize("each", RECORD_TYPES, ids=lambda each: each.name)
def test_a_title_is_enough_for_any_type(each):
    assert load(each.name, {"title": "x"}).metadata == {"title": (Value("x"),)}


def test_metadata_is_stored_plainly_where_it_is_plain():
    metadata = load(
        "speech", {"title": "x", "title:es": "y", "delivered": "1992-02-04", "subject": ["a", "b"]}
    ).metadata
    assert dump(metadata) == {
        "title": ["x", {"value": "y", "language": "es"}],
        "delivered": {"value": "1992-02-04", "edtf": "1992-02-04"},
        "subject": ["a", "b"],
    }


words = st.text(min_size=1)
tags = st.none() | st.sampled_from(["en", "es-VE"])
values = st.builds(Value, words, tags, st.none() | words, st.none() | words)
metadatas = st.dictionaries(words, st.lists(values, min_size=1, max_size=4).map(tuple), max_size=6)


@given(metadatas)
def test_what_is_stored_comes_back_as_it_was(metadata):
    assert undump(dump(metadata)) == metadata


@given(
    st.dictionaries(
        st.sampled_from(["title", "subject", "creator", "note", "spatial"]),
        st.lists(words, min_size=1, max_size=1),
        max_size=5,
    )
)
def test_loading_what_was_stored_changes_nothing(raw):
    try:
        metadata = load("image", {"title": "x", **raw}).metadata
    except Invalid:
        return
    assert load("image", dump(metadata)).metadata == metadata
