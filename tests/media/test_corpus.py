"""Every file of the corpus is read or says in one line why not."""

import logging
from pathlib import Path

import pytest

from archive.media import problems
from archive.media.identify import identify
from archive.media.registry import read

pytestmark = pytest.mark.corpus

EXPECTED = {
    "documents/pdf-broken/T02-01_002_document-catalog-wrong-object-number.pdf": "",
    "documents/pdf-broken/T02-02_003_page-tree-different-kids.pdf": problems.DAMAGED_PAGES,
    "documents/pdf-broken/T02-02_007_page-tree-wrong-count.pdf": problems.DAMAGED_PAGES,
    "documents/pdf-broken/T02-03_002_page-object-wrong-type.pdf": problems.DAMAGED,
    "documents/pdf-broken/T02-03_006_page-object-missing.pdf": problems.DAMAGED,
    "documents/pdf-broken/T02-03_010_page-object-missing-contents.pdf": problems.NO_TEXT,
    "documents/pdf-broken/T04_008_trailer-no-trailer-keyword.pdf": problems.DAMAGED,
    "documents/pdf-broken/T04_012_trailer-root-no-indirect-reference.pdf": "",
    "documents/pdf-broken/encryption_openpassword.pdf": problems.LOCKED,
    "documents/pdf-broken/minimal_test.pdf": problems.DAMAGED,
    "documents/pdf-samples/libreoffice-writer-password.pdf": problems.LOCKED,
    "documents/pdf-samples/cmyk-image.pdf": problems.NO_TEXT_LAYER,
    "documents/pdf-scanned/c02-22.pdf": problems.NO_TEXT_LAYER,
    "documents/pdf-scanned/francais.pdf": problems.NO_TEXT_LAYER,
    "documents/office/lorem-ipsum.rtf": "",
    "documents/office/lorem-ipsum.mht": "",
    "documents/office/LibreOfficeImpress_odp_1.3.odp": "",
    "documents/epub/lorem-ipsum.epub": "",
    "documents/epub/lorem-ipsum.mobi": problems.KINDLE,
    "documents/txt-encodings/udhr/Chinese_Mandarin-UTF8.txt": problems.DAMAGED_CHARACTERS,
    "documents/txt-encodings/udhr/Spanish-Latin1.txt": "",
    "documents/pdf-text/275884.pdf": "",
    "images/broken/broken.png": problems.BROKEN_IMAGE,
    "images/broken/broken_data_stream.png": problems.TRUNCATED_IMAGE,
    "images/broken/crash-2020-10-test.tif": problems.BROKEN_IMAGE,
    "images/broken/decompression_bomb.gif": problems.TOO_MANY_PIXELS,
    "images/broken/exif_typeerror.jpg": "",
    "images/broken/hopper_bad_exif.jpg": "",
    "images/broken/junk_jpeg_header.jpg": "",
    "images/broken/truncated_image.png": problems.TRUNCATED_IMAGE,
    "images/broken/truncated_jpeg.jpg": problems.TRUNCATED_IMAGE,
    "images/jp2/balloon.jp2": "",
}
SENTENCES = {value for name, value in vars(problems).items() if name.isupper()}


def test_no_file_stops_the_reader_and_each_problem_is_one_known_line(
    corpus: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    files = [path for part in ("documents", "images") for path in sorted((corpus / part).rglob("*"))]
    seen = {}
    for path in filter(Path.is_file, files):
        found = read(path, identify(path))
        assert found.problem in {"", *SENTENCES}
        assert found.problem or found.passages or found.width, path
        assert [passage.number for passage in found.passages] == list(range(1, len(found.passages) + 1))
        seen[path.relative_to(corpus).as_posix()] = found.problem
    assert len(seen) >= 188
    assert {name: seen[name] for name in EXPECTED} == EXPECTED
    # Whatever a library raised was foreseen by its reader.
    assert not caplog.records
