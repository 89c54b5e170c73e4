"""Facets are derived from the schemas, in an order that readers can count on."""

from archive.metadata.field import agents, choice, edtf, text
from archive.metadata.item_types import all_fields
from archive.search.facets import label_of, vocabulary_of
from archive.search.fields import FACET_FIELDS, FACETS, faceted


def test_every_facet_that_a_field_names_narrows_answers_and_there_are_not_too_many():
    named = {spec.facet for spec in all_fields().values() if spec.facet}
    assert set(FACETS) == named | {"type", "collection", "year"}
    assert len(FACETS) == len(set(FACETS)) <= 20


def test_what_readers_ask_for_first_comes_first_and_years_come_last():
    assert FACETS[:5] == ("type", "collection", "creator", "subject", "place")
    assert FACETS[-1] == "year"


def test_no_facet_is_called_as_another_parameter_of_an_address():
    others = {"q", "from", "to", "sort", "page", "size", "lang", "facet", "find", "format"}
    assert set(FACETS) & others == set()


def test_a_new_facet_joins_the_others_before_the_years():
    new = text("schema:material", "Seal", facet="seal").spec
    known = all_fields() | {"seal": new, "sealed": edtf("dcterms:date", "Sealed", facet="year").spec}
    found = faceted(known)
    assert found["seal"] == (new,)
    assert list(found)[: len(FACET_FIELDS)] == list(FACET_FIELDS)
    assert "year" not in found


def test_fields_of_one_facet_are_counted_together():
    specs = {"one": agents("dcterms:creator", "One", facet="hand").spec}
    specs["two"] = choice("ead:level", "Two", vocabulary="levels", facet="hand").spec
    assert [spec.label for spec in faceted(specs)["hand"]] == ["One", "Two"]


def test_a_facet_is_called_as_its_field_is():
    assert label_of("license") == "Licence or rights statement"
    assert label_of("creator") == "Creator or speaker"
    assert (vocabulary_of("license"), vocabulary_of("genre")) == ("rights", None)
