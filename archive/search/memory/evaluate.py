"""Evaluates a tree document by document."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from archive.metadata.access import Role
from archive.search.document import Document
from archive.search.fields import MEASURED, RANK, WEIGHTS, asked
from archive.search.lexicon import Expansion, Form, Lexicon, accented, expansion
from archive.search.occurrences import FieldWords
from archive.search.phrases import runs
from archive.search.scoring import EXACT, rarity, strength, worth
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


@dataclass(frozen=True, slots=True)
class Held:
    """A document and its words."""

    document: Document
    words: Mapping[str, FieldWords]


@dataclass(slots=True)
class Evaluation:
    """Answers the nodes of one request from the documents its viewer may see."""

    seen: Mapping[str, Held]
    lexicon: Lexicon
    role: Role
    exact: bool = True
    _averages: dict[str, float] = field(default_factory=dict)

    def scores(self, node: Node, name: str | None = None) -> Scores:
        """Return the documents that answer `node`, asked of field `name`, and what each counts."""
        match node:
            case Word() | Fuzzy() | Wildcard():
                forms, complete = expansion(node, self.lexicon)
                self.exact = self.exact and complete
                return self._forms(forms, name)
            case Phrase(words):
                return self._phrase(words, name)
            case Fielded(of, part):
                return self.scores(part, of)
            case And(parts):
                return _all([self.scores(part, name) for part in parts])
            case Or(parts):
                return _any([self.scores(part, name) for part in parts])
            case Not(part):
                answering = self.scores(part, name)
                return {id: 0.0 for id in self.seen if id not in answering}
        return {held.document.id: 0.0 for held in self.seen.values() if self._holds(node, held.document)}

    def _holds(self, node: DateRange | Has | Missing, document: Document) -> bool:
        if isinstance(node, DateRange):
            return overlaps(document, node.first_day, node.last_day)
        role = document.present.get(node.name)
        return (role is not None and RANK[role] <= RANK[self.role]) is isinstance(node, Has)

    def _forms(self, forms: Expansion, name: str | None) -> Scores:
        def matches(words: FieldWords) -> tuple[int, int]:
            found = {form: places for form in forms if (places := words.places.get(form[:2]))}
            return max((forms[form] for form in found), default=0), sum(map(len, found.values()))

        return self._counted(name, matches)

    def _phrase(self, parts: tuple[str, ...], name: str | None) -> Scores:
        every = {text: accented(text, self.lexicon) for _, _, text in runs(parts)}

        def matches(words: FieldWords) -> tuple[int, int]:
            for tier in (EXACT, 0):
                near = {
                    text: {form for form, how in forms.items() if how >= tier}
                    for text, forms in every.items()
                }
                if count := _follow(parts, near, words):
                    return tier or EXACT - 1, count
            return 0, 0

        return self._counted(name, matches)

    def _counted(self, name: str | None, matches: Callable[[FieldWords], tuple[int, int]]) -> Scores:
        """Sum what the matches in all fields asked for count; `matches` says how near and how often."""
        found: Scores = {}
        for id, held in self.seen.items():
            nearest, total = 0, 0.0
            for of in asked(name, self.role):
                tier, count = matches(held.words[of]) if of in held.words else (0, 0)
                if tier:
                    ratio = held.words[of].length / self._average(of) if of in MEASURED else 1.0
                    nearest = max(nearest, tier)
                    total += (WEIGHTS[of] or 1) * strength(float(tier), float(count), ratio)
            if nearest:
                found[id] = worth(float(nearest), total)
        rare = rarity(len(found), len(self.seen))
        return {id: score * rare for id, score in found.items()}

    def _average(self, name: str) -> float:
        if name not in self._averages:
            lengths = [held.words[name].length for held in self.seen.values() if name in held.words]
            self._averages[name] = sum(lengths) / len(lengths)
        return self._averages[name]


def _follow(parts: tuple[str, ...], forms: Mapping[str, Iterable[Form]], words: FieldWords) -> int:
    """Return how often `parts` follow one another; a run of them may stand there as one word."""
    reached: list[set[int]] = [set() for _ in range(len(parts) + 1)]
    for start, end, text in runs(parts):
        stands = {place for form in forms[text] for place in words.places.get(form[:2], ())}
        reached[end] |= {place + 1 for place in stands if start == 0 or place in reached[start]}
    return len(reached[-1])


def overlaps(document: Document, first_day: int | None, last_day: int | None) -> bool:
    """Say whether the document's dates overlap these days; without dates they never do."""
    if document.earliest is None or document.latest is None:
        return False
    return (last_day is None or document.earliest <= last_day) and (
        first_day is None or document.latest >= first_day
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
