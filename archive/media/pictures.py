"""Pictures opened and decoded with care: how large, which way up, how complete, in which colours."""

import threading
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image, ImageFile

from archive.core.errors import Unreadable
from archive.media import heif, problems, tiff_parts
from archive.media.canvas import Box, Canvas, decoded
from archive.media.colours import Colours

MAX_PIXELS = 1_000_000_000
# Each caller states its own limit, below, on the size that the header claims.
Image.MAX_IMAGE_PIXELS = None

MOST_PAGES = 20_000
# TIFF 6.0, section 8: NewSubfileType has bits for smaller pictures and masks, SubfileType is its older form.
_NEW_SUBFILE, _NO_PAGE, _OLD_SUBFILE, _REDUCED = 254, 1 | 4, 255, 2
BAND = 512  # rows that are taken through at a time
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_TURNED = {5, 6, 7, 8}  # EXIF orientations that change width and height
_FROM_BELOW = {3, 4, 7, 8}  # and those whose first row is the last row or column of what lies in the file
# Warning filters and the leniency towards cut-off files belong to the whole process.
_LOCK = threading.RLock()


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture's pixels, and whether all of them were there."""

    image: Image.Image
    complete: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is meant to be seen, of which any rows can be had."""

    canvas: Canvas
    colours: Colours
    header: Image.Image  # whose pixels may lie elsewhere
    full_size: tuple[int, int]  # upright; it may have been decoded at a fraction of that
    orientation: int  # as stated
    complete: bool

    @property
    def turned(self) -> int:
        """The orientation that is still to be applied."""
        return 1 if self.canvas.upright else self.orientation

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, upright."""
        width, height = self.canvas.size
        return (height, width) if self.turned in _TURNED else (width, height)

    def bands(self, rows: int = BAND) -> Iterator[Image.Image]:
        """Return the picture from top to bottom, so many rows at a time: upright, 8 bits, sRGB or grey."""
        height = self.size[1]
        for top in range(0, height, rows):
            part = self.colours.shown(self.canvas.part(self._lying(top, min(top + rows, height))))
            yield part.transpose(_UPRIGHT[self.turned]) if self.turned in _UPRIGHT else part

    def _lying(self, top: int, bottom: int) -> Box:
        """Return where rows lie in the file."""
        if self.turned in _FROM_BELOW:
            top, bottom = self.size[1] - bottom, self.size[1] - top
        width, height = self.canvas.size
        return (top, 0, bottom, height) if self.turned in _TURNED else (0, top, width, bottom)

    def reduced(self, width: int) -> Image.Image:
        """Return the whole picture, at a whole fraction of its size that is still twice `width` wide."""
        factor = max(1, self.size[0] // (2 * width))
        made: Image.Image | None = None
        top = 0
        for band in self.bands(-(-BAND // factor) * factor):
            small = band.reduce(factor) if factor > 1 else band
            if made is None:
                made = Image.new(small.mode, (small.width, -(-self.size[1] // factor)))
            made.paste(small, (0, top))
            top += small.height
        if made is None:
            raise Unreadable(problems.BROKEN_IMAGE)
        return made


@contextmanager
def opened(path: Path, max_pixels: int = MAX_PIXELS, page: int = 1) -> Iterator[ImageFile.ImageFile]:
    """Open a picture, at one of its pages, and read its header.

    Raises Unreadable if it is none, has too many pixels, or needs what is not installed.
    """
    if heif.is_heif(path) and not heif.is_readable():
        raise Unreadable(problems.NO_HEIC)
    with ExitStack() as stack:
        image, pixels = _opened(path, page, stack)
        if pixels > max_pixels:
            raise Unreadable(problems.TOO_MANY_PIXELS)
        yield image


def _opened(path: Path, page: int, stack: ExitStack) -> tuple[ImageFile.ImageFile, int]:
    try:
        with quiet():
            image = stack.enter_context(Image.open(path))
            _turn_to(image, page)
            return image, image.width * image.height
    except Exception as error:  # the readers of a hundred formats raise whatever they meet
        raise Unreadable(_why(path, opened=False)) from error


def _why(path: Path, *, opened: bool) -> str:
    return problems.UNUSUAL_IMAGE if tiff_parts.is_unusual(path, opened=opened) else problems.BROKEN_IMAGE


def _turn_to(image: ImageFile.ImageFile, page: int) -> None:
    """Go to a page of a TIFF; its first picture may be no page but a thumbnail."""
    if page > 1 or not _is_page(image):
        frames = page_frames(image)
        image.seek(frames[page - 1])


def page_frames(image: Image.Image) -> tuple[int, ...]:
    """Return which of the pictures in a TIFF are pages; of other formats, the first.

    Thumbnails, smaller levels and masks are none; nor are the frames of animations. Pages behind
    a damaged one are not found.
    """
    if image.format != "TIFF":
        return (0,)
    frames = []
    here = image.tell()
    with quiet():
        for frame in range(MOST_PAGES):
            try:
                image.seek(frame)
            except Exception:  # the end, or damage
                break
            if _is_page(image):
                frames.append(frame)
        image.seek(here)
    return tuple(frames) or (0,)


def _is_page(image: Image.Image) -> bool:
    tags = getattr(image, "tag_v2", {})
    kind = tags.get(_NEW_SUBFILE, 0)
    return not (isinstance(kind, int) and kind & _NO_PAGE) and tags.get(_OLD_SUBFILE) != _REDUCED


@contextmanager
def quiet() -> Iterator[None]:
    """Keep Pillow from warning of small faults in headers: what matters is said by our own problems."""
    with _LOCK, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Return width and height as the picture is meant to be seen."""
    width, height = image.size
    # Pillow states the size of a TIFF as it is meant to be seen, and turns its pixels by itself.
    turned = image.format != "TIFF" and orientation(image) in _TURNED
    return (height, width) if turned else (width, height)


def orientation(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 if it is not stated or cannot be read."""
    try:
        with quiet():
            stated = image.getexif().get(ExifTags.Base.Orientation, 1)
        return int(stated)
    except Exception:  # damaged EXIF is common, and no reason to refuse a picture
        return 1


@dataclass(frozen=True, slots=True)
class _Wish:
    path: Path
    width: int | None
    max_pixels: int
    page: int
    folder: Path | None


def decode(path: Path, width: int, max_pixels: int = MAX_PIXELS, page: int = 1) -> Decoded:
    """Return a page of a picture, upright, in sRGB or grey, at least `width` wide where it can be.

    What is missing of a cut-off file stays empty. Raises Unreadable if nothing can be shown.
    """
    with seen(path, width, max_pixels, page) as picture:
        return Decoded(picture.reduced(width), picture.complete)


@contextmanager
def seen(
    path: Path,
    width: int | None = None,
    max_pixels: int = MAX_PIXELS,
    page: int = 1,
    folder: Path | None = None,
) -> Iterator[Picture]:
    """Decode a page of a picture: whole, or as small as it can be and still be `width` wide.

    Pixels of a large one lie in a file in `folder` meanwhile. Raises Unreadable if nothing can be shown.
    """
    wish = _Wish(path, width, max_pixels, page, folder)
    with ExitStack() as stack:
        picture = _tried(wish, stack) or _whole(wish, stack) or _salvaged(wish, stack)
        if picture is None:
            raise Unreadable(_why(path, opened=True))
        yield picture


def _tried(wish: _Wish, stack: ExitStack, lenient: bool = False) -> Picture | None:
    """Decode a picture, None where it cannot be; what has to be open while it is in use goes on the stack."""
    with ExitStack() as trial:
        with _lenient() if lenient else nullcontext():
            image = trial.enter_context(opened(wish.path, wish.max_pixels, wish.page))
            size = image.size
            if wish.width:
                _reduce(image, wish.width)
            # Asked of a PNG after the pixels, behind which it may stand; Pillow would decode them for it.
            stated = orientation(image) if image.format == "TIFF" else None
            try:
                canvas = trial.enter_context(decoded(image, wish.folder))
            except (Unreadable, MemoryError):
                raise
            except Exception as error:  # see `opened`; what can be saved is tried next
                if isinstance(error, OSError) and error.errno:  # of the machine, not of the picture
                    raise
                return None
        if stated is None:
            stated = orientation(image)
            size = size[::-1] if stated in _TURNED else size
        width, height = canvas.size
        parts = (canvas.part((0, top, width, min(top + BAND, height))) for top in range(0, height, BAND))
        picture = Picture(canvas, Colours(image, parts), image, size, stated, complete=not lenient)
        stack.enter_context(trial.pop_all())
        return picture


def _reduce(image: Image.Image, width: int) -> None:
    """Have a JPEG or JPEG 2000 decoded at a fraction of its size, if that is wide enough."""
    # A picture may lie on its side: the fraction is taken from its shorter edge.
    wide = min(image.size)
    if image.format in {"JPEG", "MPO"}:
        scale = width / wide
        image.draft(None, (int(image.width * scale), int(image.height * scale)))
    elif image.format == "JPEG2000":
        levels = 0
        while wide >> (levels + 1) >= width and levels < 5:
            levels += 1
        image.reduce = levels  # type: ignore[method-assign,assignment]


def _whole(wish: _Wish, stack: ExitStack) -> Picture | None:
    """Decode at full size a JPEG 2000 that has fewer resolutions than were asked of it."""
    with opened(wish.path, wish.max_pixels) as image:
        if image.format != "JPEG2000" or not wish.width:
            return None
    return _tried(_Wish(wish.path, None, wish.max_pixels, wish.page, wish.folder), stack)


def _salvaged(wish: _Wish, stack: ExitStack) -> Picture | None:
    """Decode what there is of a damaged file."""
    return _tried(_Wish(wish.path, None, wish.max_pixels, wish.page, wish.folder), stack, lenient=True)


@contextmanager
def _lenient() -> Iterator[None]:
    with quiet():
        before = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before
