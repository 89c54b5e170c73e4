"""File names of any bytes: read, found again, and never the end of an import."""

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from archive.ingest.names import locate, readable

BYTES = pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes, as Linux has them")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"\xe1rbol.txt", "árbol.txt"),
        ("ñandú.txt".encode(), "ñandú.txt"),
        ("sesión/".encode() + b"\xe1.txt", "sesión/á.txt"),
        (b"a\x81.txt", "a%81.txt"),
    ],
)
@BYTES
def test_a_name_is_readable_whatever_its_bytes(name, shown):
    assert readable(os.fsdecode(name)) == shown
    shown.encode("utf-8")


@BYTES
def test_a_file_is_found_by_its_readable_name(tmp_path):
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    os.mkdir(folder)  # noqa: PTH102 -- a name of bytes, which no Path can state
    Path(os.fsdecode(folder + b"/\xe1.txt")).write_text("a")
    assert locate(tmp_path, "café/á.txt").read_text() == "a"


def test_accents_may_be_characters_of_their_own(tmp_path):
    (tmp_path / unicodedata.normalize("NFD", "sesión.txt")).write_text("a")
    assert locate(tmp_path, unicodedata.normalize("NFC", "sesión.txt")).read_text() == "a"


def test_what_is_not_there_stays_as_it_was_named(tmp_path):
    assert locate(tmp_path, "nada/ñ.txt") == tmp_path / "nada" / "ñ.txt"


@BYTES
def test_a_folder_with_names_of_any_bytes_comes_in_whole(take, records, parts, tmp_path, heard):
    box = tmp_path / os.fsdecode(b"caj\xf3n")
    box.mkdir()
    (box / "good.txt").write_text("good")
    for name in (b"bad\xff.txt", b"bad\xff.pdf"):
        (box / os.fsdecode(name)).write_text("bad")
    summary = take(box)
    assert (summary.new, summary.refused) == (3, 0)
    titles = {record.title: record for record in records()}
    stored = titles["Badÿ"]
    assert stored.files[0].name in {"badÿ.txt", "badÿ.pdf"}
    assert take(box).unchanged == 3
    (box / os.fsdecode(b"bad\xff.txt")).write_text("better")
    assert take(box).changed == 1


@BYTES
def test_a_sheet_names_such_a_file_as_it_is_read(take, sheet, records, parts):
    path = sheet("title,file\nA,árbol.txt\n")
    (path.parent / os.fsdecode(b"\xe1rbol.txt")).write_text("tronco")
    assert take(path, type="document").new == 1
    (record,) = records()
    assert parts.store.path(record.id, "árbol.txt").read_text() == "tronco"
    assert parts.store.verify(record.id) == []


@BYTES
@pytest.mark.parametrize(
    "name", ["foto\u202egpj.exe", "a\n12:00:00 b.txt", "a\x1b[2J.txt", " spaced .txt", "end "]
)
def test_a_name_that_hides_what_it_is_comes_in_as_it_may_be_shown(take, records, tmp_path, name):
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / name).write_text("words of it", encoding="utf-8")
    assert (take(tmp_path / "box").new, take(tmp_path / "box").unchanged) == (1, 1)
    (record,) = records()
    shown = record.files[0].name + record.title
    assert not set(shown) & set("\u202e\n\x1b")


@BYTES
def test_a_link_that_leads_nowhere_is_said_to_be_one(take, tmp_path, heard):
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / "carta.txt").symlink_to("nowhere.txt")
    assert take(tmp_path / "box").refused == 1
    assert "link that leads nowhere" in str(heard)
