"""Derivatives: pictures at the widths of the web and pyramids of tiles, made from originals and first pages.

They are named after the digest of the original, written beside and moved in, and may be deleted
at any time: the folder is a cache.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from archive.core.errors import Unreadable
from archive.core.whole import written_whole
from archive.media import pdf, pictures, playing, problems, pyramid_writing
from archive.metadata.record import RECOGNISED, FileFacts

WIDTHS = (160, 320, 640, 1280, 2560)
DOCUMENT_WIDTHS = WIDTHS[:4]  # of the first page of a document: enough to read a headline
PAGE_WIDTHS = (160, 320, 1280)  # of every page, each made when somebody asks for it
FORMATS = ("webp", "jpg")
PAGE_FORMAT = "webp"
NOTHING = "nothing"  # marks an original of which no picture can be made, so that none is tried again
PDF, TIFF = "application/pdf", "image/tiff"
UNSHOWABLE = {
    problems.BROKEN_IMAGE, problems.TOO_MANY_PIXELS, problems.NO_HEIC, problems.UNUSUAL_IMAGE,
    problems.DAMAGED, problems.LOCKED,
}  # fmt: skip
# What may be wrong with a whole picture, and not with a smaller one.
TOO_LARGE = {problems.TOO_MANY_PIXELS, problems.NO_ROOM}
TALLEST = 8192  # pixels: WebP knows no more than 16383, and no screen shows as many
PYRAMID = "pyramid.tif"
PYRAMID_FROM = 2048  # pixels of the longer side: below, the web sizes are all there is to see
JPEG = {"format": "JPEG", "quality": 82}
WEBP_SMALL = {"format": "WEBP", "quality": 80, "method": 2}
WEBP_LARGE = {"format": "WEBP", "quality": 80, "method": 1}  # a tenth larger, in half the time


@dataclass(frozen=True, slots=True)
class Size:
    """One size in which a picture is offered."""

    width: int  # as in its name: 160, 320 …
    pixels: int  # as it is: an original of 500 pixels is offered as "640" in its 500


def sizes(facts: FileFacts) -> tuple[Size, ...]:
    """Return the sizes in which a file is offered, none for one that has no picture. Never enlarged."""
    if facts.problem in UNSHOWABLE:
        return ()
    if facts.media_type == PDF:
        return tuple(Size(width, width) for width in DOCUMENT_WIDTHS) if facts.pages else ()
    if not facts.media_type.startswith("image/") and not _is_film(facts):
        return ()
    if not facts.width:
        return ()
    most = min(facts.width, max(1, TALLEST * facts.width // (facts.height or 1)))
    found = []
    for width in WIDTHS:
        found.append(Size(width, min(width, most)))
        if width >= most:
            break
    return tuple(found)


def _is_film(facts: FileFacts) -> bool:
    """Say whether a picture can be taken from a file: it is a film, and there is a program for it."""
    return facts.media_type.startswith(playing.VIDEO) and playing.program() is not None


def make(path: Path, folder: Path, facts: FileFacts, max_pixels: int = pictures.MAX_PIXELS) -> list[Path]:
    """Make all sizes of a file in both formats, where they are not made yet, and return their paths.

    Of a large picture a pyramid is made beside them. Of a file that cannot be shown nothing is made; the
    list is then empty.
    """
    wanted = sizes(facts)
    paths = [place(folder, facts.sha512, size.width, form) for size in wanted for form in FORMATS]
    tiles = [pyramid(folder, facts.sha512)] if has_pyramid(facts) else []
    if not paths or all(each.exists() for each in [*paths, *tiles]):
        return paths
    home = paths[0].parent
    home.mkdir(parents=True, exist_ok=True)
    if (home / NOTHING).exists():
        return []
    try:
        _make(_picture(path, facts, folder, wanted[-1].pixels, max_pixels), wanted, home)
    except Unreadable as error:
        if str(error) != problems.NO_ROOM:  # which there may be another time
            (home / NOTHING).touch()
        return []
    return paths


def make_page(path: Path, folder: Path, facts: FileFacts, number: int, width: int) -> Path:
    """Make one size of one page of a document as WebP, where it is not made yet, and return its path.

    Raises Unreadable for a page that the document does not have or that cannot be drawn.
    """
    if not has_page(facts, number) or width not in PAGE_WIDTHS:
        raise Unreadable(problems.DAMAGED_PAGES)
    target = page_place(folder, facts.sha512, number, width)
    if target.exists():
        return target
    if renounced(folder, facts.sha512, number):
        raise Unreadable(problems.DAMAGED_PAGES)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        _write(_page(path, facts, number, width), target, PAGE_FORMAT)
    except Unreadable:
        renounce(folder, facts.sha512, number)
        raise
    return target


def page_place(folder: Path, sha512: str, number: int, width: int) -> Path:
    """Return where the picture of a page stands, made or not."""
    target = place(folder, sha512, width, PAGE_FORMAT)
    return target.with_name(f"page-{number}-{target.name}")


def renounce(folder: Path, sha512: str, page: int | None = None) -> None:
    """Mark a file, or a page of it, of which no picture can be made: none is tried again."""
    mark = _mark(folder, sha512, page)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()


def renounced(folder: Path, sha512: str, page: int | None = None) -> bool:
    """Say whether a file, or a page of it, was found to give no picture."""
    return _mark(folder, sha512, page).exists()


def _mark(folder: Path, sha512: str, page: int | None) -> Path:
    home = place(folder, sha512, WIDTHS[0], FORMATS[0]).parent
    return home / (NOTHING if page is None else f"page-{page}-{NOTHING}")


def has_page(facts: FileFacts, number: int) -> bool:
    """Say whether a file has pages, and one of this number that may be drawn."""
    pages = facts.pages if facts.media_type in {PDF, TIFF} else 0
    if not pages and facts.media_type.startswith("image/") and RECOGNISED in facts.technical:
        pages = 1  # a picture of a page, with text on it
    return bool(sizes(facts)) and 1 <= number <= (pages or 0)


def copy_place(folder: Path, sha512: str, form: str) -> Path:
    """Return where the copy of a recording stands that browsers play, made or not."""
    return place(folder, sha512, 0, form).with_name(f"copy.{form}")


def derivative(folder: Path, sha512: str, width: int, form: str = "webp") -> Path | None:
    """Return the path of a derivative that is there: of this width, else of the nearest smaller one."""
    if form not in FORMATS:
        return None
    for known in reversed([each for each in WIDTHS if each <= max(width, WIDTHS[0])]):
        if (path := place(folder, sha512, known, form)).exists():
            return path
    return None


def place(folder: Path, sha512: str, width: int, form: str) -> Path:
    """Return where a derivative stands, made or not."""
    return folder / sha512[:2] / sha512[2:4] / sha512[:64] / f"{width}.{form}"


def has_pyramid(facts: FileFacts) -> bool:
    """Say whether a file is a picture large enough for tiles."""
    large = max(facts.width or 0, facts.height or 0) > PYRAMID_FROM
    return large and facts.media_type.startswith("image/") and bool(sizes(facts))


def pyramid(folder: Path, sha512: str) -> Path:
    """Return where the pyramid of a picture stands, made or not."""
    return place(folder, sha512, WIDTHS[0], FORMATS[0]).with_name(PYRAMID)


def _picture(path: Path, facts: FileFacts, folder: Path, width: int, max_pixels: int) -> Image.Image:
    """Return a picture of a file, at least so wide; where it goes into a pyramid, one level of it."""
    if facts.media_type == PDF:
        return pdf.drawn_page(path, 1, width)
    if _is_film(facts):
        return playing.picture(path, facts)
    if has_pyramid(facts):
        target = pyramid(folder, facts.sha512)
        try:
            with pictures.seen(path, None, max_pixels, folder=target.parent) as picture:
                return pyramid_writing.write(picture.bands(), picture.size, target, keep=width)
        except Unreadable as error:
            if str(error) not in TOO_LARGE:
                raise
    return pictures.decode(path, width, max_pixels).image


def _page(path: Path, facts: FileFacts, number: int, width: int) -> Image.Image:
    if facts.media_type == PDF:
        return pdf.drawn_page(path, number, width)
    return _narrowed(pictures.decode(path, width, page=number).image, width)


def _make(picture: Image.Image, wanted: tuple[Size, ...], home: Path) -> None:
    """Write every size, each made from the next larger one: quick, and as good as from the original."""
    for size in reversed(wanted):
        picture = _narrowed(picture, size.pixels)
        for form in FORMATS:
            _write(picture, home / f"{size.width}.{form}", form)


def _narrowed(picture: Image.Image, width: int) -> Image.Image:
    if picture.width <= width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    # Each is quick where it is as good as the slower ones: by half or more, and by less.
    by = Image.Resampling.HAMMING if picture.width >= 2 * width else Image.Resampling.BICUBIC
    return picture.resize((width, height), by, reducing_gap=3.0)


def _write(picture: Image.Image, target: Path, form: str) -> None:
    """Write beside the target and move in: nobody ever sees half a picture."""
    webp = WEBP_SMALL if picture.width <= 640 else WEBP_LARGE
    options: dict[str, Any] = webp if form == "webp" else JPEG
    with written_whole(target) as stream:
        picture.save(stream, **options)
