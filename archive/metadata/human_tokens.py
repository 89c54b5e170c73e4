"""Date texts cut into tokens: folded, numbers apart from words, spelled numeric dates recognised."""

import re
import unicodedata
from dataclasses import dataclass

from archive.core.words import message
from archive.metadata.date_errors import impossible, not_a_date
from archive.metadata.human_words import FILLERS, KINDS, MONTHS, PHRASES, SEASONS, TO, WEEKDAYS

NUMBER = "number"
MONTH = "month"
SEASON = "season"
ISO = "iso"  # "1992-02-04", "1992-02"
PLURAL = "s"  # of a decade ("1890s"), or short for siglo ("s. XIX")
ROMAN = "roman"
END = "end"

_DASHES = re.compile("[‐-―−]")
_DROPPED = re.compile(r"[()\[\].:¿'’´\"“”\\]+")
_ROMAN_NUMERAL = re.compile(r"(?=[xvi])x{0,2}(?:ix|iv|v?i{0,3})")
_TOKEN = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d(?!\d))"
    r"|(?P<numeric>\d{1,2}(?P<sign>[./-])\d{1,2}(?P=sign)\d{4}(?!\d))"
    r"|(?P<year_first>\d{4}(?P<between>[./])\d{1,2}(?P=between)\d{1,2}(?!\d))"
    r"|(?P<month_year>\d{1,2}/\d{4}(?!\d))"
    r"|(?P<year_month>\d{4}[-/]\d{1,2}(?!\d))"
    r"|(?P<number>\d+)|(?P<word>[a-z]+)|(?P<alone>[^\s\w.])",
    re.ASCII,
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|ro|do|er|o|a)\b", re.ASCII)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b[.,]*")
_BY_LENGTH = sorted(PHRASES, key=lambda pair: -len(pair[0]))
_PHRASE = re.compile("|".join(rf"(?<![a-z]){re.escape(phrase)}(?![a-z])" for phrase, _ in _BY_LENGTH))
_MEANING = dict(PHRASES)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign, and what it does in a date."""

    kind: str
    text: str


def fold(text: str) -> str:
    """Return a text without case, accents and differences between dashes and spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(_DASHES.sub("–", plain).split())


def tokens(folded: str, text: str) -> list[Token]:
    """Return the tokens of a folded text; NotADate if a word has no place in a date."""
    found: list[Token] = []
    said = _ORDINAL.sub("", _WEEKDAY.sub(" ", folded))
    said = _PHRASE.sub(lambda match: f" {_MEANING[match[0]]} ", said)
    for match in _TOKEN.finditer(_without_signs(said)):
        found.extend(_tokens_of(match, text))
    return found


def _without_signs(said: str) -> str:
    # A dot between digits belongs to "4.2.1992"; all others end abbreviations.
    return _DROPPED.sub(lambda match: match[0] if match[0] == "." and _between_digits(match) else " ", said)


def _between_digits(match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return before.isdigit() and after.isdigit()


def _tokens_of(match: re.Match[str], text: str) -> list[Token]:
    said = match[0]
    match match.lastgroup:
        case "iso":
            return [Token(ISO, said)]
        case "sign" | "numeric":
            return [Token(ISO, _numeric(said, text))]
        case "between" | "year_first":
            year, month, day = re.split(r"[./]", said)
            return [Token(ISO, f"{year}-{int(month):02}-{int(day):02}")]
        case "month_year":
            month, _, year = said.partition("/")
            return [Token(ISO, f"{year}-{int(month):02}")]
        case "year_month":
            return _year_and_two_digits(said, text)
        case "number":
            return [Token(NUMBER, said)]
    return _word(said, text)


def _word(said: str, text: str) -> list[Token]:
    if said in MONTHS:
        return [Token(MONTH, str(MONTHS[said]))]
    if said in SEASONS:
        return [Token(SEASON, str(SEASONS[said]))]
    if said in KINDS:
        return [Token(KINDS[said], said)]
    if said == PLURAL:
        return [Token(PLURAL, said)]
    if said in FILLERS:
        return []
    if _ROMAN_NUMERAL.fullmatch(said):
        return [Token(ROMAN, said)]
    raise not_a_date(text, tries=likely(text))


def _numeric(said: str, text: str) -> str:
    """Return a numeric date as ISO 8601; NotADate if its day and month could be either."""
    first, second, year = re.split(r"[./-]", said)
    day_first, month_first = (
        f"{year}-{int(second):02}-{int(first):02}",
        f"{year}-{int(first):02}-{int(second):02}",
    )
    if int(first) > 12 or first == second:
        return day_first
    if int(second) > 12:
        return month_first
    raise not_a_date(
        text, message('"{said}" may be two days: countries differ.', said=said), [day_first, month_first]
    )


def _year_and_two_digits(said: str, text: str) -> list[Token]:
    """Read "1998-03" as a month and "1861-67" as years; refuse "1904-12" beside words: it may be either."""
    year, digits = said[:4], said[5:]
    is_month = len(digits) == 2 and 1 <= int(digits) <= 12
    if not is_month and said[4] == "-" and len(digits) == 2 and digits <= year[2:]:
        reason = message("There is no month {month}.", month=digits)
        raise impossible(text, reason, [year, f"{year}/{next_ending(year, digits)}"])
    if not is_month:
        return [Token(NUMBER, year), Token(TO, said[4]), Token(NUMBER, digits)]
    if said[4] == "/" or digits > year[2:]:
        reason = message('"{said}" may be a month or a span of years.', said=said)
        raise not_a_date(text, reason, [f"{year}-{digits}", f"{year}/{next_ending(year, digits)}"])
    return [Token(ISO, said)]


def next_ending(year: str, digits: str) -> str:
    """Return the first year after `year` whose last digits are these."""
    step = 10 ** len(digits)
    return f"{int(year) + (int(digits) - int(year) - 1) % step + 1:04}"


def likely(text: str) -> list[str]:
    """Return the expressions that a text with years in it may have meant."""
    found = sorted(set(re.findall(r"(?<!\d)[12]\d{3}(?!\d)", text, re.ASCII)))
    if len(found) > 1:
        return [f"{found[0]}/{found[-1]}"]
    return [found[0], f"{found[0]}~"] if found else []
