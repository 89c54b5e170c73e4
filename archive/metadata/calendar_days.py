"""Days of the proleptic Gregorian calendar as whole numbers: `date.toordinal` for any year.

Spec: ISO 8601-1:2019, 4.2.1 (the year 0000 is 1 BC; a day before 0001-01-01 has a number ≤ 0)
"""

from datetime import date

CYCLE_YEARS = 400
CYCLE_DAYS = 146_097  # in four hundred years
LAST_YEAR = 20_000_000_000  # either way; the universe is younger
# An end that is open ("1985/..") lies beyond every day that can be written.
OPEN_START = -(10**13)
OPEN_END = 10**13


def ordinal_of(year: int, month: int, day: int) -> int:
    """Return the number of a day; ValueError if there is none."""
    cycles, rest = divmod(year - 1, CYCLE_YEARS)
    return date(rest + 1, month, day).toordinal() + cycles * CYCLE_DAYS


def civil_of(ordinal: int) -> tuple[int, int, int]:
    """Return year, month and day of a day's number."""
    cycles, rest = divmod(ordinal - 1, CYCLE_DAYS)
    day = date.fromordinal(rest + 1)
    return day.year + cycles * CYCLE_YEARS, day.month, day.day


def year_of(ordinal: int) -> int:
    """Return the year in which a day lies."""
    return civil_of(ordinal)[0]


def month_length(year: int, month: int) -> int:
    """Return how many days a month has in that year."""
    following = (year + 1, 1) if month == 12 else (year, month + 1)
    return ordinal_of(*following, 1) - ordinal_of(year, month, 1)


def years_away(ordinal: int, count: int) -> int:
    """Return the day `count` years later (earlier if negative); 29 February becomes the 28th."""
    year, month, day = civil_of(ordinal)
    return ordinal_of(year + count, month, min(day, month_length(year + count, month)))
