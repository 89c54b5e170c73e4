"""Dates as a table writes them, read by a stated format and given in EDTF.

Spec: https://www.loc.gov/standards/datetime/ (what comes out); the directives are those of strftime that
say a day, a month or a year. Only the archivist knows which of two days "3/4/1998" is, so a mapping says it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from archive.core.errors import Invalid
from archive.core.words import Message, message
from archive.metadata.dates import from_edtf
from archive.metadata.human_words import MONTHS
from archive.text.folding import fold

PARTS = {
    "d": r"(?P<d>\d{1,2})",
    "m": r"(?P<m>\d{1,2})",
    "Y": r"(?P<Y>\d{4})",
    "y": r"(?P<y>\d{2})",
    "b": r"(?P<b>[a-z]+)\.?",
    "H": r"\d{1,2}",
    "M": r"\d{2}",
    "S": r"\d{2}(?:[.,]\d+)?",
}
PARTS["B"] = PARTS["b"]
_ISO = ("%Y-%m-%d", "%Y-%m", "%Y")
_DAY_FIRST = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d-%b-%Y", "%d de %B de %Y")
_MONTH_FIRST = ("%m/%d/%Y", "%m.%d.%Y", "%m-%d-%Y", "%B %d, %Y", "%B %d %Y")
_MONTHS = ("%m/%Y", "%m.%Y", "%m-%Y", "%B %Y", "%B de %Y")
_YEARLESS = {"day-first": ("%d/%m/%y", "%d.%m.%y", "%d-%m-%y"), "month-first": ("%m/%d/%y", "%m-%d-%y")}
NAMED = {
    "day-first": (*_ISO, *_DAY_FIRST, *_MONTHS),
    "month-first": (*_ISO, *_MONTH_FIRST, *_MONTHS),
    "iso": _ISO,
}
EXCEL = "excel"  # days counted as spreadsheets count them
_EPOCH = date(1899, 12, 30)
_LAST_SERIAL = 2_958_465  # 9999-12-31

# Of folded text, in which every dash is a hyphen.
_ABOUT = re.compile(r"(?:c|ca)\.?\s*(?=\d)|(?:circa|about|hacia)\s+")
_BETWEEN = re.compile(r"\s*-\s*|\s+(?:to|a|al|hasta)\s+")
REMEMBERED = 4_096

Reader = Callable[[str], str | None]


class BadFormat(Exception):
    """A date format that cannot be used; its argument says why."""


@dataclass(frozen=True, slots=True)
class _Format:
    """One format: its pattern over folded text, and the century of years of two digits."""

    pattern: re.Pattern[str]
    century: int | None

    def read(self, folded: str) -> str | None:
        """Return the EDTF of a text in this format, None if it is in another or no such day exists."""
        found = self.pattern.fullmatch(folded)
        if found is None:
            return None
        parts = found.groupdict()
        if (year := parts.get("Y")) is None:
            year = f"{self.century:02}{parts['y']}"
        month: str | int | None = parts.get("m")
        if (name := parts.get("b")) is not None:
            month = MONTHS.get(name)
            if month is None:
                return None
        return _checked("-".join([year, *(f"{int(each):02}" for each in (month, parts.get("d")) if each)]))


def date_reader(formats: Sequence[str], century: int | None = None) -> Reader:
    """Return what reads a text in the first of the formats that fits: its EDTF, or None.

    A span ("3/4/1998 – 5/4/1998"), "c." and "?" are understood around a date. Raise BadFormat.
    """
    expanded = [each for name in formats for each in _expanded(name, century)]
    readers: list[Reader] = [_compiled(each, century).read for each in expanded if each != EXCEL]
    if EXCEL in expanded:
        readers.append(_from_serial)

    @lru_cache(maxsize=REMEMBERED)
    def read(text: str) -> str | None:
        folded = " ".join(fold(text).split())
        return _first(readers, folded) or _span(readers, folded)

    return read


def _expanded(name: str, century: int | None) -> tuple[str, ...]:
    return (*NAMED.get(name, (name,)), *(_YEARLESS.get(name, ()) if century is not None else ()))


def _compiled(text: str, century: int | None) -> _Format:
    pattern, said = "", []
    for literal, letter in re.findall(r"([^%]+)|%(.?)", text, re.DOTALL):
        if literal:
            pattern += re.sub(r"(?:\\ )+", r"\\s+", re.escape(fold(literal)))
        elif letter == "%":
            pattern += "%"
        elif letter in PARTS and letter not in said:
            pattern += PARTS[letter]
            said.append(letter)
        else:
            raise BadFormat(_unknown(letter, text))
    if "y" in said and century is None:
        raise BadFormat(message('"%y" leaves the century open; write %Y, or say which: century = 19'))
    named = {"m", "b", "B"} & set(said)
    years = {"y", "Y"} & set(said)
    if len(years) != 1 or len(named) > 1 or ("d" in said and not named):
        raise BadFormat(_incomplete(text))
    return _Format(re.compile(pattern), century)


def _unknown(letter: str, text: str) -> Message:
    known = " ".join(f"%{each}" for each in "dmYybBHMS")
    return message(
        '"{part}" cannot be read in "{format}"; write {known}, each once, or one of {names}',
        part=f"%{letter}",
        format=text,
        known=known,
        names=", ".join((*NAMED, EXCEL)),
    )


def _incomplete(text: str) -> Message:
    return message(
        '"{format}" is no date: write a year, with a month, with a day, such as "%d/%m/%Y"; or {names}',
        format=text,
        names=", ".join((*NAMED, EXCEL)),
    )


def _first(readers: Sequence[Reader], text: str) -> str | None:
    """Return the reading of one date, "about" and "perhaps" kept as EDTF has them."""
    bare = _ABOUT.sub("", text, count=1) if _ABOUT.match(text) else text
    sure = bare.rstrip("? ").rstrip("(") if bare.endswith("?") else bare
    found = next(filter(None, (read(sure.strip()) for read in readers)), None)
    sign = {(True, False): "~", (False, True): "?", (True, True): "%"}.get((bare != text, sure != bare), "")
    return found and found + sign


def _span(readers: Sequence[Reader], text: str) -> str | None:
    for between in _BETWEEN.finditer(text):
        first, last = (_first(readers, end) for end in (text[: between.start()], text[between.end() :]))
        if first and last:
            return _checked(f"{first}/{last}")
    return None


def _from_serial(text: str) -> str | None:
    """Return the day that a spreadsheet counts from 1899-12-30; its count of early 1900 is off by one."""
    if not re.fullmatch(r"\d{2,7}(?:\.\d+)?", text, re.ASCII):
        return None
    days = int(text.partition(".")[0])
    return (_EPOCH + timedelta(days=days)).isoformat() if 60 < days <= _LAST_SERIAL else None


def _checked(expression: str) -> str | None:
    try:
        return from_edtf(expression).edtf
    except Invalid:
        return None
