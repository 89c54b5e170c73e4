"""Zip and tar files of sources that are understood, and what becomes of them on the second look."""

import bz2
import gzip
import lzma
import os
import zipfile

import pytest

from archive.core.errors import SourceError
from archive.ingest.importers.registry import open_sources
from archive.ingest.manifest import Reading
from archive.ingest.workspace import workspace
from tests.ingest.containers.conftest import names, tarred, told, zipped

FOLDER = {
    "speeches/collection.toml": 'title = "Speeches"\n',
    "speeches/items/first/item.toml": 'type = "speech"\ntitle = "Por ahora"\n',
    "speeches/items/first/a.txt": "Por ahora",
}


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.tar.bz2", "a.tar.xz"])
def test_a_described_folder_is_the_same_packed(tmp_path, opened, name):
    path = tmp_path / name
    if name.endswith(".zip"):
        zipped(path, FOLDER)
    else:
        kind = {"a.tar": "w", "a.tar.bz2": "w:bz2", "a.tar.xz": "w:xz"}.get(name, "w:gz")
        tarred(path, FOLDER, kind)
    (source,) = opened(path)
    assert source.name == path.resolve().as_posix()
    assert [row.key for row in source.rows()] == ["collection", "first"]
    assert source.count() == 2


def test_a_sheet_alone_in_a_zip_is_read_as_a_sheet(tmp_path, opened):
    (source,) = opened(zipped(tmp_path / "a.zip", {"list/items.csv": "title,type\nA,speech\n"}))
    assert source.headings == ("title", "type")
    assert [row.raw["title"] for row in source.rows()] == ["A"]


def test_files_in_a_zip_are_items_known_by_their_path(tmp_path, rows):
    found = rows(zipped(tmp_path / "a.zip", {"box/b.txt": "b", "box/sub/a.txt": "a"}))
    assert [row.key for row in found] == ["b.txt", "sub/a.txt"]


def test_a_second_look_finds_the_same_times_and_places(tmp_path, opened):
    def look():
        (source,) = opened(path)
        return [(row.key, row.place, (row.folder / row.key).stat().st_mtime_ns) for row in source.rows()]

    path = tarred(tmp_path / "a.tar.gz", {"a.txt": "a", "b.txt": "b"}, "w:gz")
    assert look() == look()
    assert look()[0][2] == 10**18


def test_what_came_in_packed_is_unchanged_the_second_time(tmp_path, take, room):
    path = zipped(tmp_path / "a.zip", {"a.txt": "Por ahora", "b.txt": "Comuna o nada"})
    assert take(path, workspace=room).new == 2
    os.utime(path, (1, 1))
    again = take(path, workspace=room)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)


def test_a_missing_file_is_told_in_the_words_of_the_archive(tmp_path, take, heard, room):
    sheet = "title,type,file\nA,speech,absent.txt\n"
    take(zipped(tmp_path / "a.zip", {"items.csv": sheet}), workspace=room)
    (line,) = heard.lines()
    assert f"there is no such file in {tmp_path / 'a.zip'}" in line
    assert "unpacked" not in line


def test_an_error_within_is_told_in_the_words_of_the_archive(tmp_path, opened):
    with pytest.raises(SourceError) as raised:
        opened(zipped(tmp_path / "a.zip", {"box/items.csv": "title\n"}))
    assert str(raised.value) == f"{tmp_path / 'a.zip'}/box/items.csv has headings, but no rows"


def test_several_collections_in_one_archive_are_several_sources(tmp_path, opened):
    one = {name.replace("speeches", "box/one"): text for name, text in FOLDER.items()}
    two = {name.replace("speeches", "box/two"): text for name, text in FOLDER.items()}
    path = zipped(tmp_path / "a.zip", one | two)
    assert [each.name.removeprefix(f"{path.resolve()}/") for each in opened(path)] == ["one", "two"]


def test_an_archive_among_files_is_kept_as_a_file(tmp_path, rows):
    box = tmp_path / "box"
    box.mkdir()
    zipped(box / "inner.zip", {"a.txt": "a"})
    (box / "b.txt").write_text("b")
    assert names(rows(box)) == ["b.txt", "inner.zip"]


