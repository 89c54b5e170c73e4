"""What a word of a query stands for in each segment: stretches of terms, and how near they are to the word.

The relations are those of `archive.search.lexicon`; here they are looked up in all segments at once.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, reduce
from operator import or_
from typing import NamedTuple, Protocol

from archive.search.lexicon import spelling, stems_of
from archive.search.scoring import EXACT, FOLDED, STEMMED
from archive.search.tree import Fuzzy, Wildcard, Word
from archive.search.whoosh.numbering import LANGUAGES
from archive.search.whoosh.opened import Segment
from archive.text.folding import fold
from archive.text.languages import stemmer


class Stretch(NamedTuple):
    """Terms that follow one another and are equally near."""

    first: int
    end: int  # one behind the last
    near: (
        int  # EXACT, FOLDED, STEMMED; below 0: inflected, in the languages of this mask with its sign changed
    )


Expansion = list[list[Stretch]]  # by segment


class Held(Protocol):
    """What an expansion needs of a generation of the index."""

    @property
    def segments(self) -> Sequence[Segment]:
        """Its segments."""
        ...

    @property
    def languages(self) -> Sequence[str]:
        """The languages that documents state."""
        ...

    @property
    def stated(self) -> int:
        """The same as a mask."""
        ...

    @property
    def usual(self) -> int:
        """Those of them that many documents state, as a mask."""
        ...

    def spoken(self, segment: Segment, first: int, end: int) -> int:
        """Return the languages of the documents in which terms of a segment stand, as a mask."""
        ...


def expansion(node: Word | Fuzzy | Wildcard, held: Held) -> Expansion:
    """Return the terms that a word of a query stands for."""
    match node:
        case Word(text):
            return _inflected(text, held)
        case Fuzzy(text):
            return [_resembling(text, segment) for segment in held.segments]
        case Wildcard(pattern):
            return [_shaped(pattern, segment) for segment in held.segments]


def accented(text: str, segments: Sequence[Segment]) -> Expansion:
    """Return the terms that differ from `text` in case and accents alone."""
    folded = spelling(text)
    found = (_spelt(text, folded, segment) for segment in segments)
    return [_stretches(terms) if terms else [] for terms in found]


def _spelt(text: str, folded: str, segment: Segment) -> dict[int, int]:
    """Return the terms that are spelt so, and how near each is."""
    form = segment.dictionary.form
    return {term: EXACT if form(term) == text else FOLDED for term in segment.dictionary.spelt(folded)}


def _inflected(text: str, held: Held) -> Expansion:
    folded = spelling(text)
    spelt = [_spelt(text, folded, segment) for segment in held.segments]
    # The languages that the word itself, or so many records are in that nothing else need be known.
    asked = held.usual
    if asked != held.stated:
        parts = [(segment, term) for segment, own in zip(held.segments, spelt, strict=True) for term in own]
        asked = reduce(or_, (held.spoken(segment, term, term + 1) for segment, term in parts), asked)
    near: list[dict[int, int]] = [{} for _ in held.segments]
    strangers = _strangers(text, held.segments, spelt)
    for language in held.languages:
        bit = 1 << LANGUAGES[language]
        for segment, own, forms, terms in zip(held.segments, spelt, strangers, near, strict=True):
            kin = segment.dictionary.akin(language, own)
            if forms:
                kin += segment.dictionary.stemmed(language, stems_of(forms, _stemmer(language)))
            for term in {*kin}:
                if asked & bit or _is_spoken(segment, term, bit, held):
                    terms[term] = terms.get(term, 0) - bit
    return [_stretches(terms | own) for own, terms in zip(spelt, near, strict=True)]


def _strangers(text: str, segments: Sequence[Segment], spelt: Sequence[Mapping[int, int]]) -> list[set[str]]:
    """Return for each segment the word and those of its forms in others that the segment itself has not."""
    if len(segments) == 1:
        return [set() if EXACT in spelt[0].values() else {text}]
    own = [set(map(segment.dictionary.form, each)) for segment, each in zip(segments, spelt, strict=True)]
    every = {text}.union(*own)
    return [every - each for each in own]


def _is_spoken(segment: Segment, term: int, bit: int, held: Held) -> bool:
    """Say whether a term stands in a document of a language, in whatever segment."""
    if held.spoken(segment, term, term + 1) & bit:
        return True
    form = segment.dictionary.form(term)
    return any(
        held.spoken(other, same, same + 1) & bit
        for other in held.segments
        if other is not segment
        for same, near in _spelt(form, spelling(form), other).items()
        if near == EXACT
    )


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    return stemmer(language) or fold


def _resembling(text: str, segment: Segment) -> list[Stretch]:
    folded = spelling(text)
    terms = segment.dictionary.first_term
    near: dict[int, int] = {}
    for number, slips in segment.dictionary.slipped(folded):
        if slips:
            near |= dict.fromkeys(range(int(terms[number]), int(terms[number + 1])), STEMMED)
    return _stretches(near | _spelt(text, folded, segment))


def _shaped(pattern: str, segment: Segment) -> list[Stretch]:
    folds = segment.dictionary.shaped(pattern)
    terms = segment.dictionary.first_term
    if len(folds) and folds[-1] - folds[0] == len(folds) - 1:
        return [Stretch(int(terms[folds[0]]), int(terms[folds[-1] + 1]), FOLDED)]
    return [Stretch(int(terms[fold]), int(terms[fold + 1]), FOLDED) for fold in folds.tolist()]


def _stretches(terms: dict[int, int]) -> list[Stretch]:
    """Return terms, each with how near it is, as few stretches as possible."""
    found: list[Stretch] = []
    first = end = near = 0
    for term, here in sorted(terms.items()):
        if term != end or here != near:
            if end > first:
                found.append(Stretch(first, end, near))
            first, near = term, here
        end = term + 1
    if end > first:
        found.append(Stretch(first, end, near))
    return found
