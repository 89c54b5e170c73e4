"""Plain BM25 with stems, as everybody has it: what our ranking must not fall behind.

The sums are those of `bm25s`, which does them if it is installed, and of Lucene; without it they are
done here, to the same result.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from whoosh.lang.stopwords import stoplists

from archive.text.folding import fold
from archive.text.languages import stemmer
from archive.text.normalise import words
from benchmarks.trec import Doc, Topic

K1, B = 1.2, 0.75

Scores = np.ndarray[Any, Any]


class PlainBm25:
    """One bag of words a document, title and text alike; each text is stemmed in its own language."""

    def __init__(self, documents: list[Doc], *, stopped: bool) -> None:
        self._stopped = stopped
        self._ids = [document.id for document in documents]
        bags = [list(self._tokens(f"{each.title}\n{each.text}", each.language)) for each in documents]
        self._sums = _Borrowed(bags) if find_spec("bm25s") else Sums(bags)

    def rank(self, topic: Topic, most: int) -> list[str]:
        """Return the documents that have any of the words, best first."""
        scores = self._sums.scores(list(self._tokens(topic.text, topic.language)))
        order = np.argsort(-scores, kind="stable")[:most]
        return [self._ids[place] for place in order if scores[place] > 0]

    def _tokens(self, text: str, language: str) -> Iterator[str]:
        left_out = stop_words(language) if self._stopped else frozenset()
        for word in words(text):
            if not word.joined and word.folded not in left_out:
                yield _stem(word.plain, language)


class Sums:
    """BM25 as Lucene computes it."""

    def __init__(self, bags: Sequence[Sequence[str]]) -> None:
        lengths = np.array([len(bag) for bag in bags])
        self._room = K1 * (1 - B + B * lengths / lengths.mean())
        self._postings: dict[str, dict[int, int]] = {}
        for place, bag in enumerate(bags):
            for token, count in Counter(bag).items():
                self._postings.setdefault(token, {})[place] = count

    def scores(self, tokens: Sequence[str]) -> Scores:
        """Return the score of each document."""
        total = np.zeros(len(self._room))
        for token in tokens:
            found = self._postings.get(token, {})
            places, counts = np.array(list(found), int), np.array(list(found.values()), float)
            rarity = math.log(1 + (len(total) - len(found) + 0.5) / (len(found) + 0.5))
            total[places] += rarity * counts / (counts + self._room[places])
        return total


class _Borrowed:
    """The same by `bm25s`."""

    def __init__(self, bags: list[list[str]]) -> None:
        import bm25s

        self._index = bm25s.BM25(k1=K1, b=B, method="lucene")
        self._index.index(bags, show_progress=False)

    def scores(self, tokens: Sequence[str]) -> Scores:
        known = [token for token in tokens if token in self._index.vocab_dict]
        return self._index.get_scores(known) if known else np.zeros(self._index.scores["num_docs"])


@lru_cache(1 << 18)
def _stem(word: str, language: str) -> str:
    stem = stemmer(language)
    return stem(word) if stem else fold(word)


@lru_cache(100)
def stop_words(language: str) -> frozenset[str]:
    """Return the words that a language has everywhere, folded."""
    return frozenset(map(fold, stoplists.get(language, ())))
