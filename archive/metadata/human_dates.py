"""Dates in plain English, Spanish and museum words, turned into EDTF where that is safe.

What could mean two things is refused, and what it could mean is suggested.
"""

import re
from dataclasses import replace

from archive.core.errors import Invalid
from archive.core.words import message
from archive.metadata.date_errors import ImpossibleDate, NotADate, not_a_date
from archive.metadata.edtf_reading import LONGEST
from archive.metadata.human_copies import without_copy
from archive.metadata.human_grammar import Grammar
from archive.metadata.human_tokens import fold, likely, tokens
from archive.metadata.human_words import UNDATED, VAGUE

# A moment as programs write it; EXIF has colons in its dates.
_STAMP = re.compile(
    r"(\d{4})[-:](\d\d)[-:](\d\d)[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII
)
_VAGUELY = re.compile(rf"(?<![a-z])(?:a )?(?:{'|'.join(sorted(VAGUE))})(?![a-z])-?")
_DOUBTFUL_DECADE = re.compile(r"\?\s*(\d{3})0s\b", re.ASCII)
_ABBREVIATED = re.compile(r"\s*(\d\d)(\d\d)-(2[5-9]|3\d|4[01])\s*", re.ASCII)


def to_edtf(text: str) -> str | None:
    """Return the EDTF expression that a text means; None if it holds nothing like a date."""
    if len(text) > LONGEST:
        return None
    if stamp := _STAMP.fullmatch(text.strip()):
        return "-".join(stamp.groups())
    folded = fold(text)
    if re.sub("[^a-z]+", " ", folded).strip() in UNDATED and not re.search(r"\d", folded):
        raise not_a_date(text, message("This says that the date is not known."), ["XXXX"])
    return without_copy(folded, text, _expression) or _expression(folded, text)


def _expression(folded: str, text: str) -> str | None:
    if _VAGUELY.search(folded):
        reason = message("EDTF cannot say which part of a year, decade or century.")
        raise not_a_date(text, reason, _whole(folded, text))
    if doubtful := _DOUBTFUL_DECADE.search(folded):
        reason = message("The decade or a year of it may be in doubt.")
        raise not_a_date(text, reason, [f"{doubtful[1]}X?", f"{doubtful[1]}X~"])
    found = tokens(folded, text)
    return Grammar(found, text).expression() if found else None


def _whole(folded: str, text: str) -> list[str]:
    """Return what to suggest instead of a part of a decade or century: all of it."""
    try:
        whole = _expression(_VAGUELY.sub(" ", folded), text)
    except Invalid:
        whole = None
    return [whole] if whole else likely(text)


def refuse_abbreviated_years(text: str) -> None:
    """Raise NotADate for "1930-39": years to a person, the last third of 1930 to EDTF."""
    match = _ABBREVIATED.fullmatch(text)
    if match and match[3] > match[2]:
        reason = message('"{text}" may be a span of years or a part of one year.', text=text.strip())
        raise not_a_date(text, reason, [f"{match[1]}{match[2]}/{match[1]}{match[3]}"])


def said(wrong: Invalid, text: str) -> Invalid:
    """Return the same error about the words that were written, not about the EDTF made of them."""
    problems = [replace(problem, value=text) for problem in wrong.problems]
    return ImpossibleDate(problems) if isinstance(wrong, ImpossibleDate) else NotADate(problems)
