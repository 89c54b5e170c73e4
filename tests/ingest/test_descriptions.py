"""Dublin Core, MODS and MARCXML: alone, in lists, in the saved answers of repositories."""

from pathlib import Path

import pytest

from archive.core.errors import SourceError
from archive.ingest.importers.registry import open_sources
from archive.ingest.losses import Fate
from archive.ingest.manifest import Reading
from archive.metadata.access import Access
from archive.metadata.record import Kind

DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
OAI_DC = f'<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" {DC}>{{0}}</oai_dc:dc>'
MODS = '<mods xmlns="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink">{0}</mods>'
OAI = '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>{0}</ListRecords></OAI-PMH>'
RECORD = "<record><header><identifier>{0}</identifier></header><metadata>{1}</metadata></record>"


@pytest.fixture
def xml(tmp_path):
    def xml(text, name="records.xml"):
        path = tmp_path / "source" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return xml


@pytest.fixture
def rows(xml):
    """Return the rows of a file, and what became of its elements."""

    def rows(text):
        [source] = open_sources(xml(text), Reading())
        found = list(source.rows())
        assert len(found) == source.count()
        return found, {(each.field, each.fate) for each in source.losses.lines()}

    return rows


def test_one_dublin_core_record_comes_in_with_its_fields(take, xml, records):
    said = (
        "<dc:title xml:lang='es'>Carta</dc:title><dc:title xml:lang='es'>Misiva</dc:title>"
        "<dc:creator>Ruiz, Ana; Paz, Luis</dc:creator><dc:date>1938</dc:date><dc:language>spa</dc:language>"
        "<dc:type>Still Image</dc:type><dc:type>Photograph</dc:type><dc:identifier>https://a.org/1</dc:identifier>"
        "<dc:identifier>F-1</dc:identifier><dc:coverage>Mérida</dc:coverage><dc:coverage>1938</dc:coverage>"
        "<dc:rights>https://creativecommons.org/licenses/by/4.0/</dc:rights>"
    )
    assert take(xml(OAI_DC.format(said))).new == 1
    [record] = records()
    assert (record.type, record.title, record.texts("alternative")) == ("image", "Carta", ("Misiva",))
    assert record.first("title").language == "es"
    assert record.texts("creator") == ("Ruiz, Ana", "Paz, Luis")
    assert (record.texts("language"), record.texts("genre")) == (("es",), ("Photograph",))
    assert (record.texts("see_also"), record.texts("identifier")) == (("https://a.org/1",), ("F-1",))
    assert (record.texts("spatial"), record.texts("temporal")) == (("Mérida",), ("1938",))
    assert record.texts("license") == ("https://creativecommons.org/licenses/by/4.0/",)


def test_what_states_no_type_is_of_the_type_that_is_asked_for_or_a_document(take, xml, records):
    untyped = RECORD.format("a", OAI_DC.format("<dc:title>Untyped</dc:title>"))
    typed = RECORD.format("b", OAI_DC.format("<dc:title>Typed</dc:title><dc:type>Sound</dc:type>"))
    take(xml(OAI.format(untyped + typed)))
    assert {each.title: each.type for each in records()} == {"Untyped": "document", "Typed": "recording"}
    take(xml(OAI.format(untyped + typed)), type="image")
    assert {each.title: each.type for each in records()} == {"Untyped": "image", "Typed": "recording"}


def test_the_answer_of_a_repository_is_known_by_its_identifiers_and_its_deletions_are_told(rows):
    answer = "".join(
        RECORD.format(f"oai:x:{n}", OAI_DC.format(f"<dc:title>T{n}</dc:title>")) for n in range(3)
    )
    deleted = '<record><header status="deleted"><identifier>oai:x:9</identifier></header></record>'
    found, account = rows(OAI.format(answer + deleted))
    assert [row.key for row in found] == ["oai:x:0", "oai:x:1", "oai:x:2"]
    assert ('header[@status="deleted"]', Fate.DROPPED) in account


