"""A pyramid: a picture in tiles, at its full size, half of it, a quarter … down to one tile.

A TIFF whose tiles are whole JPEG pictures of 512 × 512 pixels; one directory for each level, the largest
first. Any viewer that knows tiled TIFF reads it; a tile can be given out as it lies in the file.

Spec: TIFF 6.0, sections 2 and 15; TIFF Technical Note 2 (compression 7);
https://www.awaresystems.be/imaging/tiff/bigtiff.html
"""

import io
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from archive.core.errors import Unreadable
from archive.media import problems

TILE = 512  # pixels, in width and height
CLASSIC, BIG = 42, 43  # the versions of TIFF
WIDTH, LENGTH, TILE_WIDTH, TILE_LENGTH, OFFSETS, SIZES = 256, 257, 322, 323, 324, 325
CODES = {3: "H", 4: "I", 16: "Q"}  # SHORT, LONG, LONG8
_MOST_LEVELS = 32
_NEEDED = (WIDTH, LENGTH, TILE_WIDTH, TILE_LENGTH, OFFSETS, SIZES)

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Level:
    """One size of a picture: how large it is, and where its tiles lie, row by row."""

    width: int
    height: int
    offsets: tuple[int, ...]
    sizes: tuple[int, ...]

    @property
    def columns(self) -> int:
        """How many tiles stand beside each other."""
        return -(-self.width // TILE)

    @property
    def rows(self) -> int:
        """How many tiles stand above each other."""
        return -(-self.height // TILE)


@dataclass(frozen=True, slots=True)
class Pyramid:
    """Where everything is in a pyramid's file. Threads may share it; it holds no file open."""

    path: Path
    levels: tuple[Level, ...]

    def tile(self, level: int, column: int, row: int) -> bytes:
        """Return a tile as it lies in the file: a JPEG of 512 × 512 pixels, at the edges filled up.

        Raises IndexError where there is none.
        """
        its = self.levels[level]
        if not (0 <= column < its.columns and 0 <= row < its.rows):
            raise IndexError(f"no tile {column}, {row} at level {level}")
        number = row * its.columns + column
        with self.path.open("rb") as stream:
            stream.seek(its.offsets[number])
            return stream.read(its.sizes[number])

    def region(self, level: int, box: Box) -> Image.Image:
        """Return a region of a level: left, top, right and bottom edge in pixels of that level, within it."""
        its = self.levels[level]
        left, top, right, bottom = box
        if not (0 <= left < right <= its.width and 0 <= top < bottom <= its.height):
            raise IndexError(f"no region {box} at level {level}")
        made: Image.Image | None = None
        for row in range(top // TILE, -(-bottom // TILE)):
            for column in range(left // TILE, -(-right // TILE)):
                with Image.open(io.BytesIO(self.tile(level, column, row))) as tile:
                    if made is None:
                        made = Image.new(tile.mode, (right - left, bottom - top))
                    made.paste(tile, (column * TILE - left, row * TILE - top))
        if made is None:
            raise IndexError(f"no region {box} at level {level}")
        return made


def read(path: Path) -> Pyramid:
    """Read where everything is in a pyramid's file. Raises Unreadable if it is none of ours."""
    try:
        with path.open("rb") as stream:
            levels = tuple(_levels(stream, path.stat().st_size))
    except (struct.error, KeyError, ValueError, OverflowError) as error:
        raise Unreadable(problems.DAMAGED) from error
    if not levels:
        raise Unreadable(problems.DAMAGED)
    return Pyramid(path, levels)


def _levels(stream: BinaryIO, end: int) -> list[Level]:
    order, version, first = struct.unpack("<2sHI", stream.read(8))
    if order != b"II" or version not in {CLASSIC, BIG}:
        raise ValueError("not a TIFF of ours")
    big = version == BIG
    following = struct.unpack("<Q", stream.read(8))[0] if big else first
    found: list[Level] = []
    while following:
        if len(found) >= _MOST_LEVELS:
            raise ValueError("too many levels")
        stream.seek(following)
        tags, following = _directory(stream, big, end)
        found.append(_level(tags, end))
    return found


def _directory(stream: BinaryIO, big: bool, end: int) -> tuple[dict[int, tuple[int, ...]], int]:
    """Return the numbers of a directory that are needed here, and where the next one is."""
    count_form, entry_form, offset_form = ("<Q", "<HHQ8s", "<Q") if big else ("<H", "<HHI4s", "<I")
    count = struct.unpack(count_form, stream.read(struct.calcsize(count_form)))[0]
    if count > 100:
        raise ValueError("too many entries")
    length = struct.calcsize(entry_form)
    entries = [struct.unpack(entry_form, stream.read(length)) for _ in range(count)]
    following = struct.unpack(offset_form, stream.read(struct.calcsize(offset_form)))[0]
    tags = {}
    for tag, kind, number, value in entries:
        if tag not in _NEEDED:
            continue
        form = f"<{number}{CODES[kind]}"
        size = struct.calcsize(form)
        if size > end:
            raise ValueError("more numbers than the file can hold")
        if size > len(value):
            stream.seek(struct.unpack(offset_form, value)[0])
            value = stream.read(size)
        tags[tag] = struct.unpack(form, value[:size])
    return tags, following


def _level(tags: dict[int, tuple[int, ...]], end: int) -> Level:
    if tags[TILE_WIDTH] != (TILE,) or tags[TILE_LENGTH] != (TILE,):
        raise ValueError("tiles of another size")
    (width,), (height,) = tags[WIDTH], tags[LENGTH]
    level = Level(width, height, tags[OFFSETS], tags[SIZES])
    if not len(level.offsets) == len(level.sizes) == level.columns * level.rows > 0:
        raise ValueError("not as many tiles as there should be")
    if any(offset + size > end for offset, size in zip(level.offsets, level.sizes, strict=True)):
        raise ValueError("tiles beyond the end")
    return level
