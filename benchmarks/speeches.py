"""Speeches that nobody gave: words as often as in real ones (Zipf), of topics, in two languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

SYLLABLES = {
    "en": "an ber con der en fer ing land mon ness or per ship son ter tion un ver wal wick ston ly ment ist",
    "es": "a ción de es guar ía lo mar na o pe qui ra san ta u ven ya zo dad ñe ces ría pú tá bol cie",
}
VOCABULARY = 40_000  # words a language
LENGTHS = {1: 10, 2: 250, 3: 4000, 4: VOCABULARY}  # syllables of the words up to a rank
SKEW, SHIFT = 1.05, 2.7  # of the Zipf-Mandelbrot law
LENGTH, SPREAD = 6.4, 0.55  # of a speech in words, log-normal: 720 on average
LEAST, MOST = 300, 3000


@dataclass(frozen=True, slots=True)
class Speech:
    """One speech with its description."""

    title: str
    speaker: str
    delivered: str
    language: str
    subjects: tuple[str, ...]
    place: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """Queries of each kind, made from words that the speeches have."""

    rare: list[str]
    common: list[str]
    two: list[str]
    three_or: list[str]
    phrase: list[str]
    prefix: list[str]
    date: list[tuple[str, str, str]]


class Speeches:
    """A fixed series of speeches: the same seed, the same words."""

    def __init__(self, seed: int = 1992) -> None:
        self._random = np.random.default_rng(seed)
        self._words = {language: self._vocabulary(language) for language in SYLLABLES}
        ranks = np.arange(1, VOCABULARY + 1)
        self._share = np.cumsum(1 / (ranks + SHIFT) ** SKEW)
        self._share /= self._share[-1]
        self._pairs = {language: self._some((4000, 2), 60, 6000) for language in SYLLABLES}
        self._people = [self._name(number) for number in range(400)]
        self._counts: dict[str, int] = {}
        self._samples: list[list[str]] = []

    def _vocabulary(self, language: str) -> np.ndarray[Any, Any]:
        """Return different words, the shorter the more frequent."""
        found: dict[str, None] = {}
        syllables = np.array(SYLLABLES[language].split(), dtype=object)
        drawn = iter(self._random.integers(0, len(syllables), VOCABULARY * 20).tolist())
        while len(found) < VOCABULARY:
            size = next(size for size, until in LENGTHS.items() if len(found) < until)
            found["".join(syllables[next(drawn)] for _ in range(size))] = None
        return np.array(list(found), dtype=object)

    def _some(self, shape: Any, low: int, high: int) -> np.ndarray[Any, Any]:
        return self._random.integers(low, high, shape)

    def _name(self, number: int) -> str:
        words = self._words["es" if number % 2 else "en"][self._some(2, 300, 3000)]
        return " ".join(word.capitalize() for word in words)

    def _ranks(self, size: int) -> np.ndarray[Any, Any]:
        return np.minimum(np.searchsorted(self._share, self._random.random(size)), VOCABULARY - 1)

    def make(self, number: int) -> Iterator[Speech]:
        """Yield so many speeches."""
        for _ in range(number):
            yield self._speech()

    def _speech(self) -> Speech:
        language = "en" if self._random.random() < 0.6 else "es"
        words = self._words[language]
        size = int(np.clip(self._random.lognormal(LENGTH, SPREAD), LEAST, MOST))
        ranks = self._ranks(size)
        topic = self._some(25, 50, 8000)
        where = self._random.random(size) < 0.06
        ranks[where] = self._random.choice(topic, int(where.sum()))
        pairs = self._pairs[language]
        for place in self._some(size // 25, 0, size - 2):
            ranks[place : place + 2] = pairs[min(int(self._random.exponential(300)), len(pairs) - 1)]
        text = words[ranks].tolist()
        self._note(text)
        day = date(1900, 1, 1) + timedelta(days=int(45_000 * self._random.random() ** 0.6))
        return Speech(
            title=" ".join(words[self._some(6, 20, 5000)]).capitalize(),
            speaker=self._people[min(int(self._random.exponential(60)), 399)],
            delivered=day.isoformat(),
            language=language,
            subjects=tuple(self._words["en"][self._some(3, 400, 700)]),
            place=str(self._words["es"][int(self._some(1, 300, 400)[0])]).capitalize(),
            paragraphs=tuple(_sentences(text[at : at + 90]) for at in range(0, size, 90)),
        )

    def _note(self, text: list[str]) -> None:
        for word in set(text):
            self._counts[word] = self._counts.get(word, 0) + 1
        if len(self._samples) < 3000:
            self._samples.append(text)

    def questions(self, made: int, each: int = 40) -> Questions:
        """Return queries of each kind for the speeches made so far."""
        rare = self._between(2, max(5, made // 1000))
        common = self._between(made * 0.12, made * 0.5)
        middle = self._between(made * 0.01, made * 0.08)
        pick = self._random.choice
        return Questions(
            rare=pick(rare, each).tolist(),
            common=pick(common, each).tolist(),
            two=[" ".join(pick(middle, 2)) for _ in range(each)],
            three_or=[" OR ".join(pick(middle, 3)) for _ in range(each)],
            phrase=[f'"{self._pair()}"' for _ in range(each)],
            prefix=[f"{word[:4]}*" for word in pick([word for word in middle if len(word) > 5], each)],
            date=[
                (str(word), str(year), str(year + 10))
                for word, year in zip(pick(middle, each), self._some(each, 1930, 2010), strict=True)
            ],
        )

    def _between(self, low: float, high: float) -> list[str]:
        return sorted(word for word, count in self._counts.items() if low <= count < high and len(word) > 3)

    def _pair(self) -> str:
        while True:  # some pair of words, neither of them in every text
            text = self._samples[int(self._some(1, 0, len(self._samples))[0])]
            place = int(self._some(1, 0, len(text) - 2)[0])
            first, second = text[place : place + 2]
            if max(self._counts[first], self._counts[second]) < len(self._samples) * 0.3:
                return f"{first} {second}"


def _sentences(words: list[str]) -> str:
    parts = [words[at : at + 18] for at in range(0, len(words), 18)]
    return " ".join(" ".join(part).capitalize() + "." for part in parts)
