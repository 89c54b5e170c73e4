"""Every field is written once, and carries what everything else is derived from."""

import re

import pytest
from marshmallow import Schema

from archive.metadata.field import FieldSpec, ValuesField, agents, edtf, text
from archive.metadata.groups import GROUPS
from archive.metadata.item_types import ITEM_TYPES, RECORD_TYPES, all_fields, declared, fields
from archive.metadata.terms import ELEMENTS, NAMESPACES, address, element_of
from archive.metadata.vocabularies.dcmi_types import DCMI_TYPES
from archive.metadata.vocabularies.registry import VOCABULARIES

SPECS = [
    pytest.param(each, spec, id=f"{each.name}-{spec.name}")
    for each in RECORD_TYPES
    for spec in fields(each.name)
]
FACETS = [
    "creator",
    "contributor",
    "subject",
    "place",
    "event",
    "genre",
    "medium",
    "language",
    "publisher",
    "license",
    "level",
    "witness",
    "year",
]

CONTRACT = {
    "item": "title alternative creator contributor subject description abstract table_of_contents "
    "publisher date created issued format extent identifier source language relation is_part_of "
    "is_version_of references spatial temporal audience provenance bibliographic_citation rights license "
    "rights_holder access_rights note reference_code level scope arrangement",
    "speech": "speaker occasion venue delivered duration transcriber prepared_text transcript translation "
    "recording",
    "document": "genre pages place_of_publication",
    "image": "photographer medium dimensions depicts alt",
    "collection": "reference_code level scope arrangement appraisal accruals finding_aid extent provenance "
    "history access_rights acquisition location_of_originals location_of_copies related_units "
    "publication_note archivist_note rules described",
    "place": "latitude longitude within",
    "subject": "broader narrower related exact_match definition scope_note notation",
}


@pytest.mark.parametrize("each", ITEM_TYPES, ids=lambda each: each.name)
def test_items_have_every_field_that_is_promised(each):
    promised = CONTRACT["item"].split() + CONTRACT.get(each.name, "").split()
    assert set(promised) <= set(declared(each.schema))


@pytest.mark.parametrize("name", ["collection", "place", "subject"])
def test_collections_and_authorities_have_every_field_that_is_promised(name):
    assert set(CONTRACT[name].split()) <= {spec.name for spec in fields(name)}


def test_a_field_is_written_in_one_schema_only():
    layers = {layer for each in RECORD_TYPES for layer in each.schema.__mro__ if issubclass(layer, Schema)}
    own: dict[str, list[str]] = {}
    for layer in layers:
        above = {name for parent in layer.__bases__ for name in getattr(parent, "_declared_fields", ())}
        for name in set(layer._declared_fields) - above:
            own.setdefault(name, []).append(layer.__name__)
    assert {name: where for name, where in own.items() if len(where) > 1} == {}


@pytest.mark.parametrize(("each", "spec"), SPECS)
def test_a_field_is_described_well_enough_to_derive_everything_from(each, spec):
    assert re.fullmatch(r"[a-z][a-z_]*", spec.name)
    assert spec.label and spec.label[0].isupper()
    assert spec.group in GROUPS
    assert spec.term.partition(":")[0] in NAMESPACES
    assert spec.element in (*ELEMENTS, "")
    assert 0 <= spec.weight <= 10
    assert spec.facet is None or spec.facet in FACETS
    assert spec.vocabulary is None or spec.vocabulary in VOCABULARIES
    assert (spec.facet == "year") <= (spec.kind == "edtf")


def test_a_name_means_the_same_in_every_type():
    meanings: dict[str, set[FieldSpec]] = {}
    for each in RECORD_TYPES:
        for spec in fields(each.name):
            meanings.setdefault(spec.name, set()).add(spec)
    assert [name for name, specs in meanings.items() if len(specs) > 1] == []
    assert set(all_fields()) == set(meanings)


def test_main_dates_are_dates_of_the_type():
    for each in RECORD_TYPES:
        for name in (name for names in each.dated for name in names):
            assert declared(each.schema)[name].kind == "edtf", (each.name, name)


def test_dcmi_types_of_record_types_are_in_the_vocabulary():
    for each in RECORD_TYPES:
        assert not each.dcmi_type or DCMI_TYPES.recognise(each.dcmi_type) == each.dcmi_type


def test_the_title_comes_first_and_what_is_special_to_a_type_before_the_rest():
    names = [spec.name for spec in fields("speech")]
    assert names[0] == "title"
    assert names.index("speaker") < names.index("creator")
    assert names.index("delivered") < names.index("date")
    assert [spec.group for spec in fields("speech")] == sorted(
        (spec.group for spec in fields("speech")), key=list(GROUPS).index
    )


@pytest.mark.parametrize(
    ("term", "element"),
    [
        ("dcterms:created", "dc:date"),
        ("dcterms:abstract", "dc:description"),
        ("dcterms:spatial", "dc:coverage"),
        ("dcterms:title", "dc:title"),
        ("dcterms:audience", ""),
        ("dcterms:provenance", ""),
        ("marcrel:spk", ""),
    ],
)
def test_a_term_knows_the_element_that_it_refines(term, element):
    assert element_of(term) == element


def test_a_constructor_derives_the_element_and_may_be_told_another():
    assert edtf("dcterms:issued", "Issued").spec.element == "date"
    assert agents("marcrel:spk", "Speaker", broader="dc:creator").spec.element == "creator"


def test_what_is_not_searched_says_so():
    assert not text("dcterms:rights", "Rights", weight=0).spec.searched
    assert text("dcterms:title", "Title").spec.searched


def test_a_term_has_an_address():
    assert address("marcrel:spk") == "http://id.loc.gov/vocabulary/relators/spk"


def test_schemas_hold_nothing_but_fields_made_by_the_constructors():
    for each in RECORD_TYPES:
        assert all(isinstance(field, ValuesField) for field in each.schema().fields.values())
