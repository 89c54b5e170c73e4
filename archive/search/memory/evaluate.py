"""Evaluates a tree document by document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from archive.metadata.access import Role
from archive.search.document import Document
from archive.search.fields import MEASURED, NAMES, RANK, TYPE, WEIGHTS, asked, never_in
from archive.search.lexicon import Lexicon, accented, expansion, nearness_in
from archive.search.memory.phrases import ends
from archive.search.occurrences import FieldWords
from archive.search.phrases import runs
from archive.search.scoring import EXACT, FOLDED, NEAR, rarity, strength, worth
from archive.search.tree import (
    And,
    DateRange,
    Fielded,
    Fuzzy,
    Has,
    Missing,
    Node,
    Not,
    Or,
    Phrase,
    Wildcard,
    Word,
)

Scores = dict[str, float]  # document → what it counts; absent: it does not answer
Leaf = Word | Phrase | Wildcard | Fuzzy | DateRange | Has | Missing


@dataclass(frozen=True, slots=True)
class Held:
    """A document and its words."""

    document: Document
    words: Mapping[str, FieldWords]


@dataclass(frozen=True, slots=True)
class Share:
    """One form of a word in one field of a document, and its part of the word's strength there."""

    field: str
    form: str
    near: int
    count: int
    strength: float


@dataclass(frozen=True, slots=True)
class Finding:
    """The documents that a leaf of the tree holds for; what stands in them, if it is made of words."""

    shares: Mapping[str, tuple[Share, ...]]  # by document
    rarity: float = 0.0

    def score(self, id: str) -> float:
        """Return what the leaf counts in a document that it holds for."""
        return self.rarity * worth(sum((share.strength for share in self.shares[id]), 0.0))


@dataclass(slots=True)
class Evaluation:
    """Answers the nodes of one request from the documents its viewer may see."""

    seen: Mapping[str, Held]
    lexicon: Lexicon
    role: Role
    _averages: dict[str, float] = field(default_factory=dict)

    def scores(self, node: Node, name: str | None = None) -> Scores:
        """Return the documents that answer `node`, asked of field `name`, and what each counts."""
        match node:
            case Fielded(of, part):
                return self.scores(part, of)
            case And(parts):
                return _all([self.scores(part, name) for part in parts])
            case Or(parts):
                return _any([self.scores(part, name) for part in parts])
            case Not(part):
                answering = self.scores(part, name)
                return {id: 0.0 for id in self.seen if id not in answering}
        found = self.find(node, name)
        return {id: found.score(id) for id in found.shares}

    def find(self, leaf: Leaf, name: str | None) -> Finding:
        """Return the documents that a leaf holds for."""
        match leaf:
            case DateRange() | Has() | Missing():
                holding = (id for id, held in self.seen.items() if self._holds(leaf, held.document))
                return Finding(dict.fromkeys(holding, ()))
            case Phrase():
                found = self._phrase(leaf, asked(name, self.role))
            case _:
                found = self._forms(leaf, asked(name, self.role))
        shares: dict[str, tuple[Share, ...]] = {}
        for id, share in found:
            shares[id] = (*shares.get(id, ()), share)
        return Finding(shares, rarity(len(shares), len(self.seen)))

    def _holds(self, node: DateRange | Has | Missing, document: Document) -> bool:
        if isinstance(node, DateRange):
            return dated(document, node)
        role = document.present.get(node.name)
        if role is not None and RANK[role] <= RANK[self.role]:
            return isinstance(node, Has)
        cannot = set(never_in(node.name)) & set(document.facets.get(TYPE, ()))
        return isinstance(node, Missing) and not cannot

    def _forms(self, node: Word | Fuzzy | Wildcard, fields: tuple[str, ...]) -> Iterator[tuple[str, Share]]:
        forms = expansion(node, self.lexicon)
        for id, held, of in self._having(fields):
            places = held.words[of].places
            for form, nearness in forms.items():
                near = nearness_in(held.document.languages, nearness, of in NAMES)
                if near is not None and (count := len(places.get(form.text, ()))):
                    yield id, Share(of, form.text, near, count, self._strength(held, of, NEAR[near] * count))

    def _phrase(self, phrase: Phrase, fields: tuple[str, ...]) -> Iterator[tuple[str, Share]]:
        every = {text: accented(text, self.lexicon) for _, _, text in runs(phrase.words)}
        spelt = {text: {form.text for form in forms} for text, forms in every.items()}
        same = {text: forms & {text} for text, forms in spelt.items()}
        for id, held, of in self._having(fields):
            places = held.words[of].places
            if count := len(ends(phrase.words, spelt, places, phrase.slop)):
                exact = len(ends(phrase.words, same, places, phrase.slop))
                nearness = NEAR[EXACT] * exact + NEAR[FOLDED] * (count - exact)
                near = EXACT if exact else FOLDED
                said = " ".join(phrase.words)
                yield id, Share(of, said, near, count, self._strength(held, of, nearness))

    def _having(self, fields: tuple[str, ...]) -> Iterator[tuple[str, Held, str]]:
        for id, held in self.seen.items():
            yield from ((id, held, of) for of in fields if of in held.words)

    def _strength(self, held: Held, name: str, nearness: float) -> float:
        return (WEIGHTS[name] or 1) * strength(nearness, self.ratio(held, name))

    def ratio(self, held: Held, name: str) -> float:
        """Return how long a field of a document is, the average being 1; 1 where lengths do not matter."""
        return held.words[name].length / self._average(name) if name in MEASURED else 1.0

    def _average(self, name: str) -> float:
        if name not in self._averages:
            lengths = [held.words[name].length for held in self.seen.values() if name in held.words]
            self._averages[name] = sum(lengths) / len(lengths)
        return self._averages[name]


def dated(document: Document, days: DateRange) -> bool:
    """Say whether a document's dates overlap these days, or lie inside them; without dates never."""
    if document.earliest is None or document.latest is None:
        return False
    begins, ends = document.earliest, document.latest
    if days.inside:
        begins, ends = ends, begins
    return (days.last_day is None or begins <= days.last_day) and (
        days.first_day is None or ends >= days.first_day
    )


def _all(scores: list[Scores]) -> Scores:
    first, *rest = scores
    return {
        id: score + sum(each[id] for each in rest)
        for id, score in first.items()
        if all(id in each for each in rest)
    }


def _any(scores: list[Scores]) -> Scores:
    found: Scores = {}
    for each in scores:
        for id, score in each.items():
            found[id] = found.get(id, 0.0) + score
    return found
