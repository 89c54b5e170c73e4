"""A canvas: the pixels of a picture, decoded once, of which any part can then be had.

The pixels of a large picture are decoded into a temporary file that is laid into memory. What has been
written or read of it is let go at once, so that memory stays small however large the picture is; the disk
keeps the rest.
"""

import errno
import mmap
import os
import shutil
import struct
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageFile

from archive.core.errors import Unreadable
from archive.media import problems, tiff_parts

Box = tuple[int, int, int, int]

IN_MEMORY = 50_000_000  # pixels: 200 MB where one takes four bytes
MOST_HELD = 1024**3  # bytes that a decoder may hold besides what it writes
KEPT_FREE = 512 * 1024**2  # bytes of the disk that a temporary file leaves to others
# How pixels lie in the temporary file: modes that Pillow can lay over bytes that are there already.
_LAID = {
    "1": "L",
    "L": "L",
    "P": "P",
    "I;16": "I;16",
    "I;16B": "I;16B",
    "RGB": "RGBX",
    "RGBA": "RGBA",
    "CMYK": "CMYK",
}
_BYTES = {"L": 1, "P": 1, "I;16": 2, "I;16B": 2}
# Bytes a pixel that decoders hold of what they can only decode as a whole.
_HELD = {"WEBP": 8, "AVIF": 12, "HEIF": 12, "GIF": 5}
_PROGRESSIVE = 6  # of a JPEG whose coefficients come in several passes
_WAVELETS = 15  # of each tile of a JPEG 2000, which may have but one
_LOOSE = 4  # of what cannot lie in a file

_HEAD = 64 * 1024  # bytes of a JPEG 2000 in which its codestream begins, profiles and all
_SOC_SIZ = b"\xff\x4f\xff\x51"
_SIZ = struct.Struct(">6I")  # after marker, length and capabilities: size, offset, size of tiles


class Canvas:
    """The decoded pixels of a picture."""

    def __init__(
        self, view: Image.Image, trim: Callable[[], None] | None = None, *, upright: bool = False
    ) -> None:
        """Take the pixels; `upright` says that Pillow has turned them as the EXIF orientation asks."""
        self._view = view
        self._trim = trim
        self.size = view.size
        self.upright = upright

    @property
    def whole(self) -> bool:
        """Whether the pixels lie in memory, so that there is nothing to be saved by taking parts."""
        return self._trim is None

    def part(self, box: Box) -> Image.Image:
        """Return a part of the picture."""
        part = self._view.crop(box)
        if self._trim:
            self._trim()
        return part.convert("RGB") if part.mode == "RGBX" else part


def held(image: Image.Image) -> int:
    """Return how many bytes decoding a picture holds besides what it writes, by its header."""
    pixels = image.width * image.height
    if image.format == "JPEG2000":
        return _tile_of_jpeg_2000(image) * _WAVELETS
    if image.info.get("progressive") or image.info.get("progression"):
        scale = next(iter(getattr(image, "decoderconfig", ())), 1)  # however small it is to become
        return int(pixels * scale**2 * _PROGRESSIVE)
    return pixels * _HELD.get(image.format or "", _LOOSE if _has_to_be_whole(image) else 0)


def _tile_of_jpeg_2000(image: Any) -> int:
    """Return the pixels of a tile at the resolution asked for, by the marker SIZ (ISO/IEC 15444-1, A.5.1)."""
    with Path(image.filename).open("rb") as stream:  # its own is left where the decoder expects it
        head = stream.read(_HEAD)
    start = head.find(_SOC_SIZ)
    if start < 0 or start + 8 + _SIZ.size > len(head):
        return int(image.width * image.height)
    width, height, left, top, across, down = _SIZ.unpack_from(head, start + 8)
    pixels: int = min(width - left, across) * min(height - top, down)
    return pixels >> 2 * _levels(image)


def _levels(image: Any) -> int:
    """Return how many times a JPEG 2000 is to be halved."""
    return int(image.reduce) if isinstance(image.reduce, int) else 0  # else the method of that name


