"""Dates as archives state them: EDTF or safe human words in, an expression with its first and last day out.

docs/explanation/dates.md tells which words are read, which are refused, and why.
"""

from dataclasses import dataclass
from functools import lru_cache

from archive.metadata import date_words, edtf_model, edtf_reading, human_dates
from archive.metadata.calendar_days import OPEN_END, OPEN_START, year_of
from archive.metadata.date_errors import ImpossibleDate, NotADate

__all__ = [
    "OPEN_END",
    "OPEN_START",
    "Date",
    "ImpossibleDate",
    "NotADate",
    "describe",
    "first_day",
    "from_edtf",
    "is_date",
    "last_day",
    "parse",
    "years",
]

REMEMBERED = 16_384  # texts; a museum of 69,000 records has under 3,000 distinct ones


@dataclass(frozen=True, slots=True)
class Date:
    """A date: its EDTF expression, and the days it spans as proleptic Gregorian ordinals.

    An end that is open is OPEN_START or OPEN_END; one that is not known lies ten years away.
    """

    edtf: str
    earliest: int
    latest: int


@lru_cache(maxsize=REMEMBERED)
def from_edtf(expression: str) -> Date:
    """Return the date of a strict EDTF expression (levels 0 to 2).

    Raises NotADate or ImpossibleDate if it is none.
    """
    found = edtf_model.days(edtf_reading.read(expression))
    if found is None:
        raise AssertionError(f"{expression!r} was read, and has no days")
    return Date(edtf_reading.compact(expression), *found)


def parse(text: str) -> Date:
    """Return the date that a text states, in EDTF or in plain English or Spanish words.

    Raises NotADate where the text says something else, or could mean two dates: keep it as words.
    Raises ImpossibleDate where it reads as a date that cannot be: somebody must mend it.
    """
    found = _attempt(text)
    if isinstance(found, Date):
        return found
    raise type(found)(found.problems)


def is_date(text: str) -> bool:
    """Say whether a text states a date that is understood."""
    return isinstance(_attempt(text), Date)


@lru_cache(maxsize=REMEMBERED)
def _attempt(text: str) -> Date | NotADate | ImpossibleDate:
    """Read a text; remember refusals too, since "date not known" stands in one record of twelve."""
    try:
        return _read(text)
    except (NotADate, ImpossibleDate) as refused:
        return refused.with_traceback(None)


def _read(text: str) -> Date:
    human_dates.refuse_abbreviated_years(text)
    try:
        return from_edtf(text)
    except NotADate as refused:
        expression = human_dates.to_edtf(text)
        if expression is None:
            raise refused from None
    try:
        return from_edtf(expression)
    except (NotADate, ImpossibleDate) as wrong:
        raise human_dates.said(wrong, text) from None


def years(date: Date) -> tuple[int, int]:
    """Return the first and the last year a date touches (0 is 1 BC).

    Where an end is open, the year is astronomically far: compare the days with OPEN_START and OPEN_END first.
    """
    return year_of(date.earliest), year_of(date.latest)


def first_day(text: str) -> int:
    """Return the first day of what a text states: the limit that `from=` sets."""
    return parse(text).earliest


def last_day(text: str) -> int:
    """Return the last day of what a text states: the limit that `to=` sets."""
    return parse(text).latest


@lru_cache(maxsize=REMEMBERED)
def describe(edtf: str, locale: str) -> str:
    """Return an EDTF expression in words: "c. 1905", "hacia 1905", "20 de octubre de 2012"."""
    return date_words.describe(edtf_reading.read(edtf), locale)
