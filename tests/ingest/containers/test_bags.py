"""Bags made by the Library of Congress's own program, then spoiled in each way that the standard names."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.core.errors import Invalid, SourceError
from archive.ingest.bags import read_bag
from archive.ingest.importers.bagged import losses_of
from archive.ingest.losses import Accounted
from tests.ingest.containers.conftest import names, tarred, zipped

INFO = {
    "Source-Organization": "Archivo General",
    "Contact-Name": "Ana Pérez",
    "Contact-Email": "ana@example.org",
    "External-Description": "Speeches of 1992",
    "Own-Label": "kept",
}
FILES = {"a.txt": "Por ahora", "sub/ñandú.txt": "Comuna o nada"}


@pytest.fixture
def bag(tmp_path: Path) -> Callable[..., Path]:
    def bag(files: dict[str, str] = FILES, checksums: tuple[str, ...] = ("sha256", "sha512")) -> Path:
        path = tmp_path / "bag"
        for name, text in files.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_text(text, encoding="utf-8")
        bagit.make_bag(str(path), dict(INFO), checksums=list(checksums))
        return path

    return bag


def faults(opened, path: Path) -> list[str]:
    with pytest.raises(Invalid) as raised:
        opened(path)
    return [f"{each.value}: {each.reason}" for each in raised.value.problems]


def rewritten(path: Path, name: str, old: str, new: str) -> None:
    """Change a tag file, and the manifest of tag files with it."""
    text = (path / name).read_text(encoding="utf-8")
    assert old in text
    (path / name).write_text(text.replace(old, new), encoding="utf-8")
    for manifest in path.glob("tagmanifest-*.txt"):
        manifest.unlink()


def test_a_valid_bag_gives_what_is_in_its_payload(bag, rows):
    assert names(rows(bag())) == ["a.txt", "sub/ñandú.txt"]


@pytest.mark.parametrize("pack", ["zip", "tar", "gztar"])
def test_a_packed_bag_is_the_same(tmp_path, bag, opened, pack):
    path = Path(shutil.make_archive(str(tmp_path / "packed"), pack, bag().parent, "bag"))
    (source,) = opened(path)
    assert source.name == path.resolve().as_posix()
    assert names(list(source.rows())) == ["a.txt", "sub/ñandú.txt"]


def test_a_bag_of_a_described_folder_gives_its_records(bag, rows):
    path = bag(
        {"collection.toml": 'title = "S"\n', "items/one/item.toml": 'title = "One"\n', "items/one/a.txt": "a"}
    )
    assert [row.key for row in rows(path)] == ["collection", "one"]


def test_what_the_bag_says_of_its_sender_is_on_each_item_without_the_person_s_address(bag, take, records):
    take(bag(), type="document")
    for record in records():
        (said,) = record.metadata["acquisition"]
        assert "Source-Organization: Archivo General" in said.text
        assert "Own-Label: kept" in said.text
        assert "ana@example.org" not in said.text


def test_files_of_a_bag_are_named_as_any_others(bag, take, records):
    take(bag(), type="document")
    assert sorted(record.title for record in records()) == ["A", "Ñandú"]


def test_each_label_is_accounted_for(bag, opened):
    (source,) = opened(bag())
    assert isinstance(source, Accounted)
    list(source.rows())
    fates = {loss.field: (loss.fate, loss.into) for loss in source.losses.lines()}
    assert fates["Source-Organization"] == ("mapped", "acquisition")
    assert fates["Own-Label"] == ("mapped", "acquisition")
    assert fates["Contact-Email"] == ("dropped", "")
    assert fates["Payload-Oxum"] == ("dropped", "")


def test_files_beside_the_payload_are_told(bag):
    path = bag()
    (path / "metadata").mkdir()
    (path / "metadata" / "mods.xml").write_text("<mods/>")
    assert "metadata/mods.xml" in [loss.field for loss in losses_of(read_bag(path)).lines()]


def test_every_fault_is_told_and_nothing_taken(bag, opened):
    path = bag()
    (path / "data" / "a.txt").write_text("Por ahore")
    (path / "data" / "sub" / "ñandú.txt").unlink()
    (path / "data" / "new.txt").write_text("new")
    told = faults(opened, path)
    assert "data/sub/ñandú.txt: is listed in a manifest, but not there" in told
    assert "data/new.txt: is in the payload, but in no manifest" in told
    assert sum("data/a.txt: its sha" in each for each in told) == 2
    assert any("Payload-Oxum" in each for each in told)


def test_a_changed_tag_file_is_told(bag, opened):
    path = bag()
    (path / "bag-info.txt").write_text("Source-Organization: Somebody else\n")
    assert any(each.startswith("bag-info.txt: its sha256 is") for each in faults(opened, path))


def test_what_is_to_be_fetched_is_named_and_not_fetched(bag, opened):
    path = bag()
    (path / "data" / "a.txt").unlink()
    (path / "fetch.txt").write_text("http://localhost:9/a.txt 9 data/a.txt\n")
    told = faults(opened, path)
    assert "data/a.txt: is to be fetched from http://localhost:9/a.txt" in told


def test_a_bag_whose_files_have_been_fetched_is_complete(bag, rows):
    path = bag()
    (path / "fetch.txt").write_text("http://localhost:9/a.txt 9 data/a.txt\n")
    assert names(rows(path)) == ["a.txt", "sub/ñandú.txt"]


@pytest.mark.parametrize(
    "name", ["../outside.txt", "/etc/passwd", "data/../../outside.txt", "C:\\x", "tag.txt"]
)
def test_a_manifest_that_leads_out_of_the_payload_is_refused(tmp_path, bag, opened, name):
    (tmp_path / "outside.txt").write_text("secret")
    path = bag(checksums=("sha256",))
    digest = hashlib.sha256(b"secret").hexdigest()
    rewritten(path, "manifest-sha256.txt", "\n", f"\n{digest}  {name}\n")
    assert any("not a digest and a path within the bag" in each for each in faults(opened, path))


def test_a_manifest_that_leaves_out_what_another_lists_is_refused(bag, opened):
    path = bag()
    line = (path / "manifest-sha256.txt").read_text().splitlines(keepends=True)[0]
    rewritten(path, "manifest-sha256.txt", line, "")
    rewritten(path, "bagit.txt", "0.97", "1.0")
    assert any("is not in manifest-sha256.txt, though in another" in each for each in faults(opened, path))


def test_a_link_in_the_payload_is_refused(tmp_path, bag, opened):
    path = bag()
    (tmp_path / "outside.txt").write_text("Por ahora")
    (path / "data" / "a.txt").unlink()
    (path / "data" / "a.txt").symlink_to(tmp_path / "outside.txt")
    assert "data/a.txt: it is a link" in faults(opened, path)


def test_encoded_line_ends_in_names_are_read(bag, rows):
    path = bag({"100%.txt": "a", "50%25.txt": "b"}, ("sha256",))
    assert names(rows(path)) == ["100%.txt", "50%25.txt"]


def test_names_whose_accents_stand_apart_are_the_same_names(bag, rows):
    path = bag({"café.txt": "a"}, ("sha256",))
    (path / "data" / "café.txt").rename(path / "data" / "cafe\u0301.txt")
    assert len(names(rows(path))) == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("bagit.txt", "0.97", "2.0", "BagIt 2.0 is not understood"),
        ("bagit.txt", "BagIt-Version: 0.97", "BagIt: 0.97", "states no version"),
    ],
)
def test_a_bag_of_another_version_is_refused(bag, opened, name, old, new, said):
    path = bag()
    rewritten(path, name, old, new)
    with pytest.raises(SourceError, match=said):
        opened(path)


def test_a_bag_without_manifest_or_payload_is_refused(bag, opened):
    path = bag()
    for manifest in path.glob("manifest-*"):
        manifest.unlink()
    assert "no manifest of the payload" in faults(opened, path)[0]
    shutil.rmtree(path / "data")
    assert "no such folder" in faults(opened, path)[0]


def test_a_packed_bag_that_is_not_valid_is_refused_too(tmp_path, opened):
    declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    entries = {"bag/bagit.txt": declaration, "bag/manifest-md5.txt": "0 data/a.txt\n", "bag/data/a.txt": "a"}
    assert "its md5 is" in faults(opened, zipped(tmp_path / "bag.zip", entries))[0]
    assert "its md5 is" in faults(opened, tarred(tmp_path / "bag.tar", entries))[0]


@given(st.binary(max_size=300))
def test_no_tag_file_brings_the_reader_down(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("bag")
    (path / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    for name in ("bag-info.txt", "manifest-sha256.txt", "fetch.txt"):
        (path / name).write_bytes(content)
    read_bag(path)
    (path / "bagit.txt").write_bytes(content)
    with pytest.raises(SourceError):
        read_bag(path)
