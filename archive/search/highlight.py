"""Marks what was found, in the original text, and chooses the passages that show it best."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from archive.search import phrase_marks
from archive.search.phrases import runs
from archive.text.passages import Passage
from archive.text.sought import Place, sought

SNIPPET = 280  # characters, about
CANDIDATES = 2  # for each passage wanted, so many are looked at closely
LEAD = 80  # of them before the first match
BORDER = "\0"  # between passages; no word goes across


class Part(NamedTuple):
    """A piece of the original text."""

    text: str
    marked: bool


class Loose(NamedTuple):
    """A phrase between whose words others may stand, up to `slop` in all."""

    words: tuple[str, ...]  # folded
    slop: int


class _Read(NamedTuple):
    """A passage, and the words in it that were asked for."""

    passage: Passage
    places: list[Place]


@dataclass(frozen=True)
class Marks:
    """What to mark: folded forms of single words, and phrases as folded words."""

    words: tuple[frozenset[str], ...] = ()  # one set for each word asked
    phrases: tuple[tuple[str, ...], ...] = ()
    loose: tuple[Loose, ...] = ()
    very: tuple[frozenset[str], ...] = ()  # of each word, the forms that are no inflection of it

    @cached_property
    def forms(self) -> frozenset[str]:
        """The folded forms of all single words."""
        return frozenset().union(*self.words)

    @cached_property
    def all_phrases(self) -> tuple[tuple[str, ...], ...]:
        """The words of all phrases, loose or not."""
        return (*self.phrases, *(each.words for each in self.loose))

    @cached_property
    def wanted(self) -> frozenset[str]:
        """The forms of single words, and every written word that a phrase may be made of."""
        return self.forms.union(text for phrase in self.all_phrases for _, _, text in runs(phrase))

    @cached_property
    def reach(self) -> int | None:
        """How many other words may stand between two that are looked at together; None: none are."""
        together = len(self.words) > 1 or bool(self.all_phrases)
        return max((each.slop for each in self.loose), default=0) if together else None

    def __bool__(self) -> bool:
        return bool(self.words or self.all_phrases)


def marked(text: str, marks: Marks) -> tuple[Part, ...]:
    """Return the whole text in parts, matches marked; joined, the parts are exactly `text`."""
    return in_parts(text, spans(text, marks))


def in_parts(text: str, matches: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    """Return the whole text in parts, these matches marked."""
    return _parts(text, matches, 0, len(text))


def having(passages: Iterable[Passage], marks: Marks) -> list[Passage]:
    """Return the passages that have some word of what was asked, in their order."""
    return [each.passage for each in _having(passages, marks.wanted)]


def best(passages: Iterable[Passage], marks: Marks, most: int) -> tuple[Passage, ...]:
    """Return the passages that show most of what was asked, best first.

    More different words asked for count first, then phrases, then those that are there in the very form
    that was asked for, accents aside, then how often.
    """
    return tuple(each.passage for each in _best(passages, marks, most))


def excerpts(
    passages: Iterable[Passage], marks: Marks, most: int
) -> tuple[tuple[Passage, tuple[Part, ...]], ...]:
    """Return the passages that show most of what was asked, best first, each with a snippet of it."""
    found = _best(passages, marks, most)
    return tuple((each.passage, _snippet(each.passage.text, _spans(each.places, marks))) for each in found)


def _best(passages: Iterable[Passage], marks: Marks, most: int) -> list[_Read]:
    found = []
    for each in _having(passages, marks.wanted):
        hits = {place.folded for place in each.places}
        found.append((_coverage(hits, marks), _having_any(hits, marks.very), len(each.places), each))
    found.sort(key=lambda each: (-each[0], -each[1], -each[2], each[3].passage.number))
    if marks.reach is None:
        return [each for *_, each in found[:most]]  # of one word, the quick look has seen all there is
    # It cannot see what stands side by side: look closely at the likely ones that have several.
    closely = [
        each if several == 1 else _Read(each.passage, _asked(each.passage.text, marks))
        for _, _, several, each in found[: most * CANDIDATES]
    ]
    worth = [(_worth(each.places, marks), each) for each in closely]
    worth = [each for each in worth if each[0][0]]
    worth.sort(key=lambda each: (tuple(-part for part in each[0]), each[1].passage.number))
    return [each for _, each in worth[:most]]


def snippet(text: str, marks: Marks) -> tuple[Part, ...]:
    """Return about two lines of the text round its first matches, matches marked."""
    return _snippet(text, spans(text, marks))


def _snippet(text: str, found: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    if len(text) <= SNIPPET * 1.3:
        return _parts(text, found, 0, len(text))
    first = _densest(found)
    start = _word_start(text, max(0, first - LEAD))
    end = _word_end(text, min(len(text), start + SNIPPET))
    inside = [(begin, stop) for begin, stop in found if begin >= start and stop <= end]
    shown = _parts(text, inside, start, end)
    before = (Part("… ", False),) if start > 0 else ()
    after = (Part(" …", False),) if end < len(text) else ()
    return before + shown + after


def spans(text: str, marks: Marks) -> list[tuple[int, int]]:
    """Return the places of all matches, in order, none inside another."""
    return _spans(_asked(text, marks), marks)


def _spans(found: Sequence[Place], marks: Marks) -> list[tuple[int, int]]:
    forms = marks.forms
    matches = [(place.start, place.end) for place in found if place.folded in forms]
    if marks.all_phrases:
        places = phrase_marks.by_form(found)
        for phrase in marks.phrases:
            matches += phrase_marks.whole(places, phrase)
        for words, slop in marks.loose:
            matches += phrase_marks.loose(places, words, slop)
    return _merged(matches)


def _having(passages: Iterable[Passage], wanted: frozenset[str]) -> list[_Read]:
    """Return the passages that have some of the wanted forms, in their order; positions mean nothing."""
    several = list(passages)
    starts = list(accumulate((len(passage.text) + len(BORDER) for passage in several), initial=0))
    found: dict[int, list[Place]] = {}
    for folded, start, end, position in sought(BORDER.join(passage.text for passage in several), wanted):
        number = bisect_right(starts, start) - 1
        place = Place(folded, start - starts[number], end - starts[number], position)
        found.setdefault(number, []).append(place)
    return [_Read(several[number], places) for number, places in found.items()]


def _coverage(hits: set[str], marks: Marks) -> int:
    """Return how many of the words and phrases asked a text can have."""
    return _having_any(hits, marks.words) + sum(
        all(any(word in hit for hit in hits) for word in phrase) for phrase in marks.all_phrases
    )


def _having_any(hits: set[str], several: Iterable[frozenset[str]]) -> int:
    """Return how many of several sets of forms have one that is among the hits."""
    return sum(not each.isdisjoint(hits) for each in several)


def _worth(found: Sequence[Place], marks: Marks) -> tuple[int, int, int, int]:
    """Return how much of what was asked a passage has.

    Different words and phrases, words side by side, words in the very form that was asked for, matches.
    """
    folded = {place.folded for place in found}
    kinds = _having_any(folded, marks.words)
    places = phrase_marks.by_form(found) if marks.all_phrases else {}
    phrases = [phrase_marks.whole(places, phrase) for phrase in marks.phrases]
    phrases += [phrase_marks.loose(places, words, slop) for words, slop in marks.loose]
    complete = sum(bool(standing) for standing in phrases)
    times = sum(place.folded in marks.forms for place in found) + sum(map(len, phrases))
    very = _having_any(folded, marks.very)
    return kinds + 2 * complete, _nearness(found, marks), very, min(times, 9)


def _asked(text: str, marks: Marks) -> list[Place]:
    """Return the words of a text that can be part of a match; few, where the text has many."""
    return sought(text, marks.wanted, marks.reach)


def _nearness(found: Sequence[Place], marks: Marks) -> int:
    """Return how many of the words asked stand right behind the word asked before them."""
    near = 0
    for before, after in zip(marks.words, marks.words[1:], strict=False):
        places = {place.position for place in found if place.folded in before}
        near += any(place.position - 1 in places for place in found if place.folded in after)
    return near


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _parts(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[Part, ...]:
    parts = []
    for begin, stop in spans:
        parts += [Part(text[start:begin], False), Part(text[begin:stop], True)]
        start = stop
    parts.append(Part(text[start:end], False))
    return tuple(part for part in parts if part.text)


def _densest(spans: Sequence[tuple[int, int]]) -> int:
    """Return the match from which most matches fit in a snippet."""
    if not spans:
        return 0
    starts = [start for start, _ in spans]  # in order
    ends = [bisect_left(starts, start + SNIPPET - LEAD) for start in starts]
    return max(enumerate(starts), key=lambda each: ends[each[0]] - each[0])[1]


def _word_start(text: str, at: int) -> int:
    """Return the start of the next word, so that no word is cut; `at` if there is none near."""
    if at == 0:
        return 0
    space = re.compile(r"\s\S").search(text, at - 1, at + 40)
    return space.end() - 1 if space else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - 40, at)
    return space if space > 0 else at
