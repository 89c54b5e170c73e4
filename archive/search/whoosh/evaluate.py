"""Evaluates a tree on whole arrays: one truth value and one score for each document."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.metadata.access import Role
from archive.search.fields import BIT, RANK, WEIGHTS, asked
from archive.search.lexicon import Expansion, Form, accented, expansion
from archive.search.phrases import runs
from archive.search.scoring import EXACT, FOLDED, rarity, strength, worth
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
from archive.search.whoosh.facts import presence
from archive.search.whoosh.postings import places
from archive.search.whoosh.snapshot import Snapshot, ratio

Truth = NDArray[np.bool_]
Numbers = NDArray[np.float64]


class Matches(NamedTuple):
    """Which documents answer, and what each counts."""

    truth: Truth
    scores: Numbers


class Sums(NamedTuple):
    """What is known of one word while field after field is looked at, for each document."""

    nearest: Numbers
    fields: Numbers


@dataclass(slots=True)
class Evaluation:
    """Answers the nodes of one request; `seen` are the documents that its viewer may see."""

    snapshot: Snapshot
    seen: Truth
    role: Role
    exact: bool = True

    def matches(self, node: Node, name: str | None = None) -> Matches:
        """Return which documents answer `node`, asked of field `name`."""
        match node:
            case Word() | Fuzzy() | Wildcard():
                forms, complete = expansion(node, self.snapshot.lexicon)
                self.exact = self.exact and complete
                return self._forms(forms, name)
            case Phrase(words):
                return self._phrase(words, name)
            case Fielded(of, part):
                return self.matches(part, of)
            case And(parts) | Or(parts):
                return self._joined(isinstance(node, And), [self.matches(part, name) for part in parts])
            case Not(part):
                return self._unscored(~self.matches(part, name).truth)
        return self._unscored(self._holds(node))

    def _unscored(self, truth: Truth) -> Matches:
        return Matches(truth & self.seen, np.zeros(len(truth)))

    def _joined(self, every: bool, parts: list[Matches]) -> Matches:
        truths = [part.truth for part in parts]
        truth = np.logical_and.reduce(truths) if every else np.logical_or.reduce(truths)
        # What has only some of the parts counts nothing, should another alternative let it in.
        return Matches(truth, np.sum([part.scores for part in parts], axis=0) * truth)

    def _holds(self, node: DateRange | Has | Missing) -> Truth:
        if isinstance(node, DateRange):
            return self.snapshot.facts.overlapping(node.first_day, node.last_day)
        having = self._having(node.name)
        return having if isinstance(node, Has) else ~having

    def _having(self, name: str) -> Truth:
        wanted = [presence(name, rank) for rank in range(RANK[self.role] + 1)]
        return self.snapshot.facts.lists["present"].having(wanted, len(self.snapshot))

    def _forms(self, forms: Expansion, name: str | None) -> Matches:
        """Sum what forms of one word count in all fields asked for."""
        sums = self._sums()
        # From the farthest to the nearest, so that the nearest form a document has is what stays.
        ordered = sorted(forms.items(), key=lambda each: each[1])
        for of in asked(name, self.role):
            here = [(form, tier) for form, tier in ordered if form.fields & BIT[of]]
            if not here:
                continue
            tiers, counts = np.zeros(len(self.seen)), np.zeros(len(self.seen))
            for form, tier in here:
                found = self.snapshot.postings(of, form)
                tiers[found.documents] = tier
                counts[found.documents] += found.counts
            self._add(sums, of, tiers, counts)
        return self._weighted(sums)

    def _phrase(self, words: tuple[str, ...], name: str | None) -> Matches:
        forms = {text: accented(text, self.snapshot.lexicon) for _, _, text in runs(words)}
        exact = {text: {form for form, tier in each.items() if tier == EXACT} for text, each in forms.items()}
        sums = self._sums()
        for of in asked(name, self.role):
            counts = self._following(of, words, {text: set(each) for text, each in forms.items()})
            if not counts.any():
                continue
            precise = self._following(of, words, exact)
            tiers = np.where(precise > 0, EXACT, np.where(counts > 0, FOLDED, 0)).astype(np.float64)
            self._add(sums, of, tiers, np.where(precise > 0, precise, counts))
        return self._weighted(sums)

    def _following(self, of: str, words: tuple[str, ...], forms: dict[str, set[Form]]) -> Numbers:
        """Return how often each document has the words one behind the other in a field."""
        possible = self._possible(of, words, forms)
        counts = np.zeros(len(possible))
        if not possible.any():
            return counts
        reached: list[list[NDArray[np.int64]]] = [[] for _ in range(len(words) + 1)]
        for start, end, text in runs(words):
            if start and not reached[start]:
                continue
            stands = self._places(of, forms[text], possible)
            if start:
                stands = stands[np.isin(stands, np.concatenate(reached[start]))]
            if len(stands):
                reached[end].append(stands + 1)
        if reached[-1]:
            ends = np.unique(np.concatenate(reached[-1]))
            counts += np.bincount(ends >> 32, minlength=len(counts))
        return counts

    def _possible(self, of: str, words: tuple[str, ...], forms: dict[str, set[Form]]) -> Truth:
        """Return which documents have every word of a phrase, by itself or in some run of them."""
        possible = self.seen
        for place in range(len(words)):
            has = np.zeros(len(possible), dtype=bool)
            for start, end, text in runs(words):
                if start <= place < end:
                    for form in forms[text]:
                        has[self.snapshot.postings(of, form).documents] = True
            possible = possible & has
            if not possible.any():
                break
        return possible

    def _places(self, of: str, forms: set[Form], possible: Truth) -> NDArray[np.int64]:
        found = [places(self.snapshot.positions(of, form), possible) for form in forms]
        return np.concatenate(found) if found else np.empty(0, dtype=np.int64)

    def _sums(self) -> Sums:
        return Sums(np.zeros(len(self.seen)), np.zeros(len(self.seen)))

    def _add(self, sums: Sums, of: str, tiers: Numbers, counts: Numbers) -> None:
        """Add the matches in one field."""
        documents = np.flatnonzero((tiers > 0) & self.seen)
        if len(documents):
            lengths = ratio(self.snapshot, of, RANK[self.role], documents)
            weight = WEIGHTS[of] or 1
            sums.fields[documents] += weight * strength(tiers[documents], counts[documents], lengths)
            np.maximum(sums.nearest, tiers, out=sums.nearest, where=self.seen)

    def _weighted(self, sums: Sums) -> Matches:
        truth = sums.nearest > 0
        rare = rarity(int(truth.sum()), int(self.seen.sum()))
        return Matches(truth, worth(sums.nearest, sums.fields) * rare)
