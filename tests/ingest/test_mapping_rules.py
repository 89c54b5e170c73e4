"""The rules of a mapping, one by one: what they do, what they say when wrong, and what always holds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.core.errors import SourceError
from archive.ingest.manifest import Row
from archive.ingest.mapping import load_mapping
from archive.ingest.mappings.changes import CASES
from archive.ingest.mappings.templates import columns_of, filled
from archive.ingest.plan import make_plan


@pytest.fixture
def loaded(tmp_path):
    """Return a mapping, given its TOML."""

    def loaded(text: str):
        (tmp_path / "mapping.toml").write_text(text, encoding="utf-8")
        return load_mapping(tmp_path / "mapping.toml")

    return loaded


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[columns.Who]\nfield = "titel"', '[columns.Who]: no field "titel"; did you mean "title"?'),
        ('[columns]\n"No." = "titel"', '[columns] "No.": no field "titel"; did you mean "title"?'),
        (
            '[columns."No."]\nfield = "title"\ncsae = "lower"',
            '[columns."No."]: no such key "csae"; try "case"',
        ),
        ('[columns]\nx = { field = "title", language = "martian" }', '"martian" is not a language'),
        ('[columns]\nx = "title:martian"', '"martian" is not a language'),
        (
            '[columns]\nx = { field = "title", case = "loud" }',
            'case: no "loud" here; write one of upper, lower',
        ),
        ('[columns]\nx = { field = "title", trim = true }', '[columns.x] trim: write trim = "[]."'),
        ('[columns]\nx = { field = "title", split = { patern = ";" } }', "split: write split = "),
        ('[columns]\nx = { field = "title", replace = "a" }', "replace: write replace = [{ find ="),
        ('[columns]\nx = { field = "title", replace = { find = "a" } }', "replace: write replace = "),
        ('[columns]\nx = { field = "title", replace = { pattern = "(", with = "" } }', '"(" is no pattern'),
        ('[columns]\nx = { field = "title", replace = { pattern = "a", with = "\\\\2" } }', "is no pattern"),
        (
            '[columns]\nx = { field = "title", replace = { pattern = "(a+)+", with = "" } }',
            "outer repetition",
        ),
        ('[columns]\nx = { field = "date", date = "%d/%m" }', '[columns.x] date: "%d/%m" is no date'),
        ('[columns]\nx = { field = "date", date = "%q" }', '"%q" cannot be read'),
        ('[columns]\nx = { field = "date", date = "%d.%m.%y" }', "leaves the century open"),
        ('[columns]\nx = { field = "date", date = "%Y", century = 1900 }', "century: write century = 19"),
        ('[columns]\nx = { field = "title", when = "a" }', 'when: write when = { column = "Kind"'),
        ('[columns]\nx = { field = "title", when = { column = "a" } }', "when: write when = "),
        ('[columns]\nx = { field = "title", when = { equal = "a" } }', 'no such key "equal"; try "equals"'),
        ('[columns]\nx = { field = "title", when = { matches = "[" } }', 'when matches: "[" is no pattern'),
        ('[columns]\nx = { field = "genre", lookup = "kinds" }', "there is no [tables.kinds]"),
        ('[columns]\nx = { field = "genre", lookup = "kids" }\n[tables.kinds]\na = "b"', 'try "kinds"'),
        ('[columns]\nx = { field = "genre", lookup = "gone.csv" }', "[columns.x] lookup: "),
        ('[columns]\nx = { field = "genre", lookup = 3 }', "lookup: write lookup = "),
        ('[tables]\nkinds = "x"', '[tables.kinds]: write cell = "meaning"'),
        (
            '[columns]\nx = { field = "level", vocabulary = "level" }',
            'vocabulary: no "level" here; write one of',
        ),
        (
            '[columns]\nx = { field = "creator", authority = "person" }',
            'authority: no "person" here; write one of',
        ),
        (
            '[columns]\nx = { field = "creator", authority = "agent", strict = "yes" }',
            "strict: write strict = true",
        ),
        ('[columns]\nx = { field = "title", with = "en" }', "with: write with = { language ="),
        (
            '[columns]\nx = { field = "title", with = { lang = "{y}" } }',
            '[columns.x.with]: no such key "lang"',
        ),
        ('[columns]\nx = { field = "file", with = { edtf = "{y}" } }', 'no such key "edtf"'),
        ('[combined]\ntitle = { join = ", " }', "[combined.title]: write title = { columns ="),
        ("[combined]\ntitle = 3", "[combined.title]: write title = "),
        ('[combined]\ntitel = "{a}"', '[combined]: no field "titel"'),
        ('[constants]\ntitel = "a"', '[constants]: no field "titel"; did you mean "title"?'),
        ("[rows]\nskip = true", "[rows] skip: write skip = "),
        ('[rows]\nfiles = "scans/*.tif"', "[rows] files: write a pattern below the folder of the sheet"),
        ('[rows]\nfiles = "../{id}.tif"', "[rows] files: write a pattern below"),
        ('[rows]\nfiles = "/{id}.tif"', "[rows] files: write a pattern below"),
        (
            '[rows]\nfiles = "{id}.tif"\nfiles_missing = "cry"',
            'files_missing: no "cry" here; write one of warn',
        ),
        ("[rows]\npart_of = 3", '[rows] part_of: write part_of = "Parent"'),
        ('[rows]\npart_of = { levels = "a", column = "b" }', "part_of: write part_of = "),
        ("[source]\nheading_row = 0", "[source] heading_row: write heading_row = 1"),
        ("[source]\nsheet = true", "[source] sheet: write sheet = "),
    ],
)
def test_a_mistake_names_file_table_and_key_and_what_to_write(loaded, text, said):
    with pytest.raises(SourceError, match=re.escape(said)) as caught:
        loaded(text)
    assert "mapping.toml: [" in str(caught.value)


@pytest.mark.parametrize("text", ['[columns]\nx = { field = "genre", lookup = "k.csv" }'])
def test_a_table_beside_the_mapping_with_one_column_says_what_is_wanted(loaded, tmp_path, text):
    (tmp_path / "k.csv").write_text("code\nF\n", encoding="utf-8")
    with pytest.raises(SourceError, match="from ="):
        loaded(text)


@given(st.text(max_size=40), st.sampled_from(sorted(CASES)))
def test_a_case_is_the_same_done_twice(text, name):
    once = CASES[name](text)
    assert CASES[name](once) == once or not text.isascii()  # a few letters have no lower form of their own


@pytest.mark.parametrize(
    ("template", "columns"),
    [
        ("{a}, {b}", ("a", "b")),
        ("{Inventory no.}", ("Inventory no.",)),
        ("{title:es} {a!r}", ("title:es", "a!r")),
        ("{{a}} {b}", ("b",)),
    ],
)
def test_a_column_in_a_template_is_called_as_its_heading_is(template, columns):
    assert columns_of(template) == columns
    assert filled(template, lambda name: "x").count("x") == len(columns)


@given(
    st.lists(st.text(st.characters(blacklist_characters="{}", blacklist_categories=["Cs"])), max_size=3),
    st.text(),
)
def test_the_words_of_a_template_stay_as_they_are(words, cell):
    template = "{c}".join(words) if words else ""
    made = filled(template, lambda name: cell)
    assert made == (cell.join(words) if cell or len(words) < 2 else "")


@pytest.fixture
def meant(loaded):
    """Return what a row means, given a mapping as TOML."""

    def meant(mapping: str, **raw: object) -> Row:
        return make_plan("items.csv", tuple(raw), loaded(mapping)).apply(Row(number=2, raw=raw))

    return meant


def test_several_conditions_must_all_hold_and_none_of_those_of_unless(meant):
    mapping = """
    [columns.a]
    field = "title"
    when = [{ column = "b", equals = "x" }, { column = "c", empty = true }]
    unless = [{ matches = "^no" }, { column = "b", equals = "y" }]
    """
    assert meant(mapping, a="yes", b="x", c="").raw == {"title": "yes"}
    for raw in (
        {"a": "yes", "b": "x", "c": "1"},
        {"a": "no", "b": "x", "c": ""},
        {"a": "yes", "b": "y", "c": ""},
    ):
        assert "title" not in meant(mapping, **raw).raw


def test_columns_of_one_heading_are_each_changed(meant):
    assert meant('[columns]\na = { field = "subject", case = "upper" }', a=["x", "y"]).raw == {
        "subject": ["X", "Y"]
    }


def test_what_stands_beside_several_values_must_be_as_many(meant):
    mapping = '[columns]\na = { field = "creator", split = ";", with = { authority = "{b}" } }'
    row = meant(mapping, a="Ana; Luis", b="b7k2m9x4t; c7k2m9x4t")
    assert row.raw["creator"] == [
        {"value": "Ana", "authority": "b7k2m9x4t"},
        {"value": "Luis", "authority": "c7k2m9x4t"},
    ]
    [problem] = meant(mapping, a="Ana; Luis; Eva", b="x; y").problems
    assert str(problem.reason) == "2 values stand beside 3"


def test_a_constant_by_condition_holds_although_its_column_is_empty(meant):
    mapping = '[columns]\na = { field = "access", constant = "restricted", when = { empty = true } }'
    assert meant(mapping, a="", title="").raw["access"] == "restricted"


def test_a_lookup_is_found_without_case_and_accents_and_names_the_nearest(meant):
    mapping = '[columns]\na = { field = "genre", lookup = "k" }\n[tables.k]\n"Fotografía" = "photograph"\n'
    assert meant(mapping, a="FOTOGRAFIA").raw == {"genre": "photograph"}
    row = meant(mapping, a="Fotografías")
    assert row.raw == {"genre": "Fotografías"}
    assert str(row.warnings[0].remedy) == 'Did you mean "Fotografía"?'


def test_with_strict_what_is_not_found_refuses_the_row(meant):
    mapping = '[columns]\na = { field = "level", vocabulary = "levels", strict = true }'
    assert meant(mapping, a="Serie").raw == {"level": "series"}
    [problem] = meant(mapping, a="Serrie").problems
    assert (problem.field, problem.value) == ("a", "Serrie")
