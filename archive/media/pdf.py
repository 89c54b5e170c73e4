"""PDF: one passage a page, by PDFium; by pypdf where PDFium gives up or finds nothing.

Spec: ISO 32000-2, 14.3.3 (document information), 12.4.2 (page labels)
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from archive.core.errors import Unreadable
from archive.media import pdf_attachments, problems
from archive.media.extractor import Extracted
from archive.media.proposals import day, proposed, several
from archive.text.passages import Passage, PassageKind

# PDFium keeps global state: two threads inside it at once end the process.
_LOCK = threading.RLock()
# Where it joins two lines at a hyphen it leaves one of these in place of hyphen and line end.
_LINE_END_HYPHEN = re.compile("[\ufffe\u0002](?:\r?\n)?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class _Pages:
    """What reading the pages one by one has found."""

    passages: list[Passage] = field(default_factory=list)
    without_text: list[int] = field(default_factory=list)  # their numbers
    pictures: int = 0  # pages with an image and no text
    damaged: int = 0
    attachments: list[str] = field(default_factory=list)

    def add(self, text: str, number: int, label: str) -> None:
        """Take the text of a page."""
        passage = Passage(
            number=len(self.passages) + 1, text=text, kind=PassageKind.PAGE, label=label, page=number
        )
        self.passages.append(passage)


@dataclass(frozen=True, slots=True)
class Pdf:
    """Reads PDF."""

    name: str = "PDF"
    media_types: frozenset[str] = frozenset({"application/pdf"})

    def extract(self, path: Path) -> Extracted:
        """Return a passage for each page that has text; `problem` says if pages are images or damaged."""
        try:
            with opened(path) as document:
                pages = _pages(document)
                information = _information(document)
                count = len(document)
                version = document.get_version()
        except Unreadable as error:
            if str(error) != problems.DAMAGED:
                raise
            return _patiently(path)
        if pages.damaged == count or (not pages.passages and pages.pictures < count):
            _mend(path, pages)
        if pages.damaged == count:
            raise Unreadable(problems.DAMAGED)
        technical: dict[str, Any] = {
            "pdf_version": f"{version // 10}.{version % 10}" if version else None,
            "producer": information.get("Producer"),
            "creator_program": information.get("Creator"),
            "attachments": pages.attachments,
        }
        return _extracted(pages, count, technical, information)


def _extracted(
    pages: _Pages, count: int, technical: dict[str, Any], information: dict[str, str]
) -> Extracted:
    technical |= {
        "pages_without_text": pages.without_text,
        "pages_without_text_count": len(pages.without_text),
        "pages_damaged": pages.damaged,
    }
    return Extracted(
        passages=tuple(pages.passages),
        proposed=_proposals(information, dated=bool(pages.passages)),
        technical={key: value for key, value in technical.items() if value},
        pages=count,
        problem=_problem(pages),
    )


def _patiently(path: Path) -> Extracted:
    """Read a file that PDFium cannot even open. Raises Unreadable if pypdf finds no text in it either.

    Its pages cannot be drawn, so it counts as having none to be shown.
    """
    pages = _Pages()
    count = _mend(path, pages)
    if not pages.passages:
        raise Unreadable(problems.DAMAGED)
    return replace(_extracted(pages, count, {"reader": "pypdf", "pages": count}, {}), pages=None)


def _mend(path: Path, pages: _Pages) -> int:
    """Read the pages again by pypdf; where it finds text, that counts. Return how many pages it sees."""
    try:
        texts: list[str | None] = import_module("archive.media.pdf_fallback").texts(path)
    except Unreadable:
        return 0
    if any(text and text.strip() for text in texts):
        pages.without_text.clear()
        pages.pictures, pages.damaged = 0, texts.count(None)
        for number, text in enumerate(texts, start=1):
            if text and text.strip():
                pages.add(readable(text), number, str(number))
            elif text is not None:
                pages.without_text.append(number)
    return len(texts)


@contextmanager
def opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF, alone in the process while it is open. Raises Unreadable if it is locked or damaged."""
    with _LOCK:
        try:
            document = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            locked = pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error)
            raise Unreadable(problems.LOCKED if locked else problems.DAMAGED) from error
        try:
            if len(document) < 1:
                raise Unreadable(problems.DAMAGED)
            yield document
        finally:
            document.close()


