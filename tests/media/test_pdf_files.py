"""What a PDF holds beside the text of its pages, and what becomes of one that PDFium cannot read."""

from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from pypdf.annotations import Text
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from archive.core.errors import Unreadable
from archive.media import problems
from archive.media.enclosures import enclosed
from archive.media.pdf import Pdf

Make = Callable[..., Path]
PDF = "application/pdf"


def blank(pages: int) -> pypdf.PdfWriter:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    return writer


def test_pages_without_text_are_named_for_who_would_recognise_them(make_pdf: Make) -> None:
    found = Pdf().extract(make_pdf("uno", "", "tres", ""))
    assert found.technical["pages_without_text"] == [2, 4]
    assert found.technical["pages_without_text_count"] == 2
    assert [each.page for each in found.passages] == [1, 3]


def test_files_within_a_pdf_are_named_and_taken_out(tmp_path: Path) -> None:
    writer = blank(1)
    writer.add_attachment("cuadro año.csv", b"a;b")
    writer.add_attachment("vacío.txt", b"")
    path = tmp_path / "portfolio.pdf"
    writer.write(path)
    assert set(Pdf().extract(path).technical["attachments"]) == {"cuadro año.csv", "vacío.txt"}
    assert list(enclosed(path, PDF)) == [("cuadro año.csv", b"a;b")]


def test_a_file_pinned_to_a_page_is_found_too(tmp_path: Path) -> None:
    writer = blank(2)
    stream = StreamObject()
    stream.set_data(b"pinned")
    stream[NameObject("/Type")] = NameObject("/EmbeddedFile")
    file = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Filespec"),
            NameObject("/F"): TextStringObject("nota.txt"),
            NameObject("/UF"): TextStringObject("nota.txt"),
            NameObject("/EF"): DictionaryObject({NameObject("/F"): writer._add_object(stream)}),
        }
    )
    pin = Text(rect=(10, 10, 20, 20), text="x")
    pin[NameObject("/Subtype")] = NameObject("/FileAttachment")
    pin[NameObject("/FS")] = writer._add_object(file)
    writer.pages[1][NameObject("/Annots")] = ArrayObject([writer._add_object(pin)])
    path = tmp_path / "pinned.pdf"
    writer.write(path)
    assert Pdf().extract(path).technical["attachments"] == ["nota.txt"]
    assert list(enclosed(path, PDF)) == [("nota.txt", b"pinned")]


def test_an_encrypted_file_is_named_as_such_and_gives_no_files(tmp_path: Path) -> None:
    writer = blank(1)
    writer.encrypt("secreto", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    writer.write(path)
    with pytest.raises(Unreadable, match="password"):
        Pdf().extract(path)
    with pytest.raises(Unreadable, match="password"):
        list(enclosed(path, PDF))


@pytest.mark.corpus
def test_what_pdfium_cannot_open_is_read_by_pypdf_if_it_can(corpus: Path) -> None:
    broken = corpus / "documents/pdf-broken"
    found = Pdf().extract(broken / "T02-01_002_document-catalog-wrong-object-number.pdf")
    assert [(each.text.strip(), each.page) for each in found.passages] == [("Hello PDF-world!", 1)]
    assert found.technical["reader"] == "pypdf"
    assert found.pages is None  # none that could be drawn
    with pytest.raises(Unreadable, match="damaged"):
        Pdf().extract(broken / "minimal_test.pdf")


@pytest.mark.corpus
def test_what_only_looks_like_text_to_pypdf_is_none(corpus: Path) -> None:
    found = Pdf().extract(corpus / "documents/pdf-broken/T02-05-01_008_Font-set-operator-missing.pdf")
    assert not found.passages
    assert found.problem == problems.NO_TEXT


@pytest.mark.corpus
def test_real_attachments_are_taken_out(corpus: Path) -> None:
    taken = dict(enclosed(corpus / "documents/pdf-samples/with-attachment.pdf", PDF))
    assert list(taken) == ["image.png"]
    assert taken["image.png"].startswith(b"\x89PNG")
