"""From the documents that answer to an answer: filtered, counted by facets, and one page of them in order."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np

from archive.search.backend import MOST_VALUES, Answer, Request
from archive.search.fields import FACETS, RANK
from archive.search.tree import Fuzzy, Node, Wildcard, Word, affirmed
from archive.search.whoosh.arrays import Ints, Truth
from archive.search.whoosh.evaluate import Evaluation
from archive.search.whoosh.facts import Lists
from archive.search.whoosh.lookup import Lookup
from archive.search.whoosh.matches import Matches
from archive.search.whoosh.nearness import lifted
from archive.search.whoosh.paging import page
from archive.search.whoosh.snapshot import Snapshot

TIED = 200  # values of a facet: of more, those are not all read whose names come too late


def evaluation(snapshot: Snapshot, request: Request, *, scored: bool = True) -> Evaluation:
    """Return what answers the nodes of a request for its viewer."""
    rank = RANK[request.viewer.role]
    seen = None if snapshot.all_seen(rank) else snapshot.seen(rank)
    hidden = snapshot.facts.numbers(request.without) if request.without else ()
    if hidden:
        seen = snapshot.seen(rank).copy()
        seen[hidden] = False
        words = Lookup(snapshot, request.viewer.role, seen, snapshot.lengths_turned(seen))
        return Evaluation(words, scored)
    return Evaluation(Lookup(snapshot, request.viewer.role, seen, snapshot.inverses(rank)), scored)


def in_span(snapshot: Snapshot, request: Request, documents: Ints) -> Truth | None:
    """Return which of some documents have dates that overlap the days of a request; None if it names none."""
    if request.first_day is None and request.last_day is None:
        return None
    return snapshot.facts.overlapping(request.first_day, request.last_day, documents)


def _is_ranked(request: Request) -> bool:
    return request.sort == "relevance" and request.size > 0


class Matched(NamedTuple):
    """The documents that answer a request."""

    found: Matches  # whatever was chosen from facets
    chosen: Mapping[str, Truth]  # for each facet chosen from, which of those have one of the values
    matching: Matches  # those that have one of each


def answer(snapshot: Snapshot, request: Request) -> Answer:
    """Answer a request."""
    asked = evaluation(snapshot, request, scored=_is_ranked(request))
    found, chosen, matching = matched(snapshot, request, asked)
    counted = FACETS if request.counted is None else [name for name in FACETS if name in request.counted]
    counts = {name: _counts(snapshot, name, found, matching, chosen) for name in counted}
    return Answer(
        hits=tuple(page(asked, matching, request)),
        total=len(matching.documents),
        facets={
            name: _named(snapshot.facts.lists(name), name, each, request) for name, each in counts.items()
        },
        distinct={name: int(np.count_nonzero(each)) for name, each in counts.items()},
        forms=Forms(snapshot, request.tree),
    )


def matched(snapshot: Snapshot, request: Request, asked: Evaluation) -> Matched:
    """Return which documents answer a request."""
    found = asked.matches(request.tree) if request.tree is not None else asked.all()
    if (span := in_span(snapshot, request, found.documents)) is not None:
        found = found.among(span)
    chosen = {
        name: snapshot.facts.lists(name).having(values)[found.documents]
        for name, values in request.facets.items()
        if values
    }
    matching = found.among(np.logical_and.reduce(list(chosen.values()))) if chosen else found
    if _is_ranked(request):
        matching = lifted(asked, request.tree, matching)
    return Matched(found, chosen, matching)


class Forms(Mapping[Node, frozenset[str]]):
    """For each word that is asked for, the folded forms that it stands for: looked up when somebody asks."""

    def __init__(self, snapshot: Snapshot, tree: Node | None) -> None:
        self._snapshot = snapshot
        self._tree = tree

    @cached_property
    def _words(self) -> dict[Node, Word | Fuzzy | Wildcard]:
        return {node: node for _, node in affirmed(self._tree) if isinstance(node, Word | Fuzzy | Wildcard)}

    def __getitem__(self, node: Node) -> frozenset[str]:
        return self._snapshot.folded_forms(self._words[node])

    def __iter__(self) -> Iterator[Node]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


def _counts(
    snapshot: Snapshot, name: str, found: Matches, matching: Matches, chosen: Mapping[str, Truth]
) -> Ints:
    """Return how many have each value of a facet; its own choice does not narrow it."""
    others = [each for other, each in chosen.items() if other != name]
    if name not in chosen:
        documents = matching.documents
    elif others:
        documents = found.documents[np.logical_and.reduce(others)]
    else:
        documents = found.documents
    return snapshot.facts.lists(name).count(documents)


def _named(lists: Lists, name: str, counts: Ints, request: Request) -> dict[str, int]:
    """Return the values to name: the most frequent, all years; and those that were asked for."""
    codes = np.flatnonzero(counts)
    if name != "year" and len(codes) > MOST_VALUES:
        # Of values that occur as often as the last one named, those whose names come first.
        least = np.partition(counts[codes], -MOST_VALUES)[-MOST_VALUES]
        more, equal = codes[counts[codes] > least], codes[counts[codes] == least]
        if len(equal) > TIED:
            places = lists.places()[equal]
            equal = equal[places < np.partition(places, MOST_VALUES)[MOST_VALUES]]
        codes = np.concatenate((more, equal))
    named = {lists.value(code): int(counts[code]) for code in codes.tolist()}
    ordered = sorted(named.items(), key=lambda each: (-each[1], each[0]))
    chosen = dict(ordered if name == "year" else ordered[:MOST_VALUES])
    asked = (*request.facets.get(name, ()), *request.values.get(name, ()))
    for code in lists.numbered(asked) if asked else ():
        if counts[code]:
            chosen[lists.value(code)] = int(counts[code])
    return chosen
