"""What is said of an image: its pages and frames, and in one sentence why it cannot be shown."""

import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, TiffImagePlugin

from archive.core.errors import Unreadable
from archive.media import heif, pictures, problems
from archive.media.derivatives import make, make_page, pyramid, sizes
from archive.media.identify import identify
from archive.media.images import Images
from archive.media.pyramid import read as pyramid_of
from archive.media.registry import read
from archive.metadata.record import FileFacts

Make = Callable[..., Path]
Facts = Callable[[Path], FileFacts]

PAGES = [
    Image.new("RGB", (width, 200), shade) for width, shade in ((300, "red"), (310, "green"), (320, "blue"))
]


@pytest.fixture
def paged(make_image: Make) -> Path:
    return make_image("a.tif", image=PAGES[0], save_all=True, append_images=PAGES[1:], compression="tiff_lzw")


def test_each_page_of_a_tiff_is_shown(tmp_path: Path, paged: Path, facts_of: Facts) -> None:
    facts = facts_of(paged)
    assert facts.pages == 3
    for number, (page, band) in enumerate(zip(PAGES, range(3), strict=True), start=1):
        with Image.open(make_page(paged, tmp_path / "web", facts, number, 1280)) as image:
            assert image.size == page.size
            assert max(range(3), key=image.convert("RGB").getpixel((50, 50)).__getitem__) == band
        with Image.open(make_page(paged, tmp_path / "web", facts, number, 160)) as image:
            assert image.width == 160
    with pytest.raises(Unreadable):
        make_page(paged, tmp_path / "web", replace(facts, pages=9), 4, 160)


def test_thumbnails_and_masks_in_a_tiff_are_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    with TiffImagePlugin.AppendingTiffWriter(path, True) as stream:
        for size, kind in (((10, 10), 1), ((300, 200), 0), ((300, 200), 4), ((300, 200), 0)):
            Image.new("L", size, 99).save(stream, "TIFF", tiffinfo={254: kind})
            stream.newFrame()
    found = Images().extract(path)
    assert (found.pages, found.width, found.height) == (2, 300, 200)
    assert pictures.decode(path, 300, page=2).image.size == (300, 200)


def test_a_pyramid_that_is_deposited_is_one_page(tmp_path: Path, make_image: Make, facts_of: Facts) -> None:
    path = make_image("a.png", size=(2100, 900))
    facts = facts_of(path)
    make(path, tmp_path / "web", facts)
    deposited = pyramid(tmp_path / "web", facts.sha512)
    with Image.open(deposited) as image:
        assert image.n_frames == 4
    found = Images().extract(deposited)
    assert (found.pages, found.width, found.height, found.problem) == (None, 2100, 900, "")


@pytest.mark.parametrize("suffix", ["gif", "webp", "png", "avif"])
def test_frames_of_an_animation_are_counted(make_image: Make, suffix: str) -> None:
    frames = [Image.new("RGB", (40, 40), shade) for shade in ("red", "green", "blue")]
    path = make_image(f"a.{suffix}", image=frames[0], save_all=True, append_images=frames[1:])
    found = Images().extract(path)
    assert found.technical["frames"] == 3
    assert found.pages is None
    red, green, blue = pictures.decode(path, 40).image.getpixel((20, 20))
    assert red > 200 > 60 > max(green, blue)
    still = make_image(f"b.{suffix}", image=frames[0])
    assert "frames" not in Images().extract(still).technical


def _heic(path: Path) -> Path:
    brands = b"ftypheic\0\0\0\0mif1heic"
    path.write_bytes(struct.pack(">I", len(brands) + 4) + brands + bytes(200))
    return path


def test_heic_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, facts_of: Facts) -> None:
    path = _heic(tmp_path / "a.heic")
    monkeypatch.setattr(heif, "LIBRARY", "a_library_that_is_not_there")
    heif.is_readable.cache_clear()
    try:
        found = read(path, identify(path))
        assert found.problem == problems.NO_HEIC
        assert "tribuna[heic]" in found.problem
        assert sizes(facts_of(path)) == ()
    finally:
        heif.is_readable.cache_clear()


def test_heic_is_shown_where_the_extra_is_installed(tmp_path: Path, make_image: Make) -> None:
    assert heif.is_readable()
    path = make_image("a.heic", size=(400, 200))
    form = identify(path)
    found = read(path, form)
    assert (found.width, found.height, found.problem) == (400, 200, "")
    red, green, blue = pictures.decode(path, 400).image.getpixel((50, 50))
    assert red > 200 > 60 > max(green, blue)


