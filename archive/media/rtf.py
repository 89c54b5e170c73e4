"""RTF: paragraphs, headings, rows of tables, text boxes, notes, headers and footers of Rich Text Format.

Hidden text and what tracked changes deleted are left out, and so are comments, which are counted.

Spec: Rich Text Format 1.9.1 (Microsoft, 2008)
"""

import re
from dataclasses import dataclass
from pathlib import Path

from archive.core.errors import Unreadable
from archive.media import problems, rtf_tables
from archive.media.blocks import MOST, passages, problem_of
from archive.media.extractor import Extracted
from archive.media.proposals import day, proposed, several
from archive.media.rtf_document import Document
from archive.media.rtf_words import obey

LARGEST = 256 << 20  # bytes: pictures stand in it as figures
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)


@dataclass(frozen=True, slots=True)
class Rtf:
    """Reads Rich Text Format."""

    name: str = "RTF"
    media_types: frozenset[str] = frozenset({"application/rtf"})

    def extract(self, path: Path) -> Extracted:
        """Return its text in the order of reading, then its notes, headers and footers."""
        if path.stat().st_size > LARGEST:
            raise Unreadable(problems.TOO_LARGE)
        data = path.read_bytes()
        begin = data.find(b"{\\rtf", 0, 1024)
        if begin < 0:
            raise Unreadable(problems.DAMAGED)
        document = Document()
        _read(data, begin, document)
        whole = document.ended
        document.end()
        made = passages(document.everything())
        facts = {"comments": document.comments, "hidden_text": document.hidden, "encoding": document.page}
        return Extracted(
            passages=made,
            proposed=_proposals(document.information),
            technical={name: value for name, value in facts.items() if value},
            problem=problem_of(made) or ("" if whole else problems.CUT_SHORT),
        )


def _read(data: bytes, at: int, document: Document) -> None:
    while not document.ended and len(document.body.done) <= MOST and (found := _TOKEN.match(data, at)):
        at = found.end()
        word, number, byte, sign, brace, text = found.groups()
        if text is not None:
            document.text(text)
        elif byte is not None:
            document.text(bytes([int(byte, 16)]))
        elif brace is not None:
            document.open() if brace == b"{" else document.close()
        elif word == b"bin":
            at += max(int(number or 0), 0)
        elif word is not None:
            obey(document, word.decode("ascii"), int(number) if number else None)
        elif sign is not None:
            _sign(document, sign.decode("latin-1"))


def _sign(document: Document, sign: str) -> None:
    if sign == "*":
        document.state.starred = True
    elif sign in rtf_tables.ENDINGS:
        document.paragraph()
    elif sign in rtf_tables.CHARACTERS:
        document.emit(rtf_tables.CHARACTERS[sign])


def _proposals(stated: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return proposed(
        {
            "title": [stated.get("title")],
            "creator": several(stated.get("author")),
            "created": [day(stated.get("creatim"))],
            "description": [stated.get("doccomm"), stated.get("subject")],
            "subject": several(stated.get("keywords")),
        }
    )
