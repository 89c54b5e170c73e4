"""Queries that Whoosh lacks: facts of records, what is excluded, and phrases across spellings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from whoosh.matching import ListMatcher, Matcher, NullMatcher
from whoosh.query import And, Not, Or, Query, Term
from whoosh.query.spans import Span, SpanQuery, SpanWrappingMatcher
from whoosh.searching import SearchContext, Searcher

from archive.search.tree import DateRange, Has, Missing

NOTHING = 1e-9  # what a condition counts: Whoosh takes a constant score of 0 for one of 1


def _matching(documents: Iterable[int]) -> Matcher:
    found = list(documents)
    return ListMatcher(found, all_weights=NOTHING) if found else NullMatcher()


class FactQuery(Query):  # type: ignore[misc]
    """Records whose dates lie so, or that have a fact or lack it; runs on an `ArrayReader` alone."""

    def __init__(self, node: DateRange | Has | Missing) -> None:
        self.node = node
        self.boost = 1.0

    def __repr__(self) -> str:
        return f"FactQuery({self.node!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FactQuery) and self.node == other.node

    def __hash__(self) -> int:
        return hash(self.node)

    def field(self) -> None:
        """Return no field: a fact is of the record."""

    def estimate_size(self, ixreader: Any) -> int:
        """Return how many records there are: no fewer than it finds."""
        return int(ixreader.doc_count())

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        """Return the documents for which it holds."""
        return _matching(searcher.reader().holding(self.node).tolist())


class Excluded(Not):  # type: ignore[misc]
    """Records that do not answer a query, worked out at once.

    Whoosh's `AndNot` may lose an exclusion whose first document stands before those of the other side,
    and its `Not` says wrongly what it counts at most, by which searches with a limit go.
    """

    def normalize(self) -> "Excluded":
        """Return this query with what it excludes in its simplest form."""
        return Excluded(self.query.normalize())

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        """Return all documents but those that answer."""
        left = np.ones(searcher.doc_count_all(), dtype=bool)
        answering = list(self.query.matcher(searcher, searcher.boolean_context()).all_ids())
        left[answering] = False
        return _matching(np.flatnonzero(left).tolist())


class Run(NamedTuple):
    """Words of a phrase, from `start` to before `end`, and the forms in which they stand as one word."""

    start: int
    end: int
    forms: tuple[str, ...]


class RunsQuery(SpanQuery):  # type: ignore[misc]
    """A phrase in one field, whose words follow one another; neighbours may stand as one written word.

    In all, up to `slop` positions may be passed over. Its score is that of its words.
    """

    def __init__(self, fieldname: str, size: int, runs: Sequence[Run], slop: int = 0, boost: float = 1.0):
        self.fieldname = fieldname
        self.size = size
        self.runs = tuple(runs)
        self.slop = slop
        self.boost = boost
        self.q = And([Or(list(self._terms(place))) for place in range(size)])

    def _terms(self, place: int) -> Iterator[Term]:
        """Yield what the word at this place of the phrase may stand in."""
        for run in self.runs:
            if run.start <= place < run.end:
                yield from (Term(self.fieldname, form, boost=self.boost) for form in run.forms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RunsQuery) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.fieldname, self.size, self.runs, self.slop, self.boost))

    def __repr__(self) -> str:
        return f"RunsQuery({self.fieldname!r}, {self.size}, {list(self.runs)!r}, slop={self.slop})"

    def field(self) -> str:
        """Return the field it is asked of."""
        return self.fieldname

    def estimate_size(self, ixreader: Any) -> int:
        """Return in how many documents all its words stand, or more."""
        return int(self.q.estimate_size(ixreader))

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        """Return the documents in which the phrase stands."""
        reader = searcher.reader()
        standing = [
            _Standing(run.start, run.end, reader.postings(self.fieldname, form))
            for run in self.runs
            for form in run.forms
            if (self.fieldname, form) in reader
        ]
        return _RunsMatcher(self.q.matcher(searcher, context), standing, self.size, self.slop)


class _Standing(NamedTuple):
    start: int
    end: int
    matcher: Matcher


class _RunsMatcher(SpanWrappingMatcher):  # type: ignore[misc]
    """Of the documents that have all words of a phrase those in which it stands."""

    def __init__(self, child: Matcher, standing: Sequence[_Standing], size: int, slop: int) -> None:
        self._standing = standing
        self._size = size
        self._slop = slop
        super().__init__(child)

    def copy(self) -> "_RunsMatcher":
        return self._with(self.child.copy())

    def _replacement(self, newchild: Matcher) -> "_RunsMatcher":
        return self._with(newchild)

    def _with(self, child: Matcher) -> "_RunsMatcher":
        copies = [each._replace(matcher=each.matcher.copy()) for each in self._standing]
        return _RunsMatcher(child, copies, self._size, self._slop)

    def reset(self) -> None:
        for each in self._standing:
            each.matcher.reset()
        self.child.reset()
        self._find_next()

    def skip_to_quality(self, minquality: float) -> int:
        skipped: int = self.child.skip_to_quality(minquality)
        self._find_next()
        return skipped

    def _get_spans(self) -> list[Span]:
        document = self.child.id()
        runs: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
        for start, end, matcher in self._standing:
            if matcher.is_active():
                matcher.skip_to(document)
            if matcher.is_active() and matcher.id() == document:
                runs[start, end].update(matcher.value_as("positions"))
        return _spans(runs, self._size, self._slop)


def _spans(runs: Mapping[tuple[int, int], set[int]], size: int, slop: int) -> list[Span]:
    """Return where a phrase of `size` words stands, by the positions of its runs."""
    # for each number of words read: the position behind them → how many were passed over, and the first
    reached: list[dict[int, tuple[int, int]]] = [{} for _ in range(size + 1)]
    for (start, end), positions in sorted(runs.items()):
        for position in positions:
            ways = [(0, position)] if start == 0 else _ways(reached[start], position)
            passed, first = min(ways, default=(slop + 1, position))
            if passed <= slop:
                known = reached[end].get(position + 1, (passed, first))
                reached[end][position + 1] = min(known, (passed, first))
    return sorted(Span(first, behind - 1) for behind, (_, first) in reached[size].items())


def _ways(reached: Mapping[int, tuple[int, int]], position: int) -> list[tuple[int, int]]:
    return [
        (passed + position - behind, first)
        for behind, (passed, first) in reached.items()
        if behind <= position
    ]
