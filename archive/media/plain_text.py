"""Plain text, in any encoding."""

from dataclasses import dataclass
from pathlib import Path

from archive.core.errors import Unreadable
from archive.media import problems
from archive.media.extractor import Extracted
from archive.text.encoding import Decoded, decode, is_text
from archive.text.segment import paragraphs

LARGEST = 256 << 20  # bytes: a text a hundred times the Bible is no text to be read


@dataclass(frozen=True, slots=True)
class PlainText:
    """Reads plain text, Markdown and plain tables into headings and paragraphs."""

    name: str = "plain text"
    media_types: frozenset[str] = frozenset(
        {"text/plain", "text/markdown", "text/csv", "text/tab-separated-values"}
    )

    def extract(self, path: Path) -> Extracted:
        """Return its paragraphs; the technical facts say which encoding it was read in."""
        if path.stat().st_size > LARGEST:
            raise Unreadable(problems.TOO_LARGE)
        data = path.read_bytes()
        if not data.strip():
            return Extracted(problem=problems.EMPTY)
        if not is_text(data[:65536]):
            raise Unreadable(problems.NOT_TEXT)
        decoded = decode(data)
        return Extracted(
            passages=paragraphs(decoded.text),
            technical={"encoding": decoded.encoding, "characters": len(decoded.text)},
            problem=_problem(decoded),
        )


def _problem(decoded: Decoded) -> str:
    if not decoded.certain:
        return problems.ENCODING_GUESSED
    return problems.DAMAGED_CHARACTERS if decoded.damaged else ""
