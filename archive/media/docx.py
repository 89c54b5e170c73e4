"""DOCX: paragraphs, headings, tables, text boxes, notes, headers and footers of Office Open XML.

Comments are left out and counted: they are said about the text, mostly between those who wrote it.

Spec: ECMA-376 part 1, 17.3 (paragraphs and runs), 17.4 (tables), 17.10 (headers and footers),
17.11 (footnotes and endnotes), 17.13 (comments and tracked changes)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from archive.core.errors import Unreadable
from archive.core.markup import local
from archive.media import blocks, problems
from archive.media.blocks import Block, passages, problem_of
from archive.media.extractor import Extracted
from archive.media.office_open import (
    FALLBACK,
    all_of,
    attribute,
    core_properties,
    is_on,
    main_part,
    relations,
)
from archive.media.packages import Package, opened

HEADING = re.compile(r"(?:heading|t[ií]tulo|title|titre|berschrift|titel)\s*\d*$", re.IGNORECASE)
# What a reader sees of elements that hold no text of their own.
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
# What tracked changes took out or moved away, and what stands beside the paragraph as a block of its own.
LEFT_OUT = {"del", "moveFrom", FALLBACK, "txbxContent"}
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Docx:
    """Reads DOCX and its templates, with or without macros (which are never looked at)."""

    name: str = "DOCX"
    media_types: frozenset[str] = frozenset(
        {
            MEDIA_TYPE,
            "application/vnd.ms-word.document.macroEnabled.12",
            "application/vnd.ms-word.template.macroEnabled.12",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
        }
    )

    def extract(self, path: Path) -> Extracted:
        """Return its text in the order of reading, then its notes, headers and footers."""
        with opened(path) as package:
            part = main_part(package, "word/document.xml")
            body = package.tree(part)
            if body is None:
                raise Unreadable(problems.DAMAGED)
            parts = [(each.kind, each.target) for each in relations(package, part)]
            parts = parts or [(f"{kind}s", f"word/{kind}s.xml") for kind in ("footnote", "endnote")]
            reader = _Reader(_heading_styles(_named(package, parts, "styles")))
            made = passages(_everything(package, reader, body, parts))
            return Extracted(
                passages=made,
                proposed=core_properties(package),
                technical=_facts(reader, package, parts),
                problem=problem_of(made),
            )


Parts = list[tuple[str, str]]  # kind of relationship, name of the part


@dataclass(slots=True)
class _Reader:
    """Reads paragraphs; remembers whether any of it was hidden."""

    headings: frozenset[str]
    hidden: bool = False
    seen: set[str] = field(default_factory=set)  # headers and footers: each is told once

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Yield the paragraphs in order; the cells of a row of a table together."""
        for element in parent:
            name = local(element)
            if name == "p":
                yield Block(self.text(element), heading=self._is_heading(element))
                for box in _boxes(element):
                    yield from self.blocks(box)
            elif name == "tr":
                yield from self._row(element)
            elif name not in LEFT_OUT:
                yield from self.blocks(element)

    def _is_heading(self, paragraph: etree._Element) -> bool:
        properties = paragraph[0] if len(paragraph) else None  # they always come first
        if properties is None or local(properties) != "pPr":
            return False
        stated = {local(each): attribute(each, "val") for each in properties}
        return stated.get("pStyle", "") in self.headings or _is_level(stated.get("outlineLvl", ""))

    def _row(self, row: etree._Element) -> Iterator[Block]:
        if row.find("{*}trPr/{*}del") is not None:
            return
        cells = [list(self.blocks(cell)) for cell in children(row, "tc")]
        yield from blocks.row(cells, holds_table=next(row.iterdescendants("{*}tbl"), None) is not None)

    def text(self, element: etree._Element) -> str:
        """Return the text of an element, without what tracked changes have taken out or moved away."""
        parts: list[str] = []
        self._gather(element, parts)
        return "".join(parts).strip("\n")

    def _gather(self, element: etree._Element, parts: list[str]) -> None:
        for node in element:
            name = local(node)
            if name == "t":
                parts.append(node.text or "")
            elif name in SIGNS:
                parts.append(SIGNS[name])
            elif name == "r" and len(node) and _is_hidden(node[0]):
                self.hidden = True
            elif name and name not in LEFT_OUT:
                self._gather(node, parts)

    def notes(self, root: etree._Element | None) -> Iterator[Block]:
        """Yield footnotes or endnotes, each under its number, without the lines that part them off."""
        ordinary = (each for each in all_of(root, "footnote", "endnote") if not attribute(each, "type"))
        for number, note in enumerate(ordinary, start=1):
            yield from (Block(block.text, label=f"[{number}]") for block in self.blocks(note))

    def margin(self, root: etree._Element | None) -> Iterator[Block]:
        """Yield what a header or footer says, once; page numbers alone say nothing."""
        for block in self.blocks(root) if root is not None else ():
            if block.text not in self.seen and any(map(str.isalpha, block.text)):
                self.seen.add(block.text)
                yield Block(block.text, label="")


def _everything(package: Package, reader: _Reader, body: etree._Element, parts: Parts) -> Iterator[Block]:
    yield from reader.blocks(body)
    for kind in ("footnotes", "endnotes"):
        yield from reader.notes(_named(package, parts, kind))
    for kind in ("header", "footer"):
        for each, name in parts:
            if each == kind:
                yield from reader.margin(package.tree(name))


def _named(package: Package, parts: Parts, kind: str) -> etree._Element | None:
    name = next((name for each, name in parts if each == kind), "")
    return package.spare(name) if kind == "styles" else package.tree(name)


def _facts(reader: _Reader, package: Package, parts: Parts) -> dict[str, Any]:
    comments = sum(1 for _ in all_of(_named(package, parts, "comments"), "comment"))
    facts = {"comments": comments, "hidden_text": reader.hidden}
    return {name: value for name, value in facts.items() if value}


def _heading_styles(styles: etree._Element | None) -> frozenset[str]:
    """Return the identifiers of the styles that are headings: by outline level or by name."""
    found = set()
    for style in all_of(styles, "style"):
        name = next((attribute(each, "val") for each in all_of(style, "name")), "")
        outline = next((attribute(each, "val") for each in all_of(style, "outlineLvl")), "")
        if HEADING.search(name) or _is_level(outline):
            found.add(attribute(style, "styleId"))
    return frozenset(found)


def _is_hidden(properties: etree._Element) -> bool:
    return local(properties) == "rPr" and is_on(properties.find("{*}vanish"))


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes that are anchored in a paragraph, without those within them."""
    for node in element:
        name = local(node)
        if name == "txbxContent":
            yield node
        elif name and name not in LEFT_OUT:
            yield from _boxes(node)


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the children of this name; also those that content controls or changes are wrapped around."""
    for node in element:
        if local(node) == name:
            yield node
        elif local(node) in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from children(node, name)


def _is_level(outline: str) -> bool:
    return len(outline) == 1 and outline in "012345678"  # 9 is body text
