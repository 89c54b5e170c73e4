"""Parts of a large TIFF, each decoded as a TIFF of its own: some strips, or one row of tiles.

Pillow has libtiff decode a whole picture at once, over a file that is laid into memory as a whole.

Spec: TIFF 6.0, sections 3 (strips) and 15 (tiles); https://www.awaresystems.be/imaging/tiff/bigtiff.html
"""

import io
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from PIL import Image, ImageFile, TiffImagePlugin

ROWS = 512  # at least, in a part made of strips
MOST_BYTES = 2**29  # compressed, in a part
_OLD_JPEG = 6  # its tables lie outside of its strips
_USUAL = {1, 2, 3, 4, 5, 7, 8, 32773, 32946}  # compressions: none, CCITT, LZW, JPEG, Deflate, PackBits
_LONG, _LONG8 = 4, 16
_HEADERS = {b"II": b"II*\x00\x08\x00\x00\x00", b"MM": b"MM\x00*\x00\x00\x00\x08"}
_WIDTH, _LENGTH, _COMPRESSION, _ROWS_PER_STRIP, _PLANAR = 256, 257, 259, 278, 284
_STRIPS, _TILES = (273, 279), (324, 325)  # offsets and byte counts
_TILE_WIDTH, _TILE_LENGTH = 322, 323
# What says how pixels are written: sizes, bits, compression, predictor, colours, tables.
_KEPT = (
    256,
    258,
    259,
    262,
    266,
    277,
    284,
    292,
    293,
    317,
    320,
    322,
    323,
    332,
    338,
    339,
    347,
    529,
    530,
    531,
    532,
)


def parts(image: ImageFile.ImageFile) -> Iterator[tuple[int, Image.Image]] | None:
    """Return the parts of a TIFF and the rows at which they begin; None if it has to be decoded whole."""
    if image.format != "TIFF" or not image.tile or image.tile[0].codec_name != "libtiff":
        return None
    tags = image.tag_v2  # type: ignore[attr-defined]
    width, length = tags[_WIDTH], tags[_LENGTH]
    tiled = _TILES[0] in tags
    rows = tags.get(_TILE_LENGTH if tiled else _ROWS_PER_STRIP, length)
    across = -(-width // tags[_TILE_WIDTH]) if tiled else 1
    offsets, counts = (_tuple(tags.get(tag)) for tag in (_TILES if tiled else _STRIPS))
    split = across * -(-length // rows) == len(offsets) == len(counts)
    if not split or rows >= length or tags[_COMPRESSION] == _OLD_JPEG or tags.get(_PLANAR, 1) != 1:
        return None
    several = 1 if tiled else max(1, ROWS // rows)
    return _parts(image, rows * several, across * several, list(zip(offsets, counts, strict=True)))


def is_planar(image: Image.Image) -> bool:
    """Say whether a TIFF has each of its colours by itself."""
    return image.format == "TIFF" and getattr(image, "tag_v2", {}).get(_PLANAR, 1) != 1


def is_unusual(path: Path, *, opened: bool) -> bool:
    """Say of what cannot be shown whether it is a TIFF all the same, all there, written in a way of its own.

    What could be opened, and not decoded, is damaged unless its compression is seldom met.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(16)
            tags: Any = TiffImagePlugin.ImageFileDirectory_v2(head if 43 in head[2:4] else head[:8])
            stream.seek(tags.next)
            tags.load(stream)
            places = next((each for each in (_STRIPS, _TILES) if each[0] in tags), _STRIPS)
            offsets, counts = (_tuple(tags[each]) for each in places)
        ends = [offset + count for offset, count in zip(offsets, counts, strict=True)]
        there = tags[_WIDTH] > 0 and tags[_LENGTH] > 0 and 0 < max(ends) <= path.stat().st_size
        return there and not (opened and tags.get(_COMPRESSION, 1) in _USUAL)
    except Exception:  # whatever Pillow meets in a damaged directory
        return False


def _parts(
    image: ImageFile.ImageFile, rows: int, several: int, places: list[tuple[int, int]]
) -> Iterator[tuple[int, Image.Image]]:
    stream: Any = image.fp
    length = image.tag_v2[_LENGTH]  # type: ignore[attr-defined]
    for first in range(0, len(places), several):
        top = first // several * rows
        pieces = []
        group = places[first : first + several]
        if sum(count for _, count in group) > MOST_BYTES:  # strips may claim to be anywhere, all of them
            raise ValueError("strips larger than any are")
        for offset, count in group:
            stream.seek(offset)
            pieces.append(stream.read(count))
        with Image.open(io.BytesIO(_tiff(image, min(rows, length - top), pieces))) as part:
            part.load()
            yield top, part


def _tiff(image: Any, length: int, pieces: list[bytes]) -> bytes:
    """Return a TIFF of some strips or tiles of a picture."""
    tags = image.tag_v2
    made = TiffImagePlugin.ImageFileDirectory_v2(_HEADERS[tags.prefix])
    for tag in (each for each in _KEPT if each in tags):
        made.tagtype[tag] = _LONG if tags.tagtype[tag] == _LONG8 else tags.tagtype[tag]
        made[tag] = tags[tag]
    places, counts = _TILES if _TILES[0] in tags else _STRIPS
    _set(made, _LENGTH, length)
    if places == _STRIPS[0]:
        _set(made, _ROWS_PER_STRIP, tags.get(_ROWS_PER_STRIP, length))
    _set(made, counts, *map(len, pieces))
    _set(made, places, *([0] * len(pieces)))
    # The length of a directory does not depend on the offsets in it.
    start = len(_HEADERS[tags.prefix]) + len(made.tobytes(len(_HEADERS[tags.prefix])))
    ends = list(accumulate(map(len, pieces), initial=start))
    # Pillow counts offsets of strips from the end of the directory.
    _set(made, places, *(end - (start if places == _STRIPS[0] else 0) for end in ends[:-1]))
    stream = io.BytesIO()
    made.save(stream)
    for piece in pieces:
        stream.write(piece)
    return stream.getvalue()


def _set(directory: TiffImagePlugin.ImageFileDirectory_v2, tag: int, *values: int) -> None:
    directory.tagtype[tag] = _LONG
    directory[tag] = values


def _tuple(value: Any) -> tuple[int, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)
