"""What an EDTF expression says, as a small tree, and the days it spans.

Spec: https://www.loc.gov/standards/datetime/ (levels 0 to 2), ISO 8601-2:2019 clause 4
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import product

from archive.metadata.calendar_days import (
    OPEN_END,
    OPEN_START,
    month_length,
    ordinal_of,
    years_away,
)

UNKNOWN_YEARS = 10  # how far away an end that is not known ("1985/") is taken to lie

# First and last month of each sub-year grouping. A winter is its December, so that it stays in its year.
GROUPINGS = {
    **{21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)},  # seasons
    **{25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (12, 12)},  # of the northern hemisphere
    **{29: (9, 11), 30: (12, 12), 31: (3, 5), 32: (6, 8)},  # of the southern hemisphere
    **{33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)},  # quarters
    **{37: (1, 4), 38: (5, 8), 39: (9, 12)},  # quadrimesters
    **{40: (1, 6), 41: (7, 12)},  # semesters
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One date, each part as written (X for a digit not known)."""

    year: str  # "1984", "198X", "-0100"; more than four digits for a long year
    month: str = ""  # "02", "1X", or the number of a sub-year grouping, "21" to "41"
    day: str = ""
    time: str = ""  # "10:10:10Z"
    qualifier: str = ""  # of the whole: ? uncertain, ~ approximate, % both
    parts: tuple[str, str, str] = ("", "", "")  # qualifiers of year, month and day alone
    significant: int = 0  # how many digits of the year count; 0 for all

    @property
    def grouping(self) -> int:
        """The number of its season, quarter or other part of a year; 0 for none."""
        return int(self.month) if self.month.isdigit() and int(self.month) in GROUPINGS else 0


class End(Enum):
    """An end of an interval at which no date stands."""

    OPEN = ".."
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Span:
    """From one date to another: an interval, or consecutive members of a set."""

    lower: Point | End
    upper: Point | End


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several dates, or all of them."""

    every: bool  # {all of these}, not [one of these]
    members: tuple[Point | Span, ...]


Expression = Point | Span | Choice


def days(expression: Expression) -> tuple[int, int] | None:
    """Return the first and last day spanned, as ordinals; None if there is no such day.

    Qualifiers and significant digits do not widen the span: it is what is stated that counts.
    """
    if isinstance(expression, Point):
        return _point_days(expression)
    if isinstance(expression, Span):
        return _span_days(expression)
    each = [days(member) for member in expression.members]
    known = [pair for pair in each if pair]
    if len(known) < len(each):
        return None
    return min(first for first, _ in known), max(last for _, last in known)


def _span_days(span: Span) -> tuple[int, int] | None:
    lower = days(span.lower) if isinstance(span.lower, Point) else None
    upper = days(span.upper) if isinstance(span.upper, Point) else None
    if (lower is None and isinstance(span.lower, Point)) or (upper is None and isinstance(span.upper, Point)):
        return None
    first = lower[0] if lower else OPEN_START
    last = upper[1] if upper else OPEN_END
    if span.lower is End.UNKNOWN:
        first = years_away(last, -UNKNOWN_YEARS)
    if span.upper is End.UNKNOWN:
        last = years_away(first, UNKNOWN_YEARS)
    return (first, last) if first <= last else None


def _point_days(point: Point) -> tuple[int, int] | None:
    if (point.year + point.month + point.day).lstrip("-").isdigit() and "00" not in (point.month, point.day):
        if point.grouping:
            return None if point.day else _grouping_days(int(point.year), *GROUPINGS[point.grouping])
        return _plain_days(int(point.year), int(point.month or 0), int(point.day or 0))
    first = next(_candidates(point, forward=True), None)
    last = next(_candidates(point, forward=False), None)
    return None if first is None or last is None else (first, last)


def _plain_days(year: int, month: int, day: int) -> tuple[int, int] | None:
    """Return the days of a year, month or day (0 where not stated): nearly every date there is."""
    if not month:
        return ordinal_of(year, 1, 1), ordinal_of(year, 12, 31)
    if month > 12 or day > month_length(year, month):
        return None
    first = ordinal_of(year, month, day or 1)
    return first, first if day else first + month_length(year, month) - 1


def _grouping_days(year: int, first: int, last: int) -> tuple[int, int]:
    return ordinal_of(year, first, 1), ordinal_of(year, last, month_length(year, last))


def _candidates(point: Point, *, forward: bool) -> Iterator[int]:
    """Yield each day the point may mean, earliest first, or latest first."""
    step = 1 if forward else -1
    months: Sequence[int]
    if point.grouping:
        first, last = GROUPINGS[point.grouping]
        months = [first] if forward else [last]
    else:
        months = [month for month in range(1, 13)[::step] if matches(point.month, month)]
    if not any(
        matches(point.day, day) for month in months for day in range(1, month_length(2000, month) + 1)
    ):
        return  # not even in a leap year: spares trying ten thousand years
    for year in _years(point.year, forward=forward):
        for month in months:
            for day in range(1, month_length(year, month) + 1)[::step]:
                if matches(point.day, day):
                    yield ordinal_of(year, month, day)


def matches(pattern: str, number: int) -> bool:
    """Say whether a two-digit number fits a pattern such as `1X`; an empty pattern fits all."""
    return not pattern or all(want in ("X", has) for want, has in zip(pattern, f"{number:02}", strict=True))


def _years(pattern: str, *, forward: bool) -> Iterator[int]:
    sign = -1 if pattern.startswith("-") else 1
    digits = "0123456789" if forward == (sign > 0) else "9876543210"
    choices = (digits if char == "X" else char for char in pattern.lstrip("-"))
    for chosen in product(*choices):
        yield sign * int("".join(chosen))
