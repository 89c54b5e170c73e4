"""Archives made to do harm: nothing is written outside, nothing fills the disk, and all of it is told."""

import io
import os
import stat
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.core.errors import SourceError
from archive.core.words import Message
from archive.ingest import workspace as limits
from archive.ingest.unpacking import safe_parts
from tests.ingest.containers.conftest import names, tarred, told, zipped

OUTSIDE = (
    "../out.txt",
    "a/../../out.txt",
    "/out.txt",
    "C:\\out.txt",
    "c:out.txt",
    "..\\out.txt",
    "\\\\host\\out.txt",
)


@pytest.fixture
def small(monkeypatch):
    """Let archives hold little, so that a test need not write much."""
    monkeypatch.setattr(limits, "SMALL", 1 << 20)
    monkeypatch.setattr(limits, "TIMES", 10)


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("name", OUTSIDE)
def test_a_name_that_leads_out_is_left_out_and_told(tmp_path, rows, pack, name):
    found = rows(pack(tmp_path / f"a.{'zip' if pack is zipped else 'tar'}", {name: "evil", "in.txt": "good"}))
    assert names(found) == ["in.txt"]
    assert told(found) == {name: "its name leads out of the archive"}
    assert not list(tmp_path.rglob("out.txt"))
    assert not Path("/out.txt").exists()


@example("\ud800/a.txt")
@given(st.text(alphabet=st.characters(), max_size=60) | st.text(alphabet="./\\:aC\0 ~", max_size=20))
def test_no_name_leads_out_of_the_folder(name):
    parts = safe_parts(name)
    if isinstance(parts, Message):
        return
    path = Path("/somewhere/room").joinpath(*parts)
    assert os.path.normpath(path) == str(path)
    assert path.is_relative_to("/somewhere/room")
    assert path != Path("/somewhere/room")


@given(st.lists(st.text(alphabet="abcñ é-_.1", min_size=1, max_size=9).filter(lambda t: t.strip("."))))
def test_an_honest_name_is_kept_as_it_is(parts):
    if parts:
        assert safe_parts("/".join(parts)) == tuple(parts)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (tarfile.SYMTYPE, "it is a link"), (tarfile.LNKTYPE, "it is a link"),
        (tarfile.CHRTYPE, "it is a device"), (tarfile.BLKTYPE, "it is a device"),
        (tarfile.FIFOTYPE, "it is a device"),
    ],
)  # fmt: skip
def test_links_and_devices_in_a_tar_are_left_out(tmp_path, rows, kind, reason):
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        odd = tarfile.TarInfo("odd")
        odd.type, odd.linkname = kind, "/etc/passwd"
        archive.addfile(odd)
        good = tarfile.TarInfo("good.txt")
        good.size = 4
        archive.addfile(good, io.BytesIO(b"good"))
    found = rows(path)
    assert names(found) == ["good.txt"]
    assert told(found) == {"odd": reason}


def test_a_link_cannot_make_the_next_entry_go_astray(tmp_path, rows):
    target = tmp_path / "target"
    target.mkdir()
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        link = tarfile.TarInfo("box")
        link.type, link.linkname = tarfile.SYMTYPE, str(target)
        archive.addfile(link)
        file = tarfile.TarInfo("box/a.txt")
        file.size = 1
        archive.addfile(file, io.BytesIO(b"a"))
    assert told(rows(path)) == {"box": "it is a link"}
    assert not list(target.iterdir())


@pytest.mark.parametrize(
    ("kind", "reason"), [(stat.S_IFLNK, "it is a link"), (stat.S_IFCHR, "it is a device")]
)
def test_links_and_devices_in_a_zip_are_left_out(tmp_path, rows, kind, reason):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        odd = zipfile.ZipInfo("odd")
        odd.create_system, odd.external_attr = 3, (kind | 0o777) << 16
        archive.writestr(odd, "/etc/passwd")
        archive.writestr("good.txt", "good")
    found = rows(path)
    assert names(found) == ["good.txt"]
    assert told(found) == {"odd": reason}


def test_of_two_entries_of_one_name_the_first_comes_in_and_the_second_is_told(tmp_path, rows):
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for text in (b"one", b"two"):
            entry = tarfile.TarInfo("a.txt")
            entry.size = 3
            archive.addfile(entry, io.BytesIO(text))
    first, second = rows(path)
    assert (first.folder / "a.txt").read_text() == "one"
    assert "another entry" in str(second.problems[0].reason)


def test_a_file_that_would_be_a_folder_too_is_told(tmp_path, rows):
    found = rows(tarred(tmp_path / "a.tar", {"a": "file", "a/b.txt": "under it"}))
    assert names(found) == ["a"]
    assert "another entry" in told(found)["a/b.txt"]


