"""The text of pages that are pictures: each page recognised once, and kept beside the pictures of pages.

What is kept is ALTO, so that where each word stands, and how sure the recogniser was, are not lost. A
page that was recognised in the same languages is not recognised again; a run that was killed goes on
where it was.
"""

import gzip
import math
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from archive.core.errors import Unreadable
from archive.core.whole import written_whole
from archive.media import alto, pdf, pictures, problems
from archive.media.alto import Recognised
from archive.media.derivatives import PDF, place
from archive.media.tesseract import Tesseract
from archive.metadata.record import FileFacts

DPI = 300  # what Tesseract was trained on
LEAST_WIDTH, MOST_WIDTH = 1000, 6000  # pixels of a page given to it
MOST_PIXELS = 80_000_000  # of such a page: several are held in memory at once
POOR = 0.7  # mean confidence below which a text is called poor
FEW = 20  # letters of a page: so few say nothing about how well it was read
KEPT = "alto.xml.gz"
POINTS = 72  # of PDF, to the inch


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be recognised, from one, and in what languages (Tesseract's names)."""

    facts: FileFacts
    number: int
    models: tuple[str, ...]


def pages_of(facts: FileFacts) -> range:
    """Return the numbers of the pages that a file may have text on; most pictures are one page."""
    if facts.media_type == PDF:
        return range(1, (facts.pages or 0) + 1)
    is_picture = facts.media_type.startswith("image/") and facts.width
    return range(1, (facts.pages or 1) + 1) if is_picture else range(0)


def recognised(engine: Tesseract, path: Path, folder: Path, page: Page, *, again: bool = False) -> Recognised:
    """Return what stands on a page of the file at `path`; kept in `folder`, the derivatives.

    Raises Unreadable for a page that cannot be drawn or recognised.
    """
    target = kept_at(folder, page)
    if not again and (found := _read(target)) is not None:
        return found
    with _drawn(path, page) as picture:
        told = engine.recognise(picture, page.models)
    found = alto.read(told)
    _keep(told, target)
    return found


def kept_at(folder: Path, page: Page) -> Path:
    """Return where what is recognised on a page is kept."""
    models = "+".join(page.models).replace("/", "-")  # Tesseract knows "script/Latin"
    name = f"page-{page.number}.{models}.{KEPT}"
    return place(folder, page.facts.sha512, 0, KEPT).with_name(name)


def kept(folder: Path, facts: FileFacts, number: int) -> Recognised | None:
    """Return what was recognised last on a page, in whatever languages; None if nothing is kept."""
    home = place(folder, facts.sha512, 0, KEPT).parent
    found = sorted(home.glob(f"page-{number}.*.{KEPT}"), key=lambda each: each.stat().st_mtime_ns)
    return _read(found[-1]) if found else None


def labels(path: Path, facts: FileFacts) -> list[str]:
    """Return what the pages of a file are called, in order: their printed numbers where it says them."""
    if facts.media_type != PDF:
        several = len(pages_of(facts)) > 1
        return [str(number) if several else "" for number in pages_of(facts)]
    with pdf.opened(path) as document:
        return [document.get_page_label(index) or str(index + 1) for index in range(len(document))]


@contextmanager
def _drawn(path: Path, page: Page) -> Iterator[Path]:
    """Give a picture of a page, in a file that is gone afterwards."""
    drawn = _of_pdf if page.facts.media_type == PDF else _of_picture
    image = drawn(path, page.number)
    with tempfile.TemporaryDirectory(prefix="tribuna-page-") as folder:
        target = Path(folder) / "page.png"
        image.save(target, compress_level=1, dpi=(DPI, DPI))
        yield target


def _of_picture(path: Path, number: int) -> Image.Image:
    with pictures.seen(path, MOST_WIDTH, page=number) as picture:
        width = min(_most_width(*picture.size), MOST_WIDTH)
        image = picture.reduced(math.ceil(width / 2))  # which keeps twice that, and not much more
    if image.width <= width:
        return image
    return image.resize((width, max(1, round(image.height * width / image.width))))


def _most_width(wide: float, high: float) -> int:
    """Return the width of a page of this shape that has the most pixels."""
    return max(1, math.isqrt(int(MOST_PIXELS * wide / high)))


def _of_pdf(path: Path, number: int) -> Image.Image:
    with pdf.opened(path) as document:
        if not 1 <= number <= len(document):
            raise Unreadable(problems.DAMAGED_PAGES)
        try:
            wide, high = document[number - 1].get_size()
        except pdfium.PdfiumError as error:
            raise Unreadable(problems.DAMAGED_PAGES) from error
    width = min(max(round(wide * DPI / POINTS), LEAST_WIDTH), MOST_WIDTH, _most_width(wide, high or 1))
    return pdf.drawn_page(path, number, width)


def _read(target: Path) -> Recognised | None:
    try:
        return alto.read(gzip.decompress(target.read_bytes()))
    except (OSError, EOFError, zlib.error, Unreadable):
        return None


def _keep(told: bytes, target: Path) -> None:
    with written_whole(target) as stream:
        stream.write(gzip.compress(told, mtime=0))
    # The boxes of letters that were worked out from what was read before.
    target.with_name(f"{target.name.partition('.')[0]}.letters").unlink(missing_ok=True)
