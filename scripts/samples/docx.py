"""Texts as DOCX, with headings, lists, tables and properties. Needs python-docx."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from samples import archives, blocks
from samples.palette import TEAL

_STYLE_OF = {
    "title": "Title",
    "heading": "Heading 1",
    "paragraph": "Normal",
    "bullet": "List Bullet",
    "number": "List Number",
}


def write(source: Path, target: Path, *, language: str) -> None:
    """Write the text of `source` as a Word document."""
    content = blocks.read(source)
    document = Document()
    _dress(document, language)
    _describe(document, blocks.plain(content[0].text), language)
    for kind, run in blocks.runs(content):
        if kind == "row":
            _table(document, run)
        else:
            for block in run:
                _speak(document.add_paragraph(style=_STYLE_OF[kind]), block.text)
    held = io.BytesIO()
    document.save(held)
    with zipfile.ZipFile(held) as package:
        archives.write(target, {name: package.read(name) for name in package.namelist()})


def _dress(document: Docx, language: str) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Georgia", Pt(11)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(8), 1.3
    spoken = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): language})
    normal.element.get_or_add_rPr().append(spoken)
    for name, size in (("Title", 22), ("Heading 1", 14)):
        style = document.styles[name]
        style.font.name, style.font.size = "Georgia", Pt(size)
        style.font.color.rgb = RGBColor.from_string(TEAL.removeprefix("#"))


def _describe(document: Docx, title: str, language: str) -> None:
    facts = document.core_properties
    facts.title, facts.author, facts.language = title, "Tribuna developers", language
    facts.comments = "Sample collections of Tribuna. CC BY 4.0."
    facts.created = facts.modified = datetime(2025, 12, 1, 12, tzinfo=UTC)
    facts.last_modified_by, facts.revision = "Tribuna developers", 1


def _table(document: Docx, rows: list[blocks.Block]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0].cells), style="Light Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row.cells, strict=True):
            _speak(cell.paragraphs[0], text)
    document.add_paragraph()


def _speak(paragraph: Paragraph, text: str) -> None:
    for piece, bold in blocks.spans(text):
        paragraph.add_run(piece).bold = bold or None
