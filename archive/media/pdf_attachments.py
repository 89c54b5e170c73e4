"""Files within a PDF: those it lists (portfolios are made of them), and those pinned to its pages.

Spec: ISO 32000-2, 7.11.4 (embedded file streams), 12.3.5 (collections), 12.5.6.15 (file attachments)
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

MOST = 1_000  # files that are looked at, annotations of one page


def listed(document: pdfium.PdfDocument) -> Iterator[pdfium.PdfAttachment]:
    """Yield the files that the document lists. They can be read while it is open."""
    for index in range(min(document.count_attachments(), MOST)):
        with suppress(pdfium.PdfiumError):  # a damaged entry says nothing
            yield document.get_attachment(index)


def pinned(page: pdfium.PdfPage) -> Iterator[pdfium.PdfAttachment]:
    """Yield the files that are pinned to a page. Each can be read until the next is asked for."""
    for index in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), MOST)):
        with _annotation(page, index) as annotation:
            if pdfium_c.FPDFAnnot_GetSubtype(annotation) == pdfium_c.FPDF_ANNOT_FILEATTACHMENT:
                found = pdfium_c.FPDFAnnot_GetFileAttachment(annotation)
                if found:
                    yield pdfium.PdfAttachment(found, page.pdf)


@contextmanager
def _annotation(page: pdfium.PdfPage, index: int) -> "Iterator[ctypes.c_void_p]":
    annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
    try:
        yield annotation
    finally:
        if annotation:
            pdfium_c.FPDFPage_CloseAnnot(annotation)
