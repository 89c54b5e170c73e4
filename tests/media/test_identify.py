"""Formats are told by bytes, and by names only where bytes do not tell."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.media.identify import identify
from archive.media.registry import extractor_for, read
from tests.conftest import absent

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "media_type", "puid", "method"),
    [
        ("documents/pdf-text/275884.pdf", "application/pdf", "fmt/18", "signature"),
        (
            "documents/pdfa-verapdf/pdf-a-2u__veraPDF_test_suite_6-2-11-7-2-t01-pass-d.pdf",
            "application/pdf",
            "fmt/478",
            "signature",
        ),
        ("documents/office/lorem-ipsum.docx", DOCX, "fmt/412", "container"),
        ("documents/office/LibreOfficeWriter_odt_1.3.odt", ODT, "fmt/1756", "container"),
        ("documents/office/lorem-ipsum.oo3.2.odt", ODT, "fmt/291", "container"),
        ("documents/office/lorem-ipsum.doc", "application/msword", "fmt/40", "container"),
        ("documents/office/lorem-ipsum.rtf", "application/rtf", "fmt/355", "signature"),
        ("documents/epub/lorem-ipsum.epub", "application/epub+zip", "fmt/483", "container"),
        ("documents/html/testHTML_head.html", "text/html", "fmt/471", "signature"),
        ("documents/txt-encodings/testBMPfp.txt", "text/plain", "x-fmt/111", "text"),
        ("documents/pdf-samples/README-password.md", "text/markdown", "fmt/1149", "text"),
        ("documents/manifest.csv", "text/csv", "x-fmt/18", "text"),
        ("images/artworks/hibiscus.regular.jpeg", "image/jpeg", "fmt/43", "signature"),
        ("images/artworks/hibiscus.regular.lossy.webp", "image/webp", "fmt/566", "signature"),
        ("images/jp2/balloon.jp2", "image/jp2", "x-fmt/392", "signature"),
        ("images/formats/g4-multi.tiff", "image/tiff", "fmt/353", "signature"),
        # cut off: the end that the signature asks for is missing
        ("images/broken/truncated_jpeg.jpg", "image/jpeg", None, "opening"),
        ("documents/pdf-broken/T04_004_EOF-incomplete_EOF.pdf", "application/pdf", None, "opening"),
    ],
    ids=lambda value: value.rpartition("/")[2] if value else None,
)
def test_real_files_are_recognised(
    corpus: Path, name: str, media_type: str, puid: str | None, method: str
) -> None:
    found = identify(corpus / name)
    assert (found.media_type, found.puid, found.method) == (media_type, puid, method)
    assert found.name


def test_bytes_outrank_a_wrong_name(tmp_path: Path, make_image: Callable[..., Path]) -> None:
    shutil.copy(make_image("a.png"), tmp_path / "a.pdf")
    assert identify(tmp_path / "a.pdf").media_type == "image/png"


@pytest.mark.parametrize(
    ("name", "data", "media_type", "method"),
    [
        ("letter.txt", "El año".encode("latin-1"), "text/plain", "text"),
        ("no_name", b"just words", "text/plain", "text"),
        ("car.txt", b"BMW, PKWs and II* stars", "text/plain", "text"),
        ("broken.jpg", b"\xff\xd8\xff\xe0" + b"garbage " * 50, "image/jpeg", "opening"),
        ("broken.bmp", b"BM and nothing else", "image/bmp", "opening"),
        ("song.mp3", b"\x00\x01\x02 nothing known", "audio/mpeg", "extension"),
        ("empty.pdf", b"", "application/pdf", "extension"),
        ("thing.xyzzy", b"\x00\x01\x02", "application/octet-stream", "none"),
        ("thing", b"\x00\x01\x02", "application/octet-stream", "none"),
        ("acta.html", b"<HTML><HEAD><TITLE>Acta</TITLE></HEAD>\n<BODY><P>Uno<P>Dos", "text/html", "text"),
        ("acta.php", b"\n<html>\n<p>Uno", "text/html", "text"),
        ("acta.htm", b"<p>Uno", "text/html", "text"),
        ("acta.html", b"no tags", "text/plain", "text"),
        ("source.txt", b"<html><p>Uno", "text/plain", "text"),
        ("late.pdf", b"junk\n%PDF-1.4\n1 0 obj\n<<>>\n", "application/pdf", "opening"),
    ],
)
def test_odd_files_get_a_sensible_format(
    tmp_path: Path, name: str, data: bytes, media_type: str, method: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = identify(path)
    assert (found.media_type, found.method) == (media_type, method)


@pytest.mark.parametrize(
    ("kind", "puid"),
    [
        ("openxmlformats-officedocument.wordprocessingml.template", "fmt/597"),
        ("ms-word.template.macroEnabledTemplate", "fmt/599"),
        ("openxmlformats-officedocument.presentationml.slideshow", "fmt/629"),
        ("openxmlformats-officedocument.presentationml.template", "fmt/631"),
        ("ms-powerpoint.slideshow.macroEnabled", "fmt/630"),
        ("openxmlformats-officedocument.spreadsheetml.template", "fmt/598"),
        ("ms-excel.template.macroEnabled", "fmt/627"),
    ],
)
def test_templates_and_slide_shows_of_office_have_a_reader(
    make_zip: Callable[..., Path], kind: str, puid: str
) -> None:
    types = f'<Types><Override ContentType="application/vnd.{kind}.main+xml"/></Types>'
    form = identify(make_zip("a.bin", {"[Content_Types].xml": types}))
    assert form.puid == puid
    assert extractor_for(form.media_type)


@pytest.mark.parametrize("kind", ["text", "presentation", "spreadsheet"])
def test_templates_of_opendocument_are_told_as_what_is_made_of_them(
    make_zip: Callable[..., Path], kind: str
) -> None:
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    parts = {"mimetype": f"{media_type}-template", "content.xml": '<x office:version="1.2"/>'}
    form = identify(make_zip("a.bin", parts))
    assert (form.media_type, form.method) == (media_type, "container")


@pytest.mark.parametrize(
    ("name", "codec"), [("a.3gp", "mpeg4"), ("a.ts", "mpeg2video"), ("a.mts", "mpeg2video")]
)
def test_film_of_telephones_and_cameras_is_film(tmp_path: Path, name: str, codec: str) -> None:
    path = tmp_path / name
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        absent("install ffmpeg")
    form = ("-f", "mpegts") if name.endswith("ts") else ()
    moving = ("-f", "lavfi", "-i", "testsrc=duration=2:size=176x144:rate=25", "-pix_fmt", "yuv420p")
    subprocess.run([str(ffmpeg), "-v", "error", *moving, "-c:v", codec, *form, str(path)], check=True)
    form = identify(path)
    assert form.media_type.startswith("video/")
    assert read(path, form).technical["streams"][0]["kind"] == "video"


def test_a_broken_package_is_still_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04" + b"\x00" * 100)
    assert identify(path).media_type == "application/zip"
