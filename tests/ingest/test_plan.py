"""What headings mean: by themselves, and by a mapping."""

from pathlib import Path

import pytest

from archive.core.errors import Invalid, SourceError
from archive.ingest.importers.table import open_table
from archive.ingest.manifest import Row
from archive.ingest.mapping import NO_MAPPING, load_mapping
from archive.ingest.plan import make_plan


@pytest.fixture
def meant(tmp_path: Path):
    """Return what a row means, given a mapping as TOML."""

    def meant(raw: dict[str, object], mapping: str = "", type_name: str = "document") -> Row:
        known = NO_MAPPING
        if mapping:
            (tmp_path / "mapping.toml").write_text(mapping, encoding="utf-8")
            known = load_mapping(tmp_path / "mapping.toml")
        return make_plan("items.csv", tuple(raw), known, type_name).apply(Row(number=2, raw=raw))

    return meant


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("title", "title"),
        ("Título", "title"),
        ("dc:creator", "creator"),
        ("dcterms:creator", "creator"),
        ("creator:es", "creator:es"),
        ("dc.title[es]", "title:es"),
        ("Author", "creator"),
        ("Colección", "collection"),
        ("Nivel de acceso", "access"),
        ("Embargo until", "embargo_until"),
        ("ID", "identifier"),
    ],
)
def test_usual_headings_are_understood(meant, heading, field):
    assert meant({heading: "x"}).raw == {field: "x"}


def test_a_heading_is_read_for_the_type_of_the_rows(meant):
    assert meant({"speaker": "Chávez"}, type_name="speech").raw == {"speaker": "Chávez"}
    with pytest.raises(Invalid, match="no such field"):
        meant({"speaker": "Chávez"}, type_name="image")


def test_where_types_differ_by_row_a_heading_of_any_type_will_do(meant):
    assert meant({"speaker": "A", "depicts": "B"}, type_name="").raw == {"speaker": "A", "depicts": "B"}


def test_an_unknown_heading_is_an_error_that_names_the_nearest(meant):
    with pytest.raises(Invalid) as caught:
        meant({"creater": "A", "acces": "public"})
    first, second = caught.value.problems
    assert (first.source, first.row, first.field) == ("items.csv", 1, "creater")
    assert str(first.remedy).startswith('Did you mean "creator"? With --mapping FILE.toml')
    assert str(second.remedy).startswith('Did you mean "access"? With --mapping FILE.toml')


def test_an_unknown_heading_that_is_near_to_nothing_can_be_mapped_or_ignored(meant):
    with pytest.raises(Invalid) as caught:
        meant({"xyzzy": "A"})
    assert str(caught.value.problems[0].remedy).startswith("With --mapping FILE.toml")


def test_several_values_stand_between_bars(meant):
    assert meant({"creator": "A | B||C"}).raw == {"creator": ["A", "B", "C"]}


def test_a_bar_in_a_field_of_one_value_is_a_bar(meant):
    assert meant({"title": "A | B"}).raw == {"title": "A | B"}


def test_files_are_not_metadata(meant):
    row = meant({"title": "A", "file": "a.txt|b.txt"})
    assert row.raw == {"title": "A"}
    assert [file["name"] for file in row.files] == ["a.txt", "b.txt"]


def test_the_key_is_the_identifier(meant):
    assert meant({"id": "A1", "title": "x"}).key == "A1"


def test_a_mapping_renames_splits_replaces_and_ignores(meant):
    row = meant(
        {"Who": "A; B", "When": "unknown", "Kind": "pamphlet", "bytes": "12", "No": "7"},
        """
        [source]
        key = "No"
        ignore = ["bytes"]
        [constants]
        language = "es"
        [columns]
        No = { field = "identifier", format = "MS {value}" }
        Who = { field = "creator", split = ";" }
        When = { field = "date", values = { unknown = "" } }
        Kind = [
            { field = "genre" },
            { field = "type", values = { pamphlet = "document" }, otherwise = "image" },
        ]
        """,
    )
    assert row.key == "7"
    assert row.raw == {
        "identifier": "MS 7",
        "creator": ["A", "B"],
        "genre": "pamphlet",
        "type": "document",
        "language": "es",
    }


def test_a_field_is_made_of_several_columns_if_all_are_filled_in(meant):
    mapping = '[combined]\nsource = "{repo}: {path}"\n[columns]\nrepo = "note"\n'
    assert meant({"repo": "github", "path": "a/b"}, mapping).raw == {
        "note": "github",
        "source": "github: a/b",
    }
    assert meant({"repo": "github", "path": ""}, mapping).raw == {"note": "github"}


def test_a_constant_holds_only_where_the_row_says_nothing(meant):
    mapping = '[constants]\nlanguage = "es"\ncollection = "Box 1"\n'
    assert meant({"language": "en"}, mapping).raw == {"language": "en", "collection": "Box 1"}


def test_a_mapping_for_columns_that_are_not_there_is_an_error(meant):
    with pytest.raises(Invalid, match="not there"):
        meant({"title": "A"}, '[columns]\nTitel = "title"\n')


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ('[colums]\ntitle = "title"', "columns"),
        ('[columns]\nx = "titel"', "title"),
        ('[columns]\nx = { splitt = ";", field = "title" }', "split"),
        ("[columns]\nx = 3", "name a field"),
        ('[source]\nencodng = "x"', "encoding"),
        ("[columns", "cannot be read"),
        ('title = "x"', "no such key"),
        ('columns = "title"', "line of its own"),
        ('[source]\nignore = "x"', "ignore = "),
        ("[columns]\nx = { field = 3 }", "name a field"),
        ('[columns]\nx = { field = "title", format = "{x}" }', "{value}"),
        ('[columns]\nx = { field = "title", format = "a {" }', "{value}"),
        ('[columns]\nx = { field = "title", values = 3 }', "values = "),
        ('[combined]\ntitle = "{x} and {"', "{column}"),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong(meant, mapping, said):
    with pytest.raises(SourceError, match=said):
        meant({"x": "A"}, mapping)


def test_a_table_without_headings_is_no_table(tmp_path):
    with pytest.raises(SourceError, match="has headings"):
        open_table(tmp_path / "items.csv", lambda: iter([["", ""], [" ", ""]]))
