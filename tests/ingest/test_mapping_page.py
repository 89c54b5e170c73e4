"""Every example of docs/how-to/mapping.md: its mapping is loaded and its rows become what the page says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from archive.ingest.importers.table import open_table
from archive.ingest.manifest import Row
from archive.ingest.mapping import SECTIONS, SOURCE_KEYS, load_mapping
from archive.ingest.mappings import columns, conditions, rows
from archive.ingest.plan import make_plan
from archive.metadata.record import Kind

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "mapping.md"
EXAMPLE = re.compile(r"```toml\n(?P<mapping>.*?)```\n+(?P<table>(?:\|[^\n]*\n)+)?", re.DOTALL)


@dataclass
class Example:
    """A mapping, rows of a sheet and what is said to come of each."""

    mapping: str
    headings: list[str]
    rows: list[list[str]]
    fields: list[str]
    results: list[list[str]]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def examples() -> Iterator[Example]:
    for found in EXAMPLE.finditer(PAGE.read_text(encoding="utf-8")):
        lines = (found["table"] or "").splitlines()
        names = cells(lines[0]) if lines else []
        width = sum(not name.startswith("→") for name in names)
        rows = [cells(line) for line in lines[2:]]
        yield Example(
            found["mapping"],
            names[:width],
            [row[:width] for row in rows],
            [name.removeprefix("→").strip() for name in names[width:]],
            [row[width:] for row in rows],
        )


EXAMPLES = list(examples())


class Known:
    """One person, as an archive would know her."""

    def find(self, kind: Kind, words: str) -> tuple[str, str] | None:
        if words == "Chávez Frías, Hugo":
            return ("b7k2m9x4t", "")
        return ("b7k2m9x4t", "Hugo Chávez") if words == "Q238499" else None

    def nearest(self, kind: Kind, words: str) -> str | None:
        return None


def shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return " · ".join(map(shown, value))
    if isinstance(value, dict):
        words = value.get("name") or value.get("value")
        beside = [
            f"{name} {each}" for name, each in value.items() if name not in ("name", "value", "authority")
        ]
        return f"{words} ({', '.join(beside)})" if beside else str(words)
    return str(value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "boxes.csv").write_text("box,place,shelf\n12,cellar,Shelf 3\n", encoding="utf-8")
    (tmp_path / "scans").mkdir()
    for number in (1, 2, 10):
        (tmp_path / "scans" / f"A1_{number}.tif").touch()
    return tmp_path


def test_the_page_has_an_example_of_every_key():
    told = PAGE.read_text(encoding="utf-8")
    keys = {*SECTIONS, *SOURCE_KEYS, *columns.KEYS, *columns.COMBINED_KEYS, *conditions.KEYS, *rows.KEYS}
    keys |= set(rows.PART_KEYS)
    assert not [key for key in sorted(keys) if not re.search(rf"(?<![a-z_]){key}(?![a-z_])", told)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.mapping.splitlines()[1])
def test_an_example_does_what_the_page_says(example, folder):
    (folder / "mapping.toml").write_text(example.mapping, encoding="utf-8")
    mapping = load_mapping(folder / "mapping.toml")
    if not example.rows:
        return
    source = open_table(folder / "items.csv", lambda: iter([example.headings, *example.rows]))
    plan = replace(make_plan("items.csv", source.headings, mapping), authorities=Known())
    by_number = {row.number: row for row in plan.rows(source)}
    titles = {row.key: row.raw.get("title") for row in by_number.values()}
    for number, results in enumerate(example.results, start=2):
        row = by_number.get(number)
        for field, expected in zip(example.fields, results, strict=True):
            assert told(row, field, titles, expected) == expected


def told(row: Row | None, field: str, titles: dict[str, object], expected: str) -> str:
    if row is None:
        return "left out" if field == "told" else ""
    if field == "files":
        return shown(row.files)
    if field == "within":
        return str(titles[row.within]) if row.within else ""
    if field == "told":
        said = " ".join(str(each.reason) for each in (*row.problems, *row.warnings))
        return expected if expected and expected in said else said
    return shown(row.raw.get(field, ""))
