"""Texts as OpenDocument text, written part by part with the standard library.

Spec: https://docs.oasis-open.org/office/OpenDocument/v1.3/ (part 2: packages; part 3: schema)
"""

from pathlib import Path
from xml.sax.saxutils import escape

from samples import archives, blocks
from samples.palette import INK, TEAL

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    [
        *(f'xmlns:{short}="{_OASIS}:{short}:1.0"' for short in ("office", "style", "text", "table", "meta")),
        f'xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ]
)
_MIME = "application/vnd.oasis.opendocument.text"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write(source: Path, target: Path, *, language: str) -> None:
    """Write the text of `source` as an OpenDocument text."""
    content = blocks.read(source)
    parts = {
        "mimetype": _MIME,
        "content.xml": _content(content),
        "styles.xml": _styles(language),
        "meta.xml": _meta(blocks.plain(content[0].text), language),
        "META-INF/manifest.xml": _manifest(),
    }
    encoded = {name: part.encode() for name, part in parts.items()}
    archives.write(target, encoded, stored=frozenset({"mimetype"}))


def _content(content: list[blocks.Block]) -> str:
    body = "".join(_run(kind, run) for kind, run in blocks.runs(content))
    bold = _style("Bold", "text", 'fo:font-weight="bold"')
    return (
        f'{_HEAD}<office:document-content {_SPACES} office:version="1.3">'
        f"<office:automatic-styles>{bold}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def _run(kind: blocks.BlockKind, run: list[blocks.Block]) -> str:
    if kind == "row":
        return _table(run)
    if kind in ("bullet", "number"):
        points = "".join(f"<text:list-item>{_paragraph(block.text)}</text:list-item>" for block in run)
        return f"<text:list>{points}</text:list>"
    if kind in ("title", "heading"):
        level, style = (1, "Title") if kind == "title" else (2, "Heading")
        return "".join(
            f'<text:h text:style-name="{style}" text:outline-level="{level}">{_words(b.text)}</text:h>'
            for b in run
        )
    return "".join(_paragraph(block.text) for block in run)


def _table(rows: list[blocks.Block]) -> str:
    lines = (
        "<table:table-row>"
        + "".join(f"<table:table-cell>{_paragraph(cell)}</table:table-cell>" for cell in row.cells)
        + "</table:table-row>"
        for row in rows
    )
    columns = f'<table:table-column table:number-columns-repeated="{len(rows[0].cells)}"/>'
    return f"<table:table>{columns}{''.join(lines)}</table:table>"


def _paragraph(text: str) -> str:
    return f'<text:p text:style-name="Text">{_words(text)}</text:p>'


def _words(text: str) -> str:
    return "".join(
        f'<text:span text:style-name="Bold">{escape(piece)}</text:span>' if bold else escape(piece)
        for piece, bold in blocks.spans(text)
    )


def _style(name: str, family: str, text: str, paragraph: str = "") -> str:
    lines = f"<style:paragraph-properties {paragraph}/>" if paragraph else ""
    return (
        f'<style:style style:name="{name}" style:family="{family}">'
        f"{lines}<style:text-properties {text}/></style:style>"
    )


def _styles(language: str) -> str:
    face = f'fo:font-family="Georgia" fo:language="{language}" fo:country="none"'
    styles = "".join(
        _style(name, "paragraph", f'{face} fo:font-size="{size}" fo:color="{colour}"', space)
        for name, size, colour, space in (
            ("Text", "11pt", INK, 'fo:margin-bottom="0.25cm" fo:line-height="140%"'),
            ("Title", "22pt", TEAL, 'fo:margin-bottom="0.5cm"'),
            ("Heading", "14pt", TEAL, 'fo:margin-top="0.5cm" fo:margin-bottom="0.2cm"'),
        )
    )
    return (
        f'{_HEAD}<office:document-styles {_SPACES} office:version="1.3">'
        f"<office:styles>{styles}</office:styles></office:document-styles>"
    )


def _meta(title: str, language: str) -> str:
    return (
        f'{_HEAD}<office:document-meta {_SPACES} office:version="1.3"><office:meta>'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>Tribuna developers</dc:creator>"
        f"<meta:initial-creator>Tribuna developers</meta:initial-creator>"
        f"<dc:date>2025-12-01T12:00:00</dc:date><dc:language>{language}</dc:language>"
        "<dc:description>Sample collections of Tribuna. CC BY 4.0.</dc:description>"
        "</office:meta></office:document-meta>"
    )


def _manifest() -> str:
    kinds = {"/": _MIME} | dict.fromkeys(("content.xml", "styles.xml", "meta.xml"), "text/xml")
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in kinds.items()
    )
    return (
        f'{_HEAD}<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">'
        f"{entries}</manifest:manifest>"
    )
