"""A pyramid holds the picture at every size, tile by tile, and other readers agree."""

import io
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import tifffile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from archive.core.errors import Unreadable
from archive.media.pyramid import TILE, Pyramid, read
from archive.media.pyramid_writing import write

LOSS = 3.0  # grey values, on average, that JPEG may cost


def smooth(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return a picture in which every place has a colour of its own, without an edge in it."""
    down, across = np.mgrid[0:height, 0:width] * 0.14
    return Image.fromarray(np.stack([across, down, (across + down) / 2], -1).astype("uint8")).convert(mode)


def bands(image: Image.Image) -> Iterator[Image.Image]:
    for top in range(0, image.height, TILE):
        yield image.crop((0, top, image.width, min(top + TILE, image.height)))


def made(folder: Path, image: Image.Image, keep: int = 1, **options: int) -> Pyramid:
    target = folder / "a.tif"
    write(bands(image), image.size, target, keep, **options)
    return read(target)


def off(one: Image.Image, other: Image.Image) -> float:
    """Return how far two pictures are from each other, on average."""
    assert (one.mode, one.size) == (other.mode, other.size)
    return float(np.abs(np.asarray(one, dtype=float) - np.asarray(other, dtype=float)).mean())


SIZES = st.integers(1, 1700)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(width=SIZES, height=SIZES, mode=st.sampled_from(["RGB", "L"]), big=st.booleans())
def test_every_tile_is_its_part_of_the_picture(
    tmp_path: Path, width: int, height: int, mode: str, big: bool
) -> None:
    image = smooth(width, height, mode)
    pyramid = made(tmp_path, image, largest_classic=0 if big else 2**32)
    assert (tmp_path / "a.tif").read_bytes()[2] == (43 if big else 42)
    for number, level in enumerate(pyramid.levels):
        if number:
            image = image.reduce(2)
        assert (level.width, level.height) == image.size
        for row in range(level.rows):
            for column in range(level.columns):
                left, top = column * TILE, row * TILE
                box = (left, top, min(left + TILE, level.width), min(top + TILE, level.height))
                with Image.open(io.BytesIO(pyramid.tile(number, column, row))) as tile:
                    assert (tile.format, tile.size, tile.mode) == ("JPEG", (TILE, TILE), mode)
                    assert off(tile.crop((0, 0, box[2] - left, box[3] - top)), image.crop(box)) < LOSS
    assert max(pyramid.levels[-1].width, pyramid.levels[-1].height) <= TILE
    assert all(max(each.width, each.height) > TILE for each in pyramid.levels[:-1])


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_region_is_cut_out_exactly(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    image = smooth(1300, 700)
    pyramid = made(tmp_path_factory.mktemp("p"), image)
    number = data.draw(st.integers(0, len(pyramid.levels) - 1))
    for _ in range(number):
        image = image.reduce(2)
    left, top = data.draw(st.integers(0, image.width - 1)), data.draw(st.integers(0, image.height - 1))
    right, bottom = (
        data.draw(st.integers(left + 1, image.width)),
        data.draw(st.integers(top + 1, image.height)),
    )
    region = pyramid.region(number, (left, top, right, bottom))
    assert off(region, image.crop((left, top, right, bottom))) < 2 * LOSS


@pytest.mark.parametrize("big", [False, True])
def test_pillow_reads_every_level_as_we_do(tmp_path: Path, big: bool) -> None:
    pyramid = made(tmp_path, smooth(1300, 900), largest_classic=0 if big else 2**32)
    with Image.open(pyramid.path) as image:
        assert image.n_frames == len(pyramid.levels) == 3
        for number, level in enumerate(pyramid.levels):
            image.seek(number)
            whole = pyramid.region(number, (0, 0, level.width, level.height))
            assert off(image.convert("RGB"), whole) < 0.5


def test_tifffile_reads_every_level_as_we_do(tmp_path: Path) -> None:
    for big in (False, True):
        pyramid = made(tmp_path, smooth(1300, 900), largest_classic=0 if big else 2**32)
        with tifffile.TiffFile(pyramid.path) as tiff:
            assert tiff.is_bigtiff == big
            assert len(tiff.pages) == 3
            for number, page in enumerate(tiff.pages):
                whole = pyramid.region(number, (0, 0, page.imagewidth, page.imagelength))
                assert np.abs(page.asarray().astype(int) - np.asarray(whole)).mean() < 1


def test_what_lies_beyond_the_edge_leaves_no_seam(tmp_path: Path) -> None:
    pyramid = made(tmp_path, Image.new("RGB", (530, 530), "white"))
    with Image.open(io.BytesIO(pyramid.tile(0, 1, 1))) as tile:
        assert tile.convert("L").getextrema() == (255, 255)


@pytest.mark.parametrize(("keep", "width"), [(2000, 1800), (1800, 1800), (901, 1800), (900, 900), (1, 450)])
def test_the_smallest_level_that_is_wide_enough_is_given_back(tmp_path: Path, keep: int, width: int) -> None:
    image = smooth(1800, 600)
    level = write(bands(image), image.size, tmp_path / "a.tif", keep)
    assert level.width == width
    assert off(level, image.reduce(1800 // width) if width < 1800 else image) < 1


@pytest.mark.parametrize(
    ("level", "column", "row"), [(0, 3, 0), (0, 0, 2), (0, -1, 0), (3, 0, 0), (2, 1, 0), (1, 0, -1)]
)
def test_tiles_that_are_not_there_are_refused(tmp_path: Path, level: int, column: int, row: int) -> None:
    pyramid = made(tmp_path, smooth(1300, 900))
    with pytest.raises(IndexError):
        pyramid.tile(level, column, row)


@pytest.mark.parametrize("box", [(0, 0, 1301, 10), (-1, 0, 10, 10), (5, 5, 5, 10), (0, 890, 10, 901)])
def test_regions_that_are_not_there_are_refused(tmp_path: Path, box: tuple[int, int, int, int]) -> None:
    pyramid = made(tmp_path, smooth(1300, 900))
    with pytest.raises(IndexError):
        pyramid.region(0, box)


def test_a_failing_picture_leaves_nothing_behind(tmp_path: Path) -> None:
    def torn() -> Iterator[Image.Image]:
        yield Image.new("RGB", (600, TILE))
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write(torn(), (600, 2000), tmp_path / "a.tif", 1)
    assert not list(tmp_path.iterdir())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("whole"), smooth(1100, 600)).path


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_pyramid_is_refused_or_read_and_nothing_else(
    tmp_path: Path, whole: Path, data: st.DataObject
) -> None:
    content = bytearray(whole.read_bytes())
    first = struct.unpack_from("<I", content, 4)[0]
    places = st.one_of(st.integers(0, 7), st.integers(max(0, first - 200), len(content) - 1))
    for _ in range(data.draw(st.integers(0, 3))):
        content[data.draw(places)] = data.draw(st.integers(0, 255))
    damaged = tmp_path / "b.tif"
    damaged.write_bytes(
        content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content
    )
    try:
        pyramid = read(damaged)
    except Unreadable:
        return
    for level in pyramid.levels:
        assert level.columns * level.rows == len(level.offsets)


@pytest.mark.parametrize("content", [b"", b"II*\0", b"MM\0*\0\0\0\x08", b"II*\0\0\0\0\0", b"\xff\xd8\xff"])
def test_what_is_no_pyramid_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(content)
    with pytest.raises(Unreadable):
        read(path)


def test_a_tiff_of_others_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    smooth(600, 600).save(path)
    with pytest.raises(Unreadable):
        read(path)
