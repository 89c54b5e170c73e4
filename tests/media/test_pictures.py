"""Pictures come out upright, in plain colours, as far as there is something to show."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageCms

from archive.core.errors import Unreadable
from archive.media import pictures, problems
from archive.media.colours import Colours
from archive.media.images import Images

Make = Callable[..., Path]
ORIENTATIONS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp"])
def test_every_orientation_is_set_upright(make_image: Make, orientation: int, suffix: str) -> None:
    upright = Image.new("RGB", (400, 200), (255, 0, 0))
    upright.paste((0, 0, 255), (200, 0, 400, 200))
    upright.paste((0, 255, 0), (0, 100, 200, 200))
    turn = ORIENTATIONS[orientation]
    stored = upright.transpose(turn) if turn is not None else upright
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    path = make_image(f"a.{suffix}", image=stored, exif=exif)
    found = Images().extract(path)
    assert (found.width, found.height) == (400, 200)
    shown = pictures.decode(path, 400).image
    for place, colour in (((50, 50), 0), ((350, 100), 2), ((50, 150), 1)):
        pixel = shown.getpixel(place)
        assert max(range(3), key=lambda band, pixel=pixel: pixel[band]) == colour


@pytest.mark.parametrize(
    ("mode", "colour", "suffix", "expected"),
    [
        pytest.param("CMYK", (0, 255, 255, 0), "jpg", (255, 0, 0), id="print colours"),
        pytest.param("I;16", 32768, "png", 128, id="16 bit grey"),
        pytest.param("I;16", 65535, "tif", 255, id="16 bit white"),
        pytest.param("I;16", 1023, "png", 255, id="10 bits in 16"),
        pytest.param("1", 1, "tif", 255, id="black and white"),
        pytest.param("L", 77, "png", 77, id="grey"),
        pytest.param("LA", (0, 0), "png", (255, 255, 255), id="transparent grey on white"),
        pytest.param("RGBA", (0, 0, 0, 0), "png", (255, 255, 255), id="transparent on white"),
        pytest.param("RGBA", (255, 0, 0, 255), "webp", (255, 0, 0), id="opaque"),
        pytest.param("P", 0, "gif", (0, 0, 0), id="palette"),
    ],
)
def test_every_kind_of_pixel_is_shown(
    make_image: Make, mode: str, colour: object, suffix: str, expected: object
) -> None:
    path = make_image(f"a.{suffix}", image=Image.new(mode, (20, 20), colour))
    shown = pictures.decode(path, 20).image
    pixel = shown.getpixel((10, 10))
    assert shown.mode == ("L" if isinstance(expected, int) else "RGB")
    near = zip(*(value if isinstance(value, tuple) else (value,) for value in (pixel, expected)), strict=True)
    assert all(abs(one - other) <= 6 for one, other in near)


def test_a_transparent_palette_is_laid_on_white(make_image: Make) -> None:
    image = Image.new("P", (20, 20), 3)
    image.putpalette([0, 0, 0] * 8)
    path = make_image("a.png", image=image, transparency=3)
    assert pictures.decode(path, 20).image.getpixel((5, 5)) == (255, 255, 255)


def test_colour_profiles_are_applied_and_bad_ones_passed_over(make_image: Make) -> None:
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    good = make_image("good.png", image=Image.new("RGB", (9, 9), (10, 200, 30)), icc_profile=swapped)
    bad = make_image("bad.png", image=Image.new("RGB", (9, 9), (10, 200, 30)), icc_profile=b"nonsense")
    for path in (good, bad):
        pixel = pictures.decode(path, 9).image.getpixel((4, 4))
        assert all(abs(one - other) <= 2 for one, other in zip(pixel, (10, 200, 30), strict=True))
    assert "sRGB" in Images().extract(good).technical["colour_profile"]
    assert "colour_profile" not in Images().extract(bad).technical


@pytest.mark.corpus
def test_a_wide_colour_space_is_brought_to_srgb(corpus: Path) -> None:
    path = corpus / "images/photos/rocket.jpg"  # Adobe RGB
    with Image.open(path) as image:
        untouched = image.convert("RGB").resize((64, 42))
    shown = pictures.decode(path, 640).image.resize((64, 42))
    assert shown.tobytes() != untouched.tobytes()


def test_a_jpeg_is_decoded_no_larger_than_needed(make_image: Make) -> None:
    path = make_image("a.jpg", size=(3200, 1600))
    assert pictures.decode(path, 160).image.width < 1600
    assert pictures.decode(path, 3200).image.width == 3200


def test_a_cut_off_picture_is_shown_as_far_as_it_goes(make_image: Make) -> None:
    whole = make_image("a.jpg", size=(800, 800))
    data = whole.read_bytes()
    whole.write_bytes(data[: len(data) * 2 // 3])
    decoded = pictures.decode(whole, 800)
    assert not decoded.complete
    assert decoded.image.getpixel((10, 10))[0] > 200
    assert Images().extract(whole).problem == problems.TRUNCATED_IMAGE


def test_too_many_pixels_are_not_decoded(make_image: Make) -> None:
    path = make_image("a.png", size=(100, 100))
    with pytest.raises(Unreadable, match="more pixels"):
        Images(max_pixels=9_999).extract(path)
    with pytest.raises(Unreadable, match="more pixels"):
        pictures.decode(path, 10, max_pixels=9_999)
    assert Images(max_pixels=10_000).extract(path).width == 100


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"GIF89a" + b"\xff" * 30, b"II*\x00" + b"\x08" * 20])
def test_what_is_no_picture_is_refused_in_one_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(data)
    with pytest.raises(Unreadable) as caught:
        Images().extract(path)
    assert str(caught.value) in {problems.BROKEN_IMAGE, problems.TOO_MANY_PIXELS}


def test_pages_of_a_tiff_are_counted_and_frames_of_an_animation_are_not(make_image: Make) -> None:
    more = [Image.new("RGB", (400, 200), shade) for shade in ("white", "black")]
    tiff = make_image("a.tif", save_all=True, append_images=more)
    gif = make_image("a.gif", save_all=True, append_images=more)
    assert Images().extract(tiff).pages == 3
    assert Images().extract(gif).pages is None


def test_technical_facts_are_stated_and_nonsense_is_not(make_image: Make) -> None:
    facts = Images().extract(make_image("a.jpg", dpi=(300, 300))).technical
    assert facts["resolution"] == "300 × 300 dpi"
    assert facts["colour_mode"] == "RGB"
    assert "resolution" not in Images().extract(make_image("b.jpg", dpi=(1, 1))).technical


def test_floating_point_pixels_are_scaled_to_their_own_range() -> None:
    image = Image.new("F", (2, 1))
    image.putdata([-1.0, 3.0])
    assert list(Colours(image, [image]).shown(image).tobytes()) == [0, 255]


def test_a_stream_of_pictures_leaves_no_file_open(make_image: Make) -> None:
    path = make_image("a.png")
    for _ in range(3):
        pictures.decode(path, 100)
    path.unlink()  # Windows would refuse were it still open
