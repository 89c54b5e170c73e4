"""Texts as PDF with a text layer, an outline and document properties.

Needs reportlab and the fonts of `samples.fonts`. The date inside comes from SOURCE_DATE_EPOCH, so that
the same text gives the same bytes.
"""

import re
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table

from samples import blocks, fonts
from samples.palette import INK, LINE, MUTED, TEAL

_TEXT = ParagraphStyle(
    "text", fontName="Serif", fontSize=10.5, leading=15.5, spaceAfter=7, textColor=INK, alignment=TA_LEFT
)
_STYLES = {
    "title": ParagraphStyle(
        "title", _TEXT, fontName="Serif-Bold", fontSize=21, leading=26, spaceAfter=14, textColor=TEAL
    ),
    "heading": ParagraphStyle(
        "heading",
        _TEXT,
        fontName="Sans-Bold",
        fontSize=12,
        leading=16,
        spaceBefore=10,
        spaceAfter=5,
        textColor=TEAL,
        keepWithNext=True,
    ),
    "paragraph": _TEXT,
    "bullet": ParagraphStyle("bullet", _TEXT, leftIndent=14, bulletIndent=2, spaceAfter=4),
    "number": ParagraphStyle("number", _TEXT, leftIndent=18, bulletIndent=2, spaceAfter=4),
    "cell": ParagraphStyle("cell", _TEXT, fontName="Sans", fontSize=9, leading=12.5, spaceAfter=0),
    "head": ParagraphStyle("head", _TEXT, fontName="Sans-Bold", fontSize=9, leading=12.5, spaceAfter=0),
}


def write(source: Path, target: Path, *, language: str, code: str) -> None:
    """Write the text of `source` as an A4 document."""
    _register_fonts()
    content = blocks.read(source)
    template = BaseDocTemplate(
        str(target),
        pagesize=A4,
        title=blocks.plain(content[0].text),
        author="Tribuna developers",
        subject="Sample collections of Tribuna. CC BY 4.0.",
        lang=language,
    )
    frame = Frame(32 * mm, 26 * mm, A4[0] - 64 * mm, A4[1] - 54 * mm, 0, 0, 0, 0)

    def furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
        _furniture(canvas, code, document.page)

    template.addPageTemplates([PageTemplate("page", [frame], onPageEnd=furniture)])
    template.build([flowable for kind, run in blocks.runs(content) for flowable in _flow(kind, run)])


def _furniture(canvas: Canvas, code: str, page: int) -> None:
    canvas.setStrokeColor(LINE)
    canvas.line(32 * mm, 20 * mm, A4[0] - 32 * mm, 20 * mm)
    canvas.setFont("Sans", 8)
    canvas.setFillColor(MUTED)
    canvas.drawString(32 * mm, 15 * mm, f"Tribuna · {code} · CC BY 4.0")
    canvas.drawRightString(A4[0] - 32 * mm, 15 * mm, str(page))


def _flow(kind: blocks.BlockKind, run: list[blocks.Block]) -> list[Flowable]:
    if kind == "row":
        return [_table(run), Spacer(1, 9)]
    marks = {"bullet": lambda number: "•", "number": lambda number: f"{number}."}
    return [
        Paragraph(_marked(block.text), _STYLES[kind], bulletText=marks[kind](n) if kind in marks else None)
        for n, block in enumerate(run, 1)
    ]


def _table(rows: list[blocks.Block]) -> Table:
    cells = [
        [Paragraph(_marked(cell), _STYLES["head" if row is rows[0] else "cell"]) for cell in row.cells]
        for row in rows
    ]
    longest = [max(len(row.cells[n]) for row in rows) for n in range(len(rows[0].cells))]
    shares = [min(max(each, 14), 60) for each in longest]
    width = A4[0] - 64 * mm
    table = Table(cells, colWidths=[width * each / sum(shares) for each in shares], repeatRows=1)
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, colors.HexColor(TEAL)),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, colors.HexColor(LINE)),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    return table


def _marked(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escaped)


def _register_fonts() -> None:
    if "Serif" in pdfmetrics.getRegisteredFontNames():
        return
    for name, style in (
        ("Serif", "serif"),
        ("Serif-Bold", "serif-semibold"),
        ("Sans", "sans"),
        ("Sans-Bold", "sans-semibold"),
    ):
        pdfmetrics.registerFont(TTFont(name, fonts.path(style)))
    pdfmetrics.registerFontFamily("Serif", normal="Serif", bold="Serif-Bold")
    pdfmetrics.registerFontFamily("Sans", normal="Sans", bold="Sans-Bold")
