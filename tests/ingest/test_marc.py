"""MARC 21 in ISO 2709, in either character set, and in XML; damaged records are named and passed over."""

import pymarc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pymarc import Field, Indicators, Subfield

from archive.ingest.importers.marc import plain
from archive.ingest.importers.marc_fields import chunks, from_xml, read_chunk
from archive.ingest.importers.registry import open_sources
from archive.ingest.losses import Fate
from archive.ingest.manifest import Reading
from archive.ingest.summary import Severity
from archive.metadata.record import Kind


def field(tag, *pairs, first=" ", second=" "):
    inside = [Subfield(code, value) for code, value in zip(pairs[::2], pairs[1::2], strict=True)]
    return Field(tag=tag, indicators=Indicators(first, second), subfields=inside)


def book(number="1", title="El libro /", *more, leader="00000nam a2200000 a 4500"):
    record = pymarc.Record(leader=leader)
    record.leader = pymarc.leader.Leader(leader)
    said = [Field(tag="001", data=number), field("245", "a", title, "c", "Ana Ruiz."), *more]
    record.add_field(*sorted(said, key=lambda each: each.tag))
    return record


FULL = (
    Field(tag="008", data="760625s1975    ve a     b   f000 0 spa d"),
    field("020", "a", "9780131101630"),
    field("100", "a", "Ruiz, Ana,", "d", "1901-1980,", "e", "author.", first="1"),
    field("260", "a", "Caracas :", "b", "Liga Agraria,", "c", "1975."),
    field("300", "a", "9 p. :", "b", "ill. ;", "c", "26 cm."),
    field("506", "a", "Closed access."),
    field("520", "a", "About land."),
    field("650", "a", "Land reform", "z", "Venezuela", "x", "History.", second="0"),
    field("651", "a", "Mérida."),
    field("651", "a", "Peru", "x", "Maps."),
    field("655", "a", "Reports."),
    field("700", "a", "Paz, Luis,", "e", "translator.", first="1"),
    field("710", "a", "Liga Agraria.", "b", "Imprenta."),
    field("856", "u", "https://a.org/1", "z", "Scan", first="4", second="0"),
    field("949", "a", "local"),
)


@pytest.fixture
def marc(tmp_path):
    def marc(*records, name="books.mrc"):
        path = tmp_path / name
        path.write_bytes(b"".join(each if isinstance(each, bytes) else each.as_marc() for each in records))
        return path

    return marc


def test_a_record_comes_in_with_its_fields(take, marc, records):
    assert take(marc(book("b1", "El libro :", *FULL))).new == 1
    [record] = records()
    assert (record.type, record.title, record.texts("creator")) == (
        "document",
        "El libro",
        ("Ruiz, Ana, 1901-1980",),
    )
    assert (record.texts("translator"), record.texts("publisher")) == (("Paz, Luis",), ("Liga Agraria",))
    assert record.texts("contributor") == ("Liga Agraria. Imprenta",)
    assert (record.texts("language"), record.first("issued").edtf) == (("es",), "1975")
    assert (record.texts("place_of_publication"), record.texts("extent")) == (
        ("Caracas",),
        ("9 p. : ill. ; 26 cm.",),
    )
    assert record.texts("subject") == ("Land reform -- Venezuela -- History", "Peru -- Maps")
    assert (record.texts("spatial"), record.texts("genre")) == (("Mérida",), ("Reports",))
    assert (record.texts("abstract"), record.texts("see_also")) == (("About land",), ("https://a.org/1",))
    assert record.texts("identifier") == ("b1", "ISBN 9780131101630")
    assert str(record.access) == "restricted"
    kinds = {each.title: each.type for each in records(Kind.AGENT)}
    assert kinds["Liga Agraria"] == "body" and kinds["Paz, Luis"] == "person"


def test_every_field_is_accounted_for(marc):
    [source] = open_sources(marc(book("b1", "T", *FULL)), Reading())
    assert len(list(source.rows())) == source.count() == 1
    account = {each.field: each.fate for each in source.losses.lines()}
    tags = {each.tag for each in FULL} | {"001", "245"}
    assert {name[:3] for name in account} >= tags - {"008"}
    assert (account["949"], account["245$c"]) == (Fate.NOTED, Fate.NOTED)


