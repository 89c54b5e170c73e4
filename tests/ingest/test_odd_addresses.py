"""Addresses and names in the records of others that no program can follow: they cost nobody's record."""

import pytest

from archive.ingest.importers.addresses import path_of, scheme_of
from archive.ingest.importers.registry import open_sources
from archive.ingest.manifest import Reading
from archive.ingest.names import is_beside

ODD = ("http://[a", "//[", "%00", "n" * 300 + ".jpg", "ñ" * 300, "../" * 40 + "a")
EAD = """<ead xmlns="urn:isbn:1-931666-22-9"><eadheader><eadid>fa-1</eadid></eadheader>
<archdesc level="fonds"><did><unittitle>Papers</unittitle></did><dsc>
<c level="item"><did><unittitle>Odd</unittitle><dao href="{0}"/></did></c>
<c level="item"><did><unittitle>Next</unittitle></did></c></dsc></archdesc></ead>"""
METS = """<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink" LABEL="Diary">
<dmdSec ID="d"><mdRef xlink:href="{0}"/></dmdSec>
<fileSec><fileGrp><file ID="f"><FLocat xlink:href="{0}"/></file></fileGrp></fileSec></mets>"""
CORE = '<dublin_core><dcvalue element="title">La comuna</dcvalue></dublin_core>'


def titles(path):
    return [row.raw["title"] for source in open_sources(path, Reading()) for row in source.rows()]


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_address_in_a_finding_aid_costs_no_component(tmp_path, odd):
    path = tmp_path / "aid.xml"
    path.write_text(EAD.format(odd), encoding="utf-8")
    assert titles(path) == ["Papers", "Odd", "Next"]


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_address_in_mets_costs_not_the_record(tmp_path, odd):
    path = tmp_path / "mets.xml"
    path.write_text(METS.format(odd), encoding="utf-8")
    assert titles(path) == ["Diary"]


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_name_in_a_list_of_contents_costs_not_the_item(tmp_path, odd):
    item = tmp_path / "saf" / "item_1"
    item.mkdir(parents=True)
    (item / "dublin_core.xml").write_text(CORE, encoding="utf-8")
    (item / "contents").write_text(f"{odd}\n", encoding="utf-8")
    assert titles(item.parent) == ["La comuna"]


@pytest.mark.parametrize("odd", ["n" * 300 + ".jpg", "n" * 300 + "/a.jpg", "ñ" * 300 + ".jpg"])
def test_a_name_longer_than_any_disk_takes_is_that_of_no_file(take, sheet, heard, odd):
    summary = take(sheet(f"title,file\nOne,{odd}\nTwo,\n"), type="document")
    assert (summary.new, summary.refused) == (1, 1)
    assert "there is no such file" in heard.lines()[0]


@pytest.mark.parametrize(
    ("address", "scheme", "path"),
    [
        ("pages/a%20b.tif", "", "pages/a b.tif"),
        ("file:///pages/a.tif", "file", "/pages/a.tif"),
        ("https://example.org/a.tif", "https", ""),
        ("//host/a.tif", "", ""),
        ("http://[a", "", ""),
    ],
)
def test_an_address_means_a_path_only_if_it_names_no_host(address, scheme, path):
    assert (scheme_of(address), path_of(address)) == (scheme, path)


def test_what_a_link_leads_to_is_not_beside(tmp_path):
    folder = tmp_path / "export"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "own.txt").write_text("own", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    found = [name for name in ("own.txt", "link.txt", "../secret.txt", "none.txt") if is_beside(folder, name)]
    assert found == ["own.txt"]
