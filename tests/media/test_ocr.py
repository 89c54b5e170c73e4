"""Pages that are recognised: how large they are drawn, and what is kept of them."""

import gzip
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from archive.media import ocr
from archive.media.ocr import Page
from archive.media.tesseract import Tesseract

ALTO = (
    b'<alto><Layout><Page WIDTH="100" HEIGHT="50"><TextBlock><TextLine>'
    b'<String HPOS="10" VPOS="10" WIDTH="40" HEIGHT="10" CONTENT="comuna" WC="0.9"/>'
    b"</TextLine></TextBlock></Page></Layout></alto>"
)


@pytest.fixture
def engine(tmp_path: Path) -> Tesseract:
    """A program that is called as Tesseract is, notes what it is given, and says one word."""
    program = tmp_path / "program"
    (tmp_path / "says.xml").write_bytes(ALTO)
    program.write_text(
        f'#!/bin/sh\ncp "$1" "{tmp_path}/given.png"\ncat "{tmp_path}/says.xml"\n', encoding="ascii"
    )
    program.chmod(0o755)
    return Tesseract(str(program), "5", frozenset({"spa", "script/Latin"}))


def given(folder: Path) -> tuple[int, int]:
    with Image.open(folder / "given.png") as picture:
        return picture.size


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.png"
    Image.new("L", (1200, 600), 255).save(path)
    return path


def test_what_is_kept_is_not_recognised_again_until_it_is_damaged(engine, scan, facts_of, tmp_path):
    page = Page(facts_of(scan), 1, ("spa",))
    assert ocr.recognised(engine, scan, tmp_path / "kept", page).text == "comuna"
    kept = ocr.kept_at(tmp_path / "kept", page)
    (tmp_path / "says.xml").write_bytes(ALTO.replace(b"comuna", b"asamblea"))
    assert ocr.recognised(engine, scan, tmp_path / "kept", page).text == "comuna"
    whole = kept.read_bytes()
    for damaged in (whole[:-12], whole[:15] + b"\xff" * 20 + whole[35:], b"", gzip.compress(b"<no")):
        kept.write_bytes(damaged)
        assert ocr.recognised(engine, scan, tmp_path / "kept", page).text == "asamblea"


def test_models_of_a_script_are_kept_like_those_of_a_language(engine, scan, facts_of, tmp_path):
    page = Page(facts_of(scan), 1, ("script/Latin",))
    found = ocr.recognised(engine, scan, tmp_path / "kept", page)
    assert ocr.kept(tmp_path / "kept", page.facts, 1) == found


def test_a_large_scan_is_recognised_no_larger_than_it_must_be(engine, facts_of, tmp_path):
    for size, expected in (((9000, 3000), (6000, 2000)), ((1300, 20_000), (1300, 20_000))):
        path = tmp_path / "large.png"
        Image.new("L", size, 255).save(path, compress_level=1)
        ocr.recognised(engine, path, tmp_path / "kept", Page(facts_of(path), 1, ("spa",)), again=True)
        assert given(tmp_path) == expected


def test_no_page_is_drawn_larger_than_memory_allows(engine, facts_of, tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "MOST_PIXELS", 2_000_000)
    path = tmp_path / "long.pdf"
    document = pdfium.PdfDocument.new()
    document.new_page(1000, 10_000)
    document.save(path)
    ocr.recognised(engine, path, tmp_path / "kept", Page(facts_of(path), 1, ("spa",)))
    width, height = given(tmp_path)
    assert 1_900_000 < width * height <= 2_000_000
    path = tmp_path / "long.png"
    Image.new("L", (2000, 5000), 255).save(path, compress_level=1)
    ocr.recognised(engine, path, tmp_path / "kept", Page(facts_of(path), 1, ("spa",)))
    width, height = given(tmp_path)
    assert 1_900_000 < width * height <= 2_001_000
