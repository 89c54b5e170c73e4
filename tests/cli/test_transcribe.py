"""`archive transcribe`: the speech of recordings, by a model that the operator brings.

The library is an extra and its models are large: a stand-in of the same form says what it is told to.
"""

import json
import sys
import wave
from pathlib import Path

import pytest

STAND_IN = """
from pathlib import Path
from types import SimpleNamespace as Said

class WhisperModel:
    def __init__(self, path, *, local_files_only, **_):
        assert local_files_only
        self.path = Path(path)

    def transcribe(self, audio, *, language, **_):
        if Path(audio).read_bytes()[:4] != b"RIFF":
            raise RuntimeError("no sound")
        lines = (self.path / "says.txt").read_text(encoding="utf-8").splitlines()
        said = (  # as the library does: it listens while it is asked
            Said(start=2.0 * n, end=2 * n + 1.5, text=" " + said, avg_logprob=float(sure), no_speech_prob=0.1)
            for n, (sure, _, said) in enumerate(line.partition(" ") for line in lines)
        )
        return iter(said), Said(language=language or "es", duration=6.0)
"""


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, instance: Path) -> Path:
    """A model that hears two sentences, and the setting that names it."""
    library = tmp_path / "library"
    library.mkdir()
    (library / "faster_whisper.py").write_text(STAND_IN, encoding="utf-8")
    monkeypatch.syspath_prepend(library)
    monkeypatch.delitem(sys.modules, "faster_whisper", raising=False)
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "model.bin").touch()
    says(folder, "-0.1 Por ahora.", "-0.2 Comuna o nada.")
    monkeypatch.setenv("ARCHIVE_SPEECH_MODEL", str(folder))
    return folder


def says(model: Path, *lines: str) -> None:
    (model / "says.txt").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """A recording of six seconds."""
    path = tmp_path / "heard" / "habla.wav"
    path.parent.mkdir()
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(2 * 8000 * 6))
    return path


def found(run, q: str) -> list[dict[str, object]]:
    return json.loads(run("search", q, "--json").output)["items"]


def test_what_is_said_is_found_at_its_second(run, model, recording):
    run("ingest", recording, "--publish")
    done = run("transcribe")
    assert done.exit_code == 0, done.output
    assert "2 cues of 1 items heard" in done.output
    (item,) = found(run, "comuna")
    assert item["passages"][0]["label"] == "0:02"
    assert "problem" not in json.loads(run("show", item["id"], "--json").output)["files"][0]


def test_a_second_run_hears_nothing_and_again_hears_anew(run, model, recording):
    run("ingest", recording, "--publish")
    run("transcribe")
    assert "0 cues of 0 items" in run("transcribe").output
    says(model, "-0.1 El pueblo organizado.")
    (item,) = found(run, "comuna")
    assert "1 cues of 1 items heard" in run("transcribe", "--again", item["id"]).output
    assert found(run, "comuna") == []
    assert found(run, "organizado")


def test_hearing_anew_what_nobody_named_is_refused_and_not_silently_nothing(run, model):
    said = run("transcribe", "--again")
    assert said.exit_code == 2
    assert "items" in said.output


def test_what_is_heard_poorly_is_marked(run, model, recording):
    says(model, "-1.5 lobranos como a nada")
    run("ingest", recording, "--publish")
    assert "1 recordings heard poorly" in run("transcribe").output
    shown = json.loads(run("show", found(run, "")[0]["id"], "--json").output)
    assert "poorly" in shown["files"][0]["problem"]


def test_a_recording_with_captions_is_left_alone(run, model, recording):
    item = recording.parent / "items" / "habla"
    item.mkdir(parents=True)
    recording.rename(item / "habla.wav")
    (item / "habla.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nPor ahora\n", encoding="utf-8")
    (item / "item.toml").write_text('type = "recording"\ntitle = "Habla"\n', encoding="utf-8")
    run("ingest", recording.parent, "--publish")
    assert "0 cues of 0 items" in run("transcribe").output


def test_a_damaged_recording_is_named_and_keeps_no_other_waiting(run, model, recording):
    bad = recording.with_name("mala.wav")
    bad.write_bytes(b"RIFX" + recording.read_bytes()[4:])
    run("ingest", recording, "--publish")
    run("ingest", bad, "--publish", "--type", "recording")
    ids = [each["id"] for each in found(run, "")]
    done = run("transcribe", "--again", *ids)
    assert "1 items heard" in done.output


def test_a_model_that_gives_up_midway_costs_that_recording_alone(run, model, recording):
    says(model, "-0.1 Por ahora.", "broken")
    run("ingest", recording, "--publish")
    done = run("transcribe")
    assert done.exit_code == 1
    assert "habla.wav" in done.output
    assert "0 cues of 0 items heard" in done.output


@pytest.mark.parametrize("value", ["", "nowhere"])
def test_without_a_model_it_says_which_setting_is_meant(run, model, monkeypatch, value):
    monkeypatch.setenv("ARCHIVE_SPEECH_MODEL", value)
    said = run("transcribe")
    assert said.exit_code == 2
    assert "SPEECH_MODEL" in said.output


def test_without_the_extra_it_says_how_to_install_it(run, monkeypatch):
    monkeypatch.setattr("archive.media.speech.LIBRARY", "no_such_library_is_installed")
    said = run("transcribe")
    assert said.exit_code == 2
    assert "pip install 'tribuna[speech]'" in said.output
