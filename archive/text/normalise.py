"""Words of a text, each with its folded form and its place in the original.

`fold` makes one spelling of many. `words` finds the words of a text without changing it: each
says where it starts and ends, so that what is found can be marked in the original.
"""

from collections.abc import Iterator
from typing import NamedTuple

from archive.text.folding import fold
from archive.text.written import Reading, places, readings

__all__ = ["Word", "fold", "words"]


class Word(NamedTuple):
    """One word, or one part of a word, of a text."""

    surface: str  # as it stands: text[start:end]
    folded: str
    start: int
    end: int
    position: int  # counts words from 0; all that share a position are readings of one written word
    joined: bool  # it is made of words that a hyphen, a line end or an apostrophe parts
    plain: str  # lower case, accents kept, hyphens gone: what a stemmer expects


def words(text: str, start: int = 0) -> Iterator[Word]:
    """Yield the words of `text`, in order, from a place on at which no word is cut.

    A word written in parts ("US-backed", "Vene-\\nzuelan", "O'Higgins") is yielded whole first (`joined`,
    "venezuelan"), then in its parts, all at one position: a phrase reads on from either. Of three parts
    any two neighbours are yielded joined, too; of more, each has a position of its own. A phrase
    whose neighbouring words may be hyphenated in the text ("US backed") is therefore asked for with those
    words joined. Figures are not joined by hyphens (1992-1998 is two words), but "20.000" and "20 000" are
    one, as are the initials "U.S." and "EE. UU."; what they are made of is yielded behind them. An English
    ending after an apostrophe is left out ("Venezuela's" is "venezuela"), and scripts written
    without spaces give one word a character.
    """
    known = _KNOWN
    make = tuple.__new__
    position = 0
    for match in places(text, start):
        surface = match[0]
        at = match.start()
        for folded, lower, begin, end, step, joined in known[surface]:
            position += step
            yield make(Word, (surface[begin:end], folded, at + begin, at + end, position, joined, lower))
        position += 1


class _Known(dict[str, tuple[Reading, ...]]):
    """What each written word is read as, worked out once: texts repeat their words."""

    LIMIT = 1 << 16

    def __missing__(self, surface: str) -> tuple[Reading, ...]:
        if len(self) >= self.LIMIT:
            self.clear()
        found = self[surface] = readings(surface)
        return found


_KNOWN = _Known()
