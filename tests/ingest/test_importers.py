"""Which importer reads what, and what the folder and the bare files give."""

from pathlib import Path

import pytest

from archive.core.errors import SourceError
from archive.ingest.importers.registry import CONTAINERS, IMPORTERS, open_sources
from archive.ingest.manifest import Reading, Row


def write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_toml", ".toml").replace("_txt", ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def rows(path: Path) -> list[Row]:
    return [row for source in open_sources(path, Reading()) for row in source.rows()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(
        tmp_path / "speeches",
        collection_toml='title = "Speeches"\nreference_code = "S"\nparent = "ROOT"\ndate = 1992-02-04\n',
        authorities_toml='[[person]]\ntitle = "Chávez Frías, Hugo"\n[[place]]\ntitle = "Caracas"\n',
        items__first__item_toml='type = "speech"\ntitle = "Por ahora"\n"title:en" = "For now"\n',
        items__first__b_txt="b",
        items__first__a_txt="a",
        items__second__item_toml='type = "image"\ntitle = "Two"\n[[file]]\nname = "x.txt"\nlanguage = "es"',
        items__second__x_txt="x",
        items__second__unnamed_txt="not listed",
    )


def test_every_importer_is_named():
    names = IMPORTERS.names()
    assert names[0] == "folder", "nothing else may take a collection described in TOML"
    assert names[-2:] == ("sidecars", "files"), "what has a form of its own is asked before"
    assert {"spreadsheet", "atom", "omeka-s", "METS", "MARC"} <= set(names)
    assert {"archive", "bag", "inventory"} <= set(CONTAINERS.names())


def test_a_described_folder_gives_collection_authorities_and_items_in_that_order(folder):
    assert [row.key for row in rows(folder)] == [
        "collection",
        "person/Chávez Frías, Hugo",
        "place/Caracas",
        "first",
        "second",
    ]


def test_the_collection_stands_under_its_parent_and_items_under_it(folder):
    collection, *_, first, _second = rows(folder)
    assert collection.raw == {
        "title": "Speeches",
        "reference_code": "S",
        "date": "1992-02-04",
        "type": "collection",
        "collection": "ROOT",
    }
    assert first.raw["collection"] == "S"
    assert first.raw["title:en"] == "For now"


def test_files_are_all_others_of_the_folder_or_those_listed(folder):
    *_, first, second = rows(folder)
    assert [file["name"] for file in first.files] == ["a.txt", "b.txt"]
    assert second.files == ({"name": "x.txt", "language": "es"},)


def test_a_broken_item_is_one_problem_and_the_others_are_read(folder):
    (folder / "items" / "first" / "item.toml").write_text('title = "unfinished')
    *_, first, second = rows(folder)
    assert "item.toml" in str(first.problems[0].reason)
    assert "Unterminated string" in str(first.problems[0].reason)
    assert not second.problems


def test_a_broken_collection_begins_nothing(folder):
    (folder / "collection.toml").write_text("title = ")
    with pytest.raises(SourceError, match=r"collection\.toml"):
        rows(folder)


def test_an_unknown_kind_of_authority_begins_nothing(folder):
    (folder / "authorities.toml").write_text('[[persons]]\ntitle = "A"\n')
    with pytest.raises(SourceError, match=r"\[\[person\]\]"):
        rows(folder)


def test_a_folder_of_collections_gives_one_source_for_each(folder):
    write(folder.parent, images__collection_toml='title = "Images"\n')
    sources = open_sources(folder.parent, Reading())
    assert [Path(source.name).name for source in sources] == ["images", "speeches"]
    assert [source.count() for source in sources] == [1, 5]


def test_bare_files_become_rows_named_by_their_path(tmp_path):
    write(tmp_path / "box", b_txt="b", sub__a_txt="a")
    for litter in (".DS_Store", "Thumbs.db", "~$draft.docx"):
        (tmp_path / "box" / litter).write_bytes(b"")
    assert [row.key for row in rows(tmp_path / "box")] == ["b.txt", "sub/a.txt"]


def test_one_file_alone_is_a_source(tmp_path):
    write(tmp_path, letter_txt="Dear all")
    assert [row.files for row in rows(tmp_path / "letter.txt")] == [({"name": "letter.txt"},)]


@pytest.mark.parametrize("name", ["absent", "empty"])
def test_nothing_to_take_in_is_said(tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match=name):
        open_sources(tmp_path / name, Reading())


RECORD = (
    """<dc xmlns="http://purl.org/dc/elements/1.1/"><title>{0}</title><identifier>{0}</identifier></dc>"""
)


def test_a_folder_of_nothing_but_records_is_as_many_sources(tmp_path):
    for name in ("uno", "dos"):
        (tmp_path / f"{name}.xml").write_text(RECORD.format(name), encoding="utf-8")
    found = open_sources(tmp_path, Reading())
    assert [row.raw["title"] for source in found for row in source.rows()] == ["dos", "uno"]
    (tmp_path / "foto.txt").write_text("not a record", encoding="utf-8")
    (files,) = open_sources(tmp_path, Reading())
    assert files.count() == 3
