"""Turns speech into cues, by Whisper through faster-whisper: an extra, with a model that the operator brings.

Nothing is fetched. A model is a folder in the form of CTranslate2 (`model.bin`, `config.json`,
`tokenizer.json`, a vocabulary): https://github.com/SYSTRAN/faster-whisper#model-conversion
"""

import importlib
import importlib.util
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.core.errors import ConfigError, Unreadable
from archive.media import problems
from archive.media.cues import Cue

LIBRARY = "faster_whisper"
LEAST_SPEECH = 0.6  # probability that nobody speaks, above which a stretch that is also unsure is left out


@dataclass(slots=True)
class Heard:
    """What was heard in a recording, as far as somebody has listened."""

    language: str  # BCP 47, as stated or as heard
    seconds: float  # how long the recording is
    cues: Iterator[Cue]  # as they are heard
    sure: list[tuple[float, float]] = field(default_factory=list)  # of each cue: seconds, probability

    @property
    def confidence(self) -> float:
        """How sure the words are on average, from 0 to 1."""
        length = sum(seconds for seconds, _ in self.sure)
        return sum(seconds * each for seconds, each in self.sure) / length if length else 0.0


def is_installed() -> bool:
    """Say whether the extra is there."""
    return importlib.util.find_spec(LIBRARY) is not None


class Model:
    """A model, loaded. Raises ConfigError if the folder holds none."""

    def __init__(self, model: Path, threads: int = 0) -> None:
        if not (model / "model.bin").is_file():
            raise ConfigError(f"setting SPEECH_MODEL: {model} holds no model.bin")
        whisper: Any = importlib.import_module(LIBRARY)
        try:
            self._model = whisper.WhisperModel(
                str(model), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ConfigError(f"setting SPEECH_MODEL: {model} cannot be loaded: {error}") from error

    def hear(self, path: Path, language: str = "") -> Heard:
        """Listen to a recording. Raise Unreadable if there is nothing to be heard in it."""
        try:
            # Text heard before is not held against what comes: a mistake would be repeated to the end.
            segments, about = self._model.transcribe(
                str(path.resolve()),
                language=language or None,
                condition_on_previous_text=False,
            )
        except Exception as error:  # whatever the decoder or the model raises: the recording keeps its place
            raise Unreadable(problems.NOT_HEARD) from error
        heard = Heard(language or about.language, about.duration, iter(()))
        heard.cues = _cues(segments, heard)
        return heard


def _heard(segments: Any) -> Iterator[Any]:
    """Yield what the model hears, piece by piece: it listens while it is asked."""
    try:
        yield from segments
    except Exception as error:  # as in `hear`
        raise Unreadable(problems.NOT_HEARD) from error


def _cues(segments: Any, heard: Heard) -> Iterator[Cue]:
    for each in _heard(segments):
        sure = math.exp(min(each.avg_logprob, 0.0))
        if each.no_speech_prob > LEAST_SPEECH and sure < LEAST_SPEECH:
            continue
        heard.sure.append((each.end - each.start, sure))
        yield Cue(round(each.start, 3), round(each.end, 3), each.text.strip())