def test_a_bomb_is_refused_before_anything_is_written(tmp_path, opened, small):
    path = zipped(tmp_path / "a.zip", {"zeros.bin": bytes(30 << 20)})
    with pytest.raises(SourceError, match="a bomb, by all appearance"):
        opened(path)
    assert not [
        each for each in (tmp_path / "unpacked").rglob("*") if each.is_file() and each.suffix == ".bin"
    ]


def test_a_bomb_that_lies_about_its_size_is_stopped(tmp_path, rows, small):
    path = zipped(tmp_path / "a.zip", {"zeros.bin": bytes(30 << 20)})
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 24, 100)
    path.write_bytes(data)
    assert told(rows(path)) == {"zeros.bin": "it is damaged"}


@pytest.mark.parametrize("mode", ["w:gz", "w:bz2", "w:xz"])
def test_a_packed_tar_that_grows_without_end_is_stopped(tmp_path, opened, small, mode):
    with pytest.raises(SourceError, match="a bomb, by all appearance"):
        opened(tarred(tmp_path / "a.tar.gz", {"zeros.bin": bytes(30 << 20)}, mode))


def test_a_bomb_within_archives_counts_with_the_outermost(tmp_path, opened, small):
    inner = zipped(tmp_path / "inner.zip", {"zeros.bin": bytes(9 << 20)}).read_bytes()
    middle = zipped(tmp_path / "middle.zip", {"inner.zip": inner}).read_bytes()
    with pytest.raises(SourceError, match="a bomb, by all appearance"):
        opened(zipped(tmp_path / "outer.zip", {"middle.zip": middle}))


def test_archives_within_archives_have_an_end(tmp_path, opened):
    data = zipped(tmp_path / "0.zip", {"a.txt": "a"}).read_bytes()
    for number in range(1, 6):
        data = zipped(tmp_path / f"{number}.zip", {"next.zip": data}).read_bytes()
    with pytest.raises(SourceError, match="more than 3 deep"):
        opened(tmp_path / "5.zip")


def test_entries_that_share_their_bytes_are_refused(tmp_path, opened):
    path = zipped(tmp_path / "a.zip", {"a.txt": "a" * 50, "b.txt": "b" * 50})
    data = bytearray(path.read_bytes())
    second = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, second + 42, 0)  # its bytes begin where those of the first do
    path.write_bytes(data)
    with pytest.raises(SourceError, match="overlap"):
        opened(path)


def test_a_huge_claimed_size_is_refused(tmp_path, opened):
    path = tmp_path / "a.tar"
    entry = tarfile.TarInfo("huge.bin")
    entry.size = 1 << 50
    path.write_bytes(entry.tobuf(tarfile.GNU_FORMAT) + bytes(10240))
    with pytest.raises(SourceError, match="unpacked it would hold more"):
        opened(path)


def test_a_header_that_would_fill_the_memory_is_refused(tmp_path, opened):
    path = tmp_path / "a.tar"
    entry = tarfile.TarInfo("././@LongLink")
    entry.type, entry.size = tarfile.GNUTYPE_LONGNAME, 1 << 33
    path.write_bytes(entry.tobuf(tarfile.GNU_FORMAT) + bytes(10240))
    with pytest.raises(SourceError, match="far more than it may"):
        opened(path)


def test_too_many_entries_are_refused(tmp_path, opened, monkeypatch):
    monkeypatch.setattr(limits, "ENTRIES", 20)
    with pytest.raises(SourceError, match="more than 20 entries"):
        opened(tarred(tmp_path / "a.tar", {f"{number}.txt": "" for number in range(21)}))


def test_the_setting_is_heeded(tmp_path, room, opened):
    room.limit = 100
    with pytest.raises(SourceError, match="MAX_UNPACKED_BYTES"):
        opened(zipped(tmp_path / "a.zip", {"a.txt": "a" * 101}))


def test_a_full_disk_is_foreseen(tmp_path, opened, monkeypatch):
    monkeypatch.setattr(limits, "SPARE", 1 << 60)
    with pytest.raises(SourceError, match="than the disk has room for"):
        opened(zipped(tmp_path / "a.zip", {"a.txt": "a"}))


@pytest.mark.parametrize("name", ["a" * 300, "/".join("a" * 100), "new\nline.txt", "a\x07.txt"])
def test_names_that_no_disk_should_bear_are_told(tmp_path, rows, name):
    found = rows(tarred(tmp_path / "a.tar", {name: "odd", "good.txt": "good"}))
    assert names(found) == ["good.txt"]
    assert len(told(found)) == 1
