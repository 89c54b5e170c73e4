"""The promise of docs/how-to/add-an-export-format.md: a format is one module and one line."""

import inspect
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from archive.core.errors import UnknownName
from archive.core.registry import Registry
from archive.export.exporter import Exporter
from archive.export.links import Links
from archive.export.registry import EXPORTERS
from archive.export.statements import statements
from archive.metadata.record import Kind, Record, Value


def one(record: Record, links: Links) -> bytes:
    """Return the record as lines of `term: value`."""
    return "".join(f"{each.term}: {each.text}\n" for each in statements(record, links)).encode()


def many(records: Iterable[Record], links: Links) -> Iterator[bytes]:
    """Yield the records one after another, a blank line between them."""
    for record in records:
        yield one(record, links) + b"\n"


LINES = Exporter(
    name="lines", label="Plain lines", extension="txt", media_type="text/plain", one=one, many=many
)
FORMATS = Registry("export format", [*EXPORTERS, LINES])


def test_the_new_format_is_asked_for_by_name_and_says_what_the_others_say():
    now = datetime(2026, 1, 1, tzinfo=UTC)
    record = Record(
        id="b7k2m9x4t",
        kind=Kind.ITEM,
        type="image",
        metadata={"title": (Value("Map"),), "photographer": (Value("Ana Díaz"),)},
        created=now,
        modified=now,
    )
    written = FORMATS["lines"].one(record, Links(base="https://archive.example.org")).decode()
    assert "title: Map\ncreator: Ana Díaz\n" in written
    assert "type: StillImage\n" in written


def test_a_format_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(UnknownName, match="known: csv, dc, json, lines, qdc"):
        FORMATS["line"]


def test_two_formats_of_one_name_are_refused():
    with pytest.raises(ValueError, match="lines"):
        Registry("export format", [*FORMATS, LINES])


def test_the_page_shows_this_format():
    page = Path(__file__).parents[2] / "docs" / "how-to" / "add-an-export-format.md"
    shown = dedent("".join(f"{line[3:]}\n" for line in page.read_text(encoding="utf-8").splitlines()))
    assert inspect.getsource(one) in shown
    assert inspect.getsource(many) in shown
