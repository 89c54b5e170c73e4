"""Xapian, in the Python that Debian's python3-xapian is for. Standard library only, beside it."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import xapian

from benchmarks.corpus import BEST, MOST_VALUES, PAGE50, SLOP, Query, Speech, joined
from benchmarks.engines.engine import Ask, Find

DAY, COLLECTION, TYPE, YEAR, SUBJECTS = range(5)  # its slots of values
FAR = 100  # positions between fields, so that no phrase goes across
Tree = xapian.Query

_LETTERS = {
    code: plain[0]
    for code in range(0xC0, 0x250)
    if (plain := unicodedata.normalize("NFD", chr(code))) and plain[0].isascii()
}


class Engine:
    """Words are folded, not stemmed; all fields are indexed as one, with positions."""

    version = xapian.version_string()

    def __init__(self, folder: Path, corpus: Path) -> None:
        self._path = str(folder / "glass")

    def build(self, speeches: Iterable[Speech]) -> None:
        """Index with its own splitter of words."""
        base = xapian.WritableDatabase(self._path, xapian.DB_CREATE_OR_OPEN)
        splitter = xapian.TermGenerator()
        for number, speech in enumerate(speeches):
            document = xapian.Document()
            splitter.set_document(document)
            splitter.set_termpos(0)
            for text in _texts(speech):
                splitter.index_text(text.lower().translate(_LETTERS))
                splitter.increase_termpos(FAR)
            document.set_data(str(number))
            for slot, value in _values(speech).items():
                document.add_value(slot, value)
            base.add_document(document)
        base.commit()
        base.close()

    def open(self) -> None:
        """Open for reading."""
        self._base = xapian.Database(self._path)
        self._all = self._base.get_doccount()

    def forget(self) -> None:
        """It keeps no answers."""

    @property
    def asks(self) -> Mapping[str, Ask]:
        """What this version has: no fuzzy word, and no wildcard but at the end."""
        asks: dict[str, Ask] = {kind: partial(self._ask, kind) for kind in _TREES}
        newest = partial(self._ask, "rare", order=lambda enquire: enquire.set_sort_by_value(DAY, True))
        page50 = partial(self._ask, "rare", offset=PAGE50)
        return asks | {"facets": self._facets, "newest": newest, "page50": page50}

    @property
    def finds(self) -> Mapping[str, Find]:
        """The same kinds."""
        return {kind: partial(self._numbers, kind) for kind in _TREES}

    def _ask(
        self, kind: str, query: Query, *, offset: int = 0, order: Callable[[Any], None] | None = None
    ) -> int:
        enquire = xapian.Enquire(self._base)
        enquire.set_query(_TREES[kind](query))
        if order is not None:
            order(enquire)
        # To look at all of them makes its count exact, as the others' are.
        return self._read(enquire.get_mset(offset, BEST, self._all))

    def _read(self, found: Any) -> int:
        for hit in found:
            hit.document.get_data()
        return int(found.get_matches_estimated())

    def _facets(self, query: Query) -> int:
        enquire = xapian.Enquire(self._base)
        enquire.set_query(_TREES["rare"](query))
        counters = [xapian.ValueCountMatchSpy(slot) for slot in (COLLECTION, TYPE, YEAR, SUBJECTS)]
        for counter in counters:
            enquire.add_matchspy(counter)
        total = self._read(enquire.get_mset(0, BEST, self._all))
        for counter in counters[:-1]:
            _ = [(value.term, value.termfreq) for value in counter.top_values(MOST_VALUES)]
        subjects: Counter[str] = Counter()
        for value in counters[-1].values():
            for name in value.term.decode().split("|"):
                subjects[name] += value.termfreq
        subjects.most_common(MOST_VALUES)
        return total

    def _numbers(self, kind: str, query: Query) -> list[int]:
        enquire = xapian.Enquire(self._base)
        enquire.set_query(_TREES[kind](query))
        return [int(hit.document.get_data()) for hit in enquire.get_mset(0, self._all)]


def _texts(speech: Speech) -> tuple[str, ...]:
    described = (speech.title, speech.description, speech.speaker, speech.place, *speech.subjects)
    return (*described, joined(speech.paragraphs))


def _values(speech: Speech) -> dict[int, str]:
    return {
        DAY: str(speech.day),
        COLLECTION: speech.collection,
        TYPE: speech.type,
        YEAR: speech.delivered[:4],
        SUBJECTS: "|".join(speech.subjects),
    }


def _term(query: Query) -> Any:
    return Tree(query.words[0])


def _starting(query: Query) -> Any:
    return Tree(Tree.OP_WILDCARD, query.words[0], 0, Tree.WILDCARD_LIMIT_ERROR, Tree.OP_SYNONYM)


def _dated(query: Query) -> Any:
    first, last = map(str, query.days)
    return Tree(Tree.OP_FILTER, _term(query), Tree(Tree.OP_VALUE_RANGE, DAY, first, last))


_TREES = {
    "rare": _term,
    "common": _term,
    "and": lambda query: Tree(Tree.OP_AND, [Tree(word) for word in query.words]),
    "or": lambda query: Tree(Tree.OP_OR, [Tree(word) for word in query.words]),
    "phrase": lambda query: Tree(Tree.OP_PHRASE, [Tree(word) for word in query.words]),
    "near": lambda query: Tree(Tree.OP_PHRASE, [Tree(word) for word in query.words], len(query.words) + SLOP),
    "prefix3": _starting,
    "prefix4": _starting,
    "dates": _dated,
}
