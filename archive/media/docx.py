"""DOCX: paragraphs, headings, tables and notes of Office Open XML.

Spec: ECMA-376 part 1, 17.3 (paragraphs), 17.4 (tables), 17.11 (footnotes and endnotes);
part 2, 11 (core properties)
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

_TRANSITIONAL = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DC, _TERMS = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_HEADING = re.compile(r"(?:heading|t[ií]tulo|title|titre|berschrift|titel)\s*\d*$", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[,;]\s*")
# What a reader sees of elements that hold no text of their own.
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
# Text moved elsewhere, and the copy of a text box kept for old programs.
LEFT_OUT = {"moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Docx:
    """Reads DOCX, with or without macros (which are never looked at)."""

    name: str = "DOCX"
    media_types: frozenset[str] = frozenset({MEDIA_TYPE, "application/vnd.ms-word.document.macroEnabled.12"})

    def extract(self, path: Path) -> Extracted:
        """Return its paragraphs, headings, rows of tables and notes."""
        with opened(path) as package:
            body = package.tree("word/document.xml")
            if body is None:
                raise Unreadable(problems.DAMAGED)
            styles = _heading_styles(package.tree("word/styles.xml"))
            found = list(_blocks(body, styles))
            for part in ("word/footnotes.xml", "word/endnotes.xml"):
                found.extend(_notes(package.tree(part)))
            made = passages(found)
            proposals = _core(package)
        return Extracted(passages=made, proposed=proposals, problem="" if made else problems.NO_TEXT)


def _heading_styles(styles: etree._Element | None) -> frozenset[str]:
    """Return the identifiers of the styles that are headings: by outline level or by name."""
    found = set()
    for style in _all(styles, "style"):
        name = next((_value(each) for each in _all(style, "name")), "")
        outline = next((_value(each) for each in _all(style, "outlineLvl")), "9")
        if _HEADING.search(name) or outline in "012345678":
            found.add(_attribute(style, "styleId"))
    return frozenset(found)


def _blocks(body: etree._Element, headings: frozenset[str]) -> Iterator[Block]:
    """Yield the paragraphs in order; the cells of a row of a table together."""
    namespace = _namespace(body)
    wanted = (f"{namespace}p", f"{namespace}tr")
    for element in body.iter(*wanted):
        if next(element.iterancestors(*wanted), None) is not None:
            continue  # within a row or a text box: part of that one's text
        if element.tag == f"{namespace}tr":
            cells = (" ".join(_text(cell).split()) for cell in element.iterchildren(f"{namespace}tc"))
            yield Block(" | ".join(filter(None, cells)))
        else:
            yield Block(_text(element), heading=_style(element) in headings)


def _notes(root: etree._Element | None) -> Iterator[Block]:
    for kind in ("footnote", "endnote"):
        for note in _all(root, kind):
            if not _attribute(note, "type"):  # the others are separator lines
                yield Block(_text(note))


def _text(element: etree._Element) -> str:
    """Return the text of an element, without what tracked changes have taken out or moved away."""
    parts: list[str] = []
    _gather(element, _namespace(element), parts)
    return "".join(parts).strip("\n")


def _gather(element: etree._Element, namespace: str, parts: list[str]) -> None:
    for node in element:
        name = node.tag.removeprefix(namespace) if isinstance(node.tag, str) else ""
        if name == "t":
            parts.append(node.text or "")
        elif name in SIGNS:
            parts.append(SIGNS[name])
        elif name not in LEFT_OUT:
            _gather(node, namespace, parts)
            if name == "p":
                parts.append("\n")


def _style(paragraph: etree._Element) -> str:
    namespace = _namespace(paragraph)
    style = paragraph.find(f"{namespace}pPr/{namespace}pStyle")
    return "" if style is None else _value(style)


def _core(package: Package) -> dict[str, tuple[str, ...]]:
    core = package.tree("docProps/core.xml")
    if core is None:
        return {}
    return proposed(
        {
            "title": [core.findtext(f"{_DC}title")],
            "creator": _SEPARATOR.split(core.findtext(f"{_DC}creator") or ""),
            "created": [day(core.findtext(f"{_TERMS}created"))],
            "description": [core.findtext(f"{_DC}description"), core.findtext(f"{_DC}subject")],
            "subject": _SEPARATOR.split(core.findtext(f"{_CORE}keywords") or ""),
            "language": [core.findtext(f"{_DC}language")],
        }
    )


def _namespace(element: etree._Element) -> str:
    return _STRICT if str(element.tag).startswith(_STRICT) else _TRANSITIONAL


def _all(root: etree._Element | None, name: str) -> Iterator[etree._Element]:
    return iter(()) if root is None else root.iter(f"{_namespace(root)}{name}")


def _attribute(element: etree._Element, name: str) -> str:
    return str(element.get(f"{_namespace(element)}{name}") or "")


def _value(element: etree._Element) -> str:
    return _attribute(element, "val")