def test_heic_waits_for_the_extra_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heif, "LIBRARY", "PIL")
    assert heif.readers_of("photos/IMG_1.HEIC") == ["PIL"]
    assert heif.readers_of("a.jpg") == []
    monkeypatch.setattr(heif, "LIBRARY", "a_library_that_is_not_there")
    assert heif.readers_of("photos/IMG_1.HEIC") == []


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", True),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", True),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", False),
        (b"\0\0\0\x14ftypavif\0\0\0\0avif", False),
        (b"\0\0\0\x14ftypisom\0\0\0\0mp42", False),
        (b"", False),
        (b"\xff\xd8\xff", False),
    ],
)
def test_heic_is_told_from_avif_and_film(tmp_path: Path, head: bytes, expected: bool) -> None:
    path = tmp_path / "a"
    path.write_bytes(head)
    assert heif.is_heif(path) == expected


@pytest.mark.parametrize(
    ("tag", "value"), [(259, 6), (259, 34661), (259, 33003), (259, 50002), (262, 32803), (258, 5)]
)
def test_a_tiff_of_an_unusual_kind_says_so(make_image: Make, tag: int, value: int) -> None:
    path = make_image("a.tif", image=Image.new("L", (64, 64), 9), compression="tiff_lzw")
    content = bytearray(path.read_bytes())
    start = struct.unpack_from("<I", content, 4)[0]
    for number in range(struct.unpack_from("<H", content, start)[0]):
        place = start + 2 + 12 * number
        if struct.unpack_from("<H", content, place)[0] == tag:
            struct.pack_into("<HIH", content, place + 2, 3, 1, value)
    path.write_bytes(content)
    found = read(path, identify(path))
    assert found.problem == problems.UNUSUAL_IMAGE
    path.write_bytes(content[: len(content) // 2])
    assert read(path, identify(path)).problem == problems.BROKEN_IMAGE


def test_a_bare_codestream_of_jpeg_2000_is_an_image(tmp_path: Path, make_image: Make) -> None:
    path = make_image("a.j2k", size=(400, 200))
    form = identify(path)
    assert form.media_type == "image/j2c"
    assert read(path, form).width == 400


def test_metadata_behind_the_pixels_of_a_png_is_read(tmp_path: Path, make_image: Make) -> None:
    exif = Image.Exif()
    exif[274] = 6
    content = make_image("a.png", size=(400, 200), exif=exif).read_bytes()
    start = content.index(b"eXIf") - 4
    end = start + 12 + struct.unpack_from(">I", content, start)[0]
    last = content.index(b"IEND") - 4
    path = tmp_path / "b.png"
    path.write_bytes(content[:start] + content[end:last] + content[start:end] + content[last:])
    found = Images().extract(path)
    assert (found.width, found.height, found.technical["orientation"]) == (200, 400, 6)


def test_a_large_picture_has_a_pyramid_and_a_small_one_has_none(
    tmp_path: Path, make_image: Make, facts_of: Facts
) -> None:
    exif = Image.Exif()
    exif[274] = 8
    large = make_image("a.jpg", size=(2400, 1300), exif=exif)
    facts = facts_of(large)
    made = make(large, tmp_path / "web", facts)
    levels = pyramid_of(pyramid(tmp_path / "web", facts.sha512)).levels
    assert [(each.width, each.height) for each in levels] == [
        (1300, 2400),
        (650, 1200),
        (325, 600),
        (163, 300),
    ]
    with Image.open(made[-1]) as image:
        assert image.size == (1300, 2400)
    small = make_image("b.jpg", size=(2048, 1300))
    assert make(small, tmp_path / "small", facts_of(small))
    assert not pyramid(tmp_path / "small", facts_of(small).sha512).exists()


def test_a_pyramid_that_was_deleted_is_made_again(tmp_path: Path, make_image: Make, facts_of: Facts) -> None:
    path = make_image("a.jpg", size=(2400, 1300))
    facts = facts_of(path)
    make(path, tmp_path / "web", facts)
    place = pyramid(tmp_path / "web", facts.sha512)
    place.unlink()
    make(path, tmp_path / "web", facts)
    assert place.exists()
    assert (
        path.read_bytes() == make_image("b.jpg", size=(2400, 1300)).read_bytes()
    )  # the original is as it was


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((100, 12_000), [(160, 68)]),
        ((1000, 10_000), [(160, 160), (320, 320), (640, 640), (1280, 819)]),
    ],
)
def test_a_very_tall_picture_is_offered_as_large_as_webp_can_be(
    tmp_path: Path, make_image: Make, facts_of: Facts, size: tuple[int, int], expected: list[tuple[int, int]]
) -> None:
    path = make_image("a.png", image=Image.new("L", (size[0], size[1]), 90))
    facts = facts_of(path)
    assert [(each.width, each.pixels) for each in sizes(facts)] == expected
    made = make(path, tmp_path / "web", facts)
    with Image.open(made[-1]) as image:
        assert image.width == expected[-1][1]
