"""The sample collections: content alone, complete, and fit for the schemas."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from archive.media.identify import identify
from archive.media.registry import read
from archive.metadata.item_types import ITEM_TYPES
from archive.metadata.loading import load
from archive.metadata.vocabularies import rights

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "collections"
TEXTS = sorted((ROOT / "scripts" / "texts").glob("*.md"))  # of which the documents are made
ITEMS = sorted(SAMPLES.glob("*/items/*/item.toml"))
COLLECTIONS = sorted(SAMPLES.glob("*/collection.toml"))
AUTHORITIES = sorted(SAMPLES.glob("*/authorities.toml"))
# Read beside the fields of a record's type.
BESIDE = {"type", "access", "embargo_until", "parent", "file"}
LARGEST = 12_000_000  # bytes: a clone must stay light


@cache
def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _name(path: Path) -> str:
    return path.relative_to(SAMPLES).parent.as_posix()


def _records() -> Iterator[Any]:
    for path in ITEMS:
        yield pytest.param(_read(path)["type"], _read(path), id=_name(path))
    for path in COLLECTIONS:
        yield pytest.param("collection", _read(path), id=_name(path))
    for path in AUTHORITIES:
        for kind, entries in _read(path).items():
            for entry in entries:
                yield pytest.param(kind, entry, id=f"{kind} {entry['title']}")


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


@cache
def _named(*kinds: str) -> frozenset[str]:
    entries = (entry for path in AUTHORITIES for kind in kinds for entry in _read(path).get(kind, ()))
    return frozenset(
        name for entry in entries for name in [entry["title"], *_listed(entry.get("alternative"))]
    )


def test_there_is_enough_to_look_at() -> None:
    assert len(ITEMS) >= 40


def test_every_item_type_occurs() -> None:
    assert {_read(path)["type"] for path in ITEMS} == {each.name for each in ITEM_TYPES}


def test_every_level_of_access_occurs_and_most_is_public() -> None:
    levels = Counter(_read(path).get("access", "public") for path in ITEMS)
    assert set(levels) == {"public", "reading_room", "restricted"}
    assert levels["public"] > len(ITEMS) / 2
    assert any(_read(path).get("embargo_until", date.min) > date(2039, 1, 1) for path in ITEMS)


@pytest.mark.parametrize(("type_name", "raw"), list(_records()))
def test_record_fits_its_schema_and_every_date_is_understood(type_name: str, raw: dict[str, Any]) -> None:
    loaded = load(type_name, {key: value for key, value in raw.items() if key not in BESIDE})
    assert not loaded.warnings


@pytest.mark.parametrize("path", [*ITEMS, *COLLECTIONS], ids=_name)
def test_record_can_be_read_in_english_and_spanish(path: Path) -> None:
    record = _read(path)
    for field in ("title", "abstract"):
        assert record[f"{field}:en"].strip()
        assert record[f"{field}:es"].strip()
        assert record[f"{field}:en"] != record[f"{field}:es"]


@pytest.mark.parametrize("path", ITEMS, ids=_name)
def test_item_says_what_others_may_do_with_it(path: Path) -> None:
    assert rights.recognise(_read(path)["license"])


@pytest.mark.parametrize("path", ITEMS, ids=_name)
def test_item_has_the_files_of_its_type_and_those_it_names(path: Path) -> None:
    item = _read(path)
    held = {file.name for file in path.parent.iterdir()} - {"item.toml"}
    assert {each["name"] for each in item.get("file", ())} <= held
    # No words are put in anybody's mouth: a speech is described, its text is not held.
    assert bool(held) == (item["type"] in ("document", "image"))


@pytest.mark.parametrize("path", ITEMS, ids=_name)
def test_item_names_only_authorities_that_are_described(path: Path) -> None:
    item = _read(path)
    for fields, kinds in (
        (("creator", "contributor", "publisher", "speaker", "rights_holder"), ("person", "body")),
        (("spatial", "venue"), ("place",)),
        (("subject",), ("subject",)),
        (("event",), ("event",)),
    ):
        names = {name for field in fields for name in _listed(item.get(field))}
        assert names <= _named(*kinds)


@pytest.mark.parametrize("path", [path for path in ITEMS if _read(path)["type"] == "image"], ids=_name)
def test_image_has_words_for_those_who_cannot_see_it(path: Path) -> None:
    image = _read(path)
    assert len(image["alt:en"]) > 40
    assert len(image["alt:es"]) > 40


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_year_of_a_text_is_lost_in_the_document_made_of_it(path: Path) -> None:
    (made,) = (SAMPLES / "documents" / "items" / path.stem).glob(f"{path.stem}.*")
    told = " ".join(passage.text for passage in read(made, identify(made)).passages)
    years = re.compile(r"(?<![\w.])(?:19|20)\d\d(?!\w)")
    assert Counter(years.findall(path.read_text(encoding="utf-8"))) <= Counter(years.findall(told))


def test_reference_codes_are_unique_and_parents_exist() -> None:
    codes = Counter(_read(path)["reference_code"] for path in [*ITEMS, *COLLECTIONS])
    assert set(codes.values()) == {1}
    assert {_read(path).get("parent", "VCM") for path in COLLECTIONS} <= set(codes)


def test_broader_subjects_and_surrounding_places_are_described() -> None:
    for path in AUTHORITIES:
        entries = _read(path)
        broader = {entry["broader"] for entry in entries["subject"] if "broader" in entry}
        within = {entry["within"] for entry in entries["place"] if "within" in entry}
        assert broader <= _named("subject")
        assert within <= _named("place")


def test_samples_keep_a_clone_light() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()) < LARGEST
