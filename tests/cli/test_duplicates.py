"""`archive duplicates`: which files may be the same."""

import json
import random
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

WORDS = [
    "pueblo",
    "comuna",
    "asamblea",
    "consejo",
    "poder",
    "derecho",
    "tierra",
    "trabajo",
    "voto",
    "plan",
    "barrio",
    "agua",
]


def speech(seed: int, words: int = 400) -> str:
    drawn = random.Random(seed)
    return " ".join(f"{drawn.choice(WORDS)}{drawn.randrange(90)}" for _ in range(words))


def picture(seed: int) -> Image.Image:
    drawn = random.Random(seed)
    image = Image.new("RGB", (800, 600), "white")
    for _ in range(12):
        corner = drawn.randrange(600), drawn.randrange(400)
        box = (*corner, corner[0] + drawn.randrange(60, 300), corner[1] + drawn.randrange(60, 300))
        ImageDraw.Draw(image).ellipse(box, fill=tuple(drawn.randrange(256) for _ in range(3)))
    return image


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two prints of one speech and another; a picture in two sizes and another; the same bytes twice."""
    folder = tmp_path / "held"
    folder.mkdir()
    text = speech(1)
    (folder / "prensa.txt").write_text(text, encoding="utf-8")
    (folder / "boletin.txt").write_text(f"Boletín\n\n{text.upper()}\n\nFin", encoding="utf-8")
    (folder / "otro.txt").write_text(speech(2), encoding="utf-8")
    (folder / "copia.txt").write_text(speech(2), encoding="utf-8")
    picture(1).save(folder / "grande.png")
    picture(1).resize((400, 300)).save(folder / "chica.jpg", quality=80)
    picture(2).save(folder / "distinta.png")
    return folder


def told(run, *options: str) -> dict[str, list[set[str]]]:
    """Return the groups by kind, each as the names of its files."""
    found = json.loads(run("duplicates", "--json", *options).output)
    kinds: dict[str, list[set[str]]] = {"bytes": [], "picture": [], "text": []}
    for group in found:
        kinds[group["same"]].append({file["file"] for file in group["files"]})
    return kinds


def test_the_same_text_the_same_picture_and_the_same_bytes_are_told_apart(run, folder):
    run("ingest", folder, "--publish")
    found = told(run)
    assert found["bytes"] == [{"otro.txt", "copia.txt"}]
    assert found["text"] == [{"prensa.txt", "boletin.txt"}]
    assert found["picture"] == [{"grande.png", "chica.jpg"}]


def test_both_are_shown_with_their_addresses_the_larger_picture_first(run, folder):
    run("ingest", folder, "--publish")
    said = run("duplicates", "--same", "picture").output
    assert said.index("grande.png") < said.index("chica.jpg")
    assert said.count("/items/") == 2
    assert "0 of the same bytes, 1 of nearly the same picture" in said


def test_what_was_withdrawn_or_came_later_is_known_the_next_time(run, folder, tmp_path):
    run("ingest", folder, "--publish")
    told(run)
    later = tmp_path / "later"
    later.mkdir()
    (later / "tercera.txt").write_text(speech(1) + " final", encoding="utf-8")
    run("ingest", later, "--publish")
    assert told(run, "--same", "text")["text"] == [{"prensa.txt", "boletin.txt", "tercera.txt"}]
    run("imports", "revert", "1")
    assert told(run)["text"] == []


def test_an_empty_archive_has_none(run):
    done = run("duplicates")
    assert done.exit_code == 0
    assert "0 of the same bytes, 0 of nearly the same picture, 0 of nearly the same text" in done.output