def test_a_collection_is_a_collection_and_a_map_is_an_image(take, marc, records):
    collected = book("c", "Papers", leader="00000npcaa2200000 a 4500")
    take(marc(collected, book("m", "Map of Peru", leader="00000nem a2200000 a 4500")))
    assert [each.title for each in records(Kind.COLLECTION)] == ["Papers"]
    assert [(each.title, each.type) for each in records()] == [("Map of Peru", "image")]


def test_letters_of_marc_8_are_read(take, marc, records):
    raw = book("8", "Cancio~n").as_marc().replace(b"o~", b"\xe2o")
    take(marc(raw[:9] + b" " + raw[10:]))
    assert [each.title for each in records()] == ["Canción"]


def test_letters_of_utf_8_are_read_although_the_leader_does_not_say_so(take, marc, records):
    raw = book("u", "Canción").as_marc()
    take(marc(raw[:9] + b" " + raw[10:]))
    assert [each.title for each in records()] == ["Canción"]


def test_a_damaged_record_is_named_and_the_others_come_in(take, marc, records, heard):
    good, bad = book("1", "First").as_marc(), book("2", "Second").as_marc()
    broken = bad[:24] + b"x" * 12 + bad[36:]
    summary = take(marc(good, broken, b"\r\n", book("3", "Third"), good[:-30], name="books.dat"))
    assert (summary.new, summary.refused) == (2, 2)
    assert sorted(each.title for each in records()) == ["First", "Third"]
    [first, last] = heard.lines(Severity.REFUSED)
    assert first.startswith("books.dat, row 2") and "Second" in first and "damaged" in first
    assert "row 4" in last and "breaks off" in last


def test_a_second_run_finds_the_records_by_their_control_numbers(take, marc, records):
    take(marc(book("1", "First"), book("2", "Second")))
    summary = take(marc(book("2", "Second, better"), book("1", "First")))
    assert (summary.changed, summary.unchanged) == (1, 1)
    assert sorted(each.title for each in records()) == ["First", "Second, better"]


def test_marcxml_says_the_same_as_iso_2709(marc, tmp_path):
    record = book("b1", "El libro :", *FULL)
    path = tmp_path / "books.xml"
    path.write_bytes(
        b'<collection xmlns="http://www.loc.gov/MARC21/slim">'
        + pymarc.record_to_xml(record)
        + b"</collection>"
    )
    [xml], [iso] = (list(open_sources(each, Reading())[0].rows()) for each in (path, marc(record)))
    assert (xml.key, xml.raw, xml.agents) == (iso.key, iso.raw, iso.agents)


def test_these_records_are_valid_marcxml(schemas):
    schema = etree.XMLSchema(etree.parse(schemas / "MARC21slim.xsd"))
    document = etree.fromstring(pymarc.record_to_xml(book("b1", "T", *FULL), namespace=True))
    assert schema.validate(document), schema.error_log


WORDS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cs", "Cc", "Mn"]), min_size=1
)


@given(st.lists(WORDS.filter(str.strip), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_whatever_words_a_record_has_are_read_as_they_were_written(titles):
    record = book("1", titles[0], *[field("500", "a", each) for each in titles])
    read = read_chunk(record.as_marc())
    assert [value for each in read.fields if each.tag == "500" for value in each.values("a")] == titles
    again = from_xml(etree.fromstring(pymarc.record_to_xml(record)))
    assert again.first("245") == " ".join(read.fields[1].values("a"))


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_no_bytes_between_records_lose_the_record_after_them(tmp_path_factory, junk):
    path = tmp_path_factory.mktemp("marc") / "a.mrc"
    good = book("9", "Good").as_marc()
    path.write_bytes(good + junk.replace(b"\x1d", b"") + b"\x1d" + good)
    assert list(chunks(path))[-1] == good


@pytest.mark.parametrize(
    ("written", "kept"),
    [("Caracas :", "Caracas"), ("1975.", "1975"), ("Ruiz, Ana, ed.", "Ruiz, Ana, ed."), ("U.S.", "U.S.")],
)
def test_punctuation_between_areas_is_taken_off_and_abbreviations_keep_theirs(written, kept):
    assert plain(written) == kept
