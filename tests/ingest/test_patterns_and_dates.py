"""Patterns and forms of dates that a mapping states: which are taken, and what they make of any text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.core.errors import Invalid
from archive.ingest.mappings.date_formats import BadFormat, date_reader
from archive.ingest.mappings.patterns import BadPattern, read_pattern
from archive.metadata.dates import from_edtf


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
