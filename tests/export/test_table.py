"""A table leaves in the form in which one comes in: what is exported can be read again."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from archive.export import table
from archive.export.links import Links
from archive.metadata.access import Access
from archive.metadata.cells import parted
from archive.metadata.headings import understand
from archive.metadata.record import Ancestor, FileFacts, Kind, Record, Value

LINKS = Links(base="https://archive.example.org")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
MAP = Record(
    id="b7k2m9x4t",
    kind=Kind.ITEM,
    type="image",
    metadata={
        "title": (Value("Map | sheet 2", language="en"), Value("Mapa | hoja 2", language="es")),
        "creator": (Value("Ana Díaz"), Value("Rojas|Hermanos")),
        "subject": (Value("Communes"),),
    },
    access=Access.READING_ROOM,
    embargo_until=date(2040, 1, 1),
    ancestors=(Ancestor("c000000", "Fonds"), Ancestor("c111111", "Maps")),
    files=(FileFacts(id="f1", name="a.tif", media_type="image/tiff", size=3, sha512="0" * 128),),
    created=NOW,
    modified=NOW,
)


def read(chunks):
    data = b"".join(chunks)
    assert data.startswith(b"\xef\xbb\xbf")  # spreadsheet programs take it for another encoding without
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_column_of_a_field_is_understood_when_it_comes_back():
    [row] = read([table.one(MAP, LINKS)])
    for heading in row.keys() - {"access", "embargo_until", "collection", "type", "file", "id"}:
        assert understand(heading, "image") is not None


def test_values_come_back_with_their_bars_and_languages():
    [row] = read([table.one(MAP, LINKS)])
    assert (row["title:en"], row["title:es"]) == ("Map | sheet 2", "Mapa | hoja 2")
    assert parted(row["creator"]) == ["Ana Díaz", "Rojas|Hermanos"]
    assert (row["access"], row["embargo_until"], row["file"]) == ("reading_room", "2040-01-01", "a.tif")
    assert (row["collection"], row["type"], row["id"]) == ("Maps", "image", "b7k2m9x4t")


def test_rows_of_different_types_share_one_line_of_headings():
    speech = replace(MAP, type="speech", metadata={"speaker": (Value("Ana Díaz"),)})
    first, second = read(table.many([MAP, speech], LINKS))
    assert (first["speaker"], second["speaker"], second["creator"]) == ("", "Ana Díaz", "")
    assert [*first][:5] == list(table.BEFORE)


def test_no_records_make_a_table_of_headings():
    assert read(table.many([], LINKS)) == []


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1)))
def test_any_values_of_a_field_come_back_from_its_cell(texts):
    each = replace(MAP, metadata={"creator": tuple(map(Value, texts))} if texts else {})
    [row] = read([table.one(each, LINKS)])
    assert parted(row.get("creator", "")) == (texts or [""])
