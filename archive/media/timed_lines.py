"""Transcripts in plain text whose lines begin with a time: `[00:01:23] Speaker: words`."""

import re
from collections.abc import Iterator
from itertools import pairwise

from archive.media.cues import HOUR, MINUTE, Cue

FEWEST = 3  # lines with a time, before a text is taken for a transcript
SHARE = 0.5  # of its paragraphs
VERSES = 5  # lines that count up by one, before they are taken for such
_LINE = re.compile(
    r"^[\s>*-]*+[\[(<]?\s*+(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)(?:[.,](\d{1,3}))?"
    r"(?:\s*(?:-->|[-–—]|to|a)\s*(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)(?:[.,](\d{1,3}))?)?\s*[\])>]?[\s:.–—-]*(.*)$"
)
# A name: a few words that begin with capitals, before a colon.
_WORD = r"(?:[^\W\d_a-zà-ÿ][\w.'’-]*+|de|del|la|y|and|of)"
_SPEAKER = re.compile(rf"^({_WORD}(?:\s{_WORD}){{0,5}})\s?:\s+(?=\S)")


def cues_of(text: str) -> list[Cue]:
    """Return the cues of a transcript; none if the text is no transcript."""
    lines = [line for line in text.splitlines() if line.strip()]
    found = list(_cues(lines))
    steps = [after.start - before.start for before, after in pairwise(found)]
    if len(found) < FEWEST or min(steps) < 0:
        return []
    if steps.count(1) > max(VERSES, SHARE * len(steps)):  # 1:10, 1:11, 1:12: verses, and not seconds
        return []
    # Lines without a time go on with what was said before; most must have one, or times are only mentioned.
    return found if sum(_LINE.match(line) is not None for line in lines) >= SHARE * _paragraphs(text) else []


def _cues(lines: list[str]) -> Iterator[Cue]:
    cue: Cue | None = None
    for line in lines:
        match = _LINE.match(line)
        if match is None:
            if cue is not None:
                cue = Cue(cue.start, cue.end, f"{cue.text}\n{line.strip()}".strip(), cue.speaker)
            continue
        if cue is not None:
            yield cue
        said, speaker = match[9].strip(), ""
        if named := _SPEAKER.match(said):
            speaker, said = named[1].strip(), said[named.end() :]
        end = _seconds(*match.groups()[4:8]) if match[6] else None
        cue = Cue(_seconds(*match.groups()[:4]), end, said, speaker)
    if cue is not None:
        yield cue


def _seconds(hours: str | None, minutes: str, seconds: str, part: str | None) -> float:
    whole = int(hours or 0) * HOUR + int(minutes) * MINUTE + int(seconds)
    return whole + (float(f"0.{part}") if part else 0.0)


def _paragraphs(text: str) -> int:
    return sum(1 for part in re.split(r"\n\s*\n", text) if part.strip())
