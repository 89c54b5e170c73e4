"""Pictures in other colour spaces come out as a screen shows them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from archive.media import pictures
from archive.media.colours import Colours
from tests.media.profiles import grey, inks, wide

Make = Callable[..., Path]
Pixel = tuple[int, ...]


def pixel(path: Path) -> Pixel:
    found = pictures.decode(path, 20).image.getpixel((10, 10))
    return found if isinstance(found, tuple) else (found,)


def near(one: Pixel, other: Pixel, by: int = 4) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp"])
def test_a_wide_colour_space_is_narrowed_to_that_of_a_screen(make_image: Make, suffix: str) -> None:
    image = Image.new("RGB", (20, 20), (120, 160, 90))
    plain, profiled = (
        pixel(make_image(f"a.{suffix}", image=image)),
        pixel(make_image(f"b.{suffix}", image=image, icc_profile=wide())),
    )
    assert near(plain, (120, 160, 90), 8)
    # By the primaries of Adobe RGB (1998) and of sRGB: less red, more saturated.
    assert near(profiled, (99, 160, 83), 10)


def test_grey_is_taken_by_its_own_gamma_and_stays_grey(make_image: Make) -> None:
    image = Image.new("L", (20, 20), 128)
    assert near(pixel(make_image("a.tif", image=image, icc_profile=grey(2.2))), (128,))
    assert near(pixel(make_image("b.tif", image=image, icc_profile=grey(1.0))), (188,))
    assert near(pixel(make_image("c.jpg", image=image, icc_profile=grey(1.8))), (145,))


def test_grey_with_a_profile_of_colours_is_converted_too(make_image: Make) -> None:
    found = pixel(make_image("a.jpg", image=Image.new("L", (20, 20), 60), icc_profile=wide()))
    assert len(found) == 1
    assert 55 <= found[0] <= 65


@pytest.mark.parametrize("suffix", ["jpg", "tif"])
def test_inks_are_mixed_by_their_profile(make_image: Make, suffix: str) -> None:
    cyan = Image.new("CMYK", (20, 20), (255, 0, 0, 0))
    red, green, blue = pixel(make_image(f"a.{suffix}", image=cyan, icc_profile=inks()))
    assert green > red + 60
    assert green > blue + 60
    red, green, blue = pixel(make_image(f"b.{suffix}", image=cyan))
    assert red < 40
    assert min(green, blue) > 200
    paper = Image.new("CMYK", (20, 20), (0, 0, 0, 0))
    assert min(pixel(make_image(f"c.{suffix}", image=paper, icc_profile=inks()))) > 245


@pytest.mark.parametrize("profile", [inks(), grey(1.8), b"nonsense", b""])
def test_a_profile_of_another_kind_of_picture_is_passed_over(make_image: Make, profile: bytes) -> None:
    path = make_image("a.png", image=Image.new("RGB", (20, 20), (10, 200, 30)), icc_profile=profile)
    assert pixel(path) == (10, 200, 30)


def test_lab_is_converted_without_a_profile(make_image: Make) -> None:
    lab = ImageCms.createProfile("LAB")
    there = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), lab, "RGB", "LAB")
    image = ImageCms.applyTransform(Image.new("RGB", (20, 20), (200, 120, 40)), there)
    assert near(pixel(make_image("a.tif", image=image)), (200, 120, 40), 3)


def test_ycck_and_cmyk_of_photoshop_are_not_negatives(make_image: Make) -> None:
    """Adobe's marker says that inks are written the other way round; Pillow writes it as Photoshop does."""
    path = make_image("a.jpg", image=Image.new("CMYK", (20, 20), (0, 0, 0, 255)), quality=95)
    assert b"Adobe" in path.read_bytes()
    assert max(pixel(path)) < 30


@pytest.mark.parametrize(
    ("most", "value", "expected"),
    [
        pytest.param(65535, 32768, 128, id="16 bits"),
        pytest.param(40000, 32768, 128, id="16 bits, a dark picture"),
        pytest.param(16383, 8192, 128, id="14 bits"),
        pytest.param(4095, 2048, 128, id="12 bits"),
        pytest.param(1023, 512, 128, id="10 bits"),
        pytest.param(255, 128, 128, id="8 bits"),
        pytest.param(0, 0, 0, id="all black"),
    ],
)
def test_deep_grey_is_scaled_by_the_bits_that_are_in_use(most: int, value: int, expected: int) -> None:
    array = np.full((20, 20), value, dtype=np.uint16)
    array[0, 0] = most
    image = Image.fromarray(array)
    shown = Colours(image, [image]).shown(image).getpixel((10, 10))
    assert abs(shown - expected) <= 1


def test_a_deep_negative_is_turned_about(make_image: Make) -> None:
    array = np.full((20, 20), 60000, dtype=np.uint16)
    path = make_image("a.tif", image=Image.fromarray(array), tiffinfo={262: 0})  # WhiteIsZero
    with Image.open(path) as image:
        assert image.tag_v2[262] == 0
    assert near(pixel(path), (255 - 233,), 2)


@pytest.mark.corpus
def test_sixteen_bits_of_colour_are_scaled(corpus: Path) -> None:
    shown = pictures.decode(corpus / "images/formats/tiff_16bit_RGB.tiff", 100).image
    assert shown.mode == "RGB"
    assert shown.convert("L").getextrema()[1] > 100


def test_parts_of_a_picture_are_scaled_as_the_whole() -> None:
    dark, light = Image.new("I;16", (20, 20), 3000), Image.new("I;16", (20, 20), 60000)
    colours = Colours(dark, [dark, light])
    assert abs(colours.shown(dark).getpixel((1, 1)) - 12) <= 1
    assert abs(colours.shown(light).getpixel((1, 1)) - 233) <= 1
