"""The rules of a mapping, one by one: what they do, what they say when wrong, and what always holds."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.core.errors import Invalid, SourceError
from archive.ingest.manifest import Row
from archive.ingest.mapping import load_mapping
from archive.ingest.mappings.changes import CASES
from archive.ingest.mappings.date_formats import BadFormat, date_reader
from archive.ingest.mappings.patterns import BadPattern, read_pattern
from archive.ingest.mappings.templates import columns_of, filled
from archive.ingest.plan import make_plan
from archive.metadata.dates import from_edtf


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


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+b",
        r"(\w+\s*)+$",
        r"(a|b)*c",
        r"(a|aa)+",
        r"((a?)b)*",
        r"(?:a{1,}){2,}",
        r"(?P<x>a*)*",
        r"(?=(a+)+)",
        r"[(]*(x+)*",
    ],
)
def test_a_repetition_within_a_repetition_is_refused(pattern):
    with pytest.raises(BadPattern):
        read_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"^(\d+) f\.?$",
        r"(\w++\s)+",
        r"(?>a+)+",
        r"[+*]+",
        r"\(a+\)+",
        r"(abc){3}",
        r"(?:ab)+",
        r"a{,3}",
        r"x{}+",
        r"(?i)é+$",
        r"a|b",
        r"(?#(a+)b",
    ],
)
def test_other_patterns_are_taken(pattern):
    read_pattern(pattern)


def test_a_slow_pattern_refuses_the_value_and_does_not_hold_the_run():
    pattern = read_pattern("(.*),(.*),(.*),(.*),(.*);")
    began = time.monotonic()
    with pytest.raises(Invalid, match="takes too long"):
        pattern.found("," * 50_000)
    assert time.monotonic() - began < 60  # seconds, where it would be years


@given(st.text(max_size=40), st.sampled_from(["a", r"\d+", r"\s*,\s*", "[aeiou]", "^x"]))
def test_what_a_pattern_parts_and_its_matches_make_the_whole(text, expression):
    pattern = read_pattern(expression)
    matches = [found[0] for found in pattern.compiled.finditer(text)]
    parts = pattern.parts(text)
    assert "".join(a + b for a, b in zip(parts, [*matches, ""], strict=True)) == text


SAFE = st.text("ab(|)*+?[]\\.{1,}", max_size=12)


@given(SAFE)
def test_whatever_is_taken_for_a_pattern_ends_soon(expression):
    try:
        pattern = read_pattern(expression)
    except BadPattern:
        return
    began = time.monotonic()
    pattern.found("a" * 30 + "!")
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("formats", "century", "text", "edtf"),
    [
        (["%d/%m/%Y"], None, "4/2/1992", "1992-02-04"),
        (["%d/%m/%Y"], None, "31/2/1992", None),
        (["%d/%m/%Y"], None, "1992", None),
        (["%d/%m/%Y", "%Y"], None, "1992", "1992"),
        (["%d/%m/%y"], 18, "4/2/92", "1892-02-04"),
        (["%B %Y"], None, "Setiembre 1992", "1992-09"),
        (["%d %b %Y"], None, "4 Sept. 1992", "1992-09-04"),
        (["%d %B %Y"], None, "4 brumaire 1992", None),
        (["%Y%m%d %H:%M:%S"], None, "19920204 10:30:00", "1992-02-04"),
        (["day-first"], None, "c. 4.2.1992?", "1992-02-04%"),
        (["day-first"], None, "1992-02", "1992-02"),
        (["month-first"], None, "2/4/1992 to 2/6/1992", "1992-02-04/1992-02-06"),
        (["month-first"], None, "February 4, 1992", "1992-02-04"),
        (["day-first"], None, "6/2/1992 – 4/2/1992", None),
        (["excel"], None, "33638", "1992-02-04"),
        (["excel"], None, "33638.5", "1992-02-04"),
        (["iso"], None, "1992-02-04", "1992-02-04"),
        (["%d%%%m%%%Y"], None, "4%2%1992", "1992-02-04"),
    ],
)
def test_a_date_is_read_in_the_form_that_is_stated(formats, century, text, edtf):
    assert date_reader(formats, century)(text) == edtf


@given(st.dates(), st.sampled_from(["%d/%m/%Y", "%m-%d-%Y", "%Y%m%d", "%d.%m.%Y", "%Y %m %d"]))
def test_every_day_is_read_back(day, form):
    written = form
    for part, number in (("%d", f"{day.day:02}"), ("%m", f"{day.month:02}"), ("%Y", f"{day.year:04}")):
        written = written.replace(part, number)
    assert date_reader([form])(written) == day.isoformat()


@given(st.text(max_size=30), st.sampled_from(["day-first", "month-first", "excel", "%d %B %Y"]))
def test_what_is_read_is_always_edtf(text, form):
    found = date_reader([form], 19)(text)
    assert found is None or from_edtf(found).edtf == found


@pytest.mark.parametrize("form", ["%d", "%d %Y", "%m", "", "%Y %Y", "%Y %y", "%", "%b %m %Y"])
def test_a_form_that_is_no_date_is_refused(form):
    with pytest.raises(BadFormat):
        date_reader([form], 19)


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
