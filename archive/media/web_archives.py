"""MHTML: a web page that was saved with its pictures; the page is read.

Spec: RFC 2557 (MIME encapsulation of aggregate documents)
"""

from dataclasses import dataclass
from pathlib import Path

from archive.core.errors import Unreadable
from archive.media import problems
from archive.media.blocks import passages, problem_of
from archive.media.extractor import Extracted
from archive.media.html_pages import LARGEST, blocks, head, parsed
from archive.media.mail import Mail


@dataclass(frozen=True, slots=True)
class Mhtml:
    """Reads web pages saved as one file."""

    name: str = "MHTML"
    media_types: frozenset[str] = frozenset({"multipart/related"})

    def extract(self, path: Path) -> Extracted:
        """Return the headings, paragraphs and rows of tables of the page that was saved."""
        if path.stat().st_size > LARGEST:
            raise Unreadable(problems.TOO_LARGE)
        mail = Mail(path.read_bytes())
        found = mail.page()
        page = parsed(*found) if found else None
        if page is None:
            raise Unreadable(problems.DAMAGED)
        made = passages(blocks(page.root))
        stated = head(page.root)
        title = {"title": (mail.subject,)} if mail.subject and "title" not in stated else {}
        technical = {
            "encoding": page.encoding,
            "saved": mail.date,
            "saved_from": mail.header("Snapshot-Content-Location"),
        }
        return Extracted(
            passages=made,
            proposed={**title, **stated},
            technical={name: value for name, value in technical.items() if value},
            problem=problem_of(made),
        )
