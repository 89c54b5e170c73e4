"""Queries of each kind, made from words that the texts have: so often, and beside one another."""

import random
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from archive.text.folding import fold
from archive.text.normalise import words
from benchmarks.corpus import SLOP, Query, Speech

EACH = 40  # queries of a kind
COUNTED = 20_000  # texts whose words are counted; more change no band
SAMPLES = 4_000  # texts that phrases are taken from
SEED = 11
LAST_YEAR = 2025

_folded = lru_cache(1 << 17)(fold)


class Questions:
    """Looks on while texts go by, and asks of them afterwards."""

    def __init__(self) -> None:
        self._random = random.Random(SEED)
        self._counts: Counter[str] = Counter()
        self._seen = 0
        self._samples: list[tuple[str, list[list[str]]]] = []

    def watch(self, speeches: Iterator[Speech]) -> Iterator[Speech]:
        """Pass texts on, counting in how many each word stands."""
        for speech in speeches:
            if self._seen < COUNTED:
                self._seen += 1
                said = [[_folded(word.surface) for word in words(text)] for text in speech.paragraphs]
                self._counts.update(set().union(*said))
                if len(self._samples) < SAMPLES:
                    self._samples.append((speech.delivered, said))
            yield speech

    def queries(self, each: int = EACH) -> dict[str, list[Query]]:
        """Return so many queries of each kind."""
        rare, common = self._between(3, max(6, self._seen * 0.001), 6), self._band(0.12, 0.5)
        middle = self._band(0.01, 0.08)
        starts = [word for word in rare + middle if len(word) >= 6]
        mixed = [self._random.choice(common if at % 2 else middle) for at in range(each)]

        def some(pool: list[str], number: int = 1) -> list[Query]:
            return [Query(tuple(self._random.choices(pool, k=number))) for _ in range(each)]

        return {
            "rare": some(rare),
            "common": some(common),
            "and": some(middle, 2),
            "or": some(middle, 3),
            "phrase": [self._beside(1) for _ in range(each)],
            "near": [self._beside(self._random.randint(2, SLOP + 1)) for _ in range(each)],
            "prefix3": [Query((query.words[0][:3],)) for query in some(starts)],
            "prefix4": [Query((query.words[0][:4],)) for query in some(starts)],
            "fuzzy": some(middle),
            "wildcard": [Query(_holed(query.words[0])) for query in some(starts)],
            "dates": [self._dated(query) for query in some(middle)],
            "facets": [Query((word,)) for word in mixed],
            "newest": [Query((word,)) for word in reversed(mixed)],
            "page50": some(common),
            "passages": some(middle),
        }

    def _between(self, low: float, high: float, letters: int = 4) -> list[str]:
        return sorted(
            word
            for word, count in self._counts.items()
            if low <= count < high and len(word) >= letters and word.isascii() and word.isalpha()
        )

    def _band(self, low: float, high: float) -> list[str]:
        """Return the words that so great a share of the texts have; of a small corpus a wider band."""
        return self._between(self._seen * low, self._seen * high) or self._between(
            self._seen * low / 2, self._seen
        )

    def _beside(self, step: int) -> Query:
        """Return two words of a paragraph, neither rare nor everywhere, the second so many words behind."""
        while True:
            said = self._random.choice(self._random.choice(self._samples)[1] or [[]])
            if len(said) <= step:
                continue
            place = self._random.randrange(len(said) - step)
            pair = said[place], said[place + step]
            if pair[0] != pair[1] and all(self._is_middling(word) for word in pair):
                return Query(pair)

    def _is_middling(self, word: str) -> bool:
        return word.isascii() and 0.002 * self._seen <= self._counts[word] < 0.2 * self._seen

    def _dated(self, query: Query) -> Query:
        year = int(self._random.choice(self._samples)[0][:4])
        return Query(query.words, f"{year}-01-01", f"{min(year + 10, LAST_YEAR)}-12-31")


def _holed(word: str) -> tuple[str, str]:
    """Return what stands before and behind the letter in the middle."""
    middle = len(word) // 2
    return word[:middle], word[middle + 1 :]
