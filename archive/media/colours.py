"""Colours as a screen shows them: 8 bits, sRGB or grey, on white where a picture is transparent.

What has to be known of the whole picture is worked out once; any part of it is then converted alike.

Spec: ICC.1:2022, 7.2 (what a profile says of itself); TIFF 6.0, section 8 (WhiteIsZero) and 23 (CIE L*a*b*)
"""

import io
from collections.abc import Iterable
from typing import Any

from PIL import Image, ImageChops, ImageCms

_SRGB = ImageCms.createProfile("sRGB")
_TRANSPARENT = {"LA", "PA", "La", "RGBa", "RGBA"}
_MODES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK", "Lab ": "LAB"}  # by a profile's colour space
_DEPTHS = (8, 10, 12, 14, 16)  # bits that scanners and cameras deliver
_SAME = 2  # of 255: colours that far from sRGB need no conversion
_PHOTOMETRIC, _WHITE_IS_ZERO = 262, 0
_PROBE = tuple(range(0, 256, 51))


class Colours:
    """How the pixels of one picture become those of a screen."""

    def __init__(self, image: Image.Image, parts: Iterable[Image.Image]) -> None:
        """Take the header from `image`; `parts` are gone through only if their range has to be known."""
        self._low, self._high = _range(parts) if _is_deep(image.mode) else (0.0, 255.0)
        # Pillow turns negatives of 8 bits about, those of 16 it leaves.
        tags = getattr(image, "tag_v2", {})
        self._negative = _is_deep(image.mode) and tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO
        self._profile = _profile(image.info.get("icc_profile"))
        self._mode = _MODES.get(self._profile.profile.xcolor_space, "") if self._profile else ""
        self._transform: ImageCms.ImageCmsTransform | None = None
        if self._profile and self._mode in {"RGB", "L", "CMYK"}:
            self._transform = _transform(self._profile, self._mode)
        elif image.mode == "LAB":
            self._mode = "LAB"
            self._transform = _transform(self._profile or ImageCms.createProfile("LAB"), "LAB")

    def shown(self, part: Image.Image) -> Image.Image:
        """Return a part of the picture as a screen shows it."""
        if _is_deep(part.mode):
            part = self._eight_bits(part)
        elif part.mode == "P":
            part = part.convert("RGBA" if "transparency" in part.info else "RGB")
        elif part.mode == "1":
            part = part.convert("L")
        if part.mode in _TRANSPARENT or "transparency" in part.info:
            part = _on_white(part.convert("RGBA"))
        part = self._in_srgb(part)
        return part if part.mode in {"L", "RGB"} else part.convert("RGB")

    def _eight_bits(self, part: Image.Image) -> Image.Image:
        scale = 255.0 / ((self._high - self._low) or 1.0)
        if part.mode != "F":
            part = part.convert("I")
        low = self._low
        grey = part.point(lambda value: value * scale - low * scale).convert("L")
        return ImageChops.invert(grey) if self._negative else grey

    def _in_srgb(self, part: Image.Image) -> Image.Image:
        """Convert by the colour profile; one that is of another kind of picture is passed over."""
        if self._transform is None:
            return part
        grey = part.mode == "L"
        if grey and self._mode == "RGB":
            part = part.convert("RGB")
        if part.mode != self._mode:
            return part
        try:
            converted = ImageCms.applyTransform(part, self._transform)
        except (ImageCms.PyCMSError, ValueError):
            return part
        if converted is None:
            return part
        return converted.getchannel("G") if grey else converted


def _is_deep(mode: str) -> bool:
    return mode.startswith(("I", "F"))


def _range(parts: Iterable[Image.Image]) -> tuple[float, float]:
    """Return which numbers are black and white: by their kind, or by those in use where it does not say."""
    low, high, floating = float("inf"), float("-inf"), False
    for part in parts:
        floating = part.mode == "F"
        least, most = (part if floating else part.convert("I")).getextrema()
        low, high = min(low, float(str(least))), max(high, float(str(most)))
    if floating:
        return low, high
    # Of a scanner that delivers 10, 12 or 14 bits, these are written into 16.
    bits = int(max(high, 0)).bit_length()
    return 0.0, 2.0 ** next((depth for depth in _DEPTHS if bits <= depth), bits) - 1


def _on_white(part: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", part.size, "white")
    ground.alpha_composite(part)
    return ground.convert("RGB")


def _profile(data: bytes | None) -> ImageCms.ImageCmsProfile | None:
    if not data:
        return None
    try:
        return ImageCms.ImageCmsProfile(io.BytesIO(data))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _transform(profile: Any, mode: str) -> ImageCms.ImageCmsTransform | None:
    """Return the conversion to sRGB, None if there is none or it changes nothing that one could see."""
    try:
        transform = ImageCms.buildTransform(profile, _SRGB, mode, "RGB")
        if mode in {"RGB", "L"} and _changes_nothing(transform, mode):
            return None
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    return transform


def _changes_nothing(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Try a few colours: the profile of most photographs is sRGB by one of its many names."""
    colours = [bytes((red, green, blue)) for red in _PROBE for green in _PROBE for blue in _PROBE]
    probe = Image.frombytes("RGB", (len(colours), 1), b"".join(colours)).convert(mode)
    converted = ImageCms.applyTransform(probe, transform)
    if converted is None:
        return True
    extremes = ImageChops.difference(converted, probe.convert("RGB")).getextrema()
    return max(int(str(most)) for _, most in extremes) <= _SAME  # type: ignore[misc]
