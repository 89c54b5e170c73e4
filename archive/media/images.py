"""Images: what their headers say, and whether they can be shown."""

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

from archive.core.errors import Unreadable
from archive.media import likeness, pictures, problems
from archive.media.extractor import Extracted
from archive.media.picture_metadata import position, proposals

ANIMATED = {"GIF", "WEBP", "AVIF", "PNG", "HEIF"}
_BITS_PER_SAMPLE = 258
LOOK = 160  # pixels: the size at which a picture is tried out


@dataclass(frozen=True, slots=True)
class Images:
    """Reads still images by Pillow."""

    name: str = "image"
    max_pixels: int = pictures.MAX_PIXELS
    media_types: frozenset[str] = frozenset(
        {
            "image/jpeg", "image/png", "image/gif", "image/tiff", "image/webp", "image/bmp", "image/jp2",
            "image/jpx", "image/j2c", "image/avif", "image/heic", "image/heif", "image/vnd.microsoft.icon",
            "image/x-portable-graymap", "image/x-portable-pixmap", "image/x-portable-bitmap",
            "image/x-portable-anymap",
        }
    )  # fmt: skip

    def extract(self, path: Path) -> Extracted:
        """Return its upright size, its technical facts and what it says of itself; try it out."""
        with pictures.opened(path, self.max_pixels) as image:
            counted = _counted(image)
        try:
            with pictures.seen(path, LOOK, self.max_pixels) as picture:
                seen = _seen(picture)
        except Unreadable as error:
            with pictures.opened(path, self.max_pixels) as image:
                seen = replace(_header(image), problem=str(error))
        technical = {**seen.technical, **counted.technical}
        stated = {key: value for key, value in technical.items() if value}
        return replace(seen, pages=counted.pages, technical=stated)


def _counted(image: Image.Image) -> Extracted:
    pages = len(pictures.page_frames(image))
    return Extracted(pages=pages if pages > 1 else None, technical={"frames": _frames(image)})


def _seen(picture: pictures.Picture) -> Extracted:
    width, height = picture.full_size
    facts = _technical(picture.header, picture.orientation)
    return Extracted(
        width=width,
        height=height,
        technical={**facts, "likeness": likeness.fingerprint(picture.reduced(LOOK))},
        proposed=proposals(picture.header),
        problem="" if picture.complete else problems.TRUNCATED_IMAGE,
    )


def _header(image: Image.Image) -> Extracted:
    """Return what there is to say of a picture whose pixels cannot be decoded."""
    if image.format == "PNG":  # which Pillow would decode in order to look behind the pixels
        return Extracted(width=image.width, height=image.height)
    width, height = pictures.upright_size(image)
    facts = _technical(image, pictures.orientation(image))
    return Extracted(width=width, height=height, technical=facts, proposed=proposals(image))


def _technical(image: Image.Image, orientation: int) -> dict[str, Any]:
    return {
        "encoding_format": image.format,
        "colour_mode": image.mode,
        "bits": _bits(image),
        "compression": str(image.info.get("compression") or "") or None,
        "resolution": _resolution(image.info.get("dpi")),
        "colour_profile": _profile_name(image.info.get("icc_profile")),
        "position": position(image) or None,
        "orientation": orientation if orientation != 1 else None,
    }


def _bits(image: Image.Image) -> int | None:
    """Return the bits of a sample where they are not the usual eight: Pillow makes 8 of 16 in colour."""
    stated = getattr(image, "tag_v2", {}).get(_BITS_PER_SAMPLE)
    bits = stated[0] if isinstance(stated, tuple) and stated else stated
    if bits is None and image.mode.startswith("I;16"):
        bits = 16
    return bits if isinstance(bits, int) and bits > 8 else None


def _frames(image: Image.Image) -> int | None:
    """Return how many pictures an animation has, of which the first is shown."""
    if image.format not in ANIMATED:
        return None
    try:
        with pictures.quiet():
            count = int(getattr(image, "n_frames", 1))
    except Exception:  # a damaged later frame: the first may still be shown
        return None
    return count if count > 1 else None


def _resolution(stated: object) -> str | None:
    """Return dots per inch; headers state zero, nonsense or nothing as often as the truth."""
    if not isinstance(stated, tuple) or len(stated) != 2:
        return None
    try:
        across, down = (round(float(each)) for each in stated)
    except (ValueError, OverflowError, ZeroDivisionError, TypeError):
        return None
    return f"{across} × {down} dpi" if min(across, down) > 1 and max(across, down) < 100_000 else None


def _profile_name(profile: bytes | None) -> str | None:
    if not profile:
        return None
    try:
        return ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile))).strip() or None
    except (ImageCms.PyCMSError, OSError):
        return None
