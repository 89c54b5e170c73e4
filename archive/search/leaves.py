"""The leaves of a query's tree: what a piece of text means as words, a phrase, a pattern, a span of days."""

import re
from itertools import groupby

from archive.core.errors import Invalid
from archive.metadata.dates import first_day, last_day
from archive.metadata.dates import parse as parse_date
from archive.search.tree import DateRange, Node, Or, Phrase, Wildcard, Word, both, parts_of
from archive.text.normalise import Word as Found
from archive.text.normalise import fold, words

MOST_WORDS = 64  # in one phrase
LEAST_BEHIND = 3  # bytes of letters in a pattern that begins with a star


def written(text: str) -> list[tuple[str, ...]]:
    """Return the words of a text; one written in parts comes whole first, then in its parts."""
    return [_parted(list(readings)) for _, readings in groupby(words(text), lambda word: word.position)]


def _parted(readings: list[Found]) -> tuple[str, ...]:
    """Return a written word and, if it has any, the parts that a phrase is made of.

    Those are no groups of digits and no initials: "20 000" and "EE. UU." mean the whole.
    """
    parts: list[Found] = []
    for reading in readings:
        if not reading.joined and (not parts or reading.start >= parts[-1].end):
            parts.append(reading)
    whole, *others = map(_spelling, [readings[0], *parts])
    return (whole,) if others == [whole] else (whole, *others)


def _spelling(word: Found) -> str:
    """Return a word as it reads itself again: with its accents, else folded, else what is left of it."""
    for text in (word.plain, word.folded):
        found = [again.plain for again in words(text)]
        if found == [text]:
            return text
    return found[0] if found else word.folded


def word_of(text: str) -> Node | None:
    """Return what a piece without spaces means: a word, or several that follow one another as here."""
    found = written(text)
    if len(found) != 1:
        return phrase(text)
    whole, *parts = found[0]
    apart = () if not parts else (Word(parts[0]) if len(parts) == 1 else Phrase(tuple(parts)),)
    return both(Or, [Word(whole), *apart])


def apart(node: Node) -> list[Node]:
    """Return the words that what `word_of` returns is made of, each by itself: "US-backed" is three."""
    parts = parts_of(node, Or)
    return [
        each for part in parts for each in (map(Word, part.words) if isinstance(part, Phrase) else (part,))
    ]


def phrase(text: str, slop: int = 0) -> Phrase | None:
    """Return the first words of a text as a phrase, if it has any."""
    found = [part for whole, *parts in written(text)[:MOST_WORDS] for part in (parts or [whole])]
    return Phrase(tuple(found), slop) if found else None


def says_little(pattern: str) -> bool:
    """Say whether a pattern begins with a star and has too few letters besides: most words would fit it.

    Letters are counted by their bytes: one Chinese sign says as much as three of ours.
    """
    return pattern.startswith("*") and len(pattern.replace("*", "").encode()) < LEAST_BEHIND


def wildcard(text: str) -> Wildcard | None:
    """Return the pattern of one word that a piece with stars in it means, if it means one."""
    pieces = text.split("*")
    told = [written(piece) for piece in pieces if piece]
    if not told or any(len(each) != 1 for each in told):
        return None
    folded = iter(fold(each[0][0]) for each in told)
    pattern = "*".join(next(folded) if piece else "" for piece in pieces)
    return Wildcard(re.sub(r"\*+", "*", pattern))


def days(text: str, inside: bool = False) -> DateRange:
    """Return the days that an expression means. Raise Invalid if it is no date.

    A span that ends before it begins is read the other way about.
    """
    first, dots, last = text.partition("..")
    if not dots or "/" in text or text.startswith(("[", "{")):
        date = parse_date(text)
        return DateRange(text, date.earliest, date.latest, inside)
    start = first_day(first) if first.strip() else None
    end = last_day(last) if last.strip() else None
    if start is None and end is None:
        raise Invalid("no date")
    if start is not None and end is not None and start > end:
        return days(f"{last.strip()}..{first.strip()}", inside)
    return DateRange(text, start, end, inside)
