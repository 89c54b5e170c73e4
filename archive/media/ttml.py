"""Timed text: TTML, DFXP, EBU-TT and IMSC captions, paragraph by paragraph.

Spec: https://www.w3.org/TR/ttml2/#timing-value-time-expression (section 12.3.1)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from lxml import etree

from archive.core.errors import Unreadable
from archive.core.markup import XML_ID, XML_LANG, local
from archive.media import problems
from archive.media.blocks import problem_of
from archive.media.cues import HOUR, MINUTE, Cue, passages_of
from archive.media.extractor import Extracted
from archive.media.xml_files import root_of

LARGEST = 64 << 20  # bytes
PARAMETERS = "{http://www.w3.org/ns/ttml#parameter}"
METADATA = "{http://www.w3.org/ns/ttml#metadata}"
FRAMES, TICKS = 30.0, 1.0  # a second, where the file does not say
_CLOCK = re.compile(r"(\d{2,9}):(\d{2}):(\d{2})(?:\.(\d+)|:(\d{2,9})(?:\.\d+)?)?")
_OFFSET = re.compile(r"(\d{1,18}(?:\.\d+)?)(h|ms|m|s|f|t)")


@dataclass(frozen=True, slots=True)
class TimedText:
    """Reads TTML."""

    name: str = "TTML"
    media_types: frozenset[str] = frozenset({"application/ttml+xml"})

    def extract(self, path: Path) -> Extracted:
        """Return a passage for each paragraph that has a time."""
        root = root_of(path, LARGEST)
        times = _Times(root)
        cues, lost = [], 0
        for paragraph in root.iter("{*}p"):
            cue = times.cue(paragraph)
            lost += cue is None and bool(_text(paragraph).strip())
            cues += [cue] if cue is not None else []
        if not cues:
            raise Unreadable(problems.NO_CAPTIONS)
        language = root.get(XML_LANG, "")
        made = passages_of(cues)
        return Extracted(
            passages=made,
            proposed={"language": (language,)} if language else {},
            technical={"cues": len(cues)},
            problem=problem_of(made) or (problems.SOME_CAPTIONS if lost else ""),
        )


class _Times:
    """Reads times by what the root says of frames and ticks; times within count from what holds them."""

    def __init__(self, root: etree._Element) -> None:
        self._frames = _number(root.get(f"{PARAMETERS}frameRate"), FRAMES)
        ticks = self._frames if root.get(f"{PARAMETERS}frameRate") else TICKS
        self._ticks = _number(root.get(f"{PARAMETERS}tickRate"), ticks)
        self._agents = {
            agent.get(XML_ID, ""): "".join(map(str, agent.itertext())).strip()
            for agent in root.iter(f"{METADATA}agent")
        }

    def cue(self, paragraph: etree._Element) -> Cue | None:
        """Return a paragraph as a cue; None if it has no time."""
        start = self._at(paragraph.get("begin"))
        if start is None:
            spans = [self.cue(each) for each in paragraph.iterchildren("{*}span")]
            timed = [each for each in spans if each is not None]
            return (
                Cue(timed[0].start, timed[-1].end, _text(paragraph), self._speaker(paragraph))
                if timed
                else None
            )
        base = sum(
            self._at(each.get("begin")) or 0.0 for each in paragraph.iterancestors("{*}div", "{*}body")
        )
        end, lasts = self._at(paragraph.get("end")), self._at(paragraph.get("dur"))
        if end is None and lasts is not None:
            end = start + lasts
        return Cue(
            base + start, None if end is None else base + end, _text(paragraph), self._speaker(paragraph)
        )

    def _speaker(self, paragraph: etree._Element) -> str:
        return self._agents.get(paragraph.get(f"{METADATA}agent", ""), "")

    def _at(self, time: str | None) -> float | None:
        """Return a time expression in seconds; None if it is none."""
        if match := _CLOCK.fullmatch((time or "").strip()):
            hours, minutes, seconds, part, frames = match.groups()
            whole = int(hours) * HOUR + int(minutes) * MINUTE + int(seconds)
            return whole + (float(f"0.{part}") if part else 0.0) + int(frames or 0) / self._frames
        if match := _OFFSET.fullmatch((time or "").strip()):
            units = {"h": HOUR, "m": MINUTE, "s": 1, "ms": 0.001, "f": 1 / self._frames, "t": 1 / self._ticks}
            return float(match[1]) * units[match[2]]
        return None


def _text(paragraph: etree._Element) -> str:
    """Return the words of a paragraph, line by line."""
    return "\n".join(" ".join(line.split()) for line in "".join(_pieces(paragraph)).split("\x00")).strip()


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for each in element:
        name = local(each)
        if name == "br":
            yield "\x00"
        elif name and name != "metadata":
            yield from _pieces(each)
        yield each.tail or ""


def _number(stated: str | None, otherwise: float) -> float:
    try:
        number = float(stated or otherwise)
    except ValueError:
        return otherwise
    return number if isfinite(number) and number > 0 else otherwise
