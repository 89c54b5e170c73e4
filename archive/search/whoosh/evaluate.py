"""Evaluates a tree on whole arrays."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from archive.metadata.access import Role
from archive.search.scoring import EXACT, FOLDED, NEAR, rarity, worth
from archive.search.tree import (
    And,
    Fielded,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Wildcard,
    Word,
)
from archive.search.whoosh.arrays import Numbers, Truth
from archive.search.whoosh.conditions import true_of
from archive.search.whoosh.gathering import MANY, ROW, Asked, weights
from archive.search.whoosh.matches import NOTHING, Matches, holding, joined, left, met, summed
from archive.search.whoosh.phrases import PhraseFinder
from archive.search.whoosh.snapshot import Snapshot
from archive.search.whoosh.strengths import ONE_BY_ONE, Gathered, gathered, strengths, together

TOGETHER = 16  # words: for each, a number for each document may be held for a moment


@dataclass(slots=True)
class Evaluation:
    """Answers the nodes of one request; `seen` are the documents that its viewer may see, None all."""

    snapshot: Snapshot
    role: Role
    seen: Truth | None
    inverses: Numbers  # of the lengths of fields: `Snapshot.lengths_turned`
    _strengths: dict[tuple[Node, str | None], Matches] = field(default_factory=dict)
    _gathered: dict[tuple[Node, str | None], Gathered] = field(default_factory=dict)
    _records: dict[tuple[Node, str | None], int] = field(default_factory=dict)

    @property
    def everything(self) -> int:
        """How many documents the viewer may see."""
        return len(self.snapshot) if self.seen is None else int(np.count_nonzero(self.seen))

    def matches(self, node: Node, name: str | None = None) -> Matches:
        """Return which documents answer `node`, asked of field `name`."""
        match node:
            case Fielded(of, part):
                return self.matches(part, of)
            case And(parts):
                return self._all(parts, name)
            case Or(parts):
                often = Counter(parts)
                self._prepare(tuple(often), name)
                found = [self.matches(part, name).repeated(times) for part, times in often.items()]
                return joined(found, len(self.snapshot))
            case Not(part):
                return left(self.all(), self.matches(part, name))
            case Word() | Fuzzy() | Wildcard():
                return self._weighed(self.word(node, name))
            case Phrase():
                return self._weighed(self.phrase(node, name))
        return self._shown(holding(true_of(self.snapshot.facts, node, self.role)))

    def all(self) -> Matches:
        """Return everything the viewer may see."""
        if self.seen is None:
            return Matches(np.arange(len(self.snapshot)))
        return holding(self.seen)

    def _prepare(self, parts: tuple[Node, ...], name: str | None) -> None:
        words = [(part, name) for part in parts if isinstance(part, Word | Fuzzy | Wildcard)]
        if len(words) > 1:
            self.look_up([word for word in words if word not in self._strengths])

    def _all(self, parts: tuple[Node, ...], name: str | None) -> Matches:
        words = [part for part in parts if isinstance(part, Word | Fuzzy)]
        wanted = (
            [self._together(words, name)] if len(words) > 1 else [self.matches(word, name) for word in words]
        )
        wanted += [self.matches(part, name) for part in parts if not isinstance(part, Word | Fuzzy | Not)]
        found = met(wanted) if wanted else self.all()
        for part in parts:
            if isinstance(part, Not):
                found = left(found, self.matches(part.part, name))
        return found

    def _together(self, words: Sequence[Word | Fuzzy], name: str | None) -> Matches:
        """Return the documents in which all of several words stand."""
        asked = [self.gathered(word, name) for word in words]
        found = together(self.snapshot, self.inverses, self.seen, asked)
        self._records |= zip(((word, name) for word in words), found.records, strict=True)
        scores = np.zeros(len(found.documents))
        for strong, records in zip(found.strengths, found.records, strict=True):
            scores += worth(strong) * rarity(records, self.everything)
        return Matches(found.documents, scores)

    def gathered(self, word: Word | Fuzzy | Wildcard, name: str | None = None) -> Gathered:
        """Return the lists of a word."""
        found = self._gathered.get((word, name))
        if found is None:
            asked = Asked(self.snapshot.expansion(word), weights(name, self.role))
            many = MANY if isinstance(word, Wildcard) else ONE_BY_ONE
            found = self._gathered[word, name] = gathered(self.snapshot, [asked], many)
        return found

    def records(self, word: Word | Fuzzy | Wildcard) -> int:
        """Return in how many of the documents seen a word stands in any field."""
        known = self._records.get((word, None))
        return len(self.word(word, None).documents) if known is None else known

    def _shown(self, found: Matches) -> Matches:
        return found if self.seen is None else found.among(self.seen[found.documents])

    def _weighed(self, found: Matches) -> Matches:
        """Turn the strengths of a word into what it counts."""
        if found.scores is None:
            return found
        rare = rarity(len(found.documents), self.everything)
        return Matches(found.documents, worth(found.scores) * rare)

    def word(self, node: Word | Fuzzy | Wildcard, name: str | None) -> Matches:
        """Return the documents in which a word stands, and how strong it is there."""
        found = self._strengths.get((node, name))
        if found is None:
            self.look_up([(node, name)])
            found = self._strengths[node, name]
        return found

    def look_up(self, words: Sequence[tuple[Word | Fuzzy | Wildcard, str | None]]) -> None:
        """Look several words up at once, which costs hardly more than one."""
        expand = self.snapshot.expansion
        for start in range(0, len(words), TOGETHER):
            few = words[start : start + TOGETHER]
            asked = [Asked(expand(node), weights(name, self.role)) for node, name in few]
            for word, found in zip(few, strengths(self.snapshot, self.inverses, asked), strict=True):
                self._strengths[word] = self._shown(found)

    def phrase(self, node: Phrase, name: str | None) -> Matches:
        """Return the documents in which a phrase stands, and how strong it is there."""
        asked = weights(name, self.role)
        documents, fields, times, exact = PhraseFinder(self.snapshot, self.seen, asked).found(node)
        if not len(documents):
            return NOTHING
        nearness = times * NEAR[FOLDED] + exact * (NEAR[EXACT] - NEAR[FOLDED])
        found = nearness * asked.spelt[fields] * self.inverses[ROW[fields] * len(self.snapshot) + documents]
        return Matches(*summed(documents, found, len(self.snapshot)))
