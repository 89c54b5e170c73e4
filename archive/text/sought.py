"""The words of a text that are among those sought, found without reading all the others.

`sought(text, forms)` finds what `words(text)` would give of these forms, no more and no less. Almost
every word is plain: letters that fold one to one, parted from its neighbours by a space. Those are found in
a copy of the text in which each letter is folded in its place and all else is a space. Whatever may
be more (parts joined by a hyphen, an apostrophe or dots; ligatures, accents of their own, soft hyphens) is
rare, is looked up by its signs, and is read by `words` from the space before it to the space behind.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from typing import Any, NamedTuple

import numpy as np

from archive.text.folding import fold
from archive.text.normalise import Word, words
from archive.text.written import (
    APOSTROPHE,
    CAPITAL,
    DIGITS,
    GAPS,
    HYPHEN,
    INSIDE,
    LETTER,
    POINTS,
    UNSPACED,
    joint_at,
)

FEW = 24  # forms that are looked for one by one; of more, those that occur are told apart first
_ODD, _SPACE = 1, 32  # code points that stand for "look closely" and "no letter" in a bare text
_FAR = "\uffff"  # stands for the letters of other planes
_RUNS = re.compile("[^ ]+").finditer
_OTHER_PLANES = re.compile("[\U00010000-\U0010ffff]")
_SYLLABLES = ("\uac00", "\ud7a3")  # of Hangul, first and last: they fold to themselves
# Letters that make one letter with the letter before them: parts of Hangul syllables.
_COMPOSING = re.compile("[\u1100-\u11ff\ud7b0-\ud7ff]")


class Place(NamedTuple):
    """Where a word stands that was sought: `text[start:end]`."""

    folded: str
    start: int
    end: int
    position: int  # differs from another's as in `words`, if they are within reach; by more, if they are not


def sought(text: str, forms: frozenset[str], reach: int | None = None) -> list[Place]:
    """Return the words of a text whose folded form is among `forms`, in the order of `words`.

    Positions are counted as far as `reach`, which is how many other words may stand between two that
    belong together; without one, positions mean nothing.
    """
    if not forms or not text:
        return []
    letters, signs = _glance(text)
    bare = f" {letters} "
    inside = {place for joint in _joints(text, signs) for place in range(*joint)}
    found: list[Place] = []
    behind = passed = 0  # up to where the text has been read, and been seen to have nothing
    position = 0
    for start, end, form in _candidates(bare, inside, forms):
        if start < behind or start < passed:
            continue
        plain = form and start - 1 not in inside and end not in inside
        begin, stop = (start, end) if plain else _written(bare, inside, start, end)
        if not (plain or _may_have(bare[begin + 1 : stop + 1], forms)):
            passed = stop
            continue
        begin = max(begin, behind)
        if reach is not None:
            position += _between(text[behind:begin], reach)
        if plain:
            found.append(Place(form, start, end, position))
            position += 1
        else:
            read = _read(text, begin, stop)
            found += [
                Place(word.folded, word.start, word.end, word.position + position)
                for word in read
                if word.folded in forms
            ]
            position += read[-1].position + 1 if read else 0
            stop = max([stop, *(word.end for word in read)])
        behind = stop
    return found


def _candidates(bare: str, inside: set[int], forms: frozenset[str]) -> list[tuple[int, int, str]]:
    """Return where a word may stand: start, end, and its form, or "" where it is to be read."""
    found = [(place, place + 1, "") for place in (*_odd(bare), *inside)]
    occurring = forms if len(forms) <= FEW else forms.intersection(bare.split())
    if len(occurring) > FEW:
        found += [(run.start() - 1, run.end() - 1, run[0]) for run in _RUNS(bare) if run[0] in occurring]
        occurring = frozenset()
    for form in occurring:
        key, length = f" {form} ", len(form)
        at = bare.find(key)  # in the bare text, that is one before the word in the text plus one
        while at >= 0:
            found.append((at, at + length, form))
            at = bare.find(key, at + length + 1)
    found.sort()
    return found


def _odd(bare: str) -> Iterator[int]:
    at = bare.find("\x01")
    while at >= 0:
        yield at - 1
        at = bare.find("\x01", at + 1)


def _written(bare: str, inside: set[int], start: int, end: int) -> tuple[int, int]:
    """Return from where to where a text is to be read so that no written word is cut.

    A space of the bare text parts two words unless it is `inside` one.
    """
    left = bare.rfind(" ", 0, start + 1)
    while left - 1 in inside:
        left = bare.rfind(" ", 0, left)
    right = bare.find(" ", end + 1)
    while right - 1 in inside:
        right = bare.find(" ", right + 1)
    return left, right - 1


def _may_have(bare: str, forms: frozenset[str]) -> bool:
    """Say whether a stretch of text can be read as one of some forms: each is a run of its letters."""
    letters = bare.replace(" ", "")
    return len(forms) > FEW or "\x01" in letters or any(form in letters for form in forms)


def _read(text: str, begin: int, stop: int) -> list[Word]:
    """Return the words of a stretch of text, read as they stand in the whole."""
    return list(takewhile(lambda word: word.start < stop, words(text, begin)))


def _between(text: str, reach: int) -> int:
    """Return how many positions a stretch of text has, counted up to one more than `reach`."""
    last = -1
    for word in words(text):
        last = word.position
        if last >= reach:
            return reach + 1
    return last + 1


def _joints(text: str, signs: Any) -> Iterator[tuple[int, int]]:
    """Yield the stretches across which a written word goes on, looked for where signs allow for one."""
    behind = 0
    for place in np.flatnonzero((signs[:-1] & signs[1:] >> _BEFORE) != 0).tolist():
        for at in (place, place + 1):
            if at >= behind and (joint := joint_at(text, at)):
                behind = joint.end()
                yield joint.span()


def _glance(text: str) -> tuple[str, Any]:
    """Return a text with letters folded, signs that call for a closer look, else spaces; and its signs.

    Both are as long as the text.
    """
    if text.isascii():
        encoded = text.encode("ascii")
        letters, signs = _ascii()
        return encoded.translate(letters).decode("ascii"), np.frombuffer(encoded.translate(signs), np.uint8)
    encoded = text.encode("utf-16-le", "surrogatepass")
    if len(encoded) != 2 * len(text):
        encoded = _OTHER_PLANES.sub(_FAR, text).encode("utf-16-le", "surrogatepass")
    units = np.frombuffer(encoded, dtype="<u2").astype(np.intp)
    return _table()[units].tobytes().decode("utf-16-le"), _signs()[units]


# Which two neighbours may be a joint, or the beginning of one: a hyphen or apostrophe and anything; a point
# and what is no space; a capital and a point; two capitals; a digit and a space. Each of these is a bit, of
# the former in the lower half of a byte, of the latter in the upper one.
_BEFORE = 4
_AFTER_OTHER, _AFTER_POINT, _AFTER_CAPITAL, _AFTER_SPACE = 1 << 4, 3 << 4, 5 << 4, 8 << 4


@cache
def _ascii() -> tuple[bytes, bytes]:
    return bytes(_table()[:256].astype(np.uint8)), bytes(_signs()[:256])


@cache
def _signs() -> Any:
    """Return for each code point of the basic plane what it is to a joint."""
    plane = "".join(map(chr, range(0x10000)))
    table = np.full(len(plane), _AFTER_OTHER, dtype=np.uint8)
    for chars, bits in (
        (CAPITAL[1:-1], _AFTER_CAPITAL | 2 | 4),
        (DIGITS, _AFTER_OTHER | 8),
        (POINTS, _AFTER_POINT | 1),
        (f"{HYPHEN}–{APOSTROPHE}\u00ad", _AFTER_OTHER | 1 | 8),
        (GAPS, _AFTER_SPACE),
    ):
        table[[ord(char) for char in re.findall(f"[{chars}]", plane)]] = bits
    return table


@cache
def _table() -> Any:
    """Return for each code point of the basic plane what stands for it in a bare text."""
    plane = "".join(map(chr, range(0x10000)))
    table = np.full(len(plane), _SPACE, dtype="<u2")
    table[ord(_SYLLABLES[0]) : ord(_SYLLABLES[1]) + 1] = np.arange(ord(_SYLLABLES[0]), ord(_SYLLABLES[1]) + 1)
    letters = re.findall(f"(?![{UNSPACED}{'-'.join(_SYLLABLES)}])[{LETTER}]", plane)
    for letter, folded in zip(letters, fold("\n".join(letters)).split("\n"), strict=True):
        single = len(folded) == 1 and folded.isalnum() and folded < _FAR and not _COMPOSING.match(letter)
        table[ord(letter)] = ord(folded) if single else _ODD
    for letter in re.findall(f"[{UNSPACED}{INSIDE}{_FAR}]", plane):
        table[ord(letter)] = _ODD
    return table
