"""Dublin Core leaves complete, in valid XML, whatever the record says."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from archive.core.markup import parse
from archive.export import dublin_core, qualified_dc
from archive.export.links import Links
from archive.metadata.access import Access
from archive.metadata.item_types import fields
from archive.metadata.record import Ancestor, FileFacts, Kind, Record, Value

LINKS = Links(base="https://archive.example.org")
DC = "{http://purl.org/dc/elements/1.1/}"
DCTERMS = "{http://purl.org/dc/terms/}"
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def record(**metadata):
    return Record(
        id="b7k2m9x4t",
        kind=Kind.ITEM,
        type="speech",
        metadata={name: tuple(values) for name, values in metadata.items()},
        access=Access.PUBLIC,
        ancestors=(Ancestor("c000000", "Fonds"), Ancestor("c111111", "Speeches")),
        files=(
            FileFacts(id="f1", name="a b.txt", media_type="text/plain", size=3, sha512="0" * 128),
            FileFacts(id="f2", name="b.txt", media_type="text/plain", size=3, sha512="1" * 128),
        ),
        created=datetime(2026, 1, 1, tzinfo=UTC),
        modified=datetime(2026, 1, 2, tzinfo=UTC),
    )


def stated(xml, namespace):
    return [(child.tag.removeprefix(namespace), child.text) for child in parse(xml)]


SPEECH = record(
    title=[Value("Address", language="en"), Value("Discurso", language="es")],
    speaker=[Value("Hugo Chávez", authority="p1")],
    delivered=[Value("4 de febrero de 1992", edtf="1992-02-04")],
    subject=[Value("Communes")],
    language=[Value("es")],
    license=[Value("https://creativecommons.org/licenses/by/4.0/")],
    audience=[Value("The nation")],
)


def test_speaker_is_the_creator_and_delivery_the_date():
    said = stated(dublin_core.one(SPEECH, LINKS), DC)
    assert ("creator", "Hugo Chávez") in said
    assert ("date", "1992-02-04") in said
    assert ("type", "Text") in said
    assert ("identifier", "https://archive.example.org/items/b7k2m9x4t") in said
    assert ("identifier", "ark:/99999/b7k2m9x4t") in said
    assert ("relation", "https://archive.example.org/collections/c111111") in said
    assert said.count(("format", "text/plain")) == 1
    assert "audience" not in dict(said)


def test_qualified_form_keeps_refinements_schemes_and_languages():
    root = parse(qualified_dc.one(SPEECH, LINKS))
    created = root.find(f"{DCTERMS}created")
    assert (created.text, created.get(XSI_TYPE)) == ("1992-02-04", "dcterms:W3CDTF")
    assert root.find(f"{DCTERMS}license").get(XSI_TYPE) == "dcterms:URI"
    assert root.find(f"{DCTERMS}audience").text == "The nation"
    assert [title.get(LANG) for title in root.findall(f"{DCTERMS}title")] == ["en", "es"]


def test_uncertain_date_is_stated_without_a_scheme_it_would_break():
    root = parse(qualified_dc.one(record(delivered=[Value("c. 1905", edtf="1905~")]), LINKS))
    created = root.find(f"{DCTERMS}created")
    assert (created.text, created.get(XSI_TYPE)) == ("1905~", None)


def test_date_that_was_not_understood_is_stated_as_it_stands():
    said = stated(dublin_core.one(record(delivered=[Value("date not known")]), LINKS), DC)
    assert ("date", "date not known") in said


def test_list_holds_every_record():
    xml = b"".join(dublin_core.many([SPEECH, SPEECH], LINKS))
    assert len(parse(xml)) == 2
    assert len(parse(b"".join(qualified_dc.many([], LINKS)))) == 0


# What people paste: control characters, lone surrogates, markup.
anything = st.text(st.characters(exclude_categories=()), min_size=1)
WORDS = [spec.name for spec in fields("speech") if spec.kind == "text"]


@given(st.dictionaries(st.sampled_from(WORDS), anything, min_size=1, max_size=4))
def test_any_text_leaves_as_well_formed_xml(texts):
    each = record(**{name: [Value(text)] for name, text in texts.items()})
    for module in (dublin_core, qualified_dc):
        assert parse(module.one(each, LINKS)).tag


@pytest.fixture(scope="session")
def validators(schemas):
    """The two official schemas; the import of xml.xsd by address is answered from the folder."""

    class Local(etree.Resolver):
        def resolve(self, url, public_id, context):
            name = url.rsplit("/", 1)[-1]
            for folder in (schemas / "dcmi", schemas / "atom", schemas):
                if (folder / name).is_file():
                    return self.resolve_filename(str(folder / name), context)
            return None

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Local())
    simple = etree.XMLSchema(etree.parse(schemas / "atom" / "oai_dc.xsd", parser))
    qualified = etree.XMLSchema(etree.parse(schemas / "dcmi" / "qualifieddc.xsd", parser))
    return simple, qualified


def test_both_forms_are_valid_by_the_official_schemas(validators):
    simple, qualified = validators
    simple.assertValid(parse(dublin_core.one(SPEECH, LINKS)))
    qualified.assertValid(parse(qualified_dc.one(SPEECH, LINKS)))


@given(
    st.dictionaries(st.sampled_from([spec.name for spec in fields("speech")]), anything, max_size=6),
    st.sampled_from([None, "es", "pt-BR"]),
)
def test_any_record_is_valid_by_the_official_schemas(validators, texts, language):
    simple, qualified = validators
    each = record(**{name: [Value(text, language=language)] for name, text in texts.items()})
    simple.assertValid(parse(dublin_core.one(each, LINKS)))
    qualified.assertValid(parse(qualified_dc.one(each, LINKS)))
