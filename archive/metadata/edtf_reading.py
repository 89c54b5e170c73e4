"""EDTF expressions, levels 0 to 2, read into the tree of `edtf_model`.

Spec: https://www.loc.gov/standards/datetime/ (levels 0 to 2), ISO 8601-2:2019

The usual forms are read by one pattern. The grammar of the `edtf` package is asked for the rare ones only: it
takes milliseconds, and it has faults that are kept out here (docs/explanation/dates.md lists them).
"""

import re
import warnings

from archive.core.words import message
from archive.metadata.calendar_days import LAST_YEAR, month_length
from archive.metadata.date_errors import ImpossibleDate, NotADate, impossible, not_a_date
from archive.metadata.edtf_model import Choice, End, Expression, Point, Span, days, matches

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # pyparsing's advice to the writers of the grammar
    from edtf.parser.edtf_exceptions import EDTFParseException
    from edtf.parser.grammar import parse_edtf

LONGEST = 400  # characters; sets have many members, but no catalogue needs more

_USUAL = re.compile(r"(-?[\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?([?~%]?)", re.ASCII)
_MARKED_YEAR = re.compile(r"(?<![^/,{\[])([?~%])(-?\d{4})(?![^/,}\]])", re.ASCII)
_TIMED = re.compile(
    r"(?P<date>-?\d{4}-\d\d-\d\d)T"
    r"(?P<time>(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d|24:00:00)(?:Z|[+-](?:0\d|1[0-4])(?::[0-5]\d)?)?)",
    re.ASCII,
)
# Only what this admits goes to the package, which prints to the terminal when it stumbles over other things.
_LONG_YEAR = re.compile(r"Y-?\d{1,20}(E\d{1,2})?(S\d{1,2})?", re.ASCII)
_QUALIFIED = re.compile(r"[?~%]?-?\d{4}(S\d{1,2})?[?~%]?(-[?~%]?\d\d[?~%]?(-[?~%]?\d\d)?)?", re.ASCII)


def read(text: str) -> Expression:
    """Return what an EDTF expression says; NotADate if it is none, ImpossibleDate if it cannot be."""
    if len(text) > LONGEST:
        raise not_a_date(text)
    expression = _read_whole(compact(text))
    if days(expression) is None:  # each date of it has days: two of them stand the wrong way round
        raise impossible(text, message("The end comes before the start."), _turned(text))
    return expression


def compact(text: str) -> str:
    """Return an expression as it is kept: no spaces in its sets, "1984?" for the equal "?1984"."""
    return _MARKED_YEAR.sub(r"\2\1", re.sub(r"\s*,\s*", ",", text.strip()))


def _turned(text: str) -> list[str]:
    interval = re.fullmatch(r"([^/]+)/([^/]+)|\[(.+)\.\.(.+)\]", compact(text))
    if not interval:
        return []
    start, end, first, last = interval.groups()
    return [f"{end}/{start}" if start else f"[{last}..{first}]"]


def _read_whole(text: str) -> Expression:
    if text[:1] + text[-1:] in ("[]", "{}"):
        return _read_set(text)
    if "/" in text:
        lower, _, upper = text.partition("/")
        return _span(text, _end(lower), _end(upper))
    return _point(text)


def _read_set(text: str) -> Choice:
    members = text[1:-1].split(",")
    if len(members) == 1 and ".." not in members[0]:
        raise not_a_date(text, message("A set has more than one date."), [members[0]])
    return Choice(text[0] == "{", tuple(_member(text, member) for member in members))


def _member(whole: str, text: str) -> Point | Span:
    lower, dots, upper = text.partition("..")
    if not dots:
        return _point(text)
    return _span(whole, _point(lower) if lower else End.OPEN, _point(upper) if upper else End.OPEN)


def _end(text: str) -> Point | End:
    return End(text) if text in ("", "..") else _point(text)


def _span(text: str, lower: Point | End, upper: Point | End) -> Span:
    if isinstance(lower, End) and isinstance(upper, End):
        raise not_a_date(text, message("An interval needs a date at one end."))
    return Span(lower, upper)


def _point(text: str) -> Point:
    if usual := _USUAL.fullmatch(text):
        year, month, day, qualifier = usual.groups(default="")
        point = Point(year=year, month=month, day=day, qualifier=qualifier)
    elif timed := _TIMED.fullmatch(text):
        year, month, day = timed["date"].rsplit("-", 2)
        point = Point(year=year, month=month, day=day, time=timed["time"])
    else:
        point = _rare(text)
    return _checked(text, point)


def _rare(text: str) -> Point:
    """Read long years, significant digits and qualifiers of single parts with the grammar of the package."""
    if not (_LONG_YEAR.fullmatch(text) or _QUALIFIED.fullmatch(text)):
        raise not_a_date(text)
    try:
        parsed = parse_edtf(text)
    except EDTFParseException:
        raise not_a_date(text) from None
    found = {
        name.lstrip("_"): value for name, value in vars(getattr(parsed, "date", parsed)).items() if value
    }
    year = str(found.get("year", ""))
    if "exponent" in found:
        year = str(int(found["base"]) * 10 ** int(found["exponent"]))
    mark = {
        name: str(found.get(name, ""))
        for name in ("year_ua", "year_ua_b", "month_ua", "day_ua", "year_month_ua")
    }
    both = mark["year_month_ua"]
    return Point(
        year=year,
        month=str(found.get("month", "")),
        day=str(found.get("day", "")),
        qualifier=str(vars(parsed).get("ua") or ""),
        parts=(mark["year_ua"] or mark["year_ua_b"] or both, mark["month_ua"] or both, mark["day_ua"]),
        significant=int(found.get("significant_digits", 0)),
    )


def _checked(text: str, point: Point) -> Point:
    year = point.year.lstrip("-")
    if point.year == "-0000":
        raise impossible(text, message('"-0000" is not a year: 1 BC is "0000".'), ["0000"])
    if year.isdigit() and int(year) > LAST_YEAR:
        raise impossible(text, message("No year lies more than 20 billion years away."))
    if point.day and point.grouping:
        raise not_a_date(text, message("A season has no days."), [f"{point.year}-{point.month}"])
    if days(point) is None:
        raise _no_such_day(text, point)
    return point


def _no_such_day(text: str, point: Point) -> NotADate | ImpossibleDate:
    """Return the error for a month or day that no calendar has."""
    months = [month for month in range(1, 13) if matches(point.month, month)]
    if not months:
        reason = message("There is no month {month}.", month=point.month)
        # "1914-18" is more likely a span of years, which people write and EDTF does not.
        return impossible(text, reason, [point.year]) if point.day else not_a_date(text, reason, [point.year])
    month = f"{point.year}-{point.month}"
    if not month.lstrip("-").replace("-", "").isdigit():
        return impossible(text, message("No month has such a day."), [month])
    length = month_length(int(point.year), months[0])
    reason = message("{month} has {length} days.", month=month, length=length)
    return impossible(text, reason, [month, f"{point.year}~", f"{month}-{length}"])
