"""What a word of a query stands for in each segment: stretches of terms, and how near they are to the word.

The relations are those of `archive.search.lexicon`; here they are looked up in all segments at once.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

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


def expansion(
    node: Word | Fuzzy | Wildcard, segments: Sequence[Segment], languages: Sequence[str]
) -> Expansion:
    """Return the terms that a word of a query stands for."""
    match node:
        case Word(text):
            return _inflected(text, segments, languages)
        case Fuzzy(text):
            return [_resembling(text, segment) for segment in segments]
        case Wildcard(pattern):
            return [_shaped(pattern, segment) for segment in segments]


def accented(text: str, segments: Sequence[Segment]) -> Expansion:
    """Return the terms that differ from `text` in case and accents alone."""
    folded = spelling(text)
    return [_spelt(text, folded, segment) for segment in segments]


def _spelt(text: str, folded: str, segment: Segment) -> list[Stretch]:
    found = segment.dictionary.spelt(folded)
    return _stretches({term: EXACT if segment.dictionary.form(term) == text else FOLDED for term in found})


def _inflected(text: str, segments: Sequence[Segment], languages: Sequence[str]) -> Expansion:
    spelt = accented(text, segments)
    forms = {
        segment.dictionary.form(term)
        for segment, stretches in zip(segments, spelt, strict=True)
        for stretch in stretches
        for term in range(stretch.first, stretch.end)
    }
    near: list[dict[int, int]] = [{} for _ in segments]
    for language in languages:
        stems = stems_of([text, *forms], _stemmer(language))
        for segment, terms in zip(segments, near, strict=True):
            for term in segment.dictionary.stemmed(language, stems):
                terms[term] = terms.get(term, 0) - (1 << LANGUAGES[language])
    for stretches, terms in zip(spelt, near, strict=True):
        for stretch in stretches:
            terms |= dict.fromkeys(range(stretch.first, stretch.end), stretch.near)
    return [_stretches(terms) for terms in near]


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
    for stretch in _spelt(text, folded, segment):
        near |= dict.fromkeys(range(stretch.first, stretch.end), stretch.near)
    return _stretches(near)


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
