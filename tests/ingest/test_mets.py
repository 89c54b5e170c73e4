"""METS: the description it wraps, its files in their order, their labels and checksums."""

import hashlib

import pytest

from archive.core.errors import SourceError
from archive.ingest.importers.registry import open_sources
from archive.ingest.losses import Fate
from archive.ingest.manifest import Reading
from archive.ingest.summary import Severity

METS = """<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"
OBJID="obj-1" LABEL="Diary">
<metsHdr CREATEDATE="2020-01-01T00:00:00"/>{dmd}
<amdSec ID="a"><techMD ID="t"><mdWrap MDTYPE="OTHER"><xmlData><x xmlns="urn:x"/></xmlData></mdWrap>
</techMD></amdSec>
<fileSec>{files}</fileSec>
<structMap TYPE="LOGICAL"><div DMDID="d1"><div LABEL="Spring"/><div LABEL="Summer"/></div></structMap>
<structMap TYPE="PHYSICAL"><div><div ORDER="2" LABEL="Page 2"><fptr FILEID="f2"/></div>
<div ORDER="1" LABEL="Page 1"><fptr FILEID="f1"/></div></div></structMap></mets>"""
MODS = """<dmdSec ID="{0}"><mdWrap MDTYPE="MODS"><xmlData><mods xmlns="http://www.loc.gov/mods/v3">
<titleInfo><title>{1}</title></titleInfo></mods></xmlData></mdWrap></dmdSec>"""
FILE = '<file ID="{0}"{2}><FLocat LOCTYPE="URL" xlink:href="{1}"/></file>'
TWO = MODS.format("d2", "A part") + MODS.format("d1", "The diary")
PAGES = {"f2": "pages/a two.txt", "f1": "pages/z one.txt"}


@pytest.fixture
def mets(tmp_path):
    """Write a METS document beside its two pages; its checksums are those of the pages, or what is given."""

    def mets(dmd=TWO, checksum="", more=""):
        folder = tmp_path / "object"
        (folder / "pages").mkdir(parents=True, exist_ok=True)
        said = []
        for id, name in PAGES.items():
            (folder / name).write_text(f"Text of {id}", encoding="utf-8")
            value = checksum or hashlib.md5((folder / name).read_bytes(), usedforsecurity=False).hexdigest()
            href = name.replace(" ", "%20")
            said.append(FILE.format(id, href, f' CHECKSUM="{value}" CHECKSUMTYPE="MD5"'))
        files = f'<fileGrp USE="MASTER">{"".join(said)}</fileGrp>{more}'
        path = folder / "mets.xml"
        path.write_text(METS.format(dmd=dmd, files=files), encoding="utf-8")
        return path

    return mets


def test_the_description_of_the_whole_is_taken_and_the_files_follow_the_map(take, mets, records):
    assert take(mets()).new == 1
    [diary] = records()
    assert diary.title == "The diary"
    assert [file.name for file in diary.files] == ["z one.txt", "a two.txt"]
    assert [file.technical["label"] for file in diary.files] == ["Page 1", "Page 2"]
    assert diary.texts("table_of_contents") == ("Spring\nSummer",)


def test_dublin_core_is_understood_as_well(take, mets, records):
    dmd = """<dmdSec ID="d1"><mdWrap MDTYPE="DC"><xmlData xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:title>A diary</dc:title><dc:creator>Ruiz, Ana</dc:creator></xmlData></mdWrap></dmdSec>"""
    take(mets(dmd))
    assert (records()[0].title, records()[0].texts("creator")) == ("A diary", ("Ruiz, Ana",))


def test_without_a_description_the_label_is_the_title(take, mets, records):
    take(mets(""))
    assert records()[0].title == "Diary"


def test_a_description_beside_the_document_is_read_and_none_outside_its_folder(take, mets, records, tmp_path):
    reference = '<dmdSec ID="d1"><mdRef LOCTYPE="URL" MDTYPE="MODS" xlink:href="{0}"/></dmdSec>'
    path = mets(reference.format("mods.xml"))
    mods = '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>{0}</title></titleInfo></mods>'
    (path.parent / "mods.xml").write_text(mods.format("Beside"), encoding="utf-8")
    take(path)
    assert records()[0].title == "Beside"
    (tmp_path / "mods.xml").write_text(mods.format("Outside"), encoding="utf-8")
    take(mets(reference.format("../mods.xml")))
    assert records()[0].title == "Diary"


def test_a_file_that_has_another_checksum_keeps_the_object_out_and_is_named(take, mets, heard):
    summary = take(mets(checksum="0" * 32))
    assert (summary.new, summary.refused) == (0, 1)
    lines = heard.lines(Severity.REFUSED)
    assert len(lines) == 2 and all("MD5" in line and "0" * 32 in line for line in lines)
    assert take(mets()).new == 1


def test_thumbnails_are_left_out_files_elsewhere_become_links(mets):
    more = (
        f'<fileGrp USE="THUMBNAIL">{FILE.format("t1", "pages/t.jpg", "")}</fileGrp>'
        f'<fileGrp USE="MASTER">{FILE.format("r1", "https://a.org/3.tif", "")}</fileGrp>'
    )
    [source] = open_sources(mets(more=more), Reading())
    [row] = source.rows()
    assert [each["name"] for each in row.files] == ["pages/z one.txt", "pages/a two.txt"]
    assert row.raw["see_also"] == "https://a.org/3.tif"
    account = {(each.field, each.fate) for each in source.losses.lines()}
    dropped = {
        ("file", Fate.DROPPED),
        ("amdSec/techMD", Fate.DROPPED),
        ("dmdSec", Fate.DROPPED),
        ("metsHdr", Fate.DROPPED),
    }
    assert account >= dropped


def test_a_file_that_is_not_there_is_named(take, mets, heard):
    path = mets()
    (path.parent / PAGES["f1"]).unlink()
    assert take(path).refused == 1
    assert "z one.txt" in heard.lines(Severity.REFUSED)[0]


def test_a_second_run_finds_the_object_as_it_was(take, mets):
    path = mets()
    take(path)
    assert take(path).unchanged == 1


def test_a_document_that_holds_nothing_is_no_source(tmp_path):
    path = tmp_path / "empty.xml"
    path.write_text('<mets xmlns="http://www.loc.gov/METS/"><fileSec/></mets>', encoding="utf-8")
    with pytest.raises(SourceError, match="neither a description nor files"):
        open_sources(path, Reading())
