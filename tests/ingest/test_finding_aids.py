"""Finding aids in EAD 2002 and EAD3: the tree, what describes it, and what a second run makes of it."""

from pathlib import Path

import pytest
from lxml import etree

from archive.core.errors import SourceError
from archive.ingest.importers.registry import open_sources
from archive.ingest.losses import Fate
from archive.ingest.manifest import Reading
from archive.ingest.summary import Severity
from archive.metadata.access import Access
from archive.metadata.record import Kind

HEADER = """<control><recordid>fa-1</recordid>
<filedesc><titlestmt><titleproper>Guide to the papers</titleproper>
<subtitle>An inventory</subtitle></titlestmt></filedesc>
<maintenancestatus value="new"/><maintenanceagency><agencyname>The Archive</agencyname></maintenanceagency>
<maintenancehistory><maintenanceevent><eventtype value="created"/><eventdatetime>2004</eventdatetime>
<agenttype value="human"/><agent>Ana</agent></maintenanceevent></maintenancehistory></control>"""
WHOLE = """<did><unittitle>Papers of Ana</unittitle><unitid>MS 7</unitid>
<origination><persname><part>Ruiz, Ana</part><part>1901-1980</part></persname>
<corpname><part>Liga Agraria</part></corpname></origination>
<unitdate normal="1917/1955">1917-1955, </unitdate>
<langmaterial><language langcode="spa">Spanish</language></langmaterial></did>
<scopecontent><head>Scope</head><p>Letters.</p><p>Diaries.</p></scopecontent>"""
SERIES = """<c level="series"><did><unittitle>Letters</unittitle><unitid>1</unitid></did>
<c level="file"><did><unittitle>{name}</unittitle><container localtype="box">1</container>
<container localtype="folder">2</container></did></c></c>"""


def ead3(inside, header=HEADER, whole=WHOLE, level="fonds"):
    return f"""<ead xmlns="http://ead3.archivists.org/schema/">{header}
<archdesc level="{level}">{whole}<dsc>{inside}</dsc></archdesc></ead>"""


@pytest.fixture
def aid(tmp_path):
    def aid(text, name="aid.xml"):
        path = tmp_path / "aids" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return aid


@pytest.fixture
def rows(aid):
    """Return the rows of a finding aid, and the account of its elements."""

    def rows(text):
        [source] = open_sources(aid(text), Reading())
        found = list(source.rows())
        return found, {(each.field, each.fate, each.into) for each in source.losses.lines()}

    return rows


def chain(record):
    return [each.title for each in record.ancestors]


def component(inside, level="file"):
    return f'<c level="{level}"><did>{inside}</did></c>'


def test_series_of_one_code_and_title_keep_what_stands_in_them(take, aid, records):
    sub = '<c level="subfonds"><did><unittitle>{0}</unittitle></did>{1}</c>'
    inside = sub.format("Office", SERIES.format(name="To Luis")) + sub.format(
        "Home", SERIES.format(name="To Eva")
    )
    summary = take(aid(ead3(inside)))
    assert (summary.new, summary.refused) == (7, 0)
    assert {each.title: chain(each) for each in records()} == {
        "To Luis": ["Papers of Ana", "Office", "Letters"],
        "To Eva": ["Papers of Ana", "Home", "Letters"],
    }


def test_two_finding_aids_with_series_of_one_title_stay_apart(take, aid, records):
    take(aid(ead3(SERIES.format(name="To Luis")), "a.xml"))
    other = WHOLE.replace("MS 7", "MS 8").replace("of Ana", "of Eva")
    take(aid(ead3(SERIES.format(name="To Rosa"), whole=other), "b.xml"))
    assert {each.title: chain(each)[0] for each in records()} == {
        "To Luis": "Papers of Ana",
        "To Rosa": "Papers of Eva",
    }


def test_the_whole_is_described_in_the_fields_of_archival_description(take, aid, records):
    take(aid(ead3(SERIES.format(name="To Luis"))))
    whole = next(each for each in records(Kind.COLLECTION) if each.title == "Papers of Ana")
    assert whole.texts("reference_code") == ("MS 7",)
    assert whole.texts("scope") == ("Letters.\n\nDiaries.",)
    assert whole.texts("language") == ("es",)
    assert (whole.first("date").text, whole.first("date").edtf) == ("1917-1955", "1917/1955")
    assert whole.texts("finding_aid") == ("Guide to the papers An inventory",)
    assert whole.texts("creator") == ("Ruiz, Ana, 1901-1980", "Liga Agraria")
    assert {each.title: each.type for each in records(Kind.AGENT)} == {
        "Ruiz, Ana, 1901-1980": "person",
        "Liga Agraria": "body",
    }