def _decoded_size(image: Any) -> tuple[int, int]:
    """Return the size of what the decoder will write, of which Pillow does not speak before."""
    if image.format == "TIFF":  # as it lies, and not as it is to be seen
        width, height = image._tile_size
        return width, height
    power = 1 << _levels(image)
    return (image.width + power // 2) // power, (image.height + power // 2) // power


def _has_to_be_whole(image: Image.Image) -> bool:
    return image.mode not in _LAID or image.format in _HELD or tiff_parts.is_planar(image)


@contextmanager
def decoded(image: ImageFile.ImageFile, folder: Path | None = None) -> Iterator[Canvas]:
    """Decode a picture; a large one into a temporary file in `folder`, else in the system's place for them.

    Raises Unreadable where neither memory nor disk suffice, and whatever decoders raise at damaged pictures.
    """
    if held(image) > MOST_HELD:
        raise Unreadable(problems.TOO_MANY_PIXELS)
    size = _decoded_size(image)
    if size[0] * size[1] <= IN_MEMORY or _has_to_be_whole(image):
        image.load()
        yield Canvas(image, upright=image.format == "TIFF")
        return
    laid = _LAID[image.mode]
    length = size[0] * size[1] * _BYTES.get(laid, 4)
    place = folder or Path(tempfile.gettempdir())
    if shutil.disk_usage(place).free < length + KEPT_FREE:
        raise Unreadable(problems.NO_ROOM)
    with tempfile.TemporaryFile(dir=place) as file:
        _reserve(file.fileno(), length)
        yield _laid(image, mmap.mmap(file.fileno(), length), laid, size)


def _reserve(file: int, length: int) -> None:
    """Take all of the disk that will be needed: writing to memory that the disk has no room for kills."""
    os.ftruncate(file, length)
    if hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(file, 0, length)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            raise Unreadable(problems.NO_ROOM) from error


def _laid(image: ImageFile.ImageFile, pixels: mmap.mmap, laid: str, size: tuple[int, int]) -> Canvas:
    """Decode a picture into bytes that are there already."""

    def trim() -> None:
        if hasattr(pixels, "madvise"):  # not on Windows, which lets go by itself
            pixels.madvise(mmap.MADV_DONTNEED)

    view = Image.frombuffer(laid, size, pixels, "raw", laid, 0, 1)  # type: ignore[arg-type]
    view.info = image.info
    if parts := tiff_parts.parts(image):
        for top, part in parts:
            piece = part.convert("RGBX") if laid == "RGBX" else part
            view.im.paste(piece.im, (0, top, size[0], top + part.height))
            trim()
    else:
        if image.format == "TIFF":
            _forget_orientation(image)
        image.im = target = _target(image, view, pixels)
        image.filename = ""  # else Pillow may lay the file itself into memory, and never let go of it
        image.fp = _Trimming(image.fp, trim)  # type: ignore[assignment]
        image.load()
    if laid == "P":
        view.palette = image.palette
    return Canvas(view, trim) if parts or image.im is target else Canvas(image)


def _target(image: ImageFile.ImageFile, view: Image.Image, pixels: mmap.mmap) -> Any:
    """Return the pixels as the decoder wants them: that of JPEG 2000 insists on the very mode."""
    if image.format == "JPEG2000" and view.mode != image.mode:
        core: Any = Image.core  # type: ignore[attr-defined]
        return core.map_buffer(pixels, view.size, "raw", 0, (image.mode, 0, 1))  # `frombuffer` knows fewer
    return view.im


def _forget_orientation(image: ImageFile.ImageFile) -> None:
    """Keep Pillow from turning the pixels of a TIFF by itself, which it does in memory."""
    exif = image.getexif()
    if ExifTags.Base.Orientation in exif:
        del exif[ExifTags.Base.Orientation]


class _Trimming:
    """A file being decoded: whenever some of it has been read, pixels are let go."""

    def __init__(self, file: Any, trim: Callable[[], None], every: int = 64 * 1024) -> None:
        self._file, self._trim, self._every = file, trim, every
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._file.read(size)
        self._read += len(data)
        if self._read >= self._every:
            self._read = 0
            self._trim()
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)
