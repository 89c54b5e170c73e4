"""A bad file never stops the rest, and a new format is one module and one line."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.core.registry import Registry
from archive.media import problems, xml_kinds
from archive.media.extractor import Extracted, Extractor
from archive.media.identify import MEDIA_TYPES, OPENINGS, Format, identify
from archive.media.pronom import registry
from archive.media.registry import EXTRACTORS, extractor_for, read
from archive.text.passages import Passage, PassageKind

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Gemtext:
    """Reads pages of Gemini, as in docs/how-to/add-a-file-format.md."""

    name: str = "Gemtext"
    media_types: frozenset[str] = frozenset({"text/gemini"})

    def extract(self, path: Path) -> Extracted:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        passages = [
            Passage(
                number=number,
                text=line.lstrip("# "),
                kind=PassageKind.HEADING if line.startswith("#") else PassageKind.PARAGRAPH,
            )
            for number, line in enumerate(lines, start=1)
        ]
        return Extracted(passages=tuple(passages))


def test_a_format_is_added_by_one_line(tmp_path: Path) -> None:
    extractors: Registry[Extractor] = Registry("extractor", [*EXTRACTORS, Gemtext()])
    path = tmp_path / "a.gmi"
    path.write_text("# Por ahora\n\nlos objetivos\n", encoding="utf-8")
    form = Format("text/gemini", None, "Gemtext", "extension")
    found = read(path, form, extractors)
    assert [each.text for each in found.passages] == ["Por ahora", "los objetivos"]
    assert read(path, form).problem == problems.NO_READER


def test_the_how_to_shows_this_extractor() -> None:
    page = (ROOT / "docs/how-to/add-a-file-format.md").read_text(encoding="utf-8")
    assert "class Gemtext" in page
    assert "archive/media/registry.py" in page


def test_no_extractor_waits_for_a_media_type_that_no_file_is_told_to_have() -> None:
    told = {entry.media_type for entry in registry().entries.values()}
    told |= set(MEDIA_TYPES.types_map[True].values()) | {media_type for _, media_type, _ in OPENINGS}
    told |= {media_type for _, media_type, _ in xml_kinds.ROOTS}
    assert {media_type for each in EXTRACTORS for media_type in each.media_types} <= told


def test_no_two_extractors_claim_one_media_type() -> None:
    claimed = [media_type for each in EXTRACTORS for media_type in each.media_types]
    assert len(claimed) == len(set(claimed))
    assert extractor_for("application/pdf") is EXTRACTORS["PDF"]
    assert extractor_for("application/x-executable") is None


def test_what_no_reader_foresees_is_a_problem_of_the_file(tmp_path: Path) -> None:
    @dataclass(frozen=True)
    class Careless:
        name: str = "careless"
        media_types: frozenset[str] = frozenset({"x/y"})

        def extract(self, path: Path) -> Extracted:
            raise ZeroDivisionError(path.name)

    path = tmp_path / "a"
    path.write_bytes(b"x")
    found = read(path, Format("x/y", None, "", "none"), Registry("extractor", [Careless()]))
    assert found.problem == problems.DAMAGED
    assert found.technical == {"error": "ZeroDivisionError: a"}


def test_a_text_with_the_name_of_a_picture_says_so(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_text("404: there is no such picture")
    found = read(path, identify(path))
    assert found.problem == problems.MISNAMED
    assert found.passages


def test_a_picture_that_is_none_cannot_be_shown(tmp_path: Path) -> None:
    path = tmp_path / "broken.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" + b"garbage " * 50)
    assert read(path, identify(path)).problem == problems.BROKEN_IMAGE


SEEDS = (
    b"%PDF-1.4\n",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0",
    b"PK\x03\x04",
    b"II*\x00",
    b"<html>",
    b"GIF89a",
    b"",
)


@given(st.sampled_from(SEEDS), st.binary(max_size=300))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_bytes_stop_an_import(tmp_path: Path, seed: bytes, rest: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(seed + rest)
    found = read(path, identify(path))
    assert found.problem or found.passages or found.width


@pytest.mark.parametrize("media_type", sorted({kind for each in EXTRACTORS for kind in each.media_types}))
def test_an_empty_file_says_that_it_is_empty(tmp_path: Path, media_type: str) -> None:
    path = tmp_path / "empty"
    path.touch()
    assert read(path, Format(media_type, None, "", "extension")).problem == problems.EMPTY
