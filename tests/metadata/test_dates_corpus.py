"""Dates measured on real texts: a museum's 2,736 wordings with its own years, and the examples of EDTF."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from edtf import is_valid_edtf

from archive.core.errors import Invalid
from archive.metadata.calendar_days import civil_of
from archive.metadata.dates import OPEN_END, OPEN_START, describe, from_edtf, parse, years

pytestmark = pytest.mark.corpus

# The edtf package, which made the list, subtracts the doubt of a part from the end: it precedes the start.
REVERSED = {"2004?-06-11", "2004-06-~11", "2004-?06-?11", "2004?-~06-~04"}

# Where we read a wording of the edtf package's list otherwise than it does; None where we refuse.
OTHERWISE = {
    # in doubt between two meanings
    **dict.fromkeys(
        ("1800s", "c1900s", "year in about the 1800s", "before about the 1900s", "10/7/2008", "1910-30")
    ),
    **dict.fromkeys(("later than 1928", "after approx Summer 1928", "1863, printed ca. 1866")),
    # more than EDTF can say, or no date
    **dict.fromkeys(("active late 17th-19th centuries", "1915 late - autumn 1916", "1920s -early 1930s")),
    **dict.fromkeys(
        ("notcirca 1860", "attic. 1802", "1932, printed 1976 by Gunther Sander", "January 12", "January")
    ),
    "decade in 1800s": "180X",
    "day in Spring 1849": "1849-21",
    "day in 1872": "1872",
    "c64 BCE": "-0063~",  # the year 0000 is 1 BC
    "1858/1860": "1858/1860",  # EDTF already
    "1863 or 1864": "[1863,1864]",
    "1900; 1973": "{1900,1973}",
}


def rows(corpus: Path, name: str) -> list[dict[str, str]]:
    with (corpus / "records" / "dates" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(text: str) -> str | None:
    try:
        return parse(text).edtf
    except Invalid:
        return None


@pytest.mark.parametrize("weighted", [False, True], ids=["distinct texts", "every record"])
def test_museum_dates_are_read_to_the_museums_own_years(corpus, weighted):
    outcome: Counter[str] = Counter()
    for row in rows(corpus, "tate_date_texts.csv"):
        weight = int(row["count"]) if weighted else 1
        try:
            found = tuple(str(year) for year in years(parse(row["date_text"])))
        except Invalid:
            outcome["kept as text"] += weight
        else:
            outcome["right" if found == (row["start_year"], row["end_year"]) else "wrong"] += weight
    assert outcome["right"] >= 0.90 * outcome.total()
    assert outcome["wrong"] < 0.01 * outcome.total()


def test_what_is_made_of_museum_dates_is_edtf_to_others_too(corpus):
    made = {read(row["date_text"]) for row in rows(corpus, "tate_date_texts.csv")} - {None}
    one_of_each_shape = {re.sub(r"\d", "9", str(edtf)): str(edtf) for edtf in made}
    assert len(one_of_each_shape) > 20
    assert [edtf for edtf in one_of_each_shape.values() if not is_valid_edtf(edtf)] == []


def _iso(ordinal: int) -> str:
    year, month, day = civil_of(ordinal)
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"


def test_the_examples_of_edtf_span_their_days(corpus):
    for row in rows(corpus, "edtf_strings.csv"):
        if row["valid"] == "no":
            with pytest.raises(Invalid):
                from_edtf(row["edtf"])
            continue
        found = from_edtf(row["edtf"])
        first = "-inf" if found.earliest == OPEN_START else _iso(found.earliest)
        last = "inf" if found.latest == OPEN_END else _iso(found.latest)
        expected = first if row["edtf"] in REVERSED else row["upper_strict"]
        assert (row["edtf"], first, last) == (row["edtf"], row["lower_strict"], expected)


def test_the_examples_of_edtf_are_described_in_both_languages(corpus):
    for row in rows(corpus, "edtf_strings.csv"):
        if row["valid"] == "yes":
            assert describe(row["edtf"], "en")
            assert describe(row["edtf"], "es")


def test_wordings_are_read_as_the_edtf_package_does_but_for_those_listed(corpus):
    wordings = {row["text"]: row["edtf"] or None for row in rows(corpus, "natural_language_to_edtf.csv")}
    assert {text: read(text) for text in wordings} == wordings | OTHERWISE
