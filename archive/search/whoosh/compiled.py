"""Compiles a tree to Whoosh queries: they find the same records, and can be part of any other query.

What a word stands for is looked up as in every search, so that a compiled query belongs to the reader
it was made for. It ranks by Whoosh's formula, form by form, and not by that of `scoring`.
"""

from collections.abc import Iterator
from functools import reduce

from whoosh.query import And as AllOf
from whoosh.query import Every, NullQuery, Query, Term
from whoosh.query import Or as AnyOf

from archive.search.fields import NAMES, WEIGHTS, asked
from archive.search.phrases import MOST_SLOP, runs
from archive.search.scoring import FOLDED, NEAR, STEMMED
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
from archive.search.whoosh.expansion import Expansion, accented
from archive.search.whoosh.numbering import FIELD_NAMES
from archive.search.whoosh.queries import Excluded, FactQuery, Run, RunsQuery
from archive.search.whoosh.reader import ArrayReader


def compiled(tree: Node | None, reader: ArrayReader) -> Query:
    """Return the Whoosh query that finds on this reader what answers a tree; None is everything."""
    if tree is None:
        return Every()
    return _Compiler(reader).query(tree, None)


class _Compiler:
    def __init__(self, reader: ArrayReader) -> None:
        self._reader = reader
        self._snapshot = reader.view.snapshot
        self._role = reader.view.role

    def query(self, node: Node, name: str | None) -> Query:
        """Return the query of a node that is asked of field `name`."""
        match node:
            case Fielded(of, part):
                return self.query(part, of)
            case And(parts):
                return AllOf([self.query(part, name) for part in parts])
            case Or(parts):
                return _any([self.query(part, name) for part in parts])
            case Not(part):
                return Excluded(self.query(part, name))
            case DateRange() | Has() | Missing():
                return FactQuery(node)
            case Phrase():
                return self._phrase(node, asked(name, self._role))
        return self._word(node, asked(name, self._role))

    def _word(self, node: Word | Fuzzy | Wildcard, fields: tuple[str, ...]) -> Query:
        boosts: dict[tuple[str, str], float] = {}
        for form, near, of in self._standing(self._snapshot.expansion(node), fields):
            inflected = near < 0
            if not (inflected and of in NAMES):
                boosts[of, form] = (WEIGHTS[of] or 1) * NEAR[STEMMED if inflected else near]
        return _any([Term(of, form, boost=boost) for (of, form), boost in sorted(boosts.items())])

    def _phrase(self, phrase: Phrase, fields: tuple[str, ...]) -> Query:
        size, slop = len(phrase.words), min(phrase.slop, MOST_SLOP)
        spelt = {
            (start, end): list(self._standing(accented(text, self._snapshot.segments), fields))
            for start, end, text in runs(phrase.words)
        }
        found = []
        for of in fields:
            own = [
                Run(*span, tuple(sorted({form for form, _, field in each if field == of})))
                for span, each in spelt.items()
            ]
            own = [run for run in own if run.forms]
            if _spanned(own, size):
                boost = (WEIGHTS[of] or 1) * NEAR[FOLDED]
                found.append(RunsQuery(of, size, own, slop, boost))
        return _any(found)

    def _standing(self, expansion: Expansion, fields: tuple[str, ...]) -> Iterator[tuple[str, int, str]]:
        """Yield the forms of an expansion, how near each is (`Stretch.near`), and a field it stands in.

        What the viewer sees nowhere is left out: a query may be shown.
        """
        for segment, stretches in zip(self._snapshot.segments, expansion, strict=True):
            for stretch in stretches:
                for term in range(stretch.first, stretch.end):
                    form = segment.dictionary.form(term)
                    for number in range(*segment.postings.lists(term, term + 1)):
                        of = FIELD_NAMES[segment.postings.field(number)]
                        if of in fields and (of, form) in self._reader:
                            yield form, stretch.near, of


def _spanned(own: list[Run], size: int) -> bool:
    """Say whether runs can follow one another from the first word of a phrase to its last."""
    reached = reduce(lambda known, run: known | {run.end} if run.start in known else known, own, {0})
    return size in reached


def _any(parts: list[Query]) -> Query:
    return parts[0] if len(parts) == 1 else AnyOf(parts) if parts else NullQuery
