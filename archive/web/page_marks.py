"""Marks on the picture of a page: an SVG of rectangles and nothing else, laid over the picture.

Spec: https://www.w3.org/TR/SVG11/shapes.html#RectElement
"""

from collections.abc import Iterable

from flask import url_for

from archive.media.derivatives import has_page
from archive.media.word_boxes import WHOLE, Box
from archive.metadata.record import FileFacts, Record

PAD = WHOLE // 400  # round each box, so that the mark does not cut its letters
COLOURS = 'fill="#f2b705" fill-opacity="0.45" stroke="#8b2a1d" stroke-opacity="0.75"'


def address(record: Record, file: FileFacts, page: int | None, q: str) -> str:
    """Return the address of the marks on a page of a document, "" if it has no picture."""
    if page is None or not has_page(file, page):
        return ""
    return url_for("files.page_marks", identifier=record.id, name=file.name, page=page, q=q)


def drawn(boxes: Iterable[Box]) -> str:
    """Return the SVG; it is stretched to the picture, whatever the shape of the page."""
    rectangles = "".join(
        f'<rect x="{box.left - PAD}" y="{box.top - PAD}" '
        f'width="{box.width + 2 * PAD}" height="{box.height + 2 * PAD}" vector-effect="non-scaling-stroke"/>'
        for box in boxes
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WHOLE} {WHOLE}" width="100%" height="100%" '
        f'preserveAspectRatio="none"><g {COLOURS}>{rectangles}</g></svg>\n'
    )