def test_a_second_run_finds_everything_as_it_was_and_a_correction_changes_its_record(take, aid, records):
    text = ead3(SERIES.format(name="To Luis"))
    take(aid(text))
    assert take(aid(text)).unchanged == 3
    ids = {each.id for each in records()}
    summary = take(
        aid(text.replace("Letters.</p>", "Letters and cards.</p>").replace('folder">2', 'folder">3'))
    )
    assert (summary.changed, summary.unchanged, summary.new) == (2, 1, 0)
    assert {each.id for each in records()} == ids


def test_a_component_without_a_title_gets_one_and_says_so(take, aid, records, heard):
    dated = component("<unitdate>1950</unitdate>")
    take(aid(ead3(dated + component("<container localtype='box'>4</container>"))))
    assert sorted(each.title for each in records()) == ["[1950]", "[box 4]"]
    assert all("formed from what else it says" in each.texts("archivist_note")[0] for each in records())
    assert sum("has no title" in line for line in heard.lines(Severity.WARNING)) == 2


def test_containers_are_told_in_one_note(take, aid, records):
    take(aid(ead3(SERIES.format(name="To Luis"))))
    assert records()[0].texts("note") == ("container: box 1, folder 2",)


def test_the_machines_date_counts_unless_the_words_say_that_they_are_not_sure(rows):
    dates = (
        '<unitdate normal="1905">circa 1905</unitdate>',
        '<unitdate normal="19050304/19060101">spring</unitdate>',
    )
    found, _ = rows(ead3("".join(component(f"<unittitle>T</unittitle>{each}") for each in dates)))
    assert [row.raw["date"]["edtf"] for row in found[1:]] == ["1905~", "1905-03-04/1906-01-01"]


def test_a_structured_date_that_repeats_the_words_adds_nothing(rows):
    twice = """<unittitle>T</unittitle><unitdate>2003-2004</unitdate><unitdatestructured><daterange>
    <fromdate standarddate="2003">2003</fromdate><todate standarddate="2004">2004</todate>
    </daterange></unitdatestructured>"""
    found, _ = rows(ead3(component(twice)))
    assert found[1].raw["date"] == {"value": "2003-2004", "edtf": "2003/2004"}


def test_a_date_that_cannot_be_is_kept_in_a_note_and_refuses_nobody(take, aid, records):
    take(aid(ead3(component("<unittitle>T</unittitle><unitdate>31 February 1992</unitdate>"))))
    assert records()[0].texts("note") == ("did/unitdate: 31 February 1992",)


def test_every_element_is_accounted_for(rows):
    inside = component(
        "<unittitle>T</unittitle><physloc>Off-site</physloc><materialspec>35 mm</materialspec>"
    )
    _, account = rows(ead3(inside))
    assert ("did/unittitle", Fate.MAPPED, "title") in account
    assert ("did/physloc", Fate.NOTED, "") in account
    assert ("maintenancestatus", Fate.DROPPED, "") in account
    assert {field for field, fate, _ in account if fate is Fate.DROPPED} == {"maintenancestatus"}


def test_a_digital_object_beside_the_file_becomes_a_file_and_an_address_a_link(
    take, aid, records, tmp_path, heard
):
    (tmp_path / "aids" / "scans").mkdir(parents=True)
    (tmp_path / "aids" / "scans" / "letter 1.txt").write_text("Dear Luis", encoding="utf-8")
    here = '<dao daotype="derived" href="scans/letter%201.txt"/>'
    there = '<dao daotype="derived" href="https://example.org/2"/><dao daotype="derived" href="../../a.txt"/>'
    take(
        aid(
            ead3(
                component(f"<unittitle>Here</unittitle>{here}")
                + component(f"<unittitle>There</unittitle>{there}")
            )
        )
    )
    items = {each.title: each for each in records()}
    assert [file.name for file in items["Here"].files] == ["letter 1.txt"]
    assert items["There"].texts("see_also") == ("https://example.org/2",)
    assert not items["There"].files
    assert any("../../a.txt" in line for line in heard.lines(Severity.WARNING))


@pytest.mark.parametrize(
    ("words", "access"),
    [
        pytest.param("Closed.", Access.RESTRICTED, id="one word"),
        pytest.param("Use of audiotapes may require production of copies.", Access.PUBLIC, id="a condition"),
        pytest.param("Closed boxes may be ordered a day before.", Access.PUBLIC, id="a word that means else"),
    ],
)
def test_words_on_access_stay_words_unless_they_say_that_all_is_closed(take, aid, records, words, access):
    said = f"<accessrestrict><p>{words}</p></accessrestrict>"
    restrict = f"<c level='file'><did><unittitle>T</unittitle></did>{said}</c>"
    take(aid(ead3(restrict)))
    assert records()[0].access is access
    assert records()[0].texts("access_rights") == (words,)


def test_what_is_marked_as_internal_is_not_made_public(rows):
    inside = """<c level="file"><did><unittitle>T</unittitle></did>
    <odd audience="internal"><p>The donor is ill.</p></odd></c><c level="file" audience="internal"><did>
    <unittitle>U</unittitle></did></c>"""
    found, account = rows(ead3(inside))
    assert "donor" not in str([row.raw for row in found])
    assert ("odd", Fate.DROPPED, "") in account
    assert [row.raw.get("access") for row in found] == [None, None, "restricted"]


