"""Reads a page of ALTO: its text, where each letter stands, and how sure the recogniser was.

Spec: https://www.loc.gov/standards/alto/v3/alto-3-1.xsd (String, SP, HYP; WC: confidence of a word)
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from archive.core.errors import Unreadable
from archive.core.markup import local, parse
from archive.media import problems

WHOLE = 10_000  # the width of a page, and its height, in the units of edges
TALL = 1.5  # a line so much higher than wide runs up or down the page

Edges = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised on a page."""

    text: str
    edges: "array[int]"  # left, top, right, bottom of each character; four zeros for what is not drawn
    letters: int  # without spaces
    confidence: float  # of the letters on average, from 0 to 1; 0 if there are none


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    edges: Edges
    confidence: float


def read(alto: bytes) -> Recognised:
    """Return the first page: words parted by spaces, lines by line ends, blocks by empty lines.

    Raises Unreadable for what is no ALTO.
    """
    try:
        page = next(_named(parse(alto), "Page"), None)
    except etree.XMLSyntaxError as error:
        raise Unreadable(problems.NOT_RECOGNISED) from error
    if page is None:
        raise Unreadable(problems.NOT_RECOGNISED)
    writer = _Writer(_number(page, "WIDTH"), _number(page, "HEIGHT"))
    for block in _named(page, "TextBlock"):
        lines = [line for line in map(_words, _named(block, "TextLine")) if line]
        if lines:
            writer.block(lines)
    return writer.recognised()


class _Writer:
    """Puts words together, and beside each letter its edges."""

    def __init__(self, wide: float, high: float) -> None:
        self._scale = (WHOLE / (wide or 1), WHOLE / (high or 1)) * 2
        self._text: list[str] = []
        self._edges = array("H")
        self._letters = 0
        self._sure = 0.0

    def block(self, lines: list[list[_Word]]) -> None:
        """Write a block, behind an empty line if it is not the first."""
        if self._text:
            self._gap("\n\n")
        for number, words in enumerate(lines):
            if number:
                self._gap("\n")
            towards = _direction(words)
            for place, word in enumerate(words):
                if place:
                    self._gap(" ")
                self._word(word, towards)

    def recognised(self) -> Recognised:
        """Return what was written."""
        sure = self._sure / self._letters if self._letters else 0.0
        return Recognised("".join(self._text), self._edges, self._letters, sure)

    def _gap(self, sign: str) -> None:
        self._text.append(sign)
        self._edges.extend([0] * (4 * len(sign)))

    def _word(self, word: _Word, towards: str) -> None:
        self._text.append(word.text)
        self._letters += len(word.text)
        self._sure += word.confidence * len(word.text)
        for number in range(len(word.text)):
            edges = _share(word.edges, number, len(word.text), towards)
            scaled = (round(edge * scale) for edge, scale in zip(edges, self._scale, strict=True))
            self._edges.extend(min(max(edge, 0), WHOLE) for edge in scaled)


def _share(edges: Edges, number: int, of: int, towards: str) -> Edges:
    """Return the part of a word's box that is one letter's: all are taken to be equally wide."""
    left, top, right, bottom = edges
    if towards in "ud":
        number = of - 1 - number if towards == "u" else number
        high = (bottom - top) / of
        return left, top + high * number, right, top + high * (number + 1)
    number = of - 1 - number if towards == "l" else number
    wide = (right - left) / of
    return left + wide * number, top, left + wide * (number + 1), bottom


def _direction(words: list[_Word]) -> str:
    """Return where a line runs to: r(ight), l(eft), u(p) or d(own)."""
    first, last = words[0].edges, words[-1].edges
    across = last[0] + last[2] - first[0] - first[2]
    down = last[1] + last[3] - first[1] - first[3]
    if len(words) == 1:
        long = len(words[0].text) > 2 and first[3] - first[1] > TALL * (first[2] - first[0])
        return "d" if long else "r"
    if abs(down) > abs(across):
        return "d" if down > 0 else "u"
    return "r" if across >= 0 else "l"


def _words(line: etree._Element) -> list[_Word]:
    """Return the words of a line; a hyphen at its end belongs to the last."""
    words: list[_Word] = []
    for each in line:
        name = local(each)
        text = (each.get("CONTENT") or "").replace(" ", "")
        if name == "String" and text:
            words.append(_Word(text, _edges(each), _number(each, "WC", 1.0)))
        elif name == "HYP" and words:
            last = words[-1]
            words[-1] = _Word(last.text + (text or "-"), last.edges, last.confidence)
    return words


def _edges(element: etree._Element) -> Edges:
    left, top = _number(element, "HPOS"), _number(element, "VPOS")
    return left, top, left + _number(element, "WIDTH"), top + _number(element, "HEIGHT")


def _number(element: etree._Element, name: str, otherwise: float = 0.0) -> float:
    try:
        return float(element.get(name, otherwise))
    except ValueError:
        return otherwise


def _named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the elements of this name, of whatever edition of ALTO."""
    yield from element.iter(f"{{*}}{name}")
