"""A cue: what is said in a stretch of a recording, whatever the format it is written down in."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.media.blocks import MOST
from archive.text.passages import Passage, PassageKind

MINUTE, HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue; seconds from the beginning."""

    start: float
    end: float | None
    text: str
    speaker: str = ""


def passages_of(cues: Iterable[Cue]) -> tuple[Passage, ...]:
    """Return cues as passages, in the order of time; each is called by its time and who speaks.

    No more than `MOST` are made: `blocks.problem_of` says so.
    """
    spoken = sorted((cue for cue in cues if cue.text.strip()), key=lambda cue: cue.start)
    return tuple(
        Passage(
            number=number,
            text=cue.text.strip(),
            kind=PassageKind.CUE,
            label=f"{clock(cue.start)} {cue.speaker}".strip(),
            start=cue.start,
            end=cue.end,
        )
        for number, cue in enumerate(spoken[:MOST], 1)
    )


def clock(seconds: float) -> str:
    """Return a time as people read it: 1:02:03, 2:03."""
    whole = int(seconds)
    hours, minutes, rest = whole // HOUR, whole // MINUTE % MINUTE, whole % MINUTE
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