def test_an_overview_of_series_that_are_described_below_makes_no_second_series(rows):
    text = ead3(component("<unittitle>Letters</unittitle>", "series"))
    overview = text.replace(
        "<dsc>", '<dsc dsctype="analyticoverview"><c><did><unittitle>Letters</unittitle></did></c></dsc><dsc>'
    )
    assert [row.raw["title"] for row in rows(overview)[0]] == ["Papers of Ana", "Letters"]


def test_ead_2002_with_numbered_components_and_no_namespace_is_understood(take, aid, records):
    text = """<!DOCTYPE ead PUBLIC "+//ISBN 1-931666-00-8//DTD ead.dtd" "ead.dtd"><ead>
    <eadheader><eadid>old</eadid></eadheader><archdesc level="collection">
    <did><unittitle>Papers, <unitdate normal="1900">1900</unitdate></unittitle></did>
    <controlaccess><controlaccess><geogname>Mérida</geogname><geogname>Peru -- Maps</geogname>
    </controlaccess></controlaccess>
    <dsc type="combined"><c01 level="series"><did><unittitle>Caf&eacute;s</unittitle></did>
    <c02><did><unittitle>Menu</unittitle></did></c02></c01></dsc></archdesc></ead>"""
    take(aid(text))
    assert chain(records()[0]) == ["Papers", "Cafés"]
    whole = next(each for each in records(Kind.COLLECTION) if each.title == "Papers")
    assert (whole.first("date").edtf, whole.texts("spatial"), whole.texts("subject")) == (
        "1900",
        ("Mérida",),
        ("Peru -- Maps",),
    )


def test_a_fonds_that_a_sheet_only_named_is_described_by_its_finding_aid(take, aid, sheet, records):
    take(sheet("id,title,collection\n1,A poster,MS 7\n"), type="image")
    take(aid(ead3(SERIES.format(name="To Luis"))))
    assert {each.title: chain(each)[:1] for each in records()} == {
        "A poster": ["Papers of Ana"],
        "To Luis": ["Papers of Ana"],
    }


def test_a_fonds_that_is_described_already_is_not_written_over_by_another_finding_aid(take, aid, records):
    take(aid(ead3(""), "a.xml"))
    take(aid(ead3("", whole=WHOLE.replace("of Ana", "of somebody else")), "b.xml"))
    assert sorted(each.title for each in records(Kind.COLLECTION)) == [
        "Papers of Ana",
        "Papers of somebody else",
    ]


def test_a_file_that_breaks_off_begins_nothing_and_names_the_place(aid):
    with pytest.raises(SourceError, match=r"Premature end of data.*\(\d+:\d+\)"):
        open_sources(aid(ead3(SERIES.format(name="x"))[:-23]), Reading())


def test_an_entity_that_reads_a_file_or_swells_is_not_resolved(rows, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the password", encoding="utf-8")
    doctype = f'<!DOCTYPE ead [<!ENTITY leak SYSTEM "{secret.as_uri()}"><!ENTITY a "aaaaaaaaaa">]>'
    found, _ = rows(doctype + ead3(component("<unittitle>T &leak; &a;</unittitle>")))
    assert found[1].raw["title"] == "T &leak; &a;"


def test_these_finding_aids_are_valid(schemas):
    schema = etree.XMLSchema(etree.parse(schemas / "ead" / "ead3.xsd"))
    document = etree.fromstring(ead3(SERIES.format(name="To Luis")))
    assert schema.validate(document), schema.error_log


def test_ten_thousand_components_are_read_one_at_a_time(aid):
    many = "".join(SERIES.format(name=f"Letter {number}") for number in range(5_000))
    [source] = open_sources(aid(ead3(many)), Reading())
    assert source.count() == 10_001
    held = 0
    for row in source.rows():
        held = max(held, len(row.raw))
    assert len({row.key for row in source.rows()}) == 10_001
    assert held < 20


def test_every_finding_aid_of_the_corpus_comes_in_with_as_many_records_as_components(corpus):
    for path in sorted((corpus / "records" / "ead").glob("*.xml")):
        root = etree.parse(path, etree.XMLParser(resolve_entities=False)).getroot()
        if etree.QName(root).localname != "ead":
            continue
        tags = (etree.QName(each).localname for each in root.iter("*"))
        components = sum(tag == "c" or (tag[:1] == "c" and tag[1:].isdigit()) for tag in tags)
        [source] = open_sources(Path(path), Reading())
        found = list(source.rows())
        assert len(found) == source.count() == components + 1, path.name
        keys = {row.key for row in found}
        assert len(keys) == len(found), path.name
        assert all(row.within in keys for row in found[1:]), path.name
