"""ODT: paragraphs, headings, lists, tables, text boxes, notes, headers and footers of OpenDocument text.

Comments and what tracked changes took out are left out, as in DOCX.

Spec: OpenDocument 1.3 part 3, 3.4 (text documents), 16.9 (master pages)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from archive.media.blocks import Block, passages, problem_of
from archive.media.extractor import Extracted
from archive.media.open_document import Reader, comments, content, hidden_styles, meta
from archive.media.packages import opened


@dataclass(frozen=True, slots=True)
class Odt:
    """Reads OpenDocument text and its templates."""

    name: str = "ODT"
    media_types: frozenset[str] = frozenset({"application/vnd.oasis.opendocument.text"})

    def extract(self, path: Path) -> Extracted:
        """Return its text in the order of reading, then its notes, headers and footers."""
        with opened(path) as package:
            root, body = content(package, "text")
            styles = package.spare("styles.xml")
            reader = Reader(hidden_styles(root, styles))
            made = passages(_everything(reader, body, styles))
            proposals = meta(package)
        facts = {"comments": comments(body), "hidden_text": reader.hidden}
        return Extracted(
            passages=made,
            proposed=proposals,
            technical={name: value for name, value in facts.items() if value},
            problem=problem_of(made),
        )


def _everything(reader: Reader, body: etree._Element, styles: etree._Element | None) -> Iterator[Block]:
    yield from reader.blocks(body)
    yield from reader.notes(body)
    yield from reader.margins(styles)
