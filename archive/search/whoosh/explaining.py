"""Why a document answers a tree, leaf by leaf, by the figures of the evaluation itself."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from archive.search.backend import Explanation, Match, Reason, Request
from archive.search.fields import WEIGHTS
from archive.search.scoring import EXACT, FOLDED, NEAR, PLACES
from archive.search.tree import And, Fielded, Fuzzy, Node, Not, Or, Phrase, Wildcard, Word
from archive.search.whoosh.answering import evaluation, in_span, matched
from archive.search.whoosh.evaluate import Evaluation
from archive.search.whoosh.gathering import ROW, weights
from archive.search.whoosh.matches import Matches
from archive.search.whoosh.numbering import FIELD_NAMES
from archive.search.whoosh.opened import Segment
from archive.search.whoosh.phrases import PhraseFinder
from archive.search.whoosh.snapshot import Snapshot


class _Share(NamedTuple):
    field: str
    form: str
    nearness: float
    times: int
    strength: float


def explanation(snapshot: Snapshot, request: Request, id: str) -> Explanation:
    """Return why a document answers a request, or does not."""
    numbers = [number for number in snapshot.facts.numbers([id]) if snapshot.live[number]]
    if not numbers:
        return Explanation(known=False)
    number = numbers[0]
    asked = evaluation(snapshot, request)
    if asked.words.seen is not None and not asked.words.seen[number]:
        return Explanation(known=True)
    found = asked.matches(request.tree) if request.tree is not None else asked.all()
    words, lifted = (_score(each, number) for each in (found, matched(snapshot, request, asked).matching))
    missed = [
        name
        for name, values in request.facets.items()
        if values and not snapshot.facts.lists(name).having(values)[number]
    ]
    if (span := in_span(snapshot, request, np.array(numbers[:1]))) is not None and not span[0]:
        missed.append("date")
    return Explanation(
        known=True,
        seen=True,
        found=words is not None and not missed,
        score=round(lifted or words or 0.0, PLACES),
        together=(lifted or words or 0.0) - (words or 0.0),
        reasons=tuple(_Reasons(asked, number).of(request.tree)) if request.tree is not None else (),
        excluded_by=tuple(missed),
    )


def _score(matches: Matches, number: int) -> float | None:
    """Return what a document counts, or None if it is not among those that match."""
    places = np.flatnonzero(matches.documents == number)
    if not len(places):
        return None
    return 0.0 if matches.scores is None else float(matches.scores[places[0]])


class _Reasons:
    """What the leaves of a tree have to do with one document."""

    def __init__(self, asked: Evaluation, number: int) -> None:
        self._asked = asked
        self._number = number

    def of(self, node: Node, field: str | None = None, counts: int = 1) -> Iterator[Reason]:
        """Yield a reason for each leaf, in their order.

        `counts`: how many times what the leaves find counts for the document. None under a *not*, nor where
        another part of an *and* is missing; several where an *or* says the same again, which is told once.
        So the scores of all reasons add up to that of the document.
        """
        match node:
            case Fielded(of, part):
                yield from self.of(part, of, counts)
            case And(parts):
                whole = counts if self._holds(node, field) else 0
                for part in parts:
                    yield from self.of(part, field, whole)
            case Or(parts):
                for part, times in Counter(parts).items():
                    yield from self.of(part, field, counts * times)
            case Not(part):
                yield from self.of(part, field, 0)
            case _:
                yield self._leaf(node, field, counts)

    def _holds(self, node: Node, field: str | None) -> bool:
        return bool(np.isin(self._number, self._asked.matches(node, field).documents))

    def _leaf(self, node: Node, field: str | None, counts: int) -> Reason:
        found = self._asked.matches(node, field)
        places = np.flatnonzero(found.documents == self._number)
        holds = bool(len(places))
        score = float(found.scores[places[0]]) * counts if holds and found.scores is not None else 0.0
        shares = list(self._shares(node, field)) if holds else []
        whole = sum(share.strength for share in shares)
        return Reason(
            node=node,
            field=field,
            holds=holds,
            records=len(found.documents),
            score=score,
            matches=tuple(
                Match(share.field, share.form, share.nearness, share.times, share.strength * score / whole)
                for share in shares
            ),
        )

    def _shares(self, node: Node, field: str | None) -> Iterator[_Share]:
        if isinstance(node, Word | Fuzzy | Wildcard):
            yield from self._word(node, field)
        elif isinstance(node, Phrase):
            yield from self._phrase(node, field)

    def _word(self, node: Word | Fuzzy | Wildcard, field: str | None) -> Iterator[_Share]:
        asked = weights(field, self._asked.words.role)
        snapshot = self._asked.words.snapshot
        for segment, stretches in zip(snapshot.segments, snapshot.expansion(node), strict=True):
            own = self._number - segment.base
            if not 0 <= own < len(segment.deleted):
                continue
            for stretch in stretches:
                for term in range(stretch.first, stretch.end):
                    for of, count in _standing(segment, term, own):
                        if asked.of(stretch.near)[of]:
                            near = self._nearness(stretch.near)
                            form = segment.dictionary.form(term)
                            yield self._share(of, form, near, count, near * count)

    def _phrase(self, node: Phrase, field: str | None) -> Iterator[_Share]:
        snapshot = self._asked.words.snapshot
        only = np.zeros(len(snapshot), dtype=bool)
        only[self._number] = True
        finder = PhraseFinder(snapshot, only, weights(field, self._asked.words.role))
        said = " ".join(node.words)
        for _, of, times, exact in zip(*(each.tolist() for each in finder.found(node)), strict=True):
            nearness = NEAR[EXACT] * exact + NEAR[FOLDED] * (times - exact)
            yield self._share(of, said, NEAR[EXACT if exact else FOLDED], times, nearness)

    def _nearness(self, near: int) -> float:
        if near >= 0:
            return NEAR[near]
        found = self._asked.words.snapshot.nearness(-near)
        return found if isinstance(found, float) else float(found[self._number])

    def _share(self, field: int, form: str, nearness: float, count: int, occurrences: float) -> _Share:
        name, snapshot = FIELD_NAMES[field], self._asked.words.snapshot
        inverse = float(self._asked.words.inverses[ROW[field] * len(snapshot) + self._number])
        return _Share(name, form, nearness, count, occurrences * (WEIGHTS[name] or 1) * inverse)


def _standing(segment: Segment, term: int, document: int) -> Iterator[tuple[int, int]]:
    """Yield in which fields of a document a term stands, and how often."""
    postings = segment.postings
    for number in range(*postings.lists(term, term + 1)):
        start, end = postings.postings(number, number + 1)
        place = int(np.searchsorted(postings.documents(start, end), document))
        if start + place < end and int(postings.documents(start + place, start + place + 1)[0]) == document:
            yield int(postings.fields[number]), int(postings.counts(start + place, start + place + 1)[0])
