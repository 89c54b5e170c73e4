"""What DSpace exports: its table of metadata, and folders in its Simple Archive Format."""

import zipfile

import pytest

from archive.ingest.losses import Fate
from archive.ingest.summary import Severity
from archive.metadata.access import Access
from archive.metadata.record import Kind

TABLE = """id,collection,dc.title[es_ES],dc.title[en],dc.contributor.author,dc.contributor.advisor,dc.date.issued,\
dc.date.accessioned,dc.description.provenance,dc.subject,dc.type,dc.identifier.isbn,dc.rights.accessRights,local.depto
7f1c,10673/2||10673/3,La comuna,The commune,"Ruiz, Ana::rp001::600||Mora, Blas","Sanz, Eva",2004-05,2020-01-01,\
Submitted by A (a@x.org),agua||tierra,Thesis,978-84-1,openAccess,Historia
8a2d,10673/2,Cerrada,,,,,,,,Article,,embargoedAccess,
"""  # noqa: E501
CORE = """<?xml version="1.0" encoding="utf-8" standalone="no"?>
<dublin_core schema="dc">
  <dcvalue element="title" qualifier="none" language="es">La comuna</dcvalue>
  <dcvalue element="contributor" qualifier="author">Ruiz, Ana</dcvalue>
  <dcvalue element="date" qualifier="issued">2004-05</dcvalue>
  <dcvalue element="type" qualifier="none">Thesis</dcvalue>
  <dcvalue element="description" qualifier="provenance">Approved by B (b@x.org)</dcvalue>
</dublin_core>
"""
LOCAL = (
    '<dublin_core schema="local"><dcvalue element="depto" qualifier="none">Historia</dcvalue></dublin_core>'
)
CONTENTS = (
    "portada.txt\tbundle:ORIGINAL\n"
    "tesis.txt\tbundle:ORIGINAL\tprimary:true\tdescription:Texto completo\n"
    "actas.txt\tbundle:ORIGINAL\tpermissions:-r 'Investigadores'\tdescription:Solo aquí\n"
    "abierta.txt\tbundle:ORIGINAL\tpermissions:-r 'Anonymous'\n"
    "license.txt\tbundle:LICENSE\n"
    "tesis.txt.txt\tbundle:TEXT\n"
    "license_url\tbundle:CC-LICENSE\n"
    "-r -s 1 -f lejos.txt\tbundle:ORIGINAL\n"
)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def archive(tmp_path):
    root = tmp_path / "saf"
    item = root / "item_000"
    item.mkdir(parents=True)
    for name, text in {
        "dublin_core.xml": CORE, "metadata_local.xml": LOCAL, "contents": CONTENTS, "handle": "10673/77\n",
        "collections": "10673/2\n10673/3\n", "license_url": "https://creativecommons.org/licenses/by/4.0/",
        "portada.txt": "Portada", "tesis.txt": "La tesis", "actas.txt": "Actas", "abierta.txt": "Abierta",
        "license.txt": "Concedo", "tesis.txt.txt": "La tesis otra vez",
    }.items():  # fmt: skip
        (item / name).write_text(text, encoding="utf-8")
    broken = root / "item_001"
    broken.mkdir()
    (broken / "dublin_core.xml").write_text("<dublin_core><dcvalue", encoding="utf-8")
    return root


def test_a_table_of_metadata_comes_in_by_its_own_identifiers(table, take, records, texts):
    assert take(table).new == 3  # a collection, known by its handle, and two items
    thesis = next(each for each in records() if each.title == "La comuna")
    assert [(each.text, each.language) for each in thesis.metadata["title"]] == [
        ("La comuna", "es-ES"),
        ("The commune", "en"),
    ]
    assert texts(thesis, "creator") == ["Ruiz, Ana", "Mora, Blas"]
    assert texts(thesis, "contributor") == ["Sanz, Eva"]
    assert texts(thesis, "subject") == ["agua", "tierra"]
    assert texts(thesis, "identifier") == ["ISBN 978-84-1"]
    assert [each.title for each in thesis.ancestors] == ["10673/2"]
    assert {"collection: 10673/3", "local.depto: Historia"} <= set(texts(thesis, "note"))
    assert take(table).unchanged == 3


def test_an_embargo_and_the_addresses_of_depositors_do_not_get_out(table, take, records, fates):
    take(table, publish=True)
    access = {each.title: each.access for each in records()}
    assert access == {"La comuna": Access.PUBLIC, "Cerrada": Access.RESTRICTED}
    assert not any("a@x.org" in str(each.metadata) for each in records())
    assert fates(table)["dc.description.provenance"].fate is Fate.DROPPED


def test_a_folder_of_the_archive_format_comes_in_with_its_files(archive, take, records, texts):
    summary = take(archive)
    assert (summary.new, summary.refused) == (2, 1)
    (thesis,) = records()
    assert thesis.files[0].name == "tesis.txt"  # the primary one
    assert texts(thesis, "license") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert texts(thesis, "see_also") == ["https://hdl.handle.net/10673/77"]
    assert "contents description: Texto completo (tesis.txt)" in texts(thesis, "note")
    assert [each.title for each in records(Kind.COLLECTION)] == ["10673/2"]


def test_what_dspace_shows_to_some_alone_is_closed_here(archive, take, records, texts):
    take(archive, publish=True)
    (thesis,) = records()
    assert {each.name: each.access for each in thesis.files} == {
        "tesis.txt": Access.PUBLIC,
        "portada.txt": Access.PUBLIC,
        "abierta.txt": Access.PUBLIC,
        "actas.txt": Access.RESTRICTED,
        "license.txt": Access.RESTRICTED,
    }
    assert not any("Solo aquí" in each for each in texts(thesis, "note"))


def test_one_damaged_item_costs_no_other(archive, take, heard):
    take(archive)
    (line,) = heard.lines(Severity.REFUSED)
    assert "item_001" in line
    assert "cannot be read" in line


def test_a_folder_among_the_items_that_is_none_is_told_of(archive, take, heard):
    (archive / "cartas").mkdir()
    (archive / "cartas" / "una.txt").write_text("Una carta", encoding="utf-8")
    take(archive)
    assert any("cartas" in each and "no item of the export" in each for each in heard.lines(Severity.REFUSED))


def test_one_item_among_many_folders_makes_no_export_of_them(archive, take, records):
    for name in ("a", "b", "c", "d"):
        (archive / name).mkdir()
        (archive / name / f"{name}.txt").write_text(f"Texto {name}", encoding="utf-8")
    take(archive)
    assert {"A", "B", "C", "D"} <= {each.title for each in records()}


def test_a_registered_file_that_is_not_there_is_told_of(archive, take, heard):
    take(archive)
    assert any("lejos.txt" in each and "not in the export" in each for each in heard.lines(Severity.WARNING))


def test_files_that_point_outside_their_item_are_not_taken(archive, take, records, tmp_path):
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (archive / "item_000" / "contents").write_text("../../secret.txt\tbundle:ORIGINAL\n", encoding="utf-8")
    take(archive)
    assert not records()[0].files


def test_the_same_comes_in_from_a_zip(archive, tmp_path, take, records, parts):
    packed = tmp_path / "saf.zip"
    with zipfile.ZipFile(packed, "w") as bundle:
        for each in archive.rglob("*"):
            bundle.write(each, each.relative_to(archive))
    take(packed)
    assert [each.title for each in records()] == ["La comuna"]