def test_an_archive_within_an_archive_is_unpacked_where_it_is_all_there_is(tmp_path, rows):
    inner = tarred(tmp_path / "inner.tar", {"a.txt": "a", "b.txt": "b"}).read_bytes()
    assert names(rows(zipped(tmp_path / "outer.zip", {"box/inner.tar": inner}))) == ["a.txt", "b.txt"]
    beside = zipped(tmp_path / "beside.zip", {"inner.tar": inner, "c.txt": "c"})
    assert names(rows(beside)) == ["c.txt", "inner.tar"]


@pytest.mark.parametrize(
    ("name", "page", "system"),
    [("éÁñ.txt", "cp850", 0), ("señal.txt", "cp437", 0), ("ñandú.txt", "utf-8", 3), ("año.txt", "cp1252", 3)],
)
def test_names_are_read_in_whatever_code_they_were_written(tmp_path, rows, name, page, system):
    raw = name.encode(page)
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("said to be utf-8: é.txt", "1")
        entry = zipfile.ZipInfo("x" * len(raw))
        entry.create_system = system
        archive.writestr(entry, "2")
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
    assert names(rows(path)) == sorted(["said to be utf-8: é.txt", name])


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz"])
@pytest.mark.parametrize("content", [b"", b"not an archive at all" * 99, b"PK\x03\x04", b"\x1f\x8b\x08"])
def test_what_is_no_archive_is_said_to_be_none(tmp_path, opened, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SourceError, match="cannot be unpacked"):
        opened(path)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, bytes])
def test_a_tar_that_is_cut_off_gives_nothing(tmp_path, opened, room, pack):
    whole = tarred(
        tmp_path / "a.tar", {f"{number}.txt": os.urandom(2000) for number in range(9)}
    ).read_bytes()
    path = tmp_path / "cut.tar"
    path.write_bytes(pack(whole)[:9000])
    with pytest.raises(SourceError, match="cannot be unpacked"):
        opened(path)


def test_a_tar_that_is_damaged_in_the_middle_gives_nothing(tmp_path, opened):
    path = tarred(tmp_path / "a.tar", {"a.txt": "a", "b.txt": "b"})
    data = bytearray(path.read_bytes())
    data[1024:1124] = b"\xff" * 100  # the header of the second file
    path.write_bytes(data)
    with pytest.raises(SourceError, match="damaged after"):
        opened(path)


def test_zstd_is_named(tmp_path, opened):
    path = tmp_path / "a.tar.zst"
    path.write_bytes(b"\x28\xb5\x2f\xfd and so on")
    with pytest.raises(SourceError, match="zstd"):
        opened(path)


def test_a_damaged_entry_of_a_zip_is_told_and_the_others_come_in(tmp_path, rows):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("good.txt", "good")
        archive.writestr("bad.txt", "unmistakable")
    path.write_bytes(path.read_bytes().replace(b"unmistakable", b"unMistakable"))
    found = rows(path)
    assert names(found) == ["good.txt"]
    assert told(found) == {"bad.txt": "it is damaged"}


def test_an_encrypted_entry_is_named_as_such(tmp_path, rows, room, opened):
    path = zipped(tmp_path / "a.zip", {"open.txt": "o", "secret.txt": "s"})
    data = bytearray(path.read_bytes())
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(sign) + flags] |= 1
    path.write_bytes(data)
    found = rows(path)
    assert names(found) == ["open.txt"]
    assert told(found) == {"secret.txt": "it is encrypted"}


def test_an_empty_archive_holds_no_files(tmp_path, opened):
    with pytest.raises(SourceError, match="holds no files"):
        opened(zipped(tmp_path / "a.zip", {}))


def test_without_a_workspace_nothing_is_unpacked(tmp_path):
    with pytest.raises(SourceError, match="no place to unpack"):
        open_sources(zipped(tmp_path / "a.zip", {"a.txt": "a"}), Reading())


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_ctrl_c_stops_the_unpacking_and_leaves_nothing(tmp_path, pack):
    path = pack(tmp_path / ("a.zip" if pack is zipped else "a.tar"), {"a.txt": "a", "b.txt": "b"})
    with pytest.raises(KeyboardInterrupt), workspace(tmp_path / "unpacked", stop=lambda: True) as room:
        open_sources(path, Reading(workspace=room))
    assert not list((tmp_path / "unpacked").iterdir())
