"""The small markup of `scripts/texts/`: a title, headings, paragraphs, lists, tables and **bold**."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

BlockKind = Literal["title", "heading", "paragraph", "bullet", "number", "row"]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text; a table is a run of rows, of which the first is its head."""

    kind: BlockKind
    text: str = ""
    cells: tuple[str, ...] = ()


_OPENINGS: tuple[tuple[str, BlockKind], ...] = (
    (r"# +", "title"),
    (r"## +", "heading"),
    (r"- +", "bullet"),
)


def read(path: Path) -> list[Block]:
    """Return the blocks of a text in their order."""
    found: list[Block] = []
    number = 1  # of the next item of a list; a line that begins with another, as with a year, is no item
    for line in _lines(path.read_text(encoding="utf-8")):
        found.append(_block(line, number))
        number = number + 1 if found[-1].kind == "number" else 1
    return found


def runs(blocks: list[Block]) -> Iterator[tuple[BlockKind, list[Block]]]:
    """Yield neighbouring blocks of one kind together, so that a list or a table is one thing."""
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        yield kind, list(group)


def spans(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text and whether each is bold."""
    for number, piece in enumerate(text.split("**")):
        if piece:
            yield piece, number % 2 == 1


def plain(text: str) -> str:
    """Return a text without its markup."""
    return text.replace("**", "")


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip() and not re.fullmatch(r"[|\s:-]+", line):
            yield line.strip()


def _block(line: str, number: int) -> Block:
    if line.startswith("|"):
        return Block("row", cells=tuple(cell.strip() for cell in line.strip("|").split("|")))
    for opening, kind in (*_OPENINGS, (rf"{number}\. +", "number")):
        if found := re.match(opening, line):
            return Block(kind, line[found.end() :])
    return Block("paragraph", line)
