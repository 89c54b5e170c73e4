"""The same picture is recognised in another size, format or light; another picture is not."""

import io
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from archive.media import pictures
from archive.media.images import Images
from archive.media.likeness import NEAR, distance, fingerprint

Make = Callable[..., Path]


def scene(seed: int, size: tuple[int, int] = (600, 400)) -> Image.Image:
    """Return a picture of a few soft shapes, different for each seed."""
    random = np.random.default_rng(seed)
    image = Image.new("RGB", size, tuple(random.integers(0, 256, 3).tolist()))
    draw = ImageDraw.Draw(image)
    for _ in range(14):
        left, top = random.integers(0, size[0]), random.integers(0, size[1])
        right, bottom = left + random.integers(30, 250), top + random.integers(30, 250)
        draw.ellipse((left, top, right, bottom), fill=tuple(random.integers(0, 256, 3).tolist()))
    return image.filter(ImageFilter.GaussianBlur(3))


def again(image: Image.Image, form: str, **save: object) -> Image.Image:
    stream = io.BytesIO()
    image.save(stream, form, **save)
    return Image.open(stream).convert("RGB")


CHANGES = {
    "half the size": lambda image: image.resize((300, 200)),
    "a tenth": lambda image: image.resize((60, 40)),
    "twice the size": lambda image: image.resize((1200, 800), Image.Resampling.BICUBIC),
    "a poor JPEG": lambda image: again(image, "JPEG", quality=15),
    "a poor WebP": lambda image: again(image, "WEBP", quality=15),
    "few colours": lambda image: image.quantize(32).convert("RGB"),
    "grey": lambda image: image.convert("L"),
    "lighter": lambda image: ImageEnhance.Brightness(image).enhance(1.15),
    "darker": lambda image: ImageEnhance.Brightness(image).enhance(0.7),
    "more contrast": lambda image: ImageEnhance.Contrast(image).enhance(1.2),
    "less contrast": lambda image: ImageEnhance.Contrast(image).enhance(0.7),
    "trimmed": lambda image: image.crop((4, 3, 597, 398)),
    "unsharp": lambda image: image.filter(ImageFilter.GaussianBlur(4)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_same_picture_is_near(change: str) -> None:
    for seed in range(12):
        image = scene(seed)
        assert distance(fingerprint(image), fingerprint(CHANGES[change](image))) <= NEAR


def test_other_pictures_are_far() -> None:
    found = [fingerprint(scene(seed)) for seed in range(40)]
    assert min(distance(one, other) for one, other in combinations(found, 2)) > NEAR


@pytest.mark.parametrize(
    "turn",
    [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.FLIP_LEFT_RIGHT],
)
def test_a_turned_picture_is_another(turn: Image.Transpose) -> None:
    for seed in range(12):
        assert distance(fingerprint(scene(seed)), fingerprint(scene(seed).transpose(turn))) > NEAR


@pytest.mark.parametrize(
    "image",
    [Image.new("RGB", (500, 500), "white"), Image.new("L", (90, 90), 7), scene(1).resize((31, 400))],
)
def test_empty_and_tiny_pictures_are_like_nothing(image: Image.Image) -> None:
    assert fingerprint(image) == ""


def test_a_likeness_is_sixteen_digits_and_the_same_every_time() -> None:
    found = fingerprint(scene(3))
    assert len(found) == 16
    assert found == fingerprint(scene(3)) == f"{int(found, 16):016x}"


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_distances_are_bits_that_differ(one: int, other: int) -> None:
    first, second = f"{one:016x}", f"{other:016x}"
    assert distance(first, second) == distance(second, first) == f"{one ^ other:b}".count("1")
    assert distance(first, first) == 0


def test_the_technical_facts_of_a_picture_hold_its_likeness(make_image: Make) -> None:
    image = scene(5, (3000, 2000))
    found = [
        Images().extract(make_image(name, image=each)).technical["likeness"]
        for name, each in (
            ("a.jpg", image),
            ("b.png", image.resize((750, 500))),
            ("c.tif", image.convert("CMYK")),
            ("d.webp", image.resize((200, 133))),
        )
    ]
    assert max(distance(found[0], each) for each in found) <= NEAR
    assert "likeness" not in Images().extract(make_image("e.png", image=Image.new("1", (300, 300)))).technical


@pytest.mark.corpus
def test_only_the_same_pictures_of_the_corpus_are_near(corpus: Path) -> None:
    folder = corpus / "images"
    found = {}
    for part in ("artworks", "photos", "exif-orientation", "jp2"):
        for path in sorted((folder / part).iterdir()):
            found[path.name] = fingerprint(pictures.decode(path, 160).image)
    near = {
        frozenset((one, other))
        for one, other in combinations([name for name in found if found[name]], 2)
        if distance(found[one], found[other]) <= NEAR
    }
    same = [
        [name for name in found if name.startswith(start)] for start in ("hibiscus.regular", "Landscape_")
    ]
    assert near == {frozenset(pair) for names in same for pair in combinations(names, 2)}
