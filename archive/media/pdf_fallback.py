"""PDF by pypdf, for what PDFium cannot read: slower, and more patient with damage.

Loaded only when it is needed: it takes longer to import than all other readers together.
"""

import logging
import re
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from archive.core.errors import Unreadable
from archive.media import problems

LARGEST = 256 << 20  # bytes: it holds what it reads in memory
TRIED = 20  # pages: where these give nothing, the others will not either
_WORD = re.compile(r"[^\W\d_]{2}")
# What damage makes it raise beside its own errors.
DAMAGE = (PyPdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, OSError,
          RuntimeError, AssertionError)  # fmt: skip


def texts(path: Path) -> list[str | None]:
    """Return the text of each page, None for one that cannot be read. Raises Unreadable for a lost file."""
    if path.stat().st_size > LARGEST:
        raise Unreadable(problems.TOO_LARGE)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every repair
    try:
        with PdfReader(path) as reader:
            if reader.is_encrypted:
                raise Unreadable(problems.LOCKED)
            found: list[str | None] = []
            for number in range(len(reader.pages)):
                if number == TRIED and not any(found):
                    return [None] * len(reader.pages)
                found.append(_text(reader, number))
            return found
    except DAMAGE as error:
        raise Unreadable(problems.DAMAGED) from error


def _text(reader: PdfReader, number: int) -> str | None:
    try:
        text = reader.pages[number].extract_text()
    except DAMAGE:
        return None
    return text if _WORD.search(text) else ""  # what is not text it may take for some
