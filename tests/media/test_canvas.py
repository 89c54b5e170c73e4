"""A large picture, decoded on the disk and part by part, is the picture that a small one is."""

import shutil
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageFile

from archive.core.errors import Unreadable
from archive.media import canvas, derivatives, pictures, problems, pyramid, tiff_parts
from archive.metadata.record import FileFacts

Make = Callable[..., Path]
Facts = Callable[[Path], FileFacts]


def lively(mode: str, size: tuple[int, int] = (211, 1301)) -> Image.Image:
    """Return a picture that no two rows of are alike."""
    noise = np.random.default_rng(7).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    noise[:, :, 0] = np.linspace(0, 255, size[1], dtype=np.uint8)[:, None]
    if mode == "I;16":
        return Image.fromarray(noise[:, :, 1].astype(np.uint16) * 200)
    image = Image.fromarray(noise)
    return image.quantize(64) if mode == "P" else image.convert(mode)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every picture count as large."""
    monkeypatch.setattr(canvas, "IN_MEMORY", 0)


CASES = [
    *[("RGB", f"a.{suffix}", {}) for suffix in ("png", "jpg", "bmp", "ppm", "jp2")],
    *[(mode, "a.png", {}) for mode in ("L", "P", "RGBA", "1", "I;16", "LA")],
    *[("CMYK", name, {}) for name in ("a.jpg", "a.tif")],
    ("RGB", "a.jpg", {"progressive": True}),
    ("RGB", "a.webp", {"lossless": True}),
    ("RGB", "a.gif", {}),
    ("LAB", "a.tif", {}),
    *[
        (mode, "a.tif", {"compression": f"tiff_{way}", "tiffinfo": {278: rows}})
        for mode in ("RGB", "L", "P", "RGBA", "CMYK", "I;16")
        for way in ("lzw", "adobe_deflate")
        for rows in (1, 64)
    ],
    ("RGB", "a.tif", {"compression": "tiff_lzw", "tiffinfo": {278: 64, 317: 2}}),
    ("RGB", "a.tif", {"compression": "packbits", "tiffinfo": {278: 50}}),
    ("RGB", "a.tif", {"compression": "jpeg", "tiffinfo": {278: 64}}),
    ("L", "a.tif", {"compression": "jpeg", "tiffinfo": {278: 64}}),
    ("1", "a.tif", {"compression": "group4", "tiffinfo": {278: 100}}),
    ("RGB", "a.tif", {"compression": "tiff_lzw", "big_tiff": True, "tiffinfo": {278: 64}}),
    ("RGB", "a.tif", {"tiffinfo": {278: 10}}),
    ("RGB", "a.tif", {}),
    ("YCbCr", "a.tif", {}),
]


@pytest.mark.parametrize(("mode", "name", "save"), CASES)
def test_the_pixels_are_those_that_pillow_reads(
    tmp_path: Path, make_image: Make, large: None, mode: str, name: str, save: dict[str, object]
) -> None:
    path = make_image(name, image=lively(mode), **save)
    with Image.open(path) as image:
        image.load()
        plain = image.copy()
    with Image.open(path) as image, canvas.decoded(image, tmp_path) as pixels:
        assert pixels.size == plain.size
        for box in ((0, 0, *plain.size), (0, 500, 211, 600), (30, 700, 31, 1301)):
            assert pixels.part(box).convert("RGB").tobytes() == plain.crop(box).convert("RGB").tobytes()
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_strips_and_tiles_are_decoded_by_themselves(tmp_path: Path, make_image: Make) -> None:
    strips = make_image("a.tif", image=lively("RGB"), compression="tiff_lzw", tiffinfo={278: 100})
    plain = make_image("b.tif", image=lively("RGB"))
    source = make_image("c.png", image=lively("RGB", (1100, 700)))
    tiles = tmp_path / "d.tif"
    with pictures.seen(source) as picture:
        derivatives.pyramid_writing.write(picture.bands(), picture.size, tiles, 1)
    for path, tops in ((strips, [0, 500, 1000]), (tiles, [0, 512]), (plain, None)):
        with Image.open(path) as image:
            parts = tiff_parts.parts(image)
            assert (parts and [top for top, _ in parts]) == tops


def test_tiles_come_together_to_the_picture(tmp_path: Path, make_image: Make, large: None) -> None:
    source = make_image("a.png", image=lively("RGB", (1100, 700)))
    path = tmp_path / "b.tif"
    with pictures.seen(source) as picture:
        derivatives.pyramid_writing.write(picture.bands(), picture.size, path, 1)
    with Image.open(path) as image, canvas.decoded(image, tmp_path) as pixels:
        found = pixels.part((0, 0, *pixels.size))
    assert found.tobytes() == pyramid.read(path).region(0, (0, 0, 1100, 700)).tobytes()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(
    ("name", "save"),
    [
        ("a.jpg", {}),
        ("a.png", {}),
        ("a.tif", {}),
        ("a.tif", {"compression": "tiff_lzw", "tiffinfo": {278: 9}}),
    ],
)
def test_large_pictures_are_set_upright_as_small_ones(
    make_image: Make,
    monkeypatch: pytest.MonkeyPatch,
    orientation: int,
    name: str,
    save: dict[str, object],
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    if "tiffinfo" in save:
        save = {**save, "tiffinfo": {278: 9, 274: orientation}}
    path = make_image(name, image=lively("RGB", (91, 601)), exif=exif, **save)
    found = []
    for limit in (canvas.IN_MEMORY, 0):
        monkeypatch.setattr(canvas, "IN_MEMORY", limit)
        with pictures.seen(path) as picture:
            assert picture.full_size == picture.size == ((91, 601) if orientation < 5 else (601, 91))
            assert picture.orientation == orientation
            whole = Image.new("RGB", picture.size)
            for number, band in enumerate(picture.bands(64)):
                whole.paste(band, (0, 64 * number))
        found.append(whole)
    assert found[0].tobytes() == found[1].tobytes()


def test_a_large_picture_is_reduced_as_it_is_shown(make_image: Make, large: None) -> None:
    path = make_image("a.png", size=(3000, 1200))
    decoded = pictures.decode(path, 160)
    assert decoded.image.size == (334, 134)  # a ninth: at least twice the width that was asked for
    assert decoded.image.getpixel((50, 50)) == (255, 0, 0)
    assert decoded.image.getpixel((300, 130)) == (0, 0, 255)


def test_what_there_is_of_a_large_cut_off_picture_is_shown(make_image: Make, large: None) -> None:
    path = make_image("a.png", image=lively("RGB"))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    decoded = pictures.decode(path, 211)
    assert not decoded.complete
    assert decoded.image.crop((0, 0, 211, 400)).tobytes() == lively("RGB").crop((0, 0, 211, 400)).tobytes()


def test_a_picture_that_the_disk_has_no_room_for_is_refused(
    make_image: Make, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10, 10, canvas.KEPT_FREE + 1000))
    with pytest.raises(Unreadable, match="no room"):
        pictures.decode(make_image("a.png"), 100)


@pytest.mark.parametrize(
    ("name", "save", "fits"),
    [
        ("a.jpg", {"progressive": True}, False),
        ("a.webp", {}, False),
        ("a.jp2", {}, False),
        ("a.jp2", {"tile_size": (64, 64)}, True),
        ("a.jpg", {}, True),
        ("a.png", {}, True),
        ("a.tif", {"compression": "tiff_lzw"}, True),
    ],
)
def test_what_can_only_be_decoded_as_a_whole_has_a_limit_of_its_own(
    make_image: Make, monkeypatch: pytest.MonkeyPatch, name: str, save: dict[str, object], fits: bool
) -> None:
    path = make_image(name, size=(400, 300), **save)
    monkeypatch.setattr(canvas, "MOST_HELD", 200_000)
    with Image.open(path) as image:
        assert (canvas.held(image) <= canvas.MOST_HELD) == fits
    if not fits and name.endswith("jp2"):
        assert pictures.decode(path, 75).image.width >= 75  # at a quarter of its size it does
    elif not fits:
        with pytest.raises(Unreadable, match="more pixels"):
            pictures.decode(path, 100)


def test_web_sizes_are_made_where_a_pyramid_would_be_too_large(
    tmp_path: Path, make_image: Make, facts_of: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_image("a.jp2", size=(2300, 1600))
    facts = facts_of(path)
    monkeypatch.setattr(canvas, "MOST_HELD", 5_000_000)
    monkeypatch.setattr(derivatives, "WIDTHS", (160, 320))
    made = derivatives.make(path, tmp_path / "web", facts)
    assert len(made) == 4
    assert not derivatives.pyramid(tmp_path / "web", facts.sha512).exists()


def test_a_broken_disk_is_not_the_fault_of_the_picture(
    make_image: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_image("a.png")

    def failing(_: ImageFile.ImageFile) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(ImageFile.ImageFile, "load", failing)
    with pytest.raises(OSError, match="Input/output") as caught:
        pictures.decode(path, 100)
    assert problems.BROKEN_IMAGE not in str(caught.value)
