"""Folders of items of the Internet Archive, as its own client fetches them."""

import pytest

from archive.ingest.losses import Fate
from archive.metadata.access import Access

META = """<?xml version="1.0" encoding="UTF-8"?>
<metadata>
  <identifier>{key}</identifier><mediatype>texts</mediatype><collection>opensource</collection>
  <title>Discurso en la plaza</title><creator>Ruiz, Ana</creator><date>1936</date><language>spa</language>
  <subject>Asambleas; Plazas</subject><description>&lt;p&gt;Folleto de &lt;i&gt;ocho&lt;/i&gt; hojas.&lt;/p&gt;</description>
  <licenseurl>https://creativecommons.org/publicdomain/mark/1.0/</licenseurl>
  <uploader>ana@example.org</uploader><addeddate>2020-01-01 00:00:00</addeddate><volume>2</volume>{more}
</metadata>
"""  # noqa: E501
FILES = """<files>
  <file name="{key}_images.zip" source="original"><format>Single Page Processed JP2 ZIP</format></file>
  <file name="{key}.pdf" source="derivative"><format>Text PDF</format></file>
  <file name="{key}_djvu.txt" source="derivative"><format>DjVuTXT</format></file>
  <file name="{key}_meta.xml" source="original"><format>Metadata</format></file>
  <file name="{key}_files.xml" source="metadata"><format>Metadata</format></file>
  {more}
</files>
"""


@pytest.fixture
def item(tmp_path):
    def item(key="discurso1936", meta="", files="", listed=FILES):
        folder = tmp_path / "ia" / key
        folder.mkdir(parents=True)
        (folder / f"{key}_meta.xml").write_text(META.format(key=key, more=meta), encoding="utf-8")
        (folder / f"{key}_files.xml").write_text(listed.format(key=key, more=files), encoding="utf-8")
        for name in ("_images.zip", ".pdf", "_djvu.txt"):
            (folder / f"{key}{name}").write_text(f"Palabras de {name}", encoding="utf-8")
        return folder.parent

    return item


def test_an_item_comes_in_with_its_original_and_the_text_read_off_it(item, take, records, texts):
    folder = item()
    assert take(folder).new == 1
    (record,) = records()
    assert record.type == "document"
    assert [each.name for each in record.files] == ["discurso1936_images.zip", "discurso1936_djvu.txt"]
    assert texts(record, "subject") == ["Asambleas", "Plazas"]
    assert texts(record, "language") == ["es"]
    assert texts(record, "description") == ["Folleto de ocho hojas."]
    assert "volume: 2" in texts(record, "note")
    assert take(folder).unchanged == 1


def test_an_original_with_words_of_its_own_needs_no_text_of_theirs(item, take, records):
    folder = item(files='<file name="carta.txt" source="original"><format>Text</format></file>')
    (folder / "discurso1936" / "carta.txt").write_text("La carta", encoding="utf-8")
    take(folder)
    assert [each.name for each in records()[0].files] == ["discurso1936_images.zip", "carta.txt"]


def test_who_uploaded_it_is_left_out(item, take, records, fates):
    folder = item()
    take(folder)
    assert "ana@example.org" not in str(records()[0].metadata)
    assert fates(folder)["uploader"].fate is Fate.DROPPED


def test_what_is_lent_or_private_there_is_closed_here(item, take, records):
    item("prestado", meta="<access-restricted-item>true</access-restricted-item>")
    folder = item(
        "abierto", files='<file name="privado.txt" source="original"><private>true</private></file>'
    )
    (folder / "abierto" / "privado.txt").write_text("Privado", encoding="utf-8")
    take(folder, publish=True)
    closed = {record.metadata["identifier"][0].text: record for record in records()}
    assert closed["prestado"].access is Access.RESTRICTED
    assert closed["abierto"].access is Access.PUBLIC
    assert {each.name: each.access for each in closed["abierto"].files}["privado.txt"] is Access.RESTRICTED


def test_damaged_metadata_cost_that_item_alone(item, take):
    item("roto", meta="<unclosed>")
    assert (summary := take(item("sano"))).new == 1
    assert summary.refused == 1
