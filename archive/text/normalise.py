"""Words of a text, each with its folded form and its place in the original.

`fold` makes one spelling of many. `words` finds the words of a text without changing it: each
says where it starts and ends, so that what is found can be marked in the original.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from archive.text.folding import fold, plain

__all__ = ["Word", "fold", "words"]


class Word(NamedTuple):
    """One word, or one part of a word, of a text."""

    surface: str  # as it stands: text[start:end]
    folded: str
    start: int
    end: int
    position: int  # counts words from 0; all that share a position are readings of one written word
    joined: bool  # its parts are written apart by a hyphen, a line end or an apostrophe
    plain: str  # lower case, accents kept, hyphens gone: what a stemmer expects


def words(text: str) -> Iterator[Word]:
    """Yield the words of `text`, in order.

    A word written in parts ("US-backed", "Vene-\\nzuelan", "O'Higgins", "EE.UU.") is yielded whole first
    (`joined`, "venezuelan"), then in its parts, all at one position: a phrase reads on from either.
    A phrase whose neighbouring words may be hyphenated in the text ("US backed") is therefore asked
    for with those words joined, too. Figures are not joined (1992-1998 is two words), an English
    ending after an apostrophe is left out ("Venezuela's" is "venezuela"), and scripts written
    without spaces give one word a character.
    """
    shapes = _SHAPES
    make = tuple.__new__
    position = 0
    for match in _WRITTEN(text):
        surface = match[0]
        shape = shapes[surface]
        start = match.start()
        if isinstance(shape, _Simple):
            yield make(Word, (surface, shape[0], start, start + len(surface), position, False, shape[1]))
            position += 1
        else:
            for folded, lower, begin, end, step, joined in shape:
                position += step
                yield make(
                    Word,
                    (surface[begin:end], folded, start + begin, start + end, position, joined, lower),
                )
            position += 1


class _Simple(NamedTuple):
    folded: str
    plain: str


class _Reading(NamedTuple):
    folded: str
    plain: str
    begin: int
    end: int
    step: int  # how far this reading stands behind the one before
    joined: bool


_Shape = _Simple | tuple[_Reading, ...]


class _Shapes(dict[str, _Shape]):
    """What each written word is made of, worked out once: texts repeat their words."""

    LIMIT = 1 << 16

    def __missing__(self, surface: str) -> _Shape:
        if len(self) >= self.LIMIT:
            self.clear()
        shape = self[surface] = _shape(surface)
        return shape


_SHAPES = _Shapes()


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
# "U.S.", "P.S.U.V.", and the doubled letters of a Spanish plural, "EE. UU."
_INITIALS = (
    rf"(?={_CAPITAL}{{1,2}}\.)(?:{_CAPITAL}{{1,2}}(?:\.{_CAPITAL}{{1,2}})+"
    rf"|({_CAPITAL})\1\.[ \u00a0]({_CAPITAL})\2(?=\.))(?![{_LETTER}])"
)
_WRITTEN = re.compile(f"{_INITIALS}|{_CORE}(?:{_JOIN}{_CORE})*").finditer
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


def _shape(surface: str) -> _Shape:
    if _HAS_UNSPACED(surface):
        return _characters(surface)
    parts = list(_PART.finditer(surface))
    if len(parts) == 1 or not _HAS_JOINER(surface):
        return _Simple(_key(surface), plain(_SOFT.sub("", surface)))
    return _parts(surface, parts)


def _key(surface: str) -> str:
    """Return the folded form of one word, with nothing but letters and digits in it."""
    folded = fold(surface)
    return folded if folded.isalnum() else _NO_LETTER.sub("", folded) or surface


def _parts(surface: str, parts: list[re.Match[str]]) -> tuple[_Reading, ...]:
    """Return the readings of a word written in parts: whole runs first, then what they are made of."""
    readings: list[_Reading] = []
    for count, run in enumerate(_runs(surface, parts)):
        step = int(count > 0)
        if len(run) > 1:
            begin, end = run[0].start(), run[-1].end()
            whole = "".join(part[0] for part in run)
            readings.append(_Reading(_key(whole), plain(whole), begin, end, step, True))
            step = 0
        # A single letter before or after an apostrophe (l'homme, O'Higgins) is no word by itself.
        told = [part for part in run if len(_key(part[0])) > 1] if len(run) > 1 else run
        for part in told:
            readings.append(_Reading(_key(part[0]), plain(part[0]), part.start(), part.end(), step, False))
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


def _characters(surface: str) -> tuple[_Reading, ...]:
    """Return one reading a character of a script written without spaces, or a run of another script."""
    found = []
    for count, match in enumerate(_CHARACTER.finditer(surface)):
        for inner in _PART.finditer(match[0]):
            begin = match.start() + inner.start()
            reading = _Reading(
                _key(inner[0]), plain(inner[0]), begin, begin + len(inner[0]), int(count > 0), False
            )
            found.append(reading)
    return tuple(found)