def _pages(document: pdfium.PdfDocument) -> _Pages:
    found = _Pages(attachments=[_name(each) for each in pdf_attachments.listed(document)])
    for index in range(len(document)):
        try:
            text, has_picture = _page(document, index, found.attachments)
        except pdfium.PdfiumError:
            found.damaged += 1
            continue
        if text.strip():
            found.add(text, index + 1, document.get_page_label(index) or str(index + 1))
        else:
            found.without_text.append(index + 1)
            found.pictures += has_picture
    return found


def _page(document: pdfium.PdfDocument, index: int, attachments: list[str]) -> tuple[str, bool]:
    """Return a page's text and, if it has none, whether it has a picture; note the files pinned to it."""
    page = document[index]
    try:
        attachments += map(_name, pdf_attachments.pinned(page))
        layer = page.get_textpage()
        try:
            text = readable(layer.get_text_range())
        finally:
            layer.close()
        if text.strip():
            return text, False
        images = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        return "", next(iter(images), None) is not None
    finally:
        page.close()


def _name(attachment: pdfium.PdfAttachment) -> str:
    try:
        return _CONTROL.sub("", attachment.get_name())
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return ""


def enclosed(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file within a PDF."""
    with opened(path) as document:
        everywhere = chain(
            pdf_attachments.listed(document),
            *(_pinned(document, index) for index in range(len(document))),
        )
        for each in everywhere:
            try:
                yield _name(each), bytes(each.get_data())
            except pdfium.PdfiumError:
                continue  # empty or damaged


def _pinned(document: pdfium.PdfDocument, index: int) -> Iterator[pdfium.PdfAttachment]:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return  # a damaged page holds nothing
    try:
        yield from pdf_attachments.pinned(page)
    finally:
        page.close()


def readable(text: str) -> str:
    """Return a page's text with plain line ends, and with its line-end hyphens as they are printed."""
    hyphenated = _LINE_END_HYPHEN.sub("-\n", text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", hyphenated)


def _information(document: pdfium.PdfDocument) -> dict[str, str]:
    return {
        key: _CONTROL.sub("", value) for key, value in document.get_metadata_dict(skip_empty=True).items()
    }


def _proposals(information: dict[str, str], *, dated: bool) -> dict[str, tuple[str, ...]]:
    """Return what the document information proposes; pages that are images were scanned on its date."""
    return proposed(
        {
            "title": [information.get("Title")],
            "creator": [information.get("Author")],
            "created": [day(information.get("CreationDate"))] if dated else [],
            "description": [information.get("Subject")],
            "subject": several(information.get("Keywords")),
        }
    )


def _problem(pages: _Pages) -> str:
    if pages.damaged:
        return problems.DAMAGED_PAGES
    if not pages.passages:
        return problems.NO_TEXT_LAYER if pages.pictures else problems.NO_TEXT
    return problems.SOME_TEXT_LAYER if pages.pictures else ""


def drawn_page(path: Path, number: int, width: int) -> Image.Image:
    """Return a page, counted from one, as a picture of this width. Raises Unreadable if there is none."""
    with opened(path) as document:
        if not 1 <= number <= len(document):
            raise Unreadable(problems.DAMAGED_PAGES)
        try:
            page = document[number - 1]
            wide, high = page.get_size()
            # A page of a thousand metres, or of none, is a fault in the file.
            if not 1 <= wide <= 20_000 or not wide / 20 <= high <= wide * 20:
                raise Unreadable(problems.DAMAGED)
            drawn: Image.Image = page.render(scale=width / wide, may_draw_forms=False).to_pil()
        except pdfium.PdfiumError as error:
            raise Unreadable(problems.DAMAGED_PAGES) from error
        return drawn.convert("RGB")
