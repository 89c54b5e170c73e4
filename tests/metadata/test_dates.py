"""Dates: EDTF expressions, the days they span, and what is said of those that cannot be."""

from datetime import date

import pytest

from archive.metadata.calendar_days import ordinal_of, year_of
from archive.metadata.dates import (
    OPEN_END,
    OPEN_START,
    ImpossibleDate,
    NotADate,
    first_day,
    from_edtf,
    last_day,
    parse,
    years,
)


def day(text: str) -> int:
    """Return the ordinal of "1992-02-04" or "-0199-01-01"."""
    year, month, number = text.rsplit("-", 2)
    return ordinal_of(int(year), int(month), int(number))


@pytest.mark.parametrize(
    ("expression", "earliest", "latest"),
    [
        ("1992", "1992-01-01", "1992-12-31"),
        ("1992-02", "1992-02-01", "1992-02-29"),
        ("1992-02-04", "1992-02-04", "1992-02-04"),
        ("1984-1X", "1984-10-01", "1984-12-31"),
        ("1984-02-1X?", "1984-02-10", "1984-02-19"),
        ("156X-12-25", "1560-12-25", "1569-12-25"),
        ("XXXX-02-29", "0000-02-29", "9996-02-29"),
        ("-01XX", "-199-01-01", "-100-12-31"),
        ("2004-06-01T00:10:10", "2004-06-01", "2004-06-01"),
        ("2004-01-01T10:10:10Z/2005", "2004-01-01", "2005-12-31"),
        ("2004?-06-~11", "2004-06-11", "2004-06-11"),
        ("1984~/2004?-06", "1984-01-01", "2004-06-30"),
        ("1985-04-12/1985-04-1X", "1985-04-12", "1985-04-19"),
        ("2001-34/2002", "2001-04-01", "2002-12-31"),
        ("19XX-21", "1900-03-01", "1999-05-31"),
        ("1985/", "1985-01-01", "1995-01-01"),
        ("/2004-02-29", "1994-02-28", "2004-02-29"),
        ("Y-17E7", "-170000000-01-01", "-170000000-12-31"),
        ("Y3388E2S3", "338800-01-01", "338800-12-31"),
        ("[1667, 1668, 1670..1672]", "1667-01-01", "1672-12-31"),
        ("{1960,1961-12}", "1960-01-01", "1961-12-31"),
        ("[1984~..1986]", "1984-01-01", "1986-12-31"),
    ],
)
def test_an_expression_spans_its_days(expression, earliest, latest):
    found = from_edtf(expression)
    assert (found.earliest, found.latest) == (day(earliest), day(latest))


@pytest.mark.parametrize(
    ("expression", "earliest", "latest"),
    [
        ("1985/..", day("1985-01-01"), OPEN_END),
        ("../1985~", OPEN_START, day("1985-12-31")),
        ("[..1984~]", OPEN_START, day("1984-12-31")),
        ("[1667,1760-12..]", day("1667-01-01"), OPEN_END),
    ],
)
def test_an_open_end_lies_beyond_every_day(expression, earliest, latest):
    found = from_edtf(expression)
    assert (found.earliest, found.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("2001-02-29", 'Try "2001-02", "2001~" or "2001-02-28".'),
        ("31 Feb 1992", 'Try "1992-02", "1992~" or "1992-02-29".'),
        ("1984-02-3X", 'Try "1984-02", "1984~" or "1984-02-29".'),
        ("XXX1-02-29", 'Try "XXX1-02".'),
        ("1992-00-00", 'Try "1992".'),
        ("2004/2001", 'Try "2001/2004".'),
        ("between 1918 and 1914", 'Try "[1914..1918]".'),
        ("1998-13", 'Try "1998" or "1998/2013".'),
        ("32 de enero de 1998", 'Try "1998" or "1998~".'),
        ("-0000", 'Try "0000".'),
    ],
)
def test_a_date_that_cannot_be_is_told_with_what_to_write(text, remedy):
    with pytest.raises(ImpossibleDate) as caught:
        parse(text)
    (problem,) = caught.value.problems
    assert (problem.value, str(problem.remedy)) == (text, remedy)


def test_the_reason_says_how_long_the_month_is():
    with pytest.raises(ImpossibleDate, match="1992-02 has 29 days"):
        parse("30 de febrero de 1992")


@pytest.mark.parametrize(
    "text",
    (
        *("", "   ", "yesterday", "199", "19999", "/", "../..", "{1985}", "{}", "[", "2016-02-39x", "Y1234"),
        *("2001-21-03", "1985,1986/", "2004-(06)?-11", "(2004)?-06-04~", "Y17E7-12-26", "1" * 5000, "١٩٩٢"),
        *("1992\n1993", "XIX", "2 a.m. 1998", "23rd Dynasty", "attic. 1802"),
    ),
)
def test_a_text_that_is_no_date_is_not_one(text):
    with pytest.raises(NotADate) as caught:
        parse(text)
    assert caught.value.problems[0].remedy


def test_a_year_older_than_the_universe_is_impossible():
    with pytest.raises(ImpossibleDate, match="20 billion"):
        from_edtf("Y9E99")


def test_strict_edtf_admits_no_words():
    with pytest.raises(NotADate):
        from_edtf("c. 1905")


def test_a_mark_before_a_year_alone_is_one_behind_it():
    assert from_edtf("?1984/~1986").edtf == "1984?/1986~"
    assert from_edtf("?1984-06").edtf == "?1984-06"


def test_an_expression_is_kept_without_the_spaces_of_its_sets():
    assert from_edtf(" [1760-01, 1760-02, 1760-12..] ").edtf == "[1760-01,1760-02,1760-12..]"


def test_days_are_those_of_the_standard_library_where_it_has_them():
    assert ordinal_of(1992, 2, 4) == date(1992, 2, 4).toordinal()
    assert ordinal_of(1, 1, 1) - ordinal_of(0, 12, 31) == 1
    assert year_of(ordinal_of(-44, 3, 15)) == -44


def test_years_of_a_span():
    assert years(parse("1799–1802")) == (1799, 1802)
    assert years(parse("44 BC")) == (-43, -43)


def test_limits_of_a_search_take_the_first_and_the_last_day():
    assert first_day("marzo 1998") == ordinal_of(1998, 3, 1)
    assert last_day("1998-03") == ordinal_of(1998, 3, 31)
    assert last_day("1990s") == ordinal_of(1999, 12, 31)
