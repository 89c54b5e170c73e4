"""Captions: WebVTT and SubRip, cue by cue.

Spec: https://www.w3.org/TR/webvtt1/ (section 4, syntax); SubRip has none and is read as players do.
"""

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import webvtt
from webvtt.errors import MalformedFileError

from archive.core.errors import Unreadable
from archive.media import problems
from archive.media.blocks import problem_of
from archive.media.cues import HOUR, MINUTE, Cue, passages_of
from archive.media.extractor import Extracted
from archive.text.encoding import decode

VTT = "text/vtt"
LARGEST = 64 << 20  # bytes
_ARROW = re.compile(r"^.*-->.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Captions:
    """Reads WebVTT and SubRip."""

    name: str = "captions"
    media_types: frozenset[str] = frozenset({VTT, "application/x-subrip"})

    def extract(self, path: Path) -> Extracted:
        """Return a passage for each cue, with its seconds; `problem` says if some could not be read."""
        if path.stat().st_size > LARGEST:
            raise Unreadable(problems.TOO_LARGE)
        decoded = decode(path.read_bytes())
        form = "vtt" if decoded.text.lstrip("\ufeff \n").startswith("WEBVTT") else "srt"
        try:
            found = webvtt.from_buffer(io.StringIO(decoded.text), format=form)
        except MalformedFileError as error:
            raise Unreadable(problems.NO_CAPTIONS) from error
        cues = [_cue(each) for each in found.captions]
        if not cues:
            raise Unreadable(problems.NO_CAPTIONS)
        lost = len(_ARROW.findall(decoded.text)) > len(cues) or any(
            cue.end is not None and cue.end < cue.start for cue in cues
        )
        made = passages_of(cues)
        return Extracted(
            passages=made,
            proposed={"language": (found_in_head,)} if (found_in_head := _language(decoded.text)) else {},
            technical={"encoding": decoded.encoding, "cues": len(cues)},
            problem=problem_of(made) or (problems.SOME_CAPTIONS if lost else ""),
        )


def _cue(caption: webvtt.Caption) -> Cue:
    text = html.unescape(caption.text)
    return Cue(_seconds(caption.start_time), _seconds(caption.end_time), text, caption.voice or "")


def _seconds(time: "webvtt.models.Timestamp") -> float:
    return time.hours * HOUR + time.minutes * MINUTE + time.seconds + time.milliseconds / 1000


def _language(text: str) -> str:
    """Return the language that the head of a WebVTT file states."""
    return next((line.partition(":")[2].strip() for line in _head(text) if line.startswith("Language:")), "")


def _head(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.strip():
            return
        yield line
