"""Evaluates a tree on whole arrays."""

from collections import Counter
from collections.abc import Mapping, Sequence, Sized
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
from archive.search.whoosh.arrays import Ints, Numbers, Truth
from archive.search.whoosh.conditions import true_of
from archive.search.whoosh.gathering import MANY, ROW, Asked, weights
from archive.search.whoosh.matches import NOTHING, Matches, holding, joined, left, met, summed
from archive.search.whoosh.phrases import PhraseFinder
from archive.search.whoosh.snapshot import Snapshot
from archive.search.whoosh.strengths import (
    ONE_BY_ONE,
    Gathered,
    among,
    gathered,
    standing,
    strengths,
    throughout,
)

TOGETHER = 16  # words: for each, a number for each document may be held for a moment


@dataclass(slots=True)
class Evaluation:
    """Answers the nodes of one request; `seen` are the documents that its viewer may see, None all.

    Where words do not decide the order, it need not be worked out what they count in all documents:
    then it is not `scored`, and `scored_among` tells it of a few.
    """

    snapshot: Snapshot
    role: Role
    seen: Truth | None
    inverses: Numbers  # of the lengths of fields: `Snapshot.lengths_turned`
    scored: bool = True
    whole: "Evaluation | None" = None  # by whose figures some of its documents are scored here
    _strengths: dict[tuple[Node, str | None], Matches] = field(default_factory=dict)
    _gathered: dict[tuple[Node, str | None], Gathered] = field(default_factory=dict)
    _leaves: dict[tuple[Node, str | None], Matches] = field(default_factory=dict)
    _records: dict[tuple[Node, str | None], int] = field(default_factory=dict)

    @property
    def everything(self) -> int:
        """How many documents the viewer may see."""
        if self.whole is not None:
            return self.whole.everything
        return len(self.snapshot) if self.seen is None else int(np.count_nonzero(self.seen))

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
            case Word() | Fuzzy() if self.whole is not None:
                return self._among(self.whole, node, name)
            case Word() | Fuzzy() if not self.scored:
                return self._standing(node, name)
            case Word() | Fuzzy() | Wildcard() | Phrase():
                return self._leaf(node, name)
        return self._shown(holding(true_of(self.snapshot.facts, node, self.role)))

    def scored_among(self, tree: Node | None, documents: Ints) -> Matches:
        """Return some of the documents that answer a tree, in order, with what they count."""
        among = np.zeros(len(self.snapshot), dtype=bool)
        among[documents] = True
        few = Evaluation(self.snapshot, self.role, among, self.inverses, whole=self)
        return few.matches(tree) if tree is not None else few.all()

    def all(self) -> Matches:
        """Return everything the viewer may see."""
        if self.seen is None:
            return Matches(np.arange(len(self.snapshot)))
        return holding(self.seen)

    def _leaf(self, node: Word | Fuzzy | Wildcard | Phrase, name: str | None) -> Matches:
        found = self._leaves.get((node, name))
        if found is None:
            if self.whole is not None:
                found = self._shown(self.whole._leaf(node, name))
            else:
                strong = self.phrase(node, name) if isinstance(node, Phrase) else self.word(node, name)
                found = self._weighed(strong, len(strong.documents))
            self._leaves[node, name] = found
        return found

    def _standing(self, word: Word | Fuzzy, name: str | None) -> Matches:
        """Return the documents in which a word stands."""
        parts = self.gathered(word, name)
        if len(parts) == 1 and parts[0].single:
            found = self._shown(Matches(parts[0].documents))
        else:
            found = holding(standing(self.snapshot, self.seen, parts))
        self._records[word, name] = len(found.documents)
        return found

    def _among(self, whole: "Evaluation", word: Word | Fuzzy, name: str | None) -> Matches:
        """Return those of the few documents in which a word stands, and what it counts there."""
        documents = self.all().documents
        possible = np.zeros(len(self.snapshot), dtype=bool)
        possible[documents] = True
        strong = among(whole.gathered(word, name), self.inverses, possible, documents)
        found = strong > 0
        return self._weighed(Matches(documents[found], strong[found]), whole.records(word, name))

    def _any(self, parts: tuple[Node, ...], name: str | None) -> Matches:
        often = Counter(parts)
        words = {part: times for part, times in often.items() if isinstance(part, Word | Fuzzy)}
        found = []
        if self._are_several(words):
            found.append(self._several(words, name, np.logical_or))
        else:
            self._prepare(tuple(often), name)
            words = {}
        found += [self.matches(part, name).repeated(often[part]) for part in often if part not in words]
        return found[0] if len(found) == 1 else joined(found, len(self.snapshot))

    def _all(self, parts: tuple[Node, ...], name: str | None) -> Matches:
        words = dict.fromkeys((part for part in parts if isinstance(part, Word | Fuzzy)), 1)
        wanted = []
        if self._are_several(words):
            wanted.append(self._several(words, name, np.logical_and))
        else:
            words = {}
        others = [part for part in parts if part not in words and not isinstance(part, Not)]
        wanted += [self.matches(part, name) for part in others]
        found = met(wanted) if wanted else self.all()
        for part in parts:
            if isinstance(part, Not):
                found = left(found, self.matches(part.part, name))
        return found

    def _are_several(self, words: Sized) -> bool:
        """Say whether words are looked up in one go: not so many that what is read would fill the memory."""
        return self.whole is None and 1 < len(words) <= TOGETHER

    def _several(self, words: Mapping[Word | Fuzzy, int], name: str | None, join: np.ufunc) -> Matches:
        """Return the documents in which all of several words stand, or any; each counts so many times."""
        found: Truth | None = None
        for word in words:
            having = standing(self.snapshot, self.seen, self.gathered(word, name))
            self._records[word, name] = int(np.count_nonzero(having))
            found = having if found is None else join(found, having)
        documents = holding(found).documents if found is not None else NOTHING.documents
        if not self.scored or found is None:
            return Matches(documents)
        scores = np.zeros(len(documents))
        # What may not be seen has the place behind the last.
        every = len(self.snapshot)
        places = np.empty(every, dtype=np.int64) if self.seen is None else np.full(every, len(documents))
        places[documents] = np.arange(len(documents))
        for word, times in words.items():
            parts = self.gathered(word, name)
            if join is np.logical_and:
                strong = among(parts, self.inverses, found, documents)
            else:
                strong = throughout(parts, self.inverses, places, len(documents))
            scores += worth(strong) * (times * rarity(self._records[word, name], self.everything))
        return Matches(documents, scores)

    def _prepare(self, parts: tuple[Node, ...], name: str | None) -> None:
        kinds = Word | Fuzzy | Wildcard if self.scored else Wildcard
        words = [(part, name) for part in parts if isinstance(part, kinds) and self.whole is None]
        if len(words) > 1:
            self.look_up([word for word in words if word not in self._strengths])

    def gathered(self, word: Word | Fuzzy | Wildcard, name: str | None = None) -> Gathered:
        """Return the lists of a word."""
        found = self._gathered.get((word, name))
        if found is None:
            asked = Asked(self.snapshot.expansion(word), weights(name, self.role))
            many = MANY if isinstance(word, Wildcard) else ONE_BY_ONE
            found = gathered(self.snapshot, [asked], many)
            if len(self._gathered) < TOGETHER:
                self._gathered[word, name] = found
        return found

    def records(self, word: Word | Fuzzy | Wildcard, name: str | None = None) -> int:
        """Return in how many of the documents seen a word stands, in a field or any."""
        known = self._records.get((word, name))
        return len(self.word(word, name).documents) if known is None else known

    def _shown(self, found: Matches) -> Matches:
        return found if self.seen is None else found.among(self.seen[found.documents])

    def _weighed(self, found: Matches, records: int) -> Matches:
        """Turn the strengths of what so many records have into what it counts."""
        if found.scores is None:
            return found
        return Matches(found.documents, worth(found.scores) * rarity(records, self.everything))

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
        nearness = times * NEAR[EXACT]
        if exact is not times:
            nearness -= (times - exact) * (NEAR[EXACT] - NEAR[FOLDED])
        found = nearness * asked.spelt[fields] * self.inverses[ROW[fields] * len(self.snapshot) + documents]
        return Matches(*summed(documents, found, len(self.snapshot)))
