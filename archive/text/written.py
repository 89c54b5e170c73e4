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

from archive.text.folding import INVISIBLE, fold, plain

__all__ = ["Reading", "joint_at", "joints", "places", "readings", "written"]

LONGEST = 3  # so many neighbouring parts are read as one word; the whole is, however many it has


class Reading(NamedTuple):
    """One way to read a written word, or a part of it: surface[begin:end]."""

    folded: str
    plain: str  # lower case, accents kept, hyphens gone: what a stemmer expects
    begin: int
    end: int
    step: int  # how many positions it stands behind the reading before
    joined: bool  # it is made of words that a hyphen, a line end or an apostrophe parts


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
        return tuple(_characters(surface))
    if surface.isalnum():
        return (_reading(surface, 0, len(surface)),)
    found: list[Reading] = []
    for count, run in enumerate(_runs(surface)):
        first, *others = _told(surface, run)
        found += [first._replace(step=int(count > 0)), *others]
    return tuple(found)


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
INSIDE = _ranges(sorted(map(ord, INVISIBLE)))
_PLANES = "\U00010000-\U0001efff\U00020000-\U0003ffff"
_LETTERS = [code for code in range(0x10000) if _is_letter(code)]
LETTER = _ranges(_LETTERS) + _PLANES
START = _ranges([code for code in _LETTERS if _starts(code)]) + _PLANES
# Where a glance ahead is enough: these classes are small, and the patterns are compiled at every start.
_ALIKE = r"\w\u0300-\u036f"  # what goes on with a word of letters or digits of ours
_NEXT = rf"[\w{_PLANES}]"  # what may start one, or an underscore
CAPITAL = "[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]"
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
_HAS_UNSPACED = re.compile(f"[{UNSPACED}]").search
# Signs between the parts of a word. ¬ is what a scanner writes where a line breaks a word; an acute serves
# as an apostrophe ("O´Higgins"), and it and its like stand beside their letter in old PDF files ("Ch´avez").
HYPHEN = "-‐‑－¬\ufffe"
APOSTROPHE = "'’ʼ‘＇´`¨˜¸"
BROKEN = r"[ \t]*(?:\r\n?|[\n\u2028])[ \t]*"
_JOIN = f"(?:[{HYPHEN}](?:{BROKEN})?|–{BROKEN}|(?<=\u00ad){BROKEN}|[{APOSTROPHE}])"
_CORE = f"[{START}][{LETTER}{INSIDE}]*+"
_WORD = f"{_CORE}(?:(?<=\u00ad){BROKEN}{_CORE})*"

# "20.000", "20,000", "20 000": groups of three digits, with the same sign between all of them. Dates
# (12.05.1998), decimals (3.14, 0.125) and addresses (192.168.1.1) are none, nor is what stands behind a
# decimal point.
DIGITS = "0-9０-９"
POINTS = ".,．，"
_DIGIT = f"[{DIGITS}]"
_SPACE = " \u00a0\u2009\u202f"
GAPS = _SPACE + "\r\n"  # between the parts of a word that no other sign joins
_GROUPS = "|".join(
    f"(?:[{sign}]{_DIGIT}{{3}}){{1,4}}+(?![{sign}]{_DIGIT})" for sign in (".．", ",，", "'’", _SPACE)
)
_FIGURE = f"[1-9１-９](?<!{_DIGIT}[.,．，].){_DIGIT}{{0,2}}(?:{_GROUPS})(?![{INSIDE}]|[^\\W{UNSPACED}])"

# "U.S.", "P.S.U.V."; "U. S."; the doubled letters of a Spanish plural, "EE. UU." or "EE UU"; "a.m.".
_GAP = rf"(?:[{_SPACE}]|\r?\n)"
_TWICE = f"[A-Z](?<={'|'.join(letter * 2 for letter in string.ascii_uppercase)})"
_EITHER = "[A-Za-zÀ-ÖØ-öø-ÿΑ-Ωα-ωА-Яа-я]"
_INITIALS = (
    rf"(?:{CAPITAL}(?:{CAPITAL}?(?:\.{CAPITAL}{{1,2}})+|(?:\.{_GAP}{CAPITAL})+\.|{_TWICE}\.?{_GAP}[A-Z]{_TWICE})"
    rf"(?![{_ALIKE}])|[a-zß-öø-ÿα-ωа-я](?:\.{_EITHER}){{1,8}}+(?!\.?[{_ALIKE}]))(?:\.(?=[{HYPHEN}{APOSTROPHE}]{_NEXT}))?"
)

