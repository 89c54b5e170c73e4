"""What OpenDocument's kinds have in common: paragraphs, white space, hidden text, metadata.

Spec: OpenDocument 1.3 part 3, 4.3 (metadata), 5.1 (paragraphs and headings), 6.1 (white space),
6.3 (notes), 5.5 (tracked changes), 10.4 (frames), 20.411 (text:display); part 2, 3.4 (encryption)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from archive.core.errors import Unreadable
from archive.media import blocks, problems
from archive.media.blocks import Block
from archive.media.packages import Package
from archive.media.proposals import day, proposed

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
LEFT_OUT = frozenset(
    {f"{TEXT}{name}" for name in ("tracked-changes", "note", "ruby-text", "hidden-text")}
    | {f"{OFFICE}{name}" for name in ("annotation", "annotation-end", "forms")}
    | {f"{PRESENTATION}notes", f"{TABLE}covered-table-cell"}
)
_PARAGRAPHS, _ROW = frozenset({f"{TEXT}p", f"{TEXT}h"}), f"{TABLE}table-row"
_SPACES, _TAB, _LINE_BREAK = f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"
_STYLE_NAME = f"{TEXT}style-name"
_SPACE = re.compile(r"[ \t\r\n]+")


def content(package: Package, kind: str) -> tuple[etree._Element, etree._Element]:
    """Return the content and its body of this kind. Raises Unreadable if it is locked or there is none."""
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Unreadable(problems.LOCKED)
    root = package.tree("content.xml")
    body = None if root is None else root.find(f"{OFFICE}body/{OFFICE}{kind}")
    if root is None or body is None:
        raise Unreadable(problems.DAMAGED)
    return root, body


def hidden_styles(*roots: etree._Element | None) -> frozenset[str]:
    """Return the names of the styles whose text is not shown."""
    return frozenset(
        style.get(f"{STYLE}name") or ""
        for root in roots
        if root is not None
        for style in root.iter(f"{STYLE}style")
        for properties in style.iterchildren(f"{STYLE}text-properties")
        if properties.get(f"{TEXT}display") == "none"
    )


@dataclass(slots=True)
class Reader:
    """Reads paragraphs; remembers whether any of it was hidden."""

    unseen: frozenset[str] = frozenset()  # names of styles
    hidden: bool = False
    told: set[str] = field(default_factory=set)

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Yield paragraphs, headings and rows of tables in order; what stands in a frame after its anchor."""
        for element in parent:
            if element.tag in _PARAGRAPHS:
                yield Block(self.text(element), heading=element.tag == f"{TEXT}h")
                yield from self._framed(element)
            elif element.tag == _ROW:
                yield from self._row(element)
            elif isinstance(element.tag, str) and element.tag not in LEFT_OUT:
                yield from self.blocks(element)

    def _framed(self, element: etree._Element) -> Iterator[Block]:
        for node in element:
            if isinstance(node.tag, str) and node.tag.startswith(DRAW):
                yield from self.blocks(node)
            elif isinstance(node.tag, str) and node.tag not in LEFT_OUT:
                yield from self._framed(node)

    def _row(self, row: etree._Element) -> Iterator[Block]:
        cells = [list(self.blocks(cell)) for cell in row if cell.tag == f"{TABLE}table-cell"]
        yield from blocks.row(cells, holds_table=next(row.iterdescendants(f"{TABLE}table"), None) is not None)

    def text(self, element: etree._Element) -> str:
        """Return the text of a paragraph: white space is one space but where an element says otherwise."""
        parts: list[str] = []
        self._gather(element, parts)
        return "".join(parts)

    def _gather(self, element: etree._Element, parts: list[str]) -> None:
        if element.get(_STYLE_NAME) in self.unseen:
            self.hidden = True
            return
        parts.append(_SPACE.sub(" ", element.text or ""))
        for node in element:
            if node.tag == _SPACES:
                parts.append(" " * min(_count(node), 100))
            elif node.tag == _TAB:
                parts.append("\t")
            elif node.tag == _LINE_BREAK:
                parts.append("\n")
            elif isinstance(node.tag, str) and node.tag not in LEFT_OUT and not node.tag.startswith(DRAW):
                self._gather(node, parts)
            parts.append(_SPACE.sub(" ", node.tail or ""))

    def notes(self, body: etree._Element) -> Iterator[Block]:
        """Yield the notes, each under the sign by which the text calls it."""
        for note in body.iter(f"{TEXT}note"):
            sign = (note.findtext(f"{TEXT}note-citation") or "").strip()
            for part in note.iterchildren(f"{TEXT}note-body"):
                yield from (
                    Block(block.text, label=f"[{sign}]" if sign else "") for block in self.blocks(part)
                )

    def margins(self, styles: etree._Element | None) -> Iterator[Block]:
        """Yield what headers and footers say, each once; page numbers alone say nothing."""
        for kind in ("header", "footer"):
            for margin in [] if styles is None else styles.iter(*_margin(kind)):
                for block in self.blocks(margin):
                    if block.text not in self.told and any(map(str.isalpha, block.text)):
                        self.told.add(block.text)
                        yield Block(block.text, label="")


def comments(body: etree._Element) -> int:
    """Return how many comments there are: they are left out."""
    return sum(1 for _ in body.iter(f"{OFFICE}annotation"))


def meta(package: Package) -> dict[str, tuple[str, ...]]:
    """Return what the document states of itself."""
    root = package.spare("meta.xml")
    found = None if root is None else root.find(f"{OFFICE}meta")
    if found is None:
        return {}
    return proposed(
        {
            "title": [found.findtext(f"{_DC}title")],
            "creator": [found.findtext(f"{_META}initial-creator") or found.findtext(f"{_DC}creator")],
            "created": [day(found.findtext(f"{_META}creation-date"))],
            "description": [found.findtext(f"{_DC}description"), found.findtext(f"{_DC}subject")],
            "subject": [each.text for each in found.iterchildren(f"{_META}keyword")],
            "language": [found.findtext(f"{_DC}language")],
        }
    )


def _margin(kind: str) -> tuple[str, ...]:
    return tuple(f"{STYLE}{kind}{which}" for which in ("", "-first", "-left"))


def _count(node: etree._Element) -> int:
    stated = node.get(f"{TEXT}c") or "1"
    return int(stated) if stated.isdecimal() else 1