def test_a_second_run_changes_what_was_corrected_and_nothing_else(take, xml, records):
    text = OAI.format("".join(RECORD.format(n, OAI_DC.format(f"<dc:title>T{n}</dc:title>")) for n in "abc"))
    take(xml(text))
    summary = take(xml(text.replace("Tb", "Better")))
    assert (summary.changed, summary.unchanged) == (1, 2)
    assert sorted(each.title for each in records()) == ["Better", "Ta", "Tc"]


def test_elements_of_other_vocabularies_are_kept_in_notes(rows):
    said = (
        "<dc:title>T</dc:title><x:shelf xmlns:x='urn:x'>A 4</x:shelf><dcterms:mediator>Ana</dcterms:mediator>"
    )
    [row], account = rows(OAI_DC.format(said))
    assert row.raw["note"] == ["shelf: A 4", "dcterms:mediator: Ana"]
    assert ("shelf", Fate.NOTED) in account


def test_a_list_of_records_in_any_wrapper_of_dublin_core_is_read(rows):
    one = "<record><dc:title>{0}</dc:title></record>"
    found, _ = rows(f"<records {DC}>{one.format('A')}{one.format('B')}</records>")
    assert [row.raw["title"] for row in found] == ["A", "B"]


RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" {0}>
<rdf:Description rdf:about="book/1"><dcterms:title>A book</dcterms:title>
<dcterms:creator><rdf:Description><rdf:value>Ruiz, Ana</rdf:value></rdf:Description></dcterms:creator>
<dcterms:license rdf:resource="https://creativecommons.org/publicdomain/zero/1.0/"/></rdf:Description>
<rdf:Description rdf:about="https://x.org/Ana"><dcterms:description>x</dcterms:description>
</rdf:Description></rdf:RDF>"""


def test_rdf_gives_the_nodes_that_are_described_and_not_those_that_are_only_named(rows):
    [row], account = rows(RDF.format(DC))
    assert (row.key, row.raw["title"], row.raw["creator"]) == ("book/1", "A book", "Ruiz, Ana")
    assert row.raw["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert ("Description", Fate.DROPPED) in account


def test_a_drawing_that_tells_its_author_is_a_file_and_no_list_of_records(xml):
    drawing = (
        f"<svg xmlns='http://www.w3.org/2000/svg' {DC}><metadata><dc:title>T</dc:title></metadata></svg>"
    )
    [source] = open_sources(xml(drawing, "drawing.svg"), Reading())
    assert [row.files[0]["name"] for row in source.rows()] == ["drawing.svg"]


BOOK = """<titleInfo><nonSort>The</nonSort><title>Book</title><subTitle>of Ana</subTitle></titleInfo>
<name type="personal"><namePart type="family">Ruiz</namePart><namePart type="given">Ana</namePart>
<role><roleTerm type="code" authority="marcrelator">aut</roleTerm></role></name>
<name type="corporate"><namePart>Liga Agraria</namePart><role><roleTerm>publisher</roleTerm></role></name>
<name><namePart>Paz, Luis</namePart><role><roleTerm>binder</roleTerm></role></name>
<typeOfResource>text</typeOfResource><originInfo><place><placeTerm type="code">ve</placeTerm>
<placeTerm type="text">Caracas</placeTerm></place>
<dateIssued encoding="w3cdtf" point="start">1900</dateIssued>
<dateIssued encoding="w3cdtf" point="end">1910</dateIssued>
<dateCreated qualifier="approximate">1899</dateCreated></originInfo>
<language><languageTerm type="code" authority="iso639-2b">spa</languageTerm></language>
<subject><topic>Land reform</topic><geographic>Venezuela</geographic></subject>
<subject><geographic>Mérida</geographic></subject><subject><temporal>1900</temporal></subject>
<relatedItem type="host"><titleInfo><title>Works</title></titleInfo></relatedItem>
<location><shelfLocator>B 12</shelfLocator></location><accessCondition type="use and reproduction"
xlink:href="http://rightsstatements.org/vocab/InC/1.0/">In copyright</accessCondition>
<recordInfo><recordIdentifier>m1</recordIdentifier></recordInfo>"""


def test_mods_comes_in_with_names_dates_and_subjects(take, xml, records):
    take(xml(MODS.format(BOOK)))
    [book] = records()
    assert (book.type, book.title) == ("document", "The Book: of Ana")
    assert (book.texts("creator"), book.texts("publisher")) == (("Ruiz, Ana",), ("Liga Agraria",))
    assert (book.texts("contributor"), book.texts("note")) == (("Paz, Luis",), ("role: Paz, Luis (binder)",))
    assert book.texts("place_of_publication") == ("Caracas",)
    assert (book.first("issued").edtf, book.first("created").edtf) == ("1900/1910", "1899~")
    assert book.texts("language") == ("es",)
    assert book.texts("subject") == ("Land reform -- Venezuela",)
    assert (book.texts("spatial"), book.first("temporal").edtf) == (("Mérida",), "1900")
    assert (book.texts("is_part_of"), book.texts("reference_code")) == (("Works",), ("B 12",))
    assert book.texts("license") == ("http://rightsstatements.org/vocab/InC/1.0/",)
    kinds = {each.title: each.type for each in records(Kind.AGENT)}
    assert kinds == {"Ruiz, Ana": "person", "Liga Agraria": "body", "Paz, Luis": "person"}


def test_a_collection_of_mods_gives_each_record(rows):
    one = '<mods><titleInfo><title>{0}</title></titleInfo><identifier type="local">{0}</identifier></mods>'
    found, _ = rows(
        f'<modsCollection xmlns="http://www.loc.gov/mods/v3">{one.format("A")}{one.format("B")}</modsCollection>'
    )
    assert [(row.key, row.raw["title"]) for row in found] == [("A", "A"), ("B", "B")]


def test_mods_that_says_access_is_closed_comes_in_restricted(take, xml, records):
    said = "<titleInfo><title>T</title></titleInfo><accessCondition>Restricted access</accessCondition>"
    take(xml(MODS.format(said)))
    assert records()[0].access is Access.RESTRICTED


def test_a_record_without_a_title_gets_one_from_its_abstract(rows):
    [row], _ = rows(MODS.format("<abstract>A letter about the harvest.</abstract>"))
    assert row.raw["title"] == "[A letter about the harvest.]"


def test_a_prefix_that_nobody_declared_costs_nothing(rows):
    text = MODS.format("<titleInfo><title>T</title></titleInfo><note z:type='a'>x</note>")
    [row], _ = rows(text)
    assert (row.raw["title"], row.raw["note"]) == ("T", "a: x")


def test_a_file_that_is_not_xml_to_its_end_begins_nothing(xml):
    with pytest.raises(SourceError, match="cannot be read"):
        open_sources(xml(OAI_DC.format("<dc:title>T</dc:title>")[:-9]), Reading())


def test_thousands_of_records_are_given_up_as_they_are_read(xml):
    many = "".join(RECORD.format(n, OAI_DC.format(f"<dc:title>T{n}</dc:title>")) for n in range(3000))
    [source] = open_sources(xml(OAI.format(many)), Reading())
    assert source.count() == sum(1 for _ in source.rows()) == 3000


REPOSITORIES = ("bhl", "ct", "gpo", "gutenberg", "in", "ma", "michigan_bad", "nc", "ohio", "rumsey")
MORE = ("tn", "txdl", "virginias", "wi", "oai-page")


@pytest.mark.parametrize("name", [*REPOSITORIES, *MORE])
def test_records_of_real_repositories_come_in_whole(corpus, take, name):
    summary = take(Path(corpus / "records" / "partner-records" / f"{name}.xml"))
    assert (summary.new, summary.refused) == (10 if name == "oai-page" else 1, 0)
