"""Speeches that nobody gave: words as often as in real ones (Zipf), of topics, in two languages."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from benchmarks.corpus import Speech
from benchmarks.vocabulary import WORDS, vocabulary

LANGUAGES = ("en", "es")
ENGLISH = 0.6  # of the speeches
SKEW, SHIFT = 1.05, 2.7  # of the Zipf-Mandelbrot law
LENGTH, SPREAD, LEAST, MOST = 6.4, 0.55, 300, 3000  # of a speech in words, log-normal: 700 on average
TOPIC, ON_TOPIC = 25, 0.06  # words that a speech says again and again, and how much of it they are
PAIRS, EVERY = 8000, 25  # words that go together, and one of them every so many words
SENTENCES = (8, 32)  # words in one
PARAGRAPH = 5  # sentences
TYPES = ("speech", "interview", "letter", "press release", "broadcast", "debate", "lecture", "report")
COLLECTIONS = tuple(f"collection-{number:02}" for number in range(24))
PEOPLE, PLACES, SUBJECTS = 600, 200, 400
FIRST_DAY, DAYS = date(1900, 1, 1), 45_000

Numbers = np.ndarray[Any, Any]


class Speeches:
    """A fixed series of speeches: the same seed, the same words."""

    def __init__(self, seed: int = 1992) -> None:
        self._random = np.random.default_rng(seed)
        self._words = {language: vocabulary(language, self._random) for language in LANGUAGES}
        self._law = _law(WORDS, SKEW, SHIFT)
        self._pairs = {language: self._some((PAIRS, 2), 60, 6000) for language in LANGUAGES}
        self._pair_law = _law(PAIRS, 1.0, SHIFT)
        self._people = [self._name(2) for _ in range(PEOPLE)]
        self._places = [self._name(1) for _ in range(PLACES)]
        self._subjects = [self._name(2) for _ in range(SUBJECTS)]
        sizes = {PEOPLE: 0.9, PLACES: 0.9, SUBJECTS: 0.8, len(COLLECTIONS): 0.7, len(TYPES): 1.0}
        self._laws = {size: _law(size, skew, SHIFT) for size, skew in sizes.items()}

    def make(self, number: int) -> Iterator[Speech]:
        """Yield so many speeches."""
        for _ in range(number):
            yield self._speech()

    def _some(self, shape: Any, low: int, high: int) -> Numbers:
        return self._random.integers(low, high, shape)

    def _name(self, words: int) -> str:
        language = LANGUAGES[int(self._random.random() > ENGLISH)]
        return " ".join(word.capitalize() for word in self._words[language][self._some(words, 200, 4000)])

    def _by(self, law: Numbers, size: int, *, above: float = 0.0) -> Numbers:
        """Return so many ranks, the lower the more frequent; `above` leaves out that share of the first."""
        drawn = above + (1 - above) * self._random.random(size)
        return np.minimum(np.searchsorted(law, drawn), len(law) - 1)

    def _one(self, choices: Any) -> str:
        return str(choices[int(self._by(self._laws[len(choices)], 1)[0])])

    def _speech(self) -> Speech:
        language = LANGUAGES[int(self._random.random() > ENGLISH)]
        size = int(np.clip(self._random.lognormal(LENGTH, SPREAD), LEAST, MOST))
        text = self._words[language][self._ranks(language, size)].tolist()
        day = FIRST_DAY + timedelta(days=int(DAYS * self._random.random() ** 0.6))
        title = self._words[language][self._by(self._law, 7, above=0.3)]
        subjects = {self._one(self._subjects) for _ in range(int(self._random.integers(1, 5)))}
        return Speech(
            title=" ".join(title).capitalize(),
            speaker=self._one(self._people),
            delivered=day.isoformat(),
            language=language,
            subjects=tuple(sorted(subjects)),
            place=self._one(self._places),
            paragraphs=tuple(self._paragraphs(text)),
            description=" ".join(text[30 : 30 + int(self._random.integers(20, 60))]),
            type=self._one(TYPES),
            collection=self._one(COLLECTIONS),
        )

    def _ranks(self, language: str, size: int) -> Numbers:
        """Return the words of a speech by their ranks."""
        ranks = self._by(self._law, size)
        topic = self._by(self._law, TOPIC, above=0.4)
        where = self._random.random(size) < ON_TOPIC
        ranks[where] = self._random.choice(topic, int(where.sum()))
        places = self._some(size // EVERY, 0, size - 2)
        pairs = self._pairs[language][self._by(self._pair_law, len(places))]
        ranks[places], ranks[places + 1] = pairs[:, 0], pairs[:, 1]
        return ranks

    def _paragraphs(self, words: list[str]) -> Iterator[str]:
        said: list[str] = []
        at = 0
        for length in self._some(len(words) // SENTENCES[0] + 1, *SENTENCES).tolist():
            if at >= len(words):
                break
            said.append(" ".join(words[at : at + length]).capitalize() + ".")
            at += length
            if len(said) == PARAGRAPH:
                yield " ".join(said)
                said = []
        if said:
            yield " ".join(said)


def _law(size: int, skew: float, shift: float) -> Numbers:
    """Return the summed shares of ranks."""
    share = np.cumsum(1 / (np.arange(1, size + 1) + shift) ** skew)
    return share / share[-1]
