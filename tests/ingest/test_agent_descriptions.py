"""EAC-CPF in both editions: persons, bodies and families."""

import pytest

from archive.ingest.importers.registry import open_sources
from archive.ingest.losses import Fate
from archive.ingest.manifest import Reading
from archive.ingest.summary import Severity
from archive.metadata.record import Kind

EAC = """<eac-cpf xmlns="urn:isbn:1-931666-33-4" xmlns:xlink="http://www.w3.org/1999/xlink"><control>
<recordId>{id}</recordId><maintenanceStatus>new</maintenanceStatus><sources><source xlink:href="https://a.org/s">
<sourceEntry>Her diary</sourceEntry></source></sources></control><cpfDescription><identity>
<entityId>https://viaf.org/viaf/1</entityId><entityType>{type}</entityType>{names}</identity>
<description>{description}</description><relations>{relations}</relations></cpfDescription></eac-cpf>"""
ANA = """<nameEntry><part localType="surname">Ruis</part><part localType="forename">Ana</part></nameEntry>
<nameEntry><part>Ruiz, Ana</part><authorizedForm>rda</authorizedForm></nameEntry>"""
LIFE = """<existDates><dateRange><fromDate standardDate="1901-02-03">3 Feb. 1901</fromDate>
<toDate standardDate="1980">1980</toDate></dateRange></existDates>
<place><placeRole>birth</placeRole><placeEntry>Mérida</placeEntry></place><place><placeEntry>Caracas</placeEntry></place>
<occupation><term>Teacher</term></occupation><legalStatus><term>Citizen</term></legalStatus>
<biogHist><abstract>A teacher.</abstract><p>Born.</p><p>Taught.</p></biogHist>"""
LINKS = """<cpfRelation cpfRelationType="associative"><relationEntry>Paz, Luis</relationEntry></cpfRelation>
<resourceRelation resourceRelationType="creatorOf" xlink:href="https://a.org/fa"><relationEntry>Papers</relationEntry>
</resourceRelation>"""


@pytest.fixture
def eac(tmp_path):
    def eac(text=None, id="a1", type="person", names=ANA, description=LIFE, relations=LINKS):
        path = tmp_path / "agent.xml"
        parts = {"id": id, "type": type, "names": names, "description": description, "relations": relations}
        path.write_text(text or EAC.format(**parts), encoding="utf-8")
        return path

    return eac


def agents(records):
    return {each.title: each for each in records(Kind.AGENT)}


def test_a_person_comes_in_with_names_dates_and_life(take, eac, records):
    take(eac())
    ana = agents(records)["Ruiz, Ana"]
    assert (ana.type, ana.texts("alternative")) == ("person", ("Ruis, Ana",))
    assert (ana.first("born").edtf, ana.first("died").edtf) == ("1901-02-03", "1980")
    assert (ana.texts("birth_place"), ana.texts("place")) == (("Mérida",), ("Caracas",))
    assert (ana.texts("occupation"), ana.texts("history")) == (("Teacher",), ("Born.\n\nTaught.",))
    assert (ana.texts("description"), ana.texts("see_also")) == (
        ("A teacher.",),
        ("https://viaf.org/viaf/1",),
    )
    assert (ana.texts("related_agent"), ana.texts("source")) == (
        ("Paz, Luis",),
        ("Her diary (https://a.org/s)",),
    )
    assert ana.texts("note") == ("legalStatus: Citizen", "creatorOf: Papers https://a.org/fa")


def test_a_body_is_founded_and_has_bodies_before_and_above_it(take, eac, records):
    related = """<cpfRelation cpfRelationType="{0}"><relationEntry>{1}</relationEntry></cpfRelation>"""
    links = related.format("temporal-earlier", "Liga") + related.format("hierarchical-parent", "Ministerio")
    names = "<nameEntry><part>Instituto</part></nameEntry>"
    take(eac(type="corporateBody", names=names, relations=links))
    body = agents(records)["Instituto"]
    assert (body.type, body.first("founded").edtf, body.first("dissolved").edtf) == (
        "body",
        "1901-02-03",
        "1980",
    )
    assert (body.texts("preceded_by"), body.texts("parent_body")) == (("Liga",), ("Ministerio",))


def test_an_agent_that_a_document_named_is_described_and_keeps_its_links(take, eac, sheet, records):
    take(sheet('id,title,creator\n1,A letter,"Ruiz, Ana"\n'), type="document")
    take(eac())
    assert len([each for each in records(Kind.AGENT) if each.title == "Ruiz, Ana"]) == 1
    assert agents(records)["Ruiz, Ana"].id == records()[0].first("creator").authority


def test_a_second_run_changes_what_was_corrected(take, eac, records):
    take(eac())
    assert take(eac()).unchanged == 1
    assert take(eac(description=LIFE.replace("Taught.", "Taught in Caracas."))).changed == 1


SECOND = """<eac xmlns="https://archivists.org/ns/eac/v2"><control><recordId>b</recordId></control>
<cpfDescription><identity><entityType value="family"/>
<nameEntry preferredForm="true"><part>Familia Ruiz</part></nameEntry></identity><description><existDates>
<dateRange><fromDate standardDate="1800">1800</fromDate></dateRange></existDates></description>
<relations><relation><targetEntity><part>Ruiz, Ana</part></targetEntity></relation></relations>
</cpfDescription></eac>"""


def test_the_second_edition_of_the_standard_is_understood(take, eac, records):
    take(eac(SECOND))
    family = agents(records)["Familia Ruiz"]
    assert (family.type, family.first("date").edtf) == ("family", "1800")
    assert family.texts("related_agent") == ("Ruiz, Ana",)


def test_a_record_without_a_name_is_refused_and_says_why(take, eac, heard):
    assert take(eac(names="")).refused == 1
    assert "gives no name" in heard.lines(Severity.REFUSED)[0]


def test_every_element_is_accounted_for(eac):
    [source] = open_sources(eac(), Reading())
    list(source.rows())
    account = {each.field: each.fate for each in source.losses.lines()}
    assert account["resourceRelation"] is Fate.NOTED
    assert account["maintenanceStatus"] is Fate.DROPPED
    assert account["nameEntry (authorised)"] is Fate.MAPPED


def test_a_real_authority_comes_in(corpus, take, records):
    take(corpus / "records" / "ead" / "EINSTEIN_ALBERT_18791955.CPF.xml")
    assert agents(records)["Einstein, Albert"].texts("alternative") == ("Bertie",)
