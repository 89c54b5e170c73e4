"""One EDTF date in words, without the qualifier of the whole."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archive.metadata.calendar_days import month_length
from archive.metadata.date_lexicon import Lexicon
from archive.metadata.edtf_model import Point, matches

LEAP_YEAR = 2000  # has every day that any year has
_CENTURY = re.compile(r"(-?)(\d\d)XX", re.ASCII)
_DECADE = re.compile(r"(-?)(\d{3})X", re.ASCII)
_TRAILING = re.compile(r"(\d+)(X+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words for a date, and the article they take after a preposition ("antes del siglo XIX")."""

    text: str
    article: str = ""


def phrase(point: Point, words: Lexicon) -> Phrase:
    """Return the words for one date."""
    said = _grouping(point, words) if point.grouping else _calendar(point, words)
    text = said.text
    if point.time:
        text = words.at.format(
            it=text, time=re.sub(r"(:\d\d):\d\d", r"\1", point.time, count=1).replace("Z", " UTC")
        )
    if point.significant:
        text = words.significant.format(it=text, count=point.significant)
    doubts = [
        words.adjectives[mark].format(part=part)
        for part, mark in zip(words.parts, point.parts, strict=True)
        if mark
    ]
    return Phrase(f"{text} ({', '.join(doubts)})" if doubts else text, said.article)


def _grouping(point: Point, words: Lexicon) -> Phrase:
    name, article = words.groupings[point.grouping]
    return Phrase(_in_year(name, point, words), article)


def _calendar(point: Point, words: Lexicon) -> Phrase:
    year = year_phrase(point.year, words)
    if point.month in ("", "XX"):
        return _no_month(point, year, words)
    month = _listed(month_numbers(point), words, lambda number: words.months[number - 1])
    if point.day in ("", "XX"):
        said = _in_year(month, point, words)
        return Phrase(words.day_unknown.format(month=said) if point.day else said)
    day = _listed(_day_numbers(point), words, str)
    return Phrase(_in_year(words.day.format(day=day, month=month), point, words), words.day_article)


def _no_month(point: Point, year: Phrase, words: Lexicon) -> Phrase:
    if not point.month or (point.year == "XXXX" and point.day in ("", "XX")):
        return year
    if not point.day:
        return Phrase(words.month_unknown.format(year=year.text))
    if point.day == "XX":
        return Phrase(words.both_unknown.format(year=year.text))
    return Phrase(words.only_day.format(year=year.text, day=_listed(_day_numbers(point), words, str)))


def _in_year(month: str, point: Point, words: Lexicon) -> str:
    """Return a month, a day of a month or a season together with its year."""
    if point.year == "XXXX":
        return words.no_year.format(month=month)
    year = year_phrase(point.year, words)
    if "X" in point.year:
        return words.within.format(month=month, the=year.article, year=year.text)
    return words.month.format(month=month, year=year.text)


def year_phrase(year: str, words: Lexicon) -> Phrase:
    """Return the words for a year, decade, century or any other pattern of digits."""
    if "X" not in year:
        return Phrase(_one_year(int(year), words))
    if year.strip("-X") == "":
        return Phrase(words.any_year)
    if century := _CENTURY.fullmatch(year):
        number = words.ordinal(int(century[2]) + 1)
        said = words.century.format(number=number)
        return Phrase(words.bc.format(year=said) if century[1] else said, words.century_article)
    decade = _DECADE.fullmatch(year)
    # "1900s" could be a century, "0090s" is not how anybody says it.
    if decade and not decade[1] and decade[2] > "100" and not decade[2].endswith("0"):
        return Phrase(words.decade.format(year=f"{decade[2]}0"), words.decade_article)
    if _TRAILING.fullmatch(year):
        first, last = year.replace("X", "0"), year.replace("X", "9")
        return Phrase(f"{_one_year(int(first), words)}–{_one_year(int(last), words)}")
    return Phrase(words.pattern.format(year=year))


def _one_year(year: int, words: Lexicon) -> str:
    if year <= 0:
        return words.bc.format(year=_grouped(1 - year, words))
    return words.ad.format(year=year) if year < 1000 else _grouped(year, words)


def _grouped(number: int, words: Lexicon) -> str:
    return str(number) if number < 10_000 else f"{number:,}".replace(",", words.thousands)


def month_numbers(point: Point) -> list[int]:
    """Return the months that a point's month may be."""
    return [number for number in range(1, 13) if matches(point.month, number)]


def _day_numbers(point: Point) -> list[int]:
    longest = max(month_length(LEAP_YEAR, month) for month in month_numbers(point))
    return [number for number in range(1, longest + 1) if matches(point.day, number)]


def _listed(numbers: Sequence[int], words: Lexicon, name: Callable[[int], str]) -> str:
    """Return "10–19", "5, 15 or 25", or the one number's name."""
    names = [name(number) for number in numbers]
    if len(names) == 1:
        return names[0]
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{names[0]}–{names[-1]}"
    return words.join_or(", ".join(names[:-1]), names[-1])
