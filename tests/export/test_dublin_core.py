"""Dublin Core leaves complete, in valid XML, whatever the record says."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.core.markup import parse
from archive.export import dublin_core, qualified_dc
from archive.export.links import Links
from archive.metadata.access import Access
from archive.metadata.item_types import RECORD_TYPES, fields
from archive.metadata.loading import load
from archive.metadata.record import Ancestor, FileFacts, Kind, Record, Value

LINKS = Links(base="https://archive.example.org")
DC = "{http://purl.org/dc/elements/1.1/}"
DCTERMS = "{http://purl.org/dc/terms/}"
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
COLLECTIONS = Path(__file__).parents[2] / "collections"
NOT_FIELDS = ("type", "access", "embargo_until", "parent", "file")  # how a record is kept, not what it says
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


def assert_valid(validators, each):
    simple, qualified = validators
    simple.assertValid(parse(dublin_core.one(each, LINKS)))
    qualified.assertValid(parse(qualified_dc.one(each, LINKS)))


def test_both_forms_are_valid_by_the_official_schemas(validators):
    assert_valid(validators, SPEECH)


def test_the_official_schema_refuses_what_is_wrong(validators):
    simple, _ = validators
    wrong = dublin_core.one(SPEECH, LINKS).replace(b"dc:creator", b"dc:speaker")
    assert not simple.validate(parse(wrong))


@pytest.mark.parametrize("each", RECORD_TYPES, ids=lambda each: each.name)
@given(data=st.data())
def test_any_record_of_any_type_is_valid_by_the_official_schemas(validators, each, data):
    names = st.sampled_from([spec.name for spec in fields(each.name)])
    texts = data.draw(st.dictionaries(names, anything, max_size=6))
    language = data.draw(st.sampled_from([None, "es", "pt-BR"]))
    said = record(**{name: [Value(text, language=language)] for name, text in texts.items()})
    assert_valid(validators, replace(said, type=each.name, kind=each.kind))


def samples():
    """Every record that the sample collections describe, as (type, raw fields, where it stands)."""
    for path in sorted(COLLECTIONS.glob("*/collection.toml")):
        yield pytest.param("collection", tomllib.loads(path.read_text("utf-8")), id=path.parent.name)
    for path in sorted(COLLECTIONS.glob("*/authorities.toml")):
        for kind, tables in tomllib.loads(path.read_text("utf-8")).items():
            for number, table in enumerate(tables, start=1):
                yield pytest.param(kind, table, id=f"{kind} {number}")
    for path in sorted(COLLECTIONS.glob("*/items/*/item.toml")):
        raw = tomllib.loads(path.read_text("utf-8"))
        yield pytest.param(raw["type"], raw, id=path.parent.name)


@pytest.mark.parametrize(("type_name", "raw"), [*samples()])
def test_every_sample_leaves_complete_and_valid(validators, type_name, raw):
    fitting = {key: value for key, value in raw.items() if key not in NOT_FIELDS}
    loaded = load(type_name, fitting).metadata
    said = replace(record(), type=type_name, kind=RECORD_TYPES[type_name].kind, metadata=loaded)
    assert_valid(validators, said)
    titles = [value.text for value in loaded["title"]]
    assert [text for name, text in stated(dublin_core.one(said, LINKS), DC) if name == "title"][
        : len(titles)
    ] == titles
    created = [value.edtf for name in ("delivered", "created") for value in loaded.get(name, ())]
    assert set(created) <= {text for _, text in stated(qualified_dc.one(said, LINKS), DCTERMS)}
