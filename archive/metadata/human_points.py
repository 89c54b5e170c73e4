"""One date in words: a day, month, season, year, decade or century, with its marks of doubt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.core.words import Message, message
from archive.metadata.date_errors import NotADate, impossible, not_a_date
from archive.metadata.human_tokens import END, ISO, MONTH, NUMBER, PLURAL, ROMAN, SEASON, Token, likely
from archive.metadata.human_words import AD, AND, BC, CENTURY, CIRCA, DECADE, DOUBT, MADE

LAST_CENTURY = 21
_QUALIFIERS = {frozenset[str](): "", frozenset("~"): "~", frozenset("?"): "?", frozenset("~?"): "%"}
_MARKS = {CIRCA: "~", DOUBT: "?"}
_ROMAN = {"x": 10, "v": 5, "i": 1}
Marks = frozenset[str]


@dataclass(frozen=True, slots=True)
class Part:
    """What was said of one date; parts left out are completed from its neighbour."""

    year: str = ""  # as in EDTF
    month: int = 0  # or season
    day: int = 0
    bare: str = ""  # a number alone: a day or the last digits of a year, as its neighbour will tell
    marks: Marks = frozenset()

    def plain(self) -> str:
        """Return it as an EDTF date without qualifier."""
        parts = [self.year] + [f"{number:02}" for number in (self.month, self.day) if number]
        return "-".join(parts)

    def __str__(self) -> str:
        return self.plain() + _QUALIFIERS[self.marks]


class PointReader:
    """A cursor over the tokens of one text that reads dates."""

    def __init__(self, tokens: Sequence[Token], text: str) -> None:
        self._tokens = [*tokens, Token(END, "")]
        self._at = 0
        self._text = text
        self._dated = False  # "published 1833" is a date; "1830, published 1833" is two, of different things
        self._of_centuries = False  # "siglos XIX y XX": a numeral alone is a century too

    def kind(self, ahead: int = 0) -> str:
        """Return the kind of a token ahead."""
        return self._tokens[min(self._at + ahead, len(self._tokens) - 1)].kind

    def peek(self) -> str:
        """Return the text of the next token."""
        return self._tokens[self._at].text

    def take(self) -> Token:
        """Consume the next token."""
        token = self._tokens[self._at]
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token

    def refusal(self, reason: Message | None = None, tries: Sequence[str] | None = None) -> NotADate:
        """Return the error that refuses the text."""
        return not_a_date(self._text, reason, likely(self._text) if tries is None else tries)

    def marks(self) -> Marks:
        """Consume the words that make a date approximate or doubtful, or say what was done then."""
        found = set[str]()
        while self.kind() in _MARKS or (self.kind() == MADE and not self._dated):
            found.add(_MARKS.get(self.take().kind, ""))
        return frozenset(found - {""})

    def point(self, marks: Marks = frozenset()) -> Part:
        """Read one date with the marks before and after it."""
        before = marks | self.marks()
        era = self.take().kind if self.kind() == AD else ""
        part = self._core()
        if self.kind() in (AD, BC):
            era = self.take().kind
        if era:
            part = self._in_era(part, era)
        self._dated = True
        return replace(part, marks=before | self.marks())

    def _core(self) -> Part:
        token = self.take()
        if token.kind == NUMBER:
            return self._from_number(token.text)
        if token.kind == ISO:
            year, month, day = (token.text + "-0").split("-")[:3]
            return Part(year=year, month=int(month), day=int(day))
        if token.kind == MONTH:
            return self._from_month(int(token.text))
        if token.kind == SEASON:
            return Part(year=self._year_after(), month=int(token.text))
        if token.kind == DECADE:
            return self._decade(self.take().text, certain=True)
        if token.kind in (CENTURY, PLURAL, ROMAN):
            return self._century_named(token)
        raise self.refusal()

    def _from_number(self, text: str) -> Part:
        if len(text) == 4:
            return self._from_year(text)
        if len(text) > 4:
            raise self.refusal()
        if self.kind() == CENTURY or self._at_abbreviated_century(text):
            self.take()
            return self._century(int(text))
        if self.kind() == MONTH and len(text) < 3:
            month = int(self.take().text)
            return Part(year=self._year_after(), month=month, day=self._day(text))
        return Part(bare=text)

    def _at_abbreviated_century(self, text: str) -> bool:
        """Tell "15c." from "15", given that `c` is short for circa too."""
        return self.kind() == CIRCA and self.peek() == "c" and int(text) <= LAST_CENTURY

    def _from_year(self, year: str) -> Part:
        if self.kind() == PLURAL:
            return self._decade(year, certain=False)
        if self.kind() == SEASON:
            return Part(year=year, month=int(self.take().text))
        if self.kind() != MONTH:
            return Part(year=year)
        month = int(self.take().text)
        if self.kind() == NUMBER and len(self.peek()) < 3:
            return Part(year=year, month=month, day=self._day(self.take().text))
        return Part(year=year, month=month)

    def _from_month(self, month: int) -> Part:
        if self.kind() == NUMBER and len(self.peek()) < 3:
            day = self._day(self.take().text)
            return Part(year=self._year_after(), month=month, day=day)
        return Part(year=self._year_after(), month=month)

    def _year_after(self) -> str:
        """Consume the year that may follow a day, month or season, with or without a comma."""
        comma = self.kind() == AND and self.peek() == ","
        year = self._tokens[min(self._at + comma, len(self._tokens) - 1)]
        if year.kind != NUMBER or len(year.text) != 4 or self.kind(1 + comma) == PLURAL:
            return ""
        self._at += 1 + comma
        return year.text

    def _day(self, text: str) -> int:
        if not 1 <= int(text) <= 31:
            raise impossible(self._text, message("No month has a day {day}.", day=text), likely(self._text))
        return int(text)

    def _decade(self, year: str, *, certain: bool) -> Part:
        """Read "1890s", or "década de 1890" (certain); "1800s" could be a century."""
        if self.kind() == PLURAL:
            self.take()
        if len(year) != 4 or not year.endswith("0"):
            raise self.refusal()
        if year.endswith("00") and not certain:
            reason = message('"{year}s" may be a decade or a century.', year=year)
            raise self.refusal(reason, [f"{year[:3]}X", f"{year[:2]}XX"])
        return Part(year=f"{year[:3]}X")

    def _century_named(self, token: Token) -> Part:
        if token.kind == ROMAN:
            if not self._of_centuries:
                raise self.refusal()
            return self._century(_roman(token.text))
        number = self.take()
        if number.kind == ROMAN:
            return self._century(_roman(number.text))
        if number.kind == NUMBER and token.kind == CENTURY:
            return self._century(int(number.text))
        raise self.refusal()

    def _century(self, number: int) -> Part:
        if not 1 <= number <= LAST_CENTURY:
            raise self.refusal()
        self._of_centuries = True
        return Part(year=f"{number - 1:02}XX")

    def _in_era(self, part: Part, era: str) -> Part:
        year = part.bare.zfill(4) if part.bare else part.year
        if not year or (era == BC and (part.month or (year.endswith("X") and not year.endswith("XX")))):
            raise self.refusal()
        if era == BC:
            # The year 0000 is 1 BC, hence the 2nd century BC has the digits of the 2nd AD: -0199 to -0100.
            year = f"-{year}" if year.endswith("X") else _before_christ(int(year))
        return replace(part, year=year, bare="")


def _before_christ(year: int) -> str:
    return "0000" if year <= 1 else f"-{year - 1:04}"


def _roman(text: str) -> int:
    values = [_ROMAN[char] for char in text]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def merged(first: Part, last: Part) -> tuple[Part, Part]:
    """Complete two dates from each other: "4–6 February 1992", "17th–19th centuries"."""
    if first.bare and last.day:
        first = replace(first, year=last.year, month=last.month, day=int(first.bare), bare="")
    elif first.bare and last.year.endswith("XX"):
        first = replace(first, year=f"{int(first.bare) - 1:02}XX", bare="")
    elif first.bare and last.year.startswith("-"):
        first = replace(first, year=_before_christ(int(first.bare)), bare="")
    if last.bare and first.day:
        last = replace(last, year=first.year, month=first.month, day=int(last.bare), bare="")
    elif last.bare and first.year.isdigit() and not first.month:
        last = replace(last, year=first.year[: -len(last.bare)] + last.bare, bare="")
    return (
        replace(first, year=first.year or last.year) if first.month else first,
        replace(last, year=last.year or first.year) if last.month else last,
    )
