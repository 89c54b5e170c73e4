"""Marks what was found, in the original text, and chooses the passages that show it best."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from archive.search.phrases import runs
from archive.text.normalise import Word, fold, words
from archive.text.passages import Passage

SNIPPET = 280  # characters, about
CANDIDATES = 2  # for each passage wanted, so many are looked at closely
LEAD = 80  # of them before the first match
FEW = 16  # forms that are looked for quicker one by one than word by word


class Part(NamedTuple):
    """A piece of the original text."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Marks:
    """What to mark: folded forms of single words, and phrases as folded words."""

    words: tuple[frozenset[str], ...] = ()  # one set for each word asked
    phrases: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def forms(self) -> frozenset[str]:
        """The folded forms of all single words."""
        return frozenset().union(*self.words)

    @cached_property
    def wanted(self) -> frozenset[str]:
        """Those, and every written word that a phrase may be made of."""
        return self.forms.union(text for phrase in self.phrases for _, _, text in runs(phrase))

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)


def marked(text: str, marks: Marks) -> tuple[Part, ...]:
    """Return the whole text in parts, matches marked; joined, the parts are exactly `text`."""
    return _parts(text, _spans(text, marks), 0, len(text))


def best(passages: Iterable[Passage], marks: Marks, most: int) -> tuple[Passage, ...]:
    """Return the passages that show most of what was asked, best first.

    More different words asked for count first, then phrases, then how often.
    """
    if not marks.wanted:
        return ()
    found = []
    for passage in passages:
        if hits := _glanced(fold(passage.text), marks.wanted):
            found.append((_coverage(set(hits), marks), len(hits), passage))
    found.sort(key=lambda each: (-each[0], -each[1], each[2].number))
    likely = [passage for _, _, passage in found[: most * CANDIDATES]]
    if len(marks.words) < 2 and not marks.phrases:
        return tuple(likely[:most])  # of one word, the quick look has seen all there is
    # It cannot see what stands side by side: look closely at the likely ones.
    closely = [(_closely(passage, marks), passage) for passage in likely]
    closely = [each for each in closely if each[0][0]]
    closely.sort(key=lambda each: (tuple(-part for part in each[0]), each[1].number))
    return tuple(passage for _, passage in closely[:most])


def snippet(text: str, marks: Marks) -> tuple[Part, ...]:
    """Return about two lines of the text round its first matches, matches marked."""
    spans = _spans(text, marks)
    if len(text) <= SNIPPET * 1.3:
        return _parts(text, spans, 0, len(text))
    first = _densest(spans)
    start = _word_start(text, max(0, first - LEAD))
    end = _word_end(text, min(len(text), start + SNIPPET))
    inside = [(begin, stop) for begin, stop in spans if begin >= start and stop <= end]
    shown = _parts(text, inside, start, end)
    before = (Part("… ", False),) if start > 0 else ()
    after = (Part(" …", False),) if end < len(text) else ()
    return before + shown + after


def _glanced(folded: str, wanted: frozenset[str]) -> list[str]:
    """Return the wanted forms in a folded text, at a glance; it may err in favour of the text."""
    whole = _JOINT.sub("", folded) if "-" in folded or "'" in folded else folded
    # What is joined keeps the letters of its parts: most texts have none of a few forms, and end here.
    if len(wanted) <= FEW and not any(form in whole for form in wanted):
        return []
    # Looking words up in a set takes the same time for one form and for the hundred of a wildcard.
    found = [word for word in _WORDS(folded) if word in wanted]
    if whole is not folded:
        found += wanted.intersection(_WORDS(whole)).difference(found)
    return found


_WORDS = re.compile(r"\w+").findall
_JOINT = re.compile(r"(?<=\w)(?:-\s*|')(?=\w)")


def _coverage(hits: set[str], marks: Marks) -> int:
    """Return how many of the words and phrases asked a text can have."""
    covered = sum(not each.isdisjoint(hits) for each in marks.words)
    return covered + sum(all(any(word in hit for hit in hits) for word in phrase) for phrase in marks.phrases)


def _closely(passage: Passage, marks: Marks) -> tuple[int, int, int]:
    """Return how much of what was asked a passage has: different words and phrases, phrases, matches."""
    found = _asked(passage.text, marks)
    folded = {word.folded for word in found}
    kinds = sum(not each.isdisjoint(folded) for each in marks.words)
    phrases = [_phrase_spans(found, phrase) for phrase in marks.phrases]
    complete = sum(bool(spans) for spans in phrases)
    times = sum(word.folded in marks.forms for word in found) + sum(map(len, phrases))
    return kinds + 2 * complete, _nearness(found, marks), min(times, 9)


def _asked(text: str, marks: Marks) -> list[Word]:
    """Return the words of a text that can be part of a match; few, where the text has many."""
    wanted = marks.wanted
    return [word for word in words(text) if word[1] in wanted]


def _nearness(found: Sequence[Word], marks: Marks) -> int:
    """Return how many of the words asked stand right behind the word asked before them."""
    near = 0
    for before, after in zip(marks.words, marks.words[1:], strict=False):
        places = {word.position for word in found if word.folded in before}
        near += any(word.position - 1 in places for word in found if word.folded in after)
    return near


def _spans(text: str, marks: Marks) -> list[tuple[int, int]]:
    """Return the places of all matches, in order, none inside another."""
    found = _asked(text, marks)
    spans = [(word.start, word.end) for word in found if word.folded in marks.forms]
    for phrase in marks.phrases:
        spans += _phrase_spans(found, phrase)
    return _merged(spans)


def _phrase_spans(found: Sequence[Word], phrase: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where a phrase stands: from its first word's start to its last word's end."""
    by_form: dict[str, list[Word]] = {}
    for word in found:
        by_form.setdefault(word.folded, []).append(word)
    # position that must come next → where the phrase began, and where it has got to
    reached: list[dict[int, tuple[int, int]]] = [{} for _ in range(len(phrase) + 1)]
    for start, end, text in runs(phrase):
        for word in by_form.get(text, ()):
            if start == 0:
                reached[end].setdefault(word.position + 1, (word.start, word.end))
            elif word.position in reached[start]:
                begin = reached[start][word.position][0]
                reached[end].setdefault(word.position + 1, (begin, word.end))
    return sorted(reached[-1].values())


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _parts(text: str, spans: list[tuple[int, int]], start: int, end: int) -> tuple[Part, ...]:
    parts = []
    for begin, stop in spans:
        parts += [Part(text[start:begin], False), Part(text[begin:stop], True)]
        start = stop
    parts.append(Part(text[start:end], False))
    return tuple(part for part in parts if part.text)


def _densest(spans: list[tuple[int, int]]) -> int:
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
