"""Small files of every kind, made on the spot."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from archive.media.identify import identify
from archive.media.registry import read
from archive.metadata.record import FileFacts

Pages = list[str]


@pytest.fixture
def make_pdf(tmp_path: Path) -> Callable[..., Path]:
    """Write a PDF with a line of text on each page (none where the text is empty)."""

    def make(*pages: str, info: str = "", extra: str = "") -> Path:
        kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(pages)))
        objects = {
            1: f"<< /Type /Catalog /Pages 2 0 R {extra} >>",
            2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
            3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            4: f"<< {info} >>",
        }
        for number, text in enumerate(pages):
            content = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET" if text else ""
            objects[10 + 2 * number] = (
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] "
                f"/Resources << /Font << /F1 3 0 R >> >> /Contents {11 + 2 * number} 0 R >>"
            )
            objects[11 + 2 * number] = f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
        body = "%PDF-1.4\n" + "".join(f"{key} 0 obj\n{value}\nendobj\n" for key, value in objects.items())
        path = tmp_path / "made.pdf"
        path.write_bytes(f"{body}trailer << /Root 1 0 R /Info 4 0 R >>\n%%EOF\n".encode("cp1252"))
        return path

    return make


@pytest.fixture
def make_zip(tmp_path: Path) -> Callable[..., Path]:
    """Write a zip package of the parts given."""

    def make(name: str, parts: dict[str, str | bytes]) -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for part, content in parts.items():
                package.writestr(part, content)
        return path

    return make


@pytest.fixture
def facts_of() -> Callable[[Path], FileFacts]:
    """Return the facts of a file as an import would state them."""

    def facts(path: Path) -> FileFacts:
        form = identify(path)
        extracted = read(path, form)
        return FileFacts(
            id="f",
            name=path.name,
            media_type=form.media_type,
            size=path.stat().st_size,
            sha512=f"{hash(path):0128x}"[-128:].replace("-", "0"),
            width=extracted.width,
            height=extracted.height,
            pages=extracted.pages,
            problem=extracted.problem,
        )

    return facts


@pytest.fixture
def make_image(tmp_path: Path) -> Callable[..., Path]:
    """Write a picture: left half red, right half blue, unless an image is given."""

    def make(
        name: str, size: tuple[int, int] = (400, 200), image: Image.Image | None = None, **save: object
    ) -> Path:
        if image is None:
            image = Image.new("RGB", size, (255, 0, 0))
            image.paste((0, 0, 255), (size[0] // 2, 0, size[0], size[1]))
        path = tmp_path / name
        image.save(path, **save)
        return path

    return make
