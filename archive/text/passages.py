"""A passage: the numbered part of a text that a reader is taken to."""

from dataclasses import dataclass
from enum import StrEnum


class PassageKind(StrEnum):
    """What a passage is in its source."""

    PAGE = "page"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CUE = "cue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One page, paragraph, heading or cue; `text` is exactly as the source has it."""

    number: int  # from 1, within the item
    text: str
    kind: PassageKind = PassageKind.PARAGRAPH
    label: str = ""  # what the source calls it: a printed page number, a section title
    page: int | None = None  # the page of the file it stands on, from 1
    file_id: str | None = None
    start: float | None = None  # seconds
    end: float | None = None
