"""Blocks: the paragraphs and headings of a structured document, on their way to become passages."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.text.passages import Passage, PassageKind
from archive.text.segment import pieces


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or row of a table."""

    text: str
    heading: bool = False


def passages(blocks: Iterable[Block]) -> tuple[Passage, ...]:
    """Return blocks as numbered passages; each bears the heading it stands under as its label."""
    made: list[Passage] = []
    label = ""
    for block in blocks:
        text = block.text.strip()
        if block.heading and text:
            label = " ".join(text.split())
        kind = PassageKind.HEADING if block.heading else PassageKind.PARAGRAPH
        for piece in pieces(text):
            made.append(Passage(number=len(made) + 1, text=piece, kind=kind, label=label))
    return tuple(made)
