"""ODT: paragraphs, headings, lists, tables and notes of OpenDocument text.

Spec: OpenDocument 1.3 part 3, 5.1 (paragraphs and headings), 6.1 (white space), 6.3 (notes), 4.3 (metadata)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from archive.core.errors import Unreadable
from archive.media import problems
from archive.media.blocks import Block, passages
from archive.media.extractor import Extracted
from archive.media.packages import Package, opened
from archive.media.proposals import day, proposed

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LEFT_OUT = frozenset(
    {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}ruby-text"}
)
_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Odt:
    """Reads OpenDocument text and its templates."""

    name: str = "ODT"
    media_types: frozenset[str] = frozenset(
        {"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template"}
    )

    def extract(self, path: Path) -> Extracted:
        """Return its paragraphs, headings and rows of tables, and after these its notes."""
        with opened(path) as package:
            if b"encryption-data" in package.read("META-INF/manifest.xml"):
                raise Unreadable(problems.LOCKED)
            content = package.tree("content.xml")
            body = None if content is None else content.find(f"{_OFFICE}body/{_OFFICE}text")
            if body is None:
                raise Unreadable(problems.DAMAGED)
            made = passages([*_blocks(body), *_notes(body)])
            proposals = _meta(package)
        return Extracted(passages=made, proposed=proposals, problem="" if made else problems.NO_TEXT)


def _blocks(parent: etree._Element) -> Iterator[Block]:
    for element in parent:
        if element.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield Block(_text(element), heading=element.tag == f"{_TEXT}h")
        elif element.tag == f"{_TABLE}table-row":
            cells = (" ".join(block.text for block in _blocks(cell)) for cell in element)
            yield Block(" | ".join(filter(None, (" ".join(cell.split()) for cell in cells))))
        elif isinstance(element.tag, str) and element.tag not in _LEFT_OUT:
            yield from _blocks(element)


def _notes(body: etree._Element) -> Iterator[Block]:
    for note in body.iter(f"{_TEXT}note-body"):
        yield from _blocks(note)


def _text(element: etree._Element) -> str:
    """Return the text of a paragraph: white space is one space but where an element says otherwise."""
    parts = [_SPACE.sub(" ", element.text or "")]
    for node in element:
        if node.tag == f"{_TEXT}s":
            parts.append(" " * min(int(node.get(f"{_TEXT}c") or 1), 100))
        elif node.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif node.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif isinstance(node.tag, str) and node.tag not in _LEFT_OUT:
            parts.append(_text(node))
        parts.append(_SPACE.sub(" ", node.tail or ""))
    return "".join(parts)


def _meta(package: Package) -> dict[str, tuple[str, ...]]:
    root = package.tree("meta.xml")
    meta = None if root is None else root.find(f"{_OFFICE}meta")
    if meta is None:
        return {}
    return proposed(
        {
            "title": [meta.findtext(f"{_DC}title")],
            "creator": [meta.findtext(f"{_META}initial-creator") or meta.findtext(f"{_DC}creator")],
            "created": [day(meta.findtext(f"{_META}creation-date"))],
            "description": [meta.findtext(f"{_DC}description"), meta.findtext(f"{_DC}subject")],
            "subject": [each.text for each in meta.iterchildren(f"{_META}keyword")],
            "language": [meta.findtext(f"{_DC}language")],
        }
    )
