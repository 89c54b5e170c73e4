"""The written words of a text, and what each of them may be read as.

`written` cuts a text into words as they stand; `readings` tells what one such word is: its folded
form, and the wholes and parts of a word written in parts. An index can thus go over a text at the
speed of a regular expression and look at each different word once.
"""

import re
import string
import unicodedata
from itertools import groupby, pairwise
from typing import NamedTuple

from archive.text.folding import fold, plain

__all__ = ["Reading", "places", "readings", "written"]


class Reading(NamedTuple):
    """One way to read a written word, or a part of it: surface[begin:end]."""

    folded: str
    plain: str  # lower case, accents kept, hyphens gone: what a stemmer expects
    begin: int
    end: int
    step: int  # how many positions it stands behind the reading before
    joined: bool  # its parts are written apart by a hyphen, a line end or an apostrophe


def written(text: str) -> list[str]:
    """Return the written words of `text` as they stand, in order.

    Each takes up one position, and one more for each step of its `readings`.
    """
    return _ALL(text)


def readings(surface: str) -> tuple[Reading, ...]:
    """Return what a written word is read as: whole first, then its parts.

    The first reading has step 0. Most words have one reading; none has no reading.
    """
    if _HAS_UNSPACED(surface):
        return _characters(surface)
    parts = list(_PART.finditer(surface))
    if len(parts) == 1 or not _HAS_JOINER(surface):
        return (Reading(_key(surface), plain(_SOFT.sub("", surface)), 0, len(surface), 0, False),)
    return _parts(surface, parts)


def _ranges(chars: list[int]) -> str:
    """Return a regular expression's character class of these code points."""
    found = []
    for _, run in groupby(enumerate(chars), lambda pair: pair[1] - pair[0]):
        codes = [code for _, code in run]
        found.append(f"\\U{codes[0]:08x}-\\U{codes[-1]:08x}")
    return "".join(found)


def _is_letter(code: int) -> bool:
    char = chr(code)
    return char.isalnum() or unicodedata.category(char) in {"Mn", "Mc", "Me"}


def _starts(code: int) -> bool:
    char = chr(code)
    # Among the modifier letters are apostrophes and lengthening strokes, of which folding leaves nothing.
    return char.isalnum() and (unicodedata.category(char) != "Lm" or any(map(str.isalnum, fold(char))))


# Letters, digits and marks of the basic plane, with the invisible signs that stand inside words;
# of the other planes the blocks of scripts (emoji are no words).
_INSIDE = "\u00ad\u200b-\u200d\u2060\ufeff"
_PLANES = "\U00010000-\U0001efff\U00020000-\U0003ffff"
_LETTER = _ranges([code for code in range(0x10000) if _is_letter(code)]) + _PLANES
_START = _ranges([code for code in range(0x10000) if _starts(code)]) + _PLANES
_HYPHEN = "-‐‑\ufffe"
_APOSTROPHE = "'’ʼ‘"
_BROKEN = r"[ \t]*\r?\n[ \t]*"
_JOIN = f"(?:[{_HYPHEN}](?:{_BROKEN})?|(?<=\u00ad){_BROKEN}|[{_APOSTROPHE}])"
_CORE = f"[{_START}][{_LETTER}{_INSIDE}]*"
_CAPITAL = "[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]"
_DOUBLED = f"(?:{'|'.join(letter * 2 for letter in string.ascii_uppercase)})"
# "U.S.", "P.S.U.V.", and the doubled letters of a Spanish plural, "EE. UU."
_INITIALS = (
    rf"(?={_CAPITAL}{{1,2}}\.)(?:{_CAPITAL}{{1,2}}(?:\.{_CAPITAL}{{1,2}})+"
    rf"|{_DOUBLED}\.[ \u00a0]{_DOUBLED}(?=\.))(?![{_LETTER}])"
)
_WRITTEN = re.compile(f"{_INITIALS}|{_CORE}(?:{_JOIN}{_CORE})*")  # no groups: findall gives the words
_ALL = _WRITTEN.findall
places = _WRITTEN.finditer  # the same words, each with its place
_PART = re.compile(_CORE)
_SOFT = re.compile(f"\u00ad{_BROKEN}")
_NO_LETTER = re.compile(f"[^{_LETTER}]+")
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
_CHARACTER = re.compile(f"[{_UNSPACED}][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u3099\u309a]*|[^{_UNSPACED}]+")
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]").search
_HAS_JOINER = re.compile(f"[{_HYPHEN}{_APOSTROPHE}.]").search
_ENGLISH_ENDINGS = frozenset({"s", "ll", "re", "ve", "d", "m"})


def _key(surface: str) -> str:
    """Return the folded form of one word, with nothing but letters and digits in it."""
    folded = fold(surface)
    return folded if folded.isalnum() else _NO_LETTER.sub("", folded) or surface


def _parts(surface: str, parts: list[re.Match[str]]) -> tuple[Reading, ...]:
    """Return the readings of a word written in parts: whole runs first, then what they are made of."""
    readings: list[Reading] = []
    for count, run in enumerate(_runs(surface, parts)):
        step = int(count > 0)
        if len(run) > 1:
            begin, end = run[0].start(), run[-1].end()
            whole = "".join(part[0] for part in run)
            readings.append(Reading(_key(whole), plain(whole), begin, end, step, True))
            step = 0
        # A single letter before or after an apostrophe (l'homme, O'Higgins) is no word by itself.
        told = [part for part in run if len(_key(part[0])) > 1] if len(run) > 1 else run
        for part in told:
            readings.append(Reading(_key(part[0]), plain(part[0]), part.start(), part.end(), step, False))
            step = 0
    return tuple(readings)


def _runs(surface: str, parts: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Return the parts in runs that are read as one word; figures stand alone."""
    runs = [[parts[0]]]
    for before, part in pairwise(parts):
        between = surface[before.end() : part.start()]
        if between in _APOSTROPHE and part[0].lower() in _ENGLISH_ENDINGS and part.end() == len(surface):
            continue
        if before[0].isdigit() and part[0].isdigit():
            runs.append([part])
        else:
            runs[-1].append(part)
    return runs


def _characters(surface: str) -> tuple[Reading, ...]:
    """Return one reading a character of a script written without spaces, or a run of another script."""
    found = []
    for count, match in enumerate(_CHARACTER.finditer(surface)):
        for inner in _PART.finditer(match[0]):
            begin = match.start() + inner.start()
            reading = Reading(
                _key(inner[0]), plain(inner[0]), begin, begin + len(inner[0]), int(count > 0), False
            )
            found.append(reading)
    return tuple(found)
