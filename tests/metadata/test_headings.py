"""The headings that people give their columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.metadata.headings import understand, unknown_field
from archive.metadata.item_types import RECORD_TYPES, all_fields, declared
from archive.metadata.synonyms import SYNONYMS
from archive.metadata.vocabularies.matching import plain

BESIDE_METADATA = ("file", "access", "embargo_until", "collection", "type")


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("creator", ("creator", None)),
        ("creator:es", ("creator", "es")),
        ("creator: es-VE", ("creator", "es-VE")),
        ("dcterms:creator", ("creator", None)),
        ("dc:creator", ("creator", None)),
        ("DC.Creator", ("creator", None)),
        ("dcterms:title:es", ("title", "es")),
        ("Título", ("title", None)),
        ("TITULO", ("title", None)),
        ("\ufeffTitle ", ("title", None)),
        ("Title (es)", ("title", "es")),
        ("Título (español)", ("title", "es")),
        ("title[en]", ("title", "en")),
        ("Date delivered", ("delivered", None)),
        ("date_delivered", ("delivered", None)),
        ("Orador", ("speaker", None)),
        ("Oradores", ("speaker", None)),
        ("Subjects", ("subject", None)),
        ("Descripción", ("description", None)),
        ("Fecha", ("date", None)),
        ("Licence", ("license", None)),
        ("License", ("license", None)),
        ("marcrel:spk", ("speaker", None)),
        ("dcterms:accessRights", ("access_rights", None)),
        ("dc:coverage", ("spatial", None)),
        ("dc.title[es_ES]", ("title", "es-ES")),
        ("dc.title.alternative", ("alternative", None)),
        ("dc.description.abstract", ("abstract", None)),
        ("dc.contributor.author", ("creator", None)),
        ("dc.date.issued", ("issued", None)),
        ("dc.identifier.issn", ("identifier", None)),
        ("dc.relation.ispartof", ("is_part_of", None)),
        ("dc.rights.uri", ("license", None)),
        ("Dublin Core:Title", ("title", None)),
        ("creater", None),
        ("title:xyzzy", None),
        ("Title (old)", None),
        ("Title (spa)", None),
        ("title[spa]", ("title", "es")),
        ("source_commit", None),
        ("", None),
    ],
)
def test_a_heading_of_a_speech_is_understood(heading, meaning):
    assert understand(heading, "speech") == meaning


def test_a_heading_means_a_field_of_its_type_only():
    assert understand("Photographer", "image") == ("photographer", None)
    assert understand("Photographer", "document") is None
    assert understand("Lugar", "speech") == ("spatial", None)
    assert understand("Lugar", "event") == ("place", None)


@pytest.mark.parametrize("each", RECORD_TYPES, ids=lambda each: each.name)
@pytest.mark.parametrize("heading", BESIDE_METADATA)
def test_columns_that_are_not_metadata_are_left_to_others(each, heading):
    assert understand(heading, each.name) is None


@pytest.mark.parametrize("each", RECORD_TYPES, ids=lambda each: each.name)
def test_names_labels_and_terms_of_every_field_are_understood_and_no_phrase_means_two(each):
    known = declared(each.schema)
    meanings: dict[str, str] = {}
    for name, spec in known.items():
        assert understand(name, each.name) == (name, None)
        assert understand(spec.label, each.name) == (name, None)
        for phrase in (name, spec.label, *SYNONYMS.get(name, ())):
            assert meanings.setdefault(plain(phrase), name) == name, phrase


def test_synonyms_are_of_fields_that_exist():
    assert set(SYNONYMS) <= set(all_fields())


@pytest.mark.parametrize(
    ("heading", "near"),
    [("creater", "creator"), ("Descripcin", "description"), ("Spekaer", "speaker"), ("Fehca", "date")],
)
def test_a_heading_that_is_not_understood_names_its_nearest_field(heading, near):
    assert str(unknown_field(heading, RECORD_TYPES["speech"]).remedy) == f'Did you mean "{near}"?'


def test_a_heading_that_is_like_none_suggests_none():
    assert unknown_field("qqqqqqq", RECORD_TYPES["speech"]).remedy is None


@given(st.text())
def test_no_heading_is_too_strange_to_be_asked_about(heading):
    understood = understand(heading, "speech")
    assert understood is None or understood[0] in declared(RECORD_TYPES["speech"].schema)
