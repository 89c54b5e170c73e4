"""Tables that Omeka S (Bulk Export) and Omeka Classic (CSV Export) write."""

from archive.ingest.losses import Fate
from archive.metadata.access import Access

BULK = """o:id,o:is_public,o:resource_template,o:item_set[dcterms:title],o:media[file],dcterms:title,dcterms:title @en,\
dcterms:subject,dcterms:subject [private],dcterms:type,dcterms:created,bibo:number
10,1,Base,Carteles,original/a.txt,Todos a la plaza,All to the square,Asambleas | Plazas,Secreto,StillImage,1936-07,17
11,0,Base,Carteles | Actas,,Acta,,,,Text,,
"""  # noqa: E501
CLASSIC = """Item Id,Item URI,Dublin Core:Title,Dublin Core:Subject,Dublin Core:Date,Item Type Metadata:Height,public,\
collection
5,https://x.org/items/show/5,La carta,Cartas^^Familia,1911,12 cm,0,Correspondencia
"""  # noqa: E501


def write(tmp_path, text):
    path = tmp_path / "omeka" / "export.csv"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    (path.parent / "original").mkdir()
    (path.parent / "original" / "a.txt").write_text("Todos", encoding="utf-8")
    return path


def test_a_bulk_export_comes_in_with_languages_sets_and_files(tmp_path, take, records, texts):
    path = write(tmp_path, BULK)
    assert take(path).new == 2
    minutes, poster = sorted(records(), key=lambda each: each.title)
    assert [each.language for each in poster.metadata["title"]] == [None, "en"]
    assert texts(poster, "subject") == ["Asambleas", "Plazas"]
    assert [each.name for each in poster.files] == ["a.txt"]
    assert [each.title for each in poster.ancestors] == ["Carteles"]
    assert texts(minutes, "is_part_of") == ["Actas"]
    assert take(path).unchanged == 2


def test_what_is_private_in_a_bulk_export_stays_closed(tmp_path, take, records, fates):
    path = write(tmp_path, BULK)
    take(path, publish=True)
    minutes, poster = sorted(records(), key=lambda each: each.title)
    assert (minutes.access, poster.access) == (Access.RESTRICTED, Access.PUBLIC)
    assert "Secreto" not in str(poster.metadata)
    assert fates(path)["dcterms:subject [private]"].fate is Fate.DROPPED


def test_a_table_of_omeka_classic_comes_in(tmp_path, take, records, texts):
    assert take(write(tmp_path, CLASSIC)).new == 1
    (letter,) = records()
    assert texts(letter, "subject") == ["Cartas", "Familia"]
    assert texts(letter, "date") == ["1911"]
    assert texts(letter, "see_also") == ["https://x.org/items/show/5"]
    assert "Item Type Metadata:Height: 12 cm" in texts(letter, "note")
    assert letter.access is Access.RESTRICTED
    assert [each.title for each in letter.ancestors] == ["Correspondencia"]


def test_somebody_who_says_what_the_columns_mean_is_believed(tmp_path, take, records, texts):
    mapping = tmp_path / "mapping.toml"
    ignored = (
        '["o:is_public", "o:resource_template", "o:item_set[dcterms:title]", "o:media[file]", "bibo:number"]'
    )
    mapping.write_text(
        f'[source]\nkey = "o:id"\nignore = {ignored}\n'
        '[columns]\n"o:id" = "identifier"\n"dcterms:subject [private]" = "note"\n"dcterms:type" = ""\n',
        encoding="utf-8",
    )
    take(write(tmp_path, BULK), mapping=mapping, type="document")
    assert texts(sorted(records(), key=lambda each: each.title)[1], "note") == ["Secreto"]
