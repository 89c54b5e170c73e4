"""Evaluates a tree on whole arrays."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from archive.search.scoring import EXACT, FOLDED, NEAR, rarity, worth
from archive.search.tree import And, Fielded, Fuzzy, Node, Not, Or, Phrase, Wildcard, Word
from archive.search.whoosh.arrays import Ints, Truth
from archive.search.whoosh.conditions import true_of
from archive.search.whoosh.gathering import ROW, weights
from archive.search.whoosh.lookup import KEPT, Lookup, Sought, Words
from archive.search.whoosh.matches import NOTHING, Matches, holding, joined, left, met, summed
from archive.search.whoosh.phrases import PhraseFinder


@dataclass(slots=True)
class Evaluation:
    """Answers the nodes of one request.

    Where words do not decide the order, it need not be worked out what they count in all documents:
    then it is not `scored`, and `scored_among` tells it of a few.
    """

    words: Lookup
    scored: bool = True
    few: Truth | None = None  # the only documents to look at; what counts in them goes by the figures of all
    phrases: dict[tuple[Phrase, str | None], Matches] = field(default_factory=dict)  # that were looked for

    def matches(self, node: Node, name: str | None = None) -> Matches:
        """Return which documents answer `node`, asked of field `name`."""
        match node:
            case Fielded(of, part):
                return self.matches(part, of)
            case And(parts):
                return self._all(parts, name)
            case Or(parts):
                return self._any(parts, name)
            case Not(part):
                return left(self.all(), self.matches(part, name))
            case Word() | Fuzzy() | Wildcard():
                return self._word(node, name)
            case Phrase():
                return self._shown(self._phrase(node, name))
        return self._shown(holding(true_of(self.words.snapshot.facts, node, self.words.role)))

    def scored_among(self, tree: Node | None, documents: Ints) -> Matches:
        """Return some of the documents that answer a tree, in order, with what they count."""
        few = np.zeros(len(self.words.snapshot), dtype=bool)
        few[documents] = True
        only = Evaluation(self.words, few=few, phrases=self.phrases)
        return only.matches(tree) if tree is not None else only.all()

    def all(self) -> Matches:
        """Return everything the viewer may see."""
        seen = self.words.seen if self.few is None else self.few
        return Matches(np.arange(len(self.words.snapshot))) if seen is None else holding(seen)

    def _shown(self, found: Matches) -> Matches:
        return self.words.shown(found) if self.few is None else found.among(self.few[found.documents])

    def _word(self, word: Sought, name: str | None) -> Matches:
        if self.few is not None:
            return self.words.weighed_among(word, name, self.few)
        if not self.scored:
            return Matches(self.words.documents(word, name))
        return self.words.weighed(word, name)

    def _any(self, parts: tuple[Node, ...], name: str | None) -> Matches:
        often = Counter(parts)
        found = []
        for words in self._several(tuple(often.items())):
            found.append(self.words.any_of(words, name, scored=self.scored))
            often -= Counter(words)
        found += [self.matches(part, name).repeated(times) for part, times in often.items()]
        return found[0] if len(found) == 1 else joined(found, len(self.words.snapshot))

    def _all(self, parts: tuple[Node, ...], name: str | None) -> Matches:
        wanted = dict.fromkeys((part for part in parts if not isinstance(part, Not)), 1)
        found = []
        for words in self._several(tuple(wanted.items())):
            found.append(self.words.all_of(words, name, scored=self.scored))
            wanted = {part: 1 for part in wanted if part not in words}
        found += [self.matches(part, name) for part in wanted]
        left_over = met(found) if found else self.all()
        for part in parts:
            if isinstance(part, Not):
                left_over = left(left_over, self.matches(part.part, name))
        return left_over

    def _several(self, parts: Iterable[tuple[Node, int]]) -> Iterator[Words]:
        """Yield the words among parts, if there are several: together, but no more than can be held."""
        words = [(part, times) for part, times in parts if isinstance(part, Sought)]
        if self.few is None and len(words) > 1:
            rest = iter(words)
            while together := dict(islice(rest, KEPT)):
                yield together

    def _phrase(self, node: Phrase, name: str | None) -> Matches:
        """Return the documents in which a phrase stands, and what it counts there."""
        found = self.phrases.get((node, name))
        if found is None:
            found = self.phrases[node, name] = self._found(node, name)
        return found

    def _found(self, node: Phrase, name: str | None) -> Matches:
        snapshot, seen, asked = self.words.snapshot, self.words.seen, weights(name, self.words.role)
        documents, fields, times, exact = PhraseFinder(snapshot, seen, asked).found(node)
        if not len(documents):
            return NOTHING
        nearness = times * NEAR[EXACT]
        if exact is not times:
            nearness -= (times - exact) * (NEAR[EXACT] - NEAR[FOLDED])
        strong = nearness * asked.spelt[fields] * self.words.inverses[ROW[fields] * len(snapshot) + documents]
        if fields[0] != fields[-1]:  # else each document is there once, in order
            documents, strong = summed(documents, strong, len(snapshot))
        return Matches(documents, worth(strong) * rarity(len(documents), self.words.everything))
