"""`archive ocr`: the text of pages that are pictures."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from click.testing import Result
from PIL import Image, ImageDraw, ImageFont

from archive.media import tesseract
from tests.conftest import absent

WORDS = "La asamblea de la comuna decide por ahora"
FONT = "DejaVuSerif.ttf"


@pytest.fixture(autouse=True)
def engine() -> tesseract.Tesseract:
    """Tesseract, with English and Spanish."""
    found = tesseract.installed()
    if found is None or not {"spa", "eng"} <= found.models:
        absent("install tesseract-ocr and tesseract-ocr-spa")
    return found


def scan(words: str, turned: int = 0) -> Image.Image:
    """Return a page as a scanner gives it."""
    try:
        font = ImageFont.truetype(FONT, 48)
    except OSError:
        absent("install fonts-dejavu")
    page = Image.new("L", (1700, 1100), 255)
    lines = [words[at : at + 40] for at in range(0, len(words), 40)]
    for number, line in enumerate(lines * 3):
        ImageDraw.Draw(page).text((120, 120 + 90 * number), line, fill=0, font=font)
    return page.rotate(turned, expand=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A PDF of two scanned pages, the second turned on its side, and a scan as a picture."""
    folder = tmp_path / "scans"
    folder.mkdir()
    pages = [scan(WORDS), scan("El pueblo organizado propone y vota", 90)]
    pages[0].save(folder / "acta.pdf", save_all=True, append_images=pages[1:], resolution=200)
    scan("Comunicado de la federación").save(folder / "hoja.png")
    return folder


def test_what_stands_on_scanned_pages_is_found_on_its_page(run, folder):
    run("ingest", folder, "--type", "document", "--publish", "--no-ocr")
    assert json.loads(run("search", "asamblea", "--json").output)["total"]["value"] == 0
    done = run("ocr")
    assert done.exit_code == 0, done.output
    assert "3 pages of 2 items recognised" in done.output
    found = json.loads(run("search", "organizado", "--json").output)["items"]
    assert [each["passages"][0]["label"] for each in found] == ["2"]
    assert json.loads(run("search", "comunicado federacion", "--json").output)["total"]["value"] == 1


def test_a_second_run_recognises_nothing_twice_and_again_does(run, folder):
    run("ingest", folder, "--type", "document", "--publish", "--no-ocr")
    run("ocr")
    assert "0 pages of 0 items" in run("ocr").output
    again = run("ocr", "--again", *ids(run))
    assert "3 pages of 2 items recognised" in again.output


def test_an_ingest_recognises_what_it_brought(run, folder):
    done = run("ingest", folder, "--type", "document", "--publish")
    assert "3 pages of 2 items recognised" in done.output
    assert json.loads(run("search", "asamblea", "--json").output)["total"]["value"] == 1


def test_bringing_the_file_again_keeps_what_was_recognised(run, folder):
    run("ingest", folder, "--type", "document", "--publish")
    (folder / "acta.pdf").touch()  # read anew, and found to have no text
    done = run("ingest", folder, "--type", "document", "--publish", "--no-ocr")
    assert "2 as before" in done.output
    assert json.loads(run("search", "asamblea", "--json").output)["total"]["value"] == 1


def test_taking_the_import_back_names_no_conflict_for_recognised_text(run, folder):
    run("ingest", folder, "--type", "document", "--publish")
    done = run("imports", "revert", "1")
    assert "2 records withdrawn" in done.output
    assert "kept" not in done.output.replace("0 kept", "")


def test_kept_pages_are_used_when_a_run_was_killed_before_the_item_was_catalogued(run, folder, instance):
    run("ingest", folder, "--type", "document", "--publish", "--no-ocr")
    run("ocr")
    kept = sorted((instance.parent / "data" / "derivatives").rglob("*.alto.xml.gz"))
    assert len(kept) == 3
    times = [each.stat().st_mtime_ns for each in kept]
    forget_text(instance.parent / "data" / "catalogue.sqlite")
    assert "3 pages of 2 items recognised" in run("ocr").output
    assert [each.stat().st_mtime_ns for each in kept] == times


def test_a_photograph_is_not_read_unless_it_is_named(run, folder):
    run("ingest", folder / "hoja.png", "--type", "image", "--publish")
    assert json.loads(run("search", "comunicado", "--json").output)["total"]["value"] == 0
    assert "1 pages of 1 items" in run("ocr", *ids(run)).output
    assert json.loads(run("search", "comunicado", "--json").output)["total"]["value"] == 1


def test_without_tesseract_it_says_what_to_install(run, folder, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda *_: None)
    tesseract.installed.cache_clear()
    try:
        said = run("ocr")
        assert said.exit_code == 2
        assert "apt-get install tesseract-ocr" in said.output
        # And an ingest goes on without.
        assert "2 new" in run("ingest", folder, "--type", "document", "--publish").output
    finally:
        tesseract.installed.cache_clear()


@pytest.mark.parametrize("option", ["--again", "--all-pages"])
def test_recognising_anew_what_nobody_named_is_refused_and_not_silently_nothing(run, option):
    said = run("ocr", option)
    assert said.exit_code == 2
    assert "items" in said.output


def test_a_language_that_is_not_installed_is_named_with_those_that_are(run):
    said = run("ocr", "--language", "xx")
    assert said.exit_code == 2
    assert "eng" in said.output


def test_what_else_is_wrong_with_a_picture_is_still_said_once_it_has_been_recognised(run, folder):
    whole = folder / "hoja.png"
    whole.write_bytes(whole.read_bytes()[: -(whole.stat().st_size // 6)])
    run("ingest", whole, "--type", "document", "--publish", "--no-ocr")
    (id,) = ids(run)
    assert "1 pages of 1 items" in run("ocr", id).output
    assert "incomplete" in json.loads(run("show", id, "--json").output)["files"][0]["problem"]


def test_a_stored_file_that_has_been_damaged_keeps_no_other_waiting(run, folder, instance):
    run("ingest", folder, "--type", "document", "--publish", "--no-ocr")
    (stored,) = (instance.parent / "data").rglob("acta.pdf")
    stored.chmod(0o600)
    stored.write_bytes(b"%PDF-1.4 and nothing else")
    done = run("ocr")
    assert done.exit_code == 1
    assert "acta.pdf" in done.output
    assert "1 pages of 1 items" in done.output


def test_a_poor_reading_is_marked_on_the_item(run, tmp_path):
    page = scan(WORDS).resize((170, 110)).resize((1700, 1100))
    page.save(tmp_path / "poor.png")
    run("ingest", tmp_path / "poor.png", "--type", "document", "--publish")
    (id,) = ids(run)
    shown = json.loads(run("show", id, "--json").output)
    assert "by machine, and poorly" in shown["files"][0]["problem"]


def ids(run: Callable[..., Result]) -> list[str]:
    """Return every item."""
    return [each["id"] for each in json.loads(run("search", "", "--json").output)["items"]]


def forget_text(database: Path) -> None:
    """Put the catalogue back to before the text was recognised, as a run leaves it that was killed."""
    with sqlite3.connect(database) as connection:
        connection.execute("DELETE FROM passage")
        connection.execute(
            "UPDATE file SET passages = 0, text_digest = '', technical = '{}', problem = CASE media_type"
            " WHEN 'application/pdf' THEN 'No page has a text layer: the pages are images.' ELSE '' END"
        )


def test_the_pdf_of_the_fixture_has_no_text_layer(folder):
    with pdfium.PdfDocument(folder / "acta.pdf") as document:
        assert not document[0].get_textpage().get_text_range().strip()
