"""Blocks: the paragraphs and headings of a structured document, on their way to become passages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from archive.media import problems
from archive.text.passages import Passage, PassageKind
from archive.text.segment import pieces

# Between lines that are no one sentence: a reader's screen lets other lines flow together.
APART = "\n\n"
LONGEST_CELL = 1_000  # characters: beyond that, a table is there for the look of the page
MOST = 250_000  # passages of one file: eight times the verses of the Bible


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, row of a table, or slide."""

    text: str
    heading: bool = False
    title: str = ""  # of a heading that is written with signs around it: what it says
    label: str | None = None  # its own, where it does not stand under the last heading
    page: int | None = None  # the slide that it is, or stands on; a whole slide is one passage
    whole: bool = False


def passages(blocks: Iterable[Block]) -> tuple[Passage, ...]:
    """Return blocks as numbered passages; each bears its own label, or the heading it stands under.

    No more than `MOST` are made: `problem_of` says so.
    """
    made: list[Passage] = []
    under = ""
    for block in blocks:
        text = block.text.strip()
        if block.heading and text:
            under = block.title or " ".join(text.split())
        label = under if block.label is None else block.label
        for piece in [text] if block.whole and text else pieces(text):
            made.append(
                Passage(number=len(made) + 1, text=piece, kind=_kind(block), label=label, page=block.page)
            )
        if len(made) > MOST:
            break
    return tuple(islice(made, MOST))


def row(cells: Sequence[Sequence[Block]], *, holds_table: bool) -> Iterator[Block]:
    """Yield the row of a table as one block; as those of its cells where these are no mere values."""
    blocks = [block for cell in cells for block in cell]
    if holds_table or any(block.heading or len(block.text) > LONGEST_CELL for block in blocks):
        yield from blocks
    else:
        texts = (" ".join(" ".join(block.text for block in cell).split()) for cell in cells)
        yield Block(" | ".join(filter(None, texts)))


def _kind(block: Block) -> PassageKind:
    if block.whole:
        return PassageKind.PAGE
    return PassageKind.HEADING if block.heading else PassageKind.PARAGRAPH


def problem_of(made: Sequence[Passage]) -> str:
    """Say what is wrong with a text: there is none, or more than is kept."""
    if not made:
        return problems.NO_TEXT
    return problems.CUT_OFF if len(made) >= MOST else ""
