"""Where the letters of a page stand on it: what is found in its text can be shown on its picture.

The text is the one that the page's passage has, letter for letter, and each letter has its box. Boxes
are kept beside the pictures of the page, and like them may be deleted at any time.

Spec: ISO 32000-2, 9.4.4 (text space details), as PDFium reads it
"""

import ctypes
import json
import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from archive.core.errors import Unreadable
from archive.core.whole import written_whole
from archive.media import ocr, pdf, problems
from archive.media.alto import WHOLE as WHOLE
from archive.media.derivatives import has_page, place
from archive.metadata.record import FileFacts

_DEVICE = 1_000_000
_SIGN = re.compile("[\ufffe\u0002](?:\r?\n)?|\r\n?")
_LETTERS = "letters"


class Box(NamedTuple):
    """A rectangle on a page, from its upper left corner, in parts of `WHOLE`."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Lettering:
    """The text of a page and the boxes of its characters."""

    text: str
    edges: "array[int]"  # left, top, right, bottom of each character; four zeros for what is not drawn

    def boxes(self, spans: Iterable[tuple[int, int]]) -> list[Box]:
        """Return the boxes of some stretches of the text: one for each line that a stretch is on."""
        return [box for start, end in spans for box in self._lines(start, end)]

    def _lines(self, start: int, end: int) -> Iterator[Box]:
        line: list[int] = []
        for at in range(start, end):
            edges = self.edges[4 * at : 4 * at + 4].tolist()
            if line and (self.text[at] == "\n" or (any(edges) and not _beside(line, edges))):
                yield _box(line)
                line = []
            if any(edges):
                line = _round(line, edges) if line else edges
        if line:
            yield _box(line)


def _beside(line: list[int], edges: list[int]) -> bool:
    """Say whether a character stands on a line, written across or, where the page is turned, upwards."""
    across = min(line[3], edges[3]) > max(line[1], edges[1])
    upwards = min(line[2], edges[2]) > max(line[0], edges[0])
    return across or upwards


def _round(line: list[int], edges: list[int]) -> list[int]:
    return [*map(min, line[:2], edges[:2]), *map(max, line[2:], edges[2:])]


def _box(edges: list[int]) -> Box:
    left, top, right, bottom = edges
    return Box(left, top, right - left, bottom - top)


def lettering(path: Path, folder: Path, facts: FileFacts, number: int) -> Lettering:
    """Return the lettering of a page of a document, counted from one; read once, then kept in `folder`.

    Raises Unreadable for a page that the document does not have or that cannot be read.
    """
    if not has_page(facts, number):
        raise Unreadable(problems.DAMAGED_PAGES)
    if (kept := kept_lettering(folder, facts, number)) is not None:
        return kept
    found = _recognised(folder, facts, number) or read(path, number)
    with written_whole(_place(folder, facts, number)) as stream:
        stream.write(json.dumps(found.text).encode("ascii") + b"\n" + found.edges.tobytes())
    return found


def kept_lettering(folder: Path, facts: FileFacts, number: int) -> Lettering | None:
    """Return the lettering of a page that was read before, None if it was not."""
    try:
        return _unpacked(_place(folder, facts, number).read_bytes())
    except (OSError, ValueError):
        return None


def _place(folder: Path, facts: FileFacts, number: int) -> Path:
    return place(folder, facts.sha512, 0, _LETTERS).with_name(f"page-{number}.{_LETTERS}")


def _recognised(folder: Path, facts: FileFacts, number: int) -> Lettering | None:
    """Return the lettering of a page whose text was recognised by machine."""
    found = ocr.kept(folder, facts, number)
    return Lettering(found.text, found.edges) if found is not None and found.letters else None


def read(path: Path, number: int) -> Lettering:
    """Return the lettering of a page of a PDF, counted from one. Raises Unreadable if there is none."""
    with pdf.opened(path) as document:
        if not 1 <= number <= len(document):
            raise Unreadable(problems.DAMAGED_PAGES)
        try:
            page = document[number - 1]
            return _read(page, page.get_textpage())
        except pdfium.PdfiumError as error:
            raise Unreadable(problems.DAMAGED_PAGES) from error


def _read(page: pdfium.PdfPage, layer: pdfium.PdfTextPage) -> Lettering:
    raw = layer.get_text_range(errors="surrogatepass")
    text, units = aligned(raw)
    edges = array("H", bytes(8 * len(text)))
    spot = _Spot(page)
    for at, unit in enumerate(units):
        if unit is not None and not text[at].isspace():
            index = pdfium_c.FPDFText_GetCharIndexFromTextIndex(layer, unit)
            if index >= 0:
                edges[4 * at : 4 * at + 4] = array("H", spot.edges(layer, index))
    return Lettering(text, edges)


def aligned(raw: str) -> tuple[str, list[int | None]]:
    """Return what `pdf.readable` makes of PDFium's text, and for each character its place in UTF-16 there.

    The line end that is put behind a hyphen has none.
    """
    text: list[str] = []
    units: list[int | None] = []
    at = unit = 0
    while at < len(raw):
        sign = _SIGN.match(raw, at)
        taken = sign[0] if sign else raw[at]
        told = ("-\n" if taken[0] in "\ufffe\u0002" else "\n") if sign else pdf.readable(taken)
        text.append(told)
        units += [unit, None][: len(told)]
        at += len(taken)
        unit += sum(1 + (letter > "\uffff") for letter in taken)
    return "".join(text), units


class _Spot:
    """Where a point of a page comes to lie on its picture: turned and cut as the page is."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        wide, high = 1000.0, 1000.0  # any two distances that are not nothing
        origin = self._shown(page, 0, 0)
        right, up = self._shown(page, wide, 0), self._shown(page, 0, high)
        self._x = ((right[0] - origin[0]) / wide, (up[0] - origin[0]) / high, origin[0])
        self._y = ((right[1] - origin[1]) / wide, (up[1] - origin[1]) / high, origin[1])

    def edges(self, layer: pdfium.PdfTextPage, index: int) -> tuple[int, int, int, int]:
        """Return the edges of a character on the picture; nothing for one that is not on it."""
        try:
            left, bottom, right, top = layer.get_charbox(index, loose=True)
        except pdfium.PdfiumError:
            return 0, 0, 0, 0
        xs = sorted(self._on(self._x, x, y) for x, y in ((left, bottom), (right, top)))
        ys = sorted(self._on(self._y, x, y) for x, y in ((left, bottom), (right, top)))
        inside = xs[0] < xs[1] and ys[0] < ys[1]
        return (xs[0], ys[0], xs[1], ys[1]) if inside else (0, 0, 0, 0)

    @staticmethod
    def _shown(page: pdfium.PdfPage, x: float, y: float) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDF_PageToDevice(page, 0, 0, _DEVICE, _DEVICE, 0, x, y, across, down)
        return across.value, down.value

    @staticmethod
    def _on(axis: tuple[float, float, float], x: float, y: float) -> int:
        place = (axis[0] * x + axis[1] * y + axis[2]) * WHOLE / _DEVICE
        return round(min(max(place, 0), WHOLE))


def _unpacked(kept: bytes) -> Lettering:
    head, _, packed = kept.partition(b"\n")
    text: Any = json.loads(head)
    edges = array("H", packed)
    if len(edges) != 4 * len(text):
        raise ValueError("the boxes are not those of the text")
    return Lettering(text, edges)
