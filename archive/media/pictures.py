"""Pictures opened and decoded with care: how large, which way up, how complete, in which colours."""

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image, ImageCms, ImageFile

from archive.core.errors import Unreadable
from archive.media import problems

MAX_PIXELS = 400_000_000
# Each caller states its own limit, below, on the size that the header claims.
Image.MAX_IMAGE_PIXELS = None

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
# Warning filters and the leniency towards cut-off files belong to the whole process.
_LOCK = threading.RLock()
_SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture's pixels, and whether all of them were there."""

    image: Image.Image
    complete: bool


@contextmanager
def opened(path: Path, max_pixels: int = MAX_PIXELS) -> Iterator[Image.Image]:
    """Open a picture and read its header. Raises Unreadable if it is none or has too many pixels."""
    try:
        with quiet():
            image = Image.open(path)
            width, height = image.size
    except Exception as error:  # the readers of a hundred formats raise whatever they meet
        raise Unreadable(problems.BROKEN_IMAGE) from error
    with image:
        if width * height > max_pixels:
            raise Unreadable(problems.TOO_MANY_PIXELS)
        yield image


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


def decode(path: Path, width: int, max_pixels: int = MAX_PIXELS) -> Decoded:
    """Return the first page of a picture, upright, in sRGB or grey, at least `width` wide where it can be.

    What is missing of a cut-off file stays empty. Raises Unreadable if nothing can be shown.
    """
    with opened(path, max_pixels) as image:
        _reduce(image, width)
        decoded = _loaded(image) or _whole(path, image.format) or _salvaged(path)
        if decoded is None:
            raise Unreadable(problems.BROKEN_IMAGE)
        # Asked after the pixels: the header of a PNG may stand behind them.
        turned = orientation(decoded.image)
        picture = shown(decoded.image)
    return Decoded(picture.transpose(_UPRIGHT[turned]) if turned in _UPRIGHT else picture, decoded.complete)


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


def _loaded(image: Image.Image) -> Decoded | None:
    try:
        image.load()
        return Decoded(image, complete=True)
    except Exception:  # see `opened`; what can be saved is tried next
        return None


def _whole(path: Path, form: str | None) -> Decoded | None:
    """Decode at full size a JPEG 2000 that has fewer resolutions than were asked of it."""
    if form != "JPEG2000":
        return None
    with Image.open(path) as image:
        decoded = _loaded(image)
        return Decoded(decoded.image.copy(), complete=True) if decoded else None


def _salvaged(path: Path) -> Decoded | None:
    """Decode what there is of a damaged file."""
    with quiet():
        before = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            with Image.open(path) as image:
                image.load()
                return Decoded(image.copy(), complete=False)
        except Exception:  # see `opened`
            return None
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def shown(image: Image.Image) -> Image.Image:
    """Return a picture as a screen shows it: 8 bits, sRGB or grey, on white where it is transparent."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith(("I", "F")):
        image = _eight_bits(image)
    elif image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    elif image.mode == "1":
        image = image.convert("L")
    if image.mode in {"LA", "PA", "La", "RGBa", "RGBA"} or "transparency" in image.info:
        image = _on_white(image.convert("RGBA"))
    image = _in_srgb(image, profile)
    return image if image.mode in {"L", "RGB"} else image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Scale 16 or 32 bits to 8: by the range of the type, or by its own where it has none."""
    if image.mode == "F":
        low, high = (float(str(each)) for each in image.getextrema())
    else:
        image = image.convert("I")
        # Scanners of 10 or 12 bits write them into 16: as many as are in use are the range.
        bits = int(str(image.getextrema()[1])).bit_length()
        low, high = 0.0, 2.0 ** max(bits, 8) - 1
    scale = 255.0 / ((high - low) or 1.0)
    return image.point(lambda value: value * scale - low * scale).convert("L")


def _on_white(image: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image)
    return ground.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert by the colour profile; one that does not fit the picture is passed over."""
    if not profile or image.mode not in {"RGB", "CMYK", "LAB"}:
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return converted or image
