"""What pages ask of files: given as before, and a file that no reader stands is given up, not the site."""

import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.core.errors import Unreadable
from archive.media import derivatives, problems, word_boxes
from archive.media.guarded import Guard
from archive.media.limits import Limits
from archive.metadata.record import FileFacts

Make = Callable[..., Path]
Facts = Callable[[Path], FileFacts]


@pytest.fixture
def guard() -> Iterator[Guard]:
    guard = Guard(Limits(seconds=1))
    yield guard
    guard.close()


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A PDF of some kilobytes that takes minutes to draw: one page with twenty million strokes."""
    packer = zlib.compressobj(9)
    strokes = b"0 0 m 300 200 l S\n" * 100_000
    packed = b"".join(packer.compress(strokes) for _ in range(200)) + packer.flush()
    twice = zlib.compress(packed, 9)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R >>"
    content = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (
        len(twice),
        twice,
    )
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        content,
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, each) for n, each in enumerate(objects, start=1))
    path = tmp_path / "endless.pdf"
    path.write_bytes(b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF\n")
    return path


def test_pictures_and_letterings_are_as_they_are_without_it(
    guard: Guard, make_pdf: Make, make_image: Make, facts_of: Facts, tmp_path: Path
) -> None:
    path, image = make_pdf("Por ahora"), make_image("a.jpg")
    facts = facts_of(path)
    found = guard.lettering(path, tmp_path / "web", facts, 1)
    assert found == word_boxes.read(path, 1)
    assert guard.make_page(path, tmp_path / "web", facts, 1, 160).stat().st_size
    guard.make(image, tmp_path / "web", facts_of(image), 10**9)
    assert derivatives.derivative(tmp_path / "web", facts_of(image).sha512, 320)


def test_a_page_that_cannot_be_drawn_says_why_and_leaves_the_others(
    guard: Guard, make_pdf: Make, facts_of: Facts, tmp_path: Path
) -> None:
    path = make_pdf("Por ahora")
    with pytest.raises(Unreadable, match="damaged"):
        guard.make_page(path, tmp_path / "web", facts_of(path), 9, 160)
    assert guard.make_page(path, tmp_path / "web", facts_of(path), 1, 160).exists()


def test_a_page_that_takes_for_ever_is_given_up_and_not_tried_again(
    guard: Guard, endless: Path, make_pdf: Make, tmp_path: Path
) -> None:
    facts = FileFacts(id="f", name="e.pdf", media_type="application/pdf", size=1, sha512="e" * 128, pages=1)
    with pytest.raises(Unreadable, match="took longer than 1 s"):
        guard.make_page(endless, tmp_path / "web", facts, 1, 1280)
    with pytest.raises(Unreadable, match="damaged"):
        guard.make_page(endless, tmp_path / "web", facts, 1, 1280)
    with pytest.raises(Unreadable, match=problems.DAMAGED_PAGES):
        guard.lettering(endless, tmp_path / "web", facts, 1)


def test_several_may_ask_at_once(guard: Guard, make_pdf: Make, facts_of: Facts, tmp_path: Path) -> None:
    path = make_pdf(*("Por ahora",) * 8)
    facts = facts_of(path)
    made: list[Path] = []
    asking = [
        threading.Thread(
            target=lambda n=n: made.append(guard.make_page(path, tmp_path / "web", facts, n, 160))
        )
        for n in range(1, 9)
    ]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert len({each.name for each in made if each.exists()}) == 8
