"""`archive copies`: copies of recordings that browsers play."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from archive.core.errors import Unreadable
from archive.media import playing
from archive.media.identify import identify
from archive.media.registry import read
from archive.metadata.record import FileFacts
from tests.conftest import absent


@pytest.fixture(autouse=True)
def program() -> str:
    """FFmpeg, which also makes the recordings of these tests."""
    found = shutil.which("ffmpeg")
    if found is None:
        absent("install ffmpeg")
    return str(found)


def made(path: Path, *options: str) -> Path:
    """Make a recording of three seconds: a tone, and a moving picture if it is a film."""
    path.parent.mkdir(exist_ok=True)
    sound = ("-f", "lavfi", "-i", "sine=frequency=440:duration=3")
    film: tuple[str, ...] = ()
    if path.suffix in (".avi", ".mp4"):
        film = ("-f", "lavfi", "-i", "testsrc=duration=3:size=320x240:rate=10")
    subprocess.run(["ffmpeg", "-v", "error", *sound, *film, *options, "-y", str(path)], check=True)
    return path


def copies_of(instance: Path) -> list[Path]:
    return sorted((instance.parent / "data" / "derivatives").rglob("copy.*"))


def test_a_film_that_no_browser_plays_is_copied_and_the_original_stays(run, instance, tmp_path):
    path = made(tmp_path / "films" / "acto.avi", "-c:v", "mpeg4", "-c:a", "mp3")
    done = run("ingest", path, "--publish")
    assert "1 copies of recordings made" in done.output
    (copy,) = copies_of(instance)
    facts = read(copy, identify(copy)).technical
    assert {each["codec"] for each in facts["streams"]} == {"AVC", "AAC"}
    assert facts["duration"] == pytest.approx(3, abs=0.3)
    assert run("verify").exit_code == 0


def test_large_sound_is_copied_and_what_browsers_play_is_not(run, instance, tmp_path):
    made(tmp_path / "sound" / "cinta.wav", "-ar", "48000", "-ac", "2")
    made(tmp_path / "sound" / "llano.mp3", "-b:a", "64k")
    run("ingest", tmp_path / "sound", "--publish")
    assert [each.name for each in copies_of(instance)] == ["copy.m4a"]
    assert "0 copies" in run("copies").output


def test_a_copy_that_fails_is_named_and_made_another_time(run, instance, tmp_path, monkeypatch):
    run("ingest", made(tmp_path / "films" / "acto.avi", "-c:v", "mpeg4"), "--publish", "--no-copies")
    assert copies_of(instance) == []
    monkeypatch.setattr(playing, "SOUND", ("-c:a", "no_such_codec"))
    failed = run("copies")
    assert failed.exit_code == 1
    assert "acto.avi" in failed.output
    assert list((instance.parent / "data" / "derivatives").rglob(".*.mp4")) == []
    monkeypatch.undo()
    assert "1 copies" in run("copies").output


def test_a_picture_is_taken_from_a_film(tmp_path):
    path = made(tmp_path / "films" / "acto.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p")
    found = read(path, identify(path))
    picture = playing.picture(path, _facts(path, found))
    assert isinstance(picture, Image.Image)
    assert picture.size == (320, 240)
    assert len(picture.getcolors(100_000)) > 10  # not black


def test_a_list_of_other_files_is_no_recording(tmp_path):
    secret = made(tmp_path / "films" / "secreto.wav")
    facts = _facts(secret, read(secret, identify(secret)))
    for name, text in {
        "a.wav": f"ffconcat version 1.0\nfile '{secret}'\n",
        "b.wav": f"#EXTM3U\n#EXTINF:3,\nfile://{secret}\n#EXT-X-ENDLIST\n",
    }.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        with pytest.raises(Unreadable):
            playing.copy(path, tmp_path / "copy.m4a", facts)
    assert not (tmp_path / "copy.m4a").exists()


def test_without_ffmpeg_it_says_what_to_install_and_an_ingest_goes_on(run, tmp_path, monkeypatch):
    path = made(tmp_path / "films" / "acto.avi", "-c:v", "mpeg4")
    monkeypatch.setattr(shutil, "which", lambda *_: None)
    playing.program.cache_clear()
    try:
        said = run("copies")
        assert said.exit_code == 2
        assert "apt-get install ffmpeg" in said.output
        assert json.loads(run("ingest", path, "--publish", "--json").output)["new"] == 1
    finally:
        playing.program.cache_clear()


def _facts(path, found):
    return FileFacts(
        id="x", name=path.name, media_type="video/mp4", size=1, sha512="0" * 128,
        width=found.width, height=found.height, technical=found.technical,
    )  # fmt: skip
