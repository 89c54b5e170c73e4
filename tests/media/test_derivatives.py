"""Web sizes are made once, whole or not at all, and never larger than the original."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from archive.core.errors import Unreadable
from archive.media import problems
from archive.media.derivatives import NOTHING, derivative, make, make_page, sizes
from archive.metadata.record import FileFacts

Make = Callable[..., Path]
Facts = Callable[[Path], FileFacts]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (100, [(160, 100)]),
        (160, [(160, 160)]),
        (500, [(160, 160), (320, 320), (640, 500)]),
        (9000, [(160, 160), (320, 320), (640, 640), (1280, 1280), (2560, 2560)]),
    ],
)
def test_sizes_end_at_the_originals_own_width(
    make_image: Make, facts_of: Facts, width: int, expected: list[tuple[int, int]]
) -> None:
    facts = replace(facts_of(make_image("a.png")), width=width)
    assert [(size.width, size.pixels) for size in sizes(facts)] == expected


def test_both_formats_are_made_in_every_size(tmp_path: Path, make_image: Make, facts_of: Facts) -> None:
    path = make_image("a.jpg", size=(700, 350))
    made = make(path, tmp_path / "web", facts_of(path))
    found = {}
    for each in made:
        with Image.open(each) as image:
            found[each.name] = (image.format, image.size)
    assert found == {
        "160.webp": ("WEBP", (160, 80)),
        "160.jpg": ("JPEG", (160, 80)),
        "320.webp": ("WEBP", (320, 160)),
        "320.jpg": ("JPEG", (320, 160)),
        "640.webp": ("WEBP", (640, 320)),
        "640.jpg": ("JPEG", (640, 320)),
        "1280.webp": ("WEBP", (700, 350)),
        "1280.jpg": ("JPEG", (700, 350)),
    }
    assert not [each for each in (tmp_path / "web").rglob(".*")]


def test_a_second_run_makes_nothing_anew(tmp_path: Path, make_image: Make, facts_of: Facts) -> None:
    path = make_image("a.jpg")
    facts = facts_of(path)
    first = {each: each.stat().st_mtime_ns for each in make(path, tmp_path / "web", facts)}
    path.unlink()
    assert {each: each.stat().st_mtime_ns for each in make(path, tmp_path / "web", facts)} == first


def test_the_nearest_smaller_size_stands_in(tmp_path: Path, make_image: Make, facts_of: Facts) -> None:
    path = make_image("a.png", size=(200, 100))
    facts, folder = facts_of(path), tmp_path / "web"
    assert derivative(folder, facts.sha512, 640) is None
    make(path, folder, facts)
    asked = derivative(folder, facts.sha512, 2560, "jpg")
    assert asked is not None
    assert asked.name == "320.jpg"
    assert derivative(folder, facts.sha512, 160) == asked.with_name("160.webp")
    assert derivative(folder, facts.sha512, 160, "exe") is None


def test_turned_pictures_have_upright_derivatives(tmp_path: Path, make_image: Make, facts_of: Facts) -> None:
    exif = Image.Exif()
    exif[0x112] = 6
    path = make_image("a.jpg", size=(400, 200), exif=exif)
    with Image.open(make(path, tmp_path / "web", facts_of(path))[0]) as image:
        assert image.size == (160, 320)


def test_a_pdf_has_a_picture_of_its_first_page(tmp_path: Path, make_pdf: Make, facts_of: Facts) -> None:
    path = make_pdf("Comuna o nada", "")
    made = make(path, tmp_path / "web", facts_of(path))
    with Image.open(made[-1]) as image:
        assert image.size == (1280, 854)
        assert image.convert("L").getextrema() == (0, 255)


def test_any_page_of_a_pdf_has_a_picture_when_it_is_asked_for(
    tmp_path: Path, make_pdf: Make, facts_of: Facts
) -> None:
    path = make_pdf("Comuna o nada", "")
    facts = replace(facts_of(path), pages=3)
    made = make_page(path, tmp_path / "web", facts, 2, 160)
    with Image.open(made) as image:
        assert (image.format, image.width) == ("WEBP", 160)
    stamp = made.stat().st_mtime_ns
    assert make_page(path, tmp_path / "web", facts, 2, 160).stat().st_mtime_ns == stamp
    for number, width in ((0, 160), (4, 160), (2, 161)):
        with pytest.raises(Unreadable):
            make_page(path, tmp_path / "web", facts, number, width)


def test_a_page_that_cannot_be_drawn_is_tried_once(tmp_path: Path, make_pdf: Make, facts_of: Facts) -> None:
    path = make_pdf("Comuna o nada", "")
    facts = replace(facts_of(path), pages=9)  # more than there are
    for _ in range(2):
        with pytest.raises(Unreadable):
            make_page(path, tmp_path / "web", facts, 9, 160)
        path.unlink(missing_ok=True)
    assert not list((tmp_path / "web").rglob("*.webp"))


def test_a_file_that_cannot_be_shown_is_tried_once(tmp_path: Path, make_image: Make, facts_of: Facts) -> None:
    path = make_image("a.png")
    facts = facts_of(path)
    good = path.read_bytes()
    path.write_bytes(b"\x89PNG nothing")
    assert make(path, tmp_path / "web", facts) == []
    assert len(list((tmp_path / "web").rglob(NOTHING))) == 1
    path.write_bytes(good)
    assert make(path, tmp_path / "web", facts) == []


def test_files_without_a_picture_have_no_sizes(tmp_path: Path, make_image: Make, facts_of: Facts) -> None:
    note = tmp_path / "a.txt"
    note.write_text("words", encoding="utf-8")
    assert sizes(facts_of(note)) == ()
    assert sizes(replace(facts_of(make_image("a.png")), problem=problems.BROKEN_IMAGE)) == ()


def test_a_failing_disk_leaves_no_half_picture(
    tmp_path: Path, make_image: Make, facts_of: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_image("a.png")
    facts = facts_of(path)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space"):
        patched.setattr(Image.Image, "save", full)
        make(path, tmp_path / "web", facts)
    assert not [each for each in (tmp_path / "web").rglob("*") if each.is_file()]
    assert make(path, tmp_path / "web", facts)


@pytest.mark.parametrize("name", ["a.jpg", "a.webp", "a.png"])
def test_web_sizes_carry_nothing_that_the_camera_wrote(
    tmp_path: Path, make_image: Make, facts_of: Facts, name: str
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Somebody at home"
    path = make_image(name, size=(200, 100), exif=exif, xmp=b"<x>at home</x>")
    made = make(path, tmp_path / "web", facts_of(path))
    assert made
    assert not any(b"at home" in each.read_bytes() for each in made)
