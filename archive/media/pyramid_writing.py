"""How a pyramid is written: tile row by tile row, all levels at once, so that memory holds none of them.

The file is written beside its place and moved in. Its form: `archive/media/pyramid.py`.
"""

import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from archive.core.whole import written_whole
from archive.media.pyramid import (
    BIG,
    CLASSIC,
    CODES,
    LENGTH,
    OFFSETS,
    SIZES,
    TILE,
    TILE_LENGTH,
    TILE_WIDTH,
    WIDTH,
)  # fmt: skip

QUALITY = 88
LARGEST_CLASSIC = 2**32 - 2**26  # bytes of tiles: beyond, offsets of four bytes may not suffice
_HEADER = 16  # bytes: that of BigTIFF, whose second half stays empty in a classic one
_SHORT, _LONG, _LONG8 = 3, 4, 16
_NEW_SUBFILE, _BITS, _COMPRESSION, _PHOTOMETRIC, _SAMPLES, _PLANAR, _SUBSAMPLING = (
    254, 258, 259, 262, 277, 284, 530
)  # fmt: skip
_JPEG, _GREY, _YCBCR, _SMALLER = 7, 1, 6, 1


@dataclass(slots=True)
class _Level:
    """A level under way: the rows that do not fill a row of tiles yet, and the tiles written."""

    stream: BinaryIO
    width: int
    height: int
    mode: str
    next: "_Level | None" = None
    kept: Image.Image | None = None  # the whole level, where it is wanted
    rows: Image.Image = field(init=False)
    filled: int = 0
    done: int = 0
    offsets: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows = Image.new(self.mode, (self.width, min(TILE, self.height)))

    def add(self, part: Image.Image) -> None:
        """Take the next rows, never more than are missing of a row of tiles."""
        if self.kept is not None:
            self.kept.paste(part, (0, self.done + self.filled))
        self.rows.paste(part, (0, self.filled))
        self.filled += part.height
        if self.filled == TILE or self.done + self.filled == self.height:
            self._write()

    def _write(self) -> None:
        for left in range(0, self.width, TILE):
            tile = self.rows.crop((left, 0, min(left + TILE, self.width), self.filled))
            self.offsets.append(self.stream.tell())
            _filled_up(tile).save(self.stream, "JPEG", quality=QUALITY, subsampling="4:2:0")
            self.sizes.append(self.stream.tell() - self.offsets[-1])
        if self.next:
            self.next.add(self.rows.crop((0, 0, self.width, self.filled)).reduce(2))
        self.done += self.filled
        self.filled = 0


def write(
    bands: Iterable[Image.Image],
    size: tuple[int, int],
    target: Path,
    keep: int,
    largest_classic: int = LARGEST_CLASSIC,
) -> Image.Image:
    """Write a pyramid of a picture, which comes in bands of `TILE` rows from top to bottom.

    Return its smallest level that is at least `keep` wide, from which smaller pictures may be made.
    Above `largest_classic` bytes it becomes a BigTIFF.
    """
    with written_whole(target) as stream:
        stream.write(bytes(_HEADER))
        levels: list[_Level] = []
        for band in bands:
            levels = levels or _levels(stream, size, band.mode, keep)
            levels[0].add(band)
        _write_directories(stream, levels, big=stream.tell() > largest_classic)
    return next(level.kept for level in levels if level.kept is not None)


def _levels(stream: BinaryIO, size: tuple[int, int], mode: str, keep: int) -> list[_Level]:
    levels = [_Level(stream, *size, mode)]
    while max(levels[-1].width, levels[-1].height) > TILE:
        above = levels[-1]
        above.next = _Level(stream, -(-above.width // 2), -(-above.height // 2), mode)
        levels.append(above.next)
    wide = [level for level in levels if level.width >= keep] or levels[:1]
    wide[-1].kept = Image.new(mode, (wide[-1].width, wide[-1].height))
    return levels


def _filled_up(tile: Image.Image) -> Image.Image:
    """Return a tile of the full size; beyond the picture it goes on as its edge is, which shows least."""
    width, height = tile.size
    if (width, height) == (TILE, TILE):
        return tile
    full = Image.new(tile.mode, (TILE, TILE))
    full.paste(tile)
    if width < TILE:
        full.paste(full.crop((width - 1, 0, width, height)).resize((TILE - width, height)), (width, 0))
    if height < TILE:
        full.paste(full.crop((0, height - 1, TILE, height)).resize((TILE, TILE - height)), (0, height))
    return full


def _write_directories(stream: BinaryIO, levels: list[_Level], big: bool) -> None:
    form = "<Q" if big else "<I"
    # Where the address of the next directory is to be written: in the header, then after each directory.
    pointer = 8 if big else 4
    for number, level in enumerate(levels):
        entries = [_entry(stream, big, *each) for each in _tags(level, number, big)]
        _even(stream)
        start = stream.tell()
        stream.write(struct.pack("<Q" if big else "<H", len(entries)) + b"".join(entries))
        following = stream.tell()
        stream.write(struct.pack(form, 0))
        stream.seek(pointer)
        stream.write(struct.pack(form, start))
        stream.seek(0, os.SEEK_END)
        pointer = following
    stream.seek(0)
    stream.write(struct.pack("<2sHHH", b"II", BIG, 8, 0) if big else struct.pack("<2sH", b"II", CLASSIC))


def _tags(level: _Level, number: int, big: bool) -> list[tuple[int, int, list[int]]]:
    colour = level.mode == "RGB"
    samples = 3 if colour else 1
    tags = [
        (_NEW_SUBFILE, _LONG, [_SMALLER if number else 0]),
        (WIDTH, _LONG, [level.width]),
        (LENGTH, _LONG, [level.height]),
        (_BITS, _SHORT, [8] * samples),
        (_COMPRESSION, _SHORT, [_JPEG]),
        (_PHOTOMETRIC, _SHORT, [_YCBCR if colour else _GREY]),
        (_SAMPLES, _SHORT, [samples]),
        (_PLANAR, _SHORT, [1]),
        (TILE_WIDTH, _LONG, [TILE]),
        (TILE_LENGTH, _LONG, [TILE]),
        (OFFSETS, _LONG8 if big else _LONG, level.offsets),
        (SIZES, _LONG, level.sizes),
    ]
    return [*tags, (_SUBSAMPLING, _SHORT, [2, 2])] if colour else tags


def _entry(stream: BinaryIO, big: bool, tag: int, kind: int, values: list[int]) -> bytes:
    """Return an entry of a directory; numbers that do not fit into it are written to the file."""
    data = struct.pack(f"<{len(values)}{CODES[kind]}", *values)
    room = 8 if big else 4
    if len(data) > room:
        _even(stream)
        start = stream.tell()
        stream.write(data)
        data = struct.pack("<Q" if big else "<I", start)
    return struct.pack("<HHQ" if big else "<HHI", tag, kind, len(values)) + data.ljust(room, b"\0")


def _even(stream: BinaryIO) -> None:
    """Go on at an even address, as directories and their numbers must."""
    if stream.tell() % 2:
        stream.write(b"\0")
