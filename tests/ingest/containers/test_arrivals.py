"""When something that arrives in a watched folder is whole, and what belongs to it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest

from archive.ingest.arrivals import Arrivals, Ledger, state_of
from archive.ingest.cataloguing import Parts
from archive.ingest.delivered import not_kept
from archive.ingest.importers.deliveries import deliveries
from archive.ingest.importers.registry import open_sources
from archive.ingest.manifest import Reading
from tests.ingest.containers.conftest import zipped


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def arrivals(folder: Path, clock: Clock) -> Arrivals:
    return Arrivals(folder, 5, {}, clock)


@pytest.fixture
def arrived(arrivals: Arrivals, clock: Clock) -> Callable[[float], list[list[str]]]:
    """Look, wait, and return the names of what has arrived whole."""

    def arrived(seconds: float = 5) -> list[list[str]]:
        arrivals.look_at_all()
        clock.now += seconds
        found = [sorted(each.names) for each in deliveries(arrivals)]
        for names in found:
            arrivals.dealt_with(names)
        return found

    return arrived


def test_a_file_that_grows_is_waited_for(folder, arrived):
    (folder / "a.txt").write_text("a")
    assert arrived(4) == []
    (folder / "a.txt").write_text("ab")
    assert arrived(4) == []
    assert arrived(4) == [["a.txt"]]
    assert arrived() == []


def test_a_folder_is_whole_when_nothing_in_it_changes(folder, arrived):
    (folder / "box" / "sub").mkdir(parents=True)
    assert arrived() == [], "nothing is in it"
    (folder / "box" / "sub" / "a.txt").write_text("a")
    arrived(3)
    (folder / "box" / "b.txt.part").write_text("b")
    assert arrived() == []
    (folder / "box" / "b.txt.part").rename(folder / "box" / "b.txt")
    assert arrived() == [["box"]]


@pytest.mark.parametrize(
    "name", ["a.part", "a.crdownload", "a.txt~", ".a.txt.x3f", "a.tmp", "~$a.docx", "a.refused.csv"]
)
def test_what_is_half_written_is_nothing(folder, arrived, name):
    (folder / name).write_text("half")
    assert arrived() == []


def test_a_file_that_is_renamed_when_it_is_whole_arrives_by_its_name(folder, arrived):
    (folder / "a.pdf.crdownload").write_text("half")
    assert arrived() == []
    (folder / "a.pdf.crdownload").rename(folder / "a.pdf")
    assert arrived() == [["a.pdf"]]


def test_what_has_changed_arrives_again_and_what_has_gone_is_forgotten(folder, arrived, arrivals):
    (folder / "a.txt").write_text("a")
    assert arrived() == [["a.txt"]]
    (folder / "a.txt").write_text("another")
    assert arrived() == [["a.txt"]]
    (folder / "a.txt").unlink()
    assert arrived() == []
    assert arrivals.done == {}


def test_what_is_put_off_comes_later(folder, arrivals, clock):
    (folder / "a.txt").write_text("a")
    arrivals.look_at_all()
    clock.now += 5
    arrivals.put_off(["a.txt"], 60)
    assert not deliveries(arrivals)
    clock.now += 59
    assert not deliveries(arrivals)
    clock.now += 1
    assert [each.names for each in deliveries(arrivals)] == [("a.txt",)]


def test_a_sidecar_waits_for_its_file_and_comes_with_it(folder, arrived):
    (folder / "a.toml").write_text('title = "A"')
    assert arrived() == []
    (folder / "a.tif").write_text("picture")
    assert arrived(4) == [], "the picture has not settled"
    assert arrived(4) == [["a.tif", "a.toml"]]


def test_a_description_of_nothing_is_a_file_after_a_while(folder, arrived):
    (folder / "settings.toml").write_text("x = 1")
    assert arrived() == []
    assert arrived(45) == [["settings.toml"]]


def test_a_sidecar_that_comes_later_brings_its_file_again(folder, arrived):
    (folder / "a.tif").write_text("picture")
    assert arrived() == [["a.tif"]]
    (folder / "a.xmp").write_text("<x/>")
    assert arrived() == [["a.tif", "a.xmp"]]


def test_sources_stand_alone_and_files_come_together(folder, arrived):
    (folder / "items.csv").write_text("title,type\nA,speech\n")
    zipped(folder / "box.zip", {"a.txt": "a"})
    (folder / "a.txt").write_text("a")
    (folder / "b.txt").write_text("b")
    assert sorted(arrived()) == [["a.txt", "b.txt"], ["box.zip"], ["items.csv"]]


def test_files_keep_the_place_that_they_have_in_their_folder(folder, arrivals, clock):
    (folder / "a.txt").write_text("a")
    arrivals.look_at_all()
    clock.now += 5
    (delivery,) = deliveries(arrivals)
    (source,) = delivery.open(Reading())
    assert source.name == folder.resolve().as_posix()
    assert [row.key for row in source.rows()] == ["a.txt"]


def test_the_ledger_survives_and_a_broken_one_is_begun_anew(tmp_path, folder):
    ledger = Ledger(tmp_path / "watched", folder)
    assert ledger.read() == {}
    ledger.write({"a.txt": "1", "ñ.txt": "2"})
    assert Ledger(tmp_path / "watched", folder).read() == {"a.txt": "1", "ñ.txt": "2"}
    for broken in ("", "[]", '{"done": 3}', "{"):
        ledger.path.write_text(broken)
        assert ledger.read() == {}


def test_the_state_tells_names_sizes_and_times(folder):
    (folder / "a.txt").write_text("a")
    before = state_of(folder)
    os.utime(folder / "a.txt", ns=(1, 1))
    assert state_of(folder) not in ("", before)
    assert state_of(folder / "gone.txt") == ""


@pytest.fixture
def kept(parts: Parts, take, room) -> Callable[[Path], list[str]]:
    """Take a path in and return what of it is not kept."""

    def kept(path: Path, between: Callable[[], None] = lambda: None) -> list[str]:
        take(path, type="document")
        between()
        room.opened.clear()
        sources = open_sources(path, Reading(workspace=room))
        return not_kept(parts, [path], room.opened, sources)

    return kept


def test_all_of_a_folder_is_kept_or_describes_what_is(folder, kept):
    (folder / "items").mkdir()
    (folder / "items" / "one").mkdir()
    (folder / "collection.toml").write_text('title = "S"\n')
    (folder / "items" / "one" / "item.toml").write_text('title = "One"\n')
    (folder / "items" / "one" / "a.txt").write_text("words")
    assert kept(folder) == []
    (folder / "items" / "one" / "item.toml").write_text('title = "One"\n[[file]]\nname = "a.txt"\n')
    (folder / "items" / "one" / "unlisted.txt").write_text("nobody has this")
    assert kept(folder) == ["unlisted.txt"]


def test_what_lies_in_an_archive_counts_for_it(tmp_path, kept):
    path = zipped(tmp_path / "a.zip", {"items.csv": "title,file\nA,a.txt\n", "a.txt": "words"})
    assert kept(path) == []


def test_hidden_files_are_not_kept(folder, kept):
    (folder / "a.txt").write_text("words")
    (folder / ".secret").write_text("somebody's")
    (folder / ".DS_Store").write_text("litter")
    assert kept(folder) == [".secret"]


def test_what_the_store_has_lost_is_not_kept(tmp_path, folder, kept):
    (folder / "a.txt").write_text("words")

    def lose() -> None:
        shutil.rmtree(tmp_path / "data" / "store")

    assert kept(folder, lose) == ["a.txt"]


def test_the_files_by_which_a_bag_is_one_need_not_be_kept_and_others_beside_its_payload_must(tmp_path, kept):
    path = tmp_path / "bag"
    path.mkdir()
    (path / "a.txt").write_text("words")
    bagit.make_bag(str(path), {"Source-Organization": "Archivo"})
    packed = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, "bag"))
    assert kept(packed) == []
    (path / "mods.xml").write_text("<mods/>")
    assert kept(path) == ["mods.xml"]
