"""Folders in which files are described by files beside them, in every form there is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.core.errors import Invalid
from archive.ingest.importers.registry import IMPORTERS
from archive.ingest.importers.sidecar_groups import groups
from archive.ingest.losses import Accounted
from archive.ingest.sidecar_values import READERS, fields_of, read_sidecar
from tests.ingest.containers.conftest import names, told, zipped

OAI_DC = """<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Por ahora</dc:title>
 <dc:creator>Chávez, Hugo</dc:creator>
 </oai_dc:dc>"""
TERMS = """<metadata xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:title>Por ahora</dcterms:title>
 <dcterms:created>1992-02-04</dcterms:created></metadata>"""
DSPACE = """<dublin_core schema="dc"><dcvalue element="title" qualifier="none">Por ahora</dcvalue>
 <dcvalue element="date" qualifier="issued">1992-02-04</dcvalue></dublin_core>"""
MODS = """<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Por ahora</title></titleInfo></mods>"""
XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 photoshop:City="Caracas" photoshop:Country="Venezuela" photoshop:DateCreated="1992-02-04T10:00:00"
 photoshop:Urgency="3" crs:Exposure="+1.0">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Por ahora</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Ana Pérez</rdf:li></rdf:Seq></dc:creator>
<dc:subject><rdf:Bag><rdf:li>paro</rdf:li><rdf:li>marcha</rdf:li></rdf:Bag></dc:subject>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">Un hombre habla.</rdf:li></rdf:Alt>
</Iptc4xmpCore:AltTextAccessibility></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


@pytest.fixture
def box(tmp_path: Path) -> Callable[..., Path]:
    def box(**files: str) -> Path:
        for name, text in files.items():
            path = tmp_path / "box" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "box"

    return lambda files: box(**files)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.toml", 'title = "Por ahora"\ncreator = ["Ana", "Luis"]\ndate = 1992-02-04\n'),
        ("a.json", '{"title": "Por ahora", "creator": ["Ana", "Luis"], "Date": "1992-02-04"}'),
        ("a.yaml", "Title: Por ahora\ncreator:\n- Ana\n- Luis\ndate: 1992-02-04\n"),
        ("a.yml", "título: Por ahora\nautor: [Ana, Luis]\nfecha: 1992-02-04\n"),
        ("a.txt.json", '{"dc:title": "Por ahora", "dcterms:creator": ["Ana", "Luis"], "date": "1992-02-04"}'),
    ],
)
def test_names_are_understood_as_headings_are_in_every_form(box, rows, name, text):
    (row,) = rows(box({"a.txt": "words", name: text}))
    assert row.raw == {"title": "Por ahora", "creator": ["Ana", "Luis"], "date": "1992-02-04"}
    assert names([row]) == ["a.txt", name]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        (OAI_DC, "creator", "Chávez, Hugo"),
        (TERMS, "created", "1992-02-04"),
        (DSPACE, "issued", "1992-02-04"),
        (MODS, "title", "Por ahora"),
    ],
)
def test_descriptions_in_xml_are_understood(box, rows, text, field, value):
    (row,) = rows(box({"a.txt": "words", "a.xml": text}))
    assert (row.raw["title"], row.raw[field]) == ("Por ahora", value)


def test_a_packet_of_xmp_describes_its_picture_and_every_property_is_accounted_for(box, opened):
    (source,) = opened(box({"a.jpg": "no picture", "a.xmp": XMP}))
    (row,) = source.rows()
    assert row.raw["title"] == "Por ahora"
    assert row.raw["creator"] == "Ana Pérez"
    assert row.raw["subject"] == ["paro", "marcha"]
    assert row.raw["spatial"] == "Caracas, Venezuela"
    assert row.raw["created"] == "1992-02-04"
    assert row.beside["alt"] == "Un hombre habla."
    assert isinstance(source, Accounted)
    fates = {loss.field: loss.fate for loss in source.losses.lines()}
    assert fates["Exposure"] == "dropped"
    assert fates["photoshop:Urgency"] == "noted"


def test_values_may_state_their_language(box, rows):
    text = '{"title": {"es": "Por ahora", "en": "For now"}, "note": {"value": "sic", "language": "la"}}'
    (row,) = rows(box({"a.txt": "words", "a.json": text}))
    assert row.raw == {
        "title:es": "Por ahora",
        "title:en": "For now",
        "note": {"value": "sic", "language": "la"},
    }


def test_yaml_takes_no_word_for_a_truth_and_no_number_for_another(box, rows):
    (row,) = rows(
        box({"a.txt": "words", "a.yaml": "title: No\nlanguage: no\nidentifier: 007\ndate: 1992-02\n"})
    )
    assert row.raw == {"title": "No", "language": "no", "identifier": "007", "date": "1992-02"}


def test_an_unknown_name_refuses_its_item_alone_and_names_the_nearest(box, take, heard, records):
    summary = take(box({"a.txt": "a", "a.json": '{"titel": "A"}', "b.txt": "b", "b.json": '{"title": "B"}'}))
    assert (summary.new, summary.refused) == (1, 1)
    assert [record.title for record in records()] == ["B"]
    (line,) = heard.lines()
    assert "a.json" in line and "titel" in line and 'Did you mean "title"?' in line


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.toml", "title = ", "cannot be read"),
        ("a.json", '{"title": ', "cannot be read"),
        ("a.json", '{"title": "A", "title": "B"}', "stated twice"),
        ("a.json", '{"title": {"publisher": "A"}}', "no language"),
        ("a.json", "{" + '"a":{' * 5000, "cannot be read"),
        ("a.yaml", "- title\n- A\n", "no table of names"),
        ("a.yaml", "title: !!python/object/apply:os.system ['true']\n", None),
        ("a.yaml", "a: &a [x, x]\ntitle: [*a, *a]\n", "alias"),
        ("a.yaml", "title: A\ntitle: B\n", "stated twice"),
        ("a.yaml", "title: " + "[" * 5000 + "]" * 5000, "deeper than can be followed"),
        ("a.xml", OAI_DC[:150] + "<dc:title", "cannot be read"),
        ("a.xmp", "no xml", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_said_and_costs_nobody_else(box, rows, name, text, said):
    first, second = rows(box({"a.txt": "words", name: text, "b.txt": "b"}))
    assert second.key == "b.txt" and not second.problems
    if said:
        assert said in str(first.problems[0].reason)
    else:
        assert first.raw == {"title": "true"}


def test_sidecars_stay_with_the_item_for_archivists_alone(box, take, records):
    take(box({"a.txt": "words", "a.json": '{"title": "A"}'}))
    (record,) = records()
    assert [(each.name, str(each.access)) for each in record.files] == [
        ("a.txt", "public"),
        ("a.json", "restricted"),
    ]


def test_a_changed_sidecar_changes_its_item_and_no_other(box, take, records):
    path = box({"a.txt": "a", "a.json": '{"title": "A"}', "b.txt": "b", "b.json": '{"title": "B"}'})
    take(path)
    (path / "a.json").write_text('{"title": "Another"}')
    again = take(path)
    assert (again.changed, again.unchanged) == (1, 1)
    assert sorted(record.title for record in records()) == ["Another", "B"]


def test_a_sidecar_that_comes_later_describes_the_item_that_is_there(box, take, records):
    path = box({"a.txt": "a"})
    take(path)
    box({"a.json": '{"title": "Described"}'})
    assert take(path).changed == 1
    assert [record.title for record in records()] == ["Described"]


def test_without_a_title_the_file_s_name_is_taken(box, take, records):
    take(box({"acta_de-1992.txt": "a", "acta_de-1992.json": '{"date": "1992"}'}))
    assert [record.title for record in records()] == ["Acta de 1992"]


def test_files_of_one_name_and_one_sidecar_are_one_item(box, rows):
    found = rows(
        box(
            {
                "a.tif": "1",
                "a.jpg": "2",
                "a.toml": 'title = "A"',
                "a.jpg.json": '{"note": "small"}',
                "b.tif": "3",
            }
        )
    )
    assert [names([row]) for row in found] == [["a.jpg", "a.tif", "a.toml", "a.jpg.json"], ["b.tif"]]
    assert found[0].raw == {"title": "A", "note": "small"}


def test_of_two_sidecars_the_weightier_holds(box, rows):
    (row,) = rows(box({"a.tif": "1", "a.toml": 'title = "By hand"', "a.xmp": XMP}))
    assert row.raw["title"] == "By hand"
    assert row.raw["creator"] == "Ana Pérez"


@pytest.mark.parametrize(
    ("name", "text"),
    [("metadata.json", '{"title": "All"}'), ("metadata.yaml", "title: All"), ("dublin_core.xml", OAI_DC)],
)
def test_a_description_of_a_folder_makes_it_one_item(box, rows, name, text):
    found = rows(box({f"one/{name}": text, "one/1.tif": "1", "one/sub/2.tif": "2", "two/3.tif": "3"}))
    assert [row.key for row in found] == ["one", "two/3.tif"]
    assert names(found[:1]) == ["one/1.tif", "one/sub/2.tif", f"one/{name}"]


def test_files_may_be_named_with_what_holds_for_them_and_others_are_told(box, rows):
    text = '{"title": "All", "files": [{"name": "2.tif", "access": "reading_room"}]}'
    found = rows(box({"one/metadata.json": text, "one/1.tif": "1", "one/2.tif": "2"}))
    assert found[0].files[0] == {"name": "one/2.tif", "access": "reading_room"}
    assert told(found) == {"one/1.tif": "one/metadata.json does not name it among its files"}


def test_the_same_packed_is_the_same(tmp_path, box, rows):
    files = {"a.txt": "words", "a.json": '{"title": "A"}'}
    packed = rows(zipped(tmp_path / "a.zip", {f"box/{name}": text for name, text in files.items()}))
    assert [(row.key, row.raw) for row in packed] == [(row.key, row.raw) for row in rows(box(files))]


@pytest.mark.parametrize(
    "files",
    [
        {"a.pdf": "1", "a.xml": "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text/></TEI>"},
        {"a.csv": "1", "a.json": "[1, 2]"},
        {"a.toml": "x = 1", "b.json": "{}"},
    ],
)
def test_what_describes_nothing_is_a_file_like_any_other(box, rows, files):
    assert [names([row]) for row in rows(box(files))] == [[name] for name in sorted(files)]


def test_a_folder_without_sidecars_is_none(box):
    assert not IMPORTERS["sidecars"].recognise(box({"a.txt": "a", "b.json": "{}"}))


@given(st.sets(st.from_regex(r"[ab]{1,2}(\.(txt|tif|toml|json|xmp)){1,2}", fullmatch=True), max_size=9))
def test_every_file_is_in_one_group_and_no_other(tmp_path_factory, files):
    root = tmp_path_factory.mktemp("box")
    for name in files:
        (root / name).touch()
    grouped = [name for group in groups(root) for name in (*group.files, *group.sidecars)]
    assert sorted(grouped) == sorted(files)


@given(
    st.sampled_from(sorted(READERS)),
    st.binary(max_size=200) | st.text(alphabet="{}[]:&*!|>-\n \"'a1#=", max_size=80).map(str.encode),
)
def test_no_sidecar_brings_its_reader_down(tmp_path_factory, suffix, content):
    path = tmp_path_factory.mktemp("box") / f"a{suffix}"
    path.write_bytes(content)
    try:
        stated = read_sidecar(path)
        if stated is not None:
            fields_of(stated)
    except Invalid as error:
        assert error.problems


def test_a_mapping_beside_its_sheet_is_told_from_a_description(box, rows):
    mapping = '[columns]\nSignatura = "identifier"\nTitulo = "title"\n'
    (row,) = rows(box({"inventory.csv": "Signatura,Titulo\nA,One\n", "inventory.toml": mapping}))
    (problem,) = row.problems
    assert "what the columns of a table mean" in str(problem.reason)
    assert "archive ingest inventory.csv --mapping inventory.toml" in str(problem.remedy)