_PIECE = f"(?:{_FIGURE}|{_INITIALS}|{_CORE})"
_WRITTEN = re.compile(f"{_PIECE}(?:{_JOIN}{_PIECE})*+")  # no groups: findall gives the words
_ALL = _WRITTEN.findall
places = _WRITTEN.finditer  # the same words, each with its place
# Signs across which a written word may go on; across others none does.
_JOINT = re.compile(
    f"[{HYPHEN}–{APOSTROPHE}{POINTS}\u00ad{DIGITS}A-Z](?:"
    rf"(?<=[^\s][{HYPHEN}–{APOSTROPHE}\u00ad])(?:{BROKEN})?(?={_NEXT})"
    rf"|(?<={CAPITAL}\.){_GAP}?(?={CAPITAL})|(?<={_EITHER}\.)(?=[{HYPHEN}–{APOSTROPHE}{_ALIKE}])"
    rf"|(?<={_DIGIT}[{POINTS}])(?={_DIGIT}{{3}})|(?<={_DIGIT})[{_SPACE}](?={_DIGIT}{{3}})"
    rf"|(?<=[A-Z][A-Z]){_GAP}(?=[A-Z][A-Z](?![{_ALIKE}])))"
)
joints = _JOINT.finditer
joint_at = _JOINT.match  # the same, if one begins at a place
_PIECES = re.compile(f"{_FIGURE}|{_INITIALS}|{_WORD}").finditer
_WORDS = re.compile(_WORD).finditer
_NO_LETTER = re.compile(f"[^{LETTER}]+")
_CHARACTER = re.compile(f"[{UNSPACED}][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u3099\u309a]*|[^{UNSPACED}]+")
_ENGLISH_ENDINGS = frozenset({"s", "ll", "re", "ve", "d", "m"})


def _reading(surface: str, begin: int, end: int, joined: bool = False) -> Reading:
    text = surface[begin:end]
    if not text.isalnum():
        text = _NO_LETTER.sub("", text)
    return Reading(_key(text), plain(text), begin, end, 0, joined)


def _key(text: str) -> str:
    """Return the folded form of one word, with nothing but letters and digits in it."""
    folded = fold(text)
    return folded if folded.isalnum() else _NO_LETTER.sub("", folded) or text


def _runs(surface: str) -> list[list[re.Match[str]]]:
    """Return the pieces in runs that are read as one word; figures stand alone."""
    first, *others = _PIECES(surface)
    runs = [[first]]
    for before, piece in pairwise((first, *others)):
        between = surface[before.end() : piece.start()]
        if between in APOSTROPHE and piece[0].lower() in _ENGLISH_ENDINGS and piece.end() == len(surface):
            continue
        if _key(before[0]).isdigit() and _key(piece[0]).isdigit():
            runs.append([piece])
        else:
            runs[-1].append(piece)
    return runs


def _told(surface: str, run: list[re.Match[str]]) -> list[Reading]:
    """Return the readings of a run: whole, then from each piece on, two or three together and it alone.

    Where there are more pieces than a phrase takes for one word, each has a position of its own.
    """
    if len(run) == 1:
        return _piece(surface, run[0])
    last = run[-1].end()
    found = [_reading(surface, run[0].start(), last, joined=True)]
    for number, piece in enumerate(run):
        begin = piece.start()
        together = [end.end() for end in run[number + 1 : number + LONGEST]]
        here = [_reading(surface, begin, end, joined=True) for end in together if number or end < last]
        # A single letter before or after an apostrophe (l'homme, O'Higgins) is no word by itself.
        beside = surface[max(begin - 1, 0) : begin] + surface[piece.end() : piece.end() + 1]
        if len(_key(piece[0])) > 1 or not set(APOSTROPHE).intersection(beside):
            here += _piece(surface, piece)
        if here and number and len(run) > LONGEST:
            here[0] = here[0]._replace(step=1)
        found += here
    return found


def _piece(surface: str, piece: re.Match[str]) -> list[Reading]:
    """Return the reading of a piece; and, of figures and initials, what they would be if they were none."""
    whole = _reading(surface, piece.start(), piece.end())
    parts = list(_WORDS(piece[0]))
    if len(parts) == 1:
        return [whole]
    alone = whole.folded.isdigit() or any(map(str.isspace, piece[0]))
    return [
        whole,
        *(
            _reading(surface, piece.start() + part.start(), piece.start() + part.end())
            for part in parts
            if alone or len(part[0]) > 1
        ),
    ]


def _characters(surface: str) -> list[Reading]:
    """Return one reading a character of a script written without spaces, or a run of another script."""
    found = []
    for count, match in enumerate(_CHARACTER.finditer(surface)):
        for inner in _WORDS(match[0]):
            begin = match.start() + inner.start()
            reading = _reading(surface, begin, begin + len(inner[0]))
            found.append(reading._replace(step=int(count > 0)))
    return found
