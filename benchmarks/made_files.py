"""Files that are made for a measurement, always the same: photographs and documents."""

import textwrap
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.speeches import Speeches

SEED = 1998
WIDTH, HEIGHT = 6000, 4000  # 24 megapixels
LINES, COLUMNS = 48, 90  # of a page


def photographs(folder: Path, number: int) -> None:
    """Write photographs of 24 megapixels: gradients, waves, edges, and the noise of a camera."""
    folder.mkdir()
    random = np.random.default_rng(SEED)
    down, across = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    noise = random.standard_normal((HEIGHT, WIDTH, 3), dtype=np.float32) * 8
    for each in range(number):
        waves = np.sin(across / (90 + 17 * each)) * np.cos(down / (70 + 13 * each))
        ground = np.where(down > HEIGHT * 0.6 + 300 * np.sin(across / 700 + each), 60.0, 0.0)
        grey = 180 - 90 * down / HEIGHT + 25 * waves - ground
        noise = np.roll(noise, (611, 1013), axis=(0, 1))
        tint = np.array([0.95, 1.0, 1.08], dtype=np.float32)
        pixels = np.clip(grey[..., None] * tint + noise, 0, 255).astype(np.uint8)
        Image.fromarray(pixels).save(folder / f"photograph-{each:03}.jpg", quality=93)


def documents(folder: Path, number: int, pages: int) -> None:
    """Write PDFs of so many pages of speeches each."""
    folder.mkdir()
    lines = _lines()
    for each in range(number):
        texts = [[next(lines) for _ in range(LINES)] for _ in range(pages)]
        (folder / f"document-{each:03}.pdf").write_bytes(_pdf(texts))


def _lines() -> Iterator[str]:
    for speech in Speeches().make(1_000_000):
        for paragraph in speech.paragraphs:
            yield from textwrap.wrap(paragraph, COLUMNS)


def _pdf(pages: list[list[str]]) -> bytes:
    """Return a PDF with one line of text under the other on each page."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = " T* ".join(f"({_escaped(line)}) Tj" for line in lines)
        content = f"BT /F1 10 Tf 14 TL 50 780 Td {shown} ET".encode("cp1252", "replace")
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (5 + 2 * number),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    body, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return bytes(body) + head + table + tail


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", r"\(").replace(")", r"\)")
