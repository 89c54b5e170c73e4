"""A thing and its later state or copy: "1913, cast 1956", "1932, printed 1960s", "1976, printed 2000".

Where only a later copy or showing is meant, museums date the thing by its first making. Where it was made
anew they state both years. Where the words leave open which of the two it is, the text is refused. The limits
were measured on a museum's own years (docs/explanation/dates.md).
"""

import re
from collections.abc import Callable

from archive.core.words import message
from archive.metadata.calendar_days import year_of
from archive.metadata.date_errors import not_a_date
from archive.metadata.edtf_model import days
from archive.metadata.edtf_reading import read

SOON = 5  # years; sooner than that, it may still be the first making
WORKING_LIFE = 40  # years; later than that, it is not the maker's own

# The thing in hand came to be then.
ANEW = (
    r"printed|remade|reworked|assembled|reproduced|enlarged version|(?:editioned )?replica"
    r"|impres[oa]|rehech[oa]"
)
CAST = r"(?:later |posthumous |posthumously )?cast|vaciad[oa]|fundid[oa]"
# Work on, or showing of, a thing that exists already.
OTHERS = (
    r"reprinted|reissued|restored|repaired|reassembled|exhibited"
    r"|reimpres[oa]|reeditad[oa]|restaurad[oa]|reparad[oa]|expuest[oa]|exhibid[oa]"
)
# The only words that may follow: beside others ("cast for the fair of 1956") it is no mere copy.
WORDS_AFTER = frozenset(
    (
        *("c", "ca", "circa", "s", "or", "and", "later", "after", "before", "by", "the", "in", "released"),
        *("artist", "en", "por", "o", "y", "hacia"),
    )
)

_COPY = re.compile(
    r"(?P<made>.*?\d[^,;(]*)(?P<sign>[,;(\s])[\s(]*(?:\?\s*|probably |possibly |probablemente )?"
    rf"(?:(?P<anew>{ANEW})|(?P<cast>{CAST})|{OTHERS})\b(?P<copy>.*)"
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_DECADE = re.compile(r"\d{4}s", re.ASCII)
_VAGUE = re.compile(r"\d{4}s|\bc\b|\bcirca\b|\bhacia\b", re.ASCII)


def without_copy(folded: str, text: str, expression_of: Callable[[str, str], str | None]) -> str | None:
    """Return the EDTF of a text that states a thing and its copy; None if it states no copy.

    `expression_of` reads a folded part of the text.
    """
    found = _COPY.fullmatch(folded)
    if not found or not set(re.findall("[a-z]+", found["copy"])) <= WORDS_AFTER:
        return None
    made = expression_of(found["made"], text)
    year = _YEAR.search(found["copy"])
    if made is None or year is None:
        return made  # "1913, posthumous cast", "1932, printed later"
    if "/" in made[:1] + made[-1:]:
        raise not_a_date(text, tries=[made])
    first, last = _years(made)
    gap = int(year[0]) - last
    if first <= int(year[0]) <= last or _leaves_alone(found, gap):
        return made
    if found["anew"] and "~" not in made and found["sign"] != ";" and SOON <= gap <= WORKING_LIFE:
        return expression_of(f"{found['made']}, {found['copy']}", text)
    reason = message("The second date may be of the making or of a later copy.")
    raise not_a_date(text, reason, [made, f"{first:04}/{year[0]}"])


def _leaves_alone(found: re.Match[str], gap: int) -> bool:
    """Say whether what was done later leaves the date as it was: dated vaguely, or after the maker's life."""
    if found["anew"]:
        return found["sign"] != ";" and bool(_DECADE.search(found["copy"]))
    return gap > WORKING_LIFE or bool(found["cast"] and _VAGUE.search(found["copy"]))


def _years(expression: str) -> tuple[int, int]:
    span = days(read(expression))
    if span is None:
        raise AssertionError(f"{expression!r} was read, and has no days")
    return year_of(span[0]), year_of(span[1])
