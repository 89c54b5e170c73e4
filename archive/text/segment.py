"""Segmenting: plain text into headings and paragraphs of a readable length.

Files differ in what a line end means. Three habits are told apart: paragraphs divided by blank
lines (their lines may be wrapped), one paragraph a line, and lines wrapped by hand where a new
paragraph shows only by an indent or by a short last line.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from archive.text.passages import Passage, PassageKind

LONGEST = 2_000  # characters: a longer paragraph is cut where a sentence ends
WANTED = 1_200  # the size of the pieces it is cut into
HEADING = 90  # a heading is shorter than this
UNWRAPPED = 140  # nobody wraps lines by hand beyond this

_BLANK = re.compile(r"(?:\r\n|\r|\n|\f)(?:[ \t\u00a0]*(?:\r\n|\r|\n|\f))+|\f")
_LINE_END = re.compile(r"\r\n|\r|\n")
_SENTENCE = re.compile(r"[.!?…](?:[\"'»”’)\]]*)\s+|[。！？؟।]\s*")
_FINISHED = re.compile(r"[.!?:;…。！？؟][\"'»”’)\]]*$")
# A second line, a column of a table, a sum, a line that goes on.
_NOT_IN_HEADING = re.compile(r"[\r\n\t]|\d[.,]\d|[,;\-–—]$")
_MARKDOWN = re.compile(r"#{1,6} ")

Span = tuple[int, int]


def paragraphs(text: str, first: int = 1) -> tuple[Passage, ...]:
    """Return the headings and paragraphs of `text`, numbered from `first`; each is a slice of it."""
    blocks = [inner for block in _blocks(text) for inner in _within(text, block)]
    passages: list[Passage] = []
    label = ""
    for index, (start, end) in enumerate(blocks):
        kind = _kind(text[start:end], blocks, index)
        if kind is PassageKind.HEADING:
            label = " ".join(text[start:end].lstrip("# ").split())
        for piece in pieces(text[start:end]):
            passages.append(Passage(number=first + len(passages), text=piece, kind=kind, label=label))
    return tuple(passages)


def pieces(paragraph: str) -> Iterator[str]:
    """Yield a paragraph whole or, if it is too long to be read at once, cut where sentences end."""
    start = 0
    while len(paragraph) - start > LONGEST:
        cut = _cut(paragraph, start)
        if piece := paragraph[start:cut].strip():
            yield piece
        start = cut
    if rest := paragraph[start:].strip():
        yield rest


def _cut(text: str, start: int) -> int:
    """Return where to end the piece that begins at `start`: after a sentence, a word or just anywhere."""
    low, high = start + WANTED // 2, start + LONGEST
    ends = [match.end() for match in _SENTENCE.finditer(text, low, high)]
    if ends:
        return min(ends, key=lambda end: abs(end - start - WANTED))
    space = text.rfind(" ", low, high)
    return space + 1 if space > 0 else start + WANTED


def _blocks(text: str) -> Iterator[Span]:
    """Yield the stretches between blank lines."""
    start = 0
    for match in _BLANK.finditer(text):
        yield from _trimmed(text, start, match.start())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the span without white space at its ends, or nothing if nothing is left."""
    block = text[start:end]
    body = block.strip("\ufeff \t\r\n\f\v\u00a0")
    if body:
        begin = start + block.index(body[0])
        yield begin, begin + len(body)


def _within(text: str, block: Span) -> Iterator[Span]:
    """Yield the paragraphs of a stretch without blank lines."""
    lines = list(_lines(text, block))
    widest = max(end - start for start, end in lines)
    if len(lines) == 1:
        yield block
    elif widest > UNWRAPPED:
        yield from lines
    else:
        yield from _wrapped(text, lines, widest)


def _lines(text: str, block: Span) -> Iterator[Span]:
    start, end = block
    for match in _LINE_END.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _wrapped(text: str, lines: list[Span], widest: int) -> Iterator[Span]:
    """Yield the paragraphs of lines wrapped by hand.

    A new one begins at an indented line, or after a line that ends a sentence well before the
    margin. Short lines throughout (verse, lists, addresses) stay together.
    """
    margin = widest * 0.75
    indents = [_indent(text[start:end]) for start, end in lines]
    usual = min(indents[1:])
    begin = lines[0][0]
    for (before, here), indent in zip(pairwise(lines), indents[1:], strict=True):
        ended = here[0] - before[0] < margin and _FINISHED.search(text[before[0] : before[1]].rstrip())
        if (indent > usual and indents.count(usual) > 1) or ended:
            yield from _trimmed(text, begin, before[1])
            begin = here[0]
    yield from _trimmed(text, begin, lines[-1][1])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _kind(text: str, blocks: list[Span], index: int) -> PassageKind:
    """Tell a heading: one short line, not a sentence nor a sum, standing before something longer."""
    if _MARKDOWN.match(text):
        return PassageKind.HEADING
    likely = _like_heading(text) and _precedes_text(len(text), blocks[index + 1 : index + 3])
    return PassageKind.HEADING if likely else PassageKind.PARAGRAPH


def _like_heading(text: str) -> bool:
    if len(text) > HEADING or _NOT_IN_HEADING.search(text) or _FINISHED.search(text):
        return False
    begins = text.lstrip("\"'«“‘([¡¿")[:1]
    return begins.isupper() or begins.isdigit()


def _precedes_text(length: int, following: list[Span]) -> bool:
    """Say whether something longer follows, at once or after a second heading."""
    lengths = [end - start for start, end in following]
    return bool(lengths) and (lengths[0] > length or (len(lengths) > 1 and lengths[1] > HEADING))
