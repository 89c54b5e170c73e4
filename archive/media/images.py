"""Images: what their headers say, and whether they can be shown."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

from archive.core.errors import Unreadable
from archive.media import pictures, problems
from archive.media.extractor import Extracted
from archive.media.picture_metadata import position, proposals

LOOK = 160  # pixels: the size at which a picture is tried out


@dataclass(frozen=True, slots=True)
class Images:
    """Reads still images by Pillow."""

    name: str = "image"
    max_pixels: int = pictures.MAX_PIXELS
    media_types: frozenset[str] = frozenset(
        {
            "image/jpeg", "image/png", "image/gif", "image/tiff", "image/webp", "image/bmp", "image/jp2",
            "image/vnd.microsoft.icon", "image/x-portable-graymap", "image/x-portable-pixmap",
            "image/x-portable-bitmap", "image/avif",
        }
    )  # fmt: skip

    def extract(self, path: Path) -> Extracted:
        """Return its upright size, its technical facts and what it says of itself; try it out."""
        with pictures.opened(path, self.max_pixels) as image:
            width, height = pictures.upright_size(image)
            pages = _pages(image)
            technical = _technical(image)
            proposed = proposals(image)
        try:
            complete = pictures.decode(path, LOOK, self.max_pixels).complete
            problem = "" if complete else problems.TRUNCATED_IMAGE
        except Unreadable as error:
            problem = str(error)
        return Extracted(
            width=width, height=height, pages=pages, technical=technical, proposed=proposed, problem=problem
        )


def _pages(image: Image.Image) -> int | None:
    """Return the number of pages of a TIFF; the frames of an animation are no pages."""
    if image.format != "TIFF":
        return None
    try:
        with pictures.quiet():
            count = int(getattr(image, "n_frames", 1))
    except Exception:  # a damaged later page: the first may still be shown
        return None
    return count if count > 1 else None


def _technical(image: Image.Image) -> dict[str, Any]:
    resolution = image.info.get("dpi")
    facts: dict[str, Any] = {
        "encoding_format": image.format,
        "colour_mode": image.mode,
        "compression": str(image.info.get("compression") or "") or None,
        "resolution": _resolution(resolution),
        "colour_profile": _profile_name(image.info.get("icc_profile")),
        "position": position(image) or None,
        "orientation": pictures.orientation(image) if pictures.orientation(image) != 1 else None,
    }
    return {key: value for key, value in facts.items() if value}


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
