"""Xapian, in the Python that Debian's python3-xapian is for. Standard library only, beside it."""

import shutil
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import xapian

from benchmarks.corpus import BEST, MOST_VALUES, PAGE50, SLOP, Query, Speech
from benchmarks.engines.engine import Ask, Find

DAY, COLLECTION, TYPE, YEAR, SUBJECTS = range(5)  # its slots of values
FAR = 100  # positions between fields and paragraphs, so that no phrase goes across
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
        self._splitter = xapian.TermGenerator()

    def build(self, speeches: Iterable[Speech]) -> None:
        """Index with its own splitter of words, then compact."""
        grown = f"{self._path}-grown"
        base = xapian.WritableDatabase(grown, xapian.DB_CREATE_OR_OPEN)
        for speech in speeches:
            document = xapian.Document()
            self._splitter.set_document(document)
            self._splitter.set_termpos(0)
            for text in _names(speech):
                self.index_name(text)
            for text in _texts(speech):
                self.index_text(document, text)
            for slot, value in _values(speech).items():
                document.add_value(slot, value)
            base.add_document(document)
        base.commit()
        base.compact(self._path)
        base.close()
        shutil.rmtree(grown)

    def index_name(self, text: str) -> None:
        """Index the words of a name as they are spelt."""
        self._splitter.index_text(folded(text))
        self._splitter.increase_termpos(FAR)

    def index_text(self, document: Any, text: str) -> None:
        """Index the words of a text in all forms: here there is one."""
        self.index_name(text)

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
        newest = partial(self._ask, "newest", order=lambda enquire: enquire.set_sort_by_value(DAY, True))
        page50 = partial(self._ask, "common", offset=PAGE50)
        return asks | {"facets": self._facets, "newest": newest, "page50": page50}

    @property
    def finds(self) -> Mapping[str, Find]:
        """The same kinds."""
        return {kind: partial(self._numbers, kind) for kind in _TREES if kind != "newest"}

    def word(self, word: str) -> Any:
        """Return the tree of a word."""
        return Tree(word)

    def unranked(self, word: str) -> Any:
        """Return the tree of a word where what is found is sorted, not ranked."""
        return self.word(word)

    def phrase(self, words: Sequence[str], window: int) -> Any:
        """Return the tree of words in order, within so many positions."""
        return Tree(Tree.OP_PHRASE, list(words), window)

    def words(self, operator: int, words: Sequence[str]) -> Any:
        """Return the tree of words that must, or may, occur."""
        return Tree(operator, [self.word(word) for word in words])

    def _ask(
        self, kind: str, query: Query, *, offset: int = 0, order: Callable[[Any], None] | None = None
    ) -> int:
        enquire = xapian.Enquire(self._base)
        enquire.set_query(_TREES[kind](self, query))
        if order is not None:
            order(enquire)
        # To look at all of them makes its count exact, as the others' are.
        return self._read(enquire.get_mset(offset, BEST, self._all))

    def _read(self, found: Any) -> int:
        _numbers(found)
        return int(found.get_matches_estimated())

    def _facets(self, query: Query) -> int:
        enquire = xapian.Enquire(self._base)
        enquire.set_query(self.word(query.words[0]))
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
        enquire.set_query(_TREES[kind](self, query))
        return _numbers(enquire.get_mset(0, self._all))


def _numbers(found: Any) -> list[int]:
    """Return the numbers of speeches: Xapian counts documents from 1."""
    return [hit.docid - 1 for hit in found]


def folded(text: str) -> str:
    """Return a text without case and accents."""
    return text.lower().translate(_LETTERS)


def _names(speech: Speech) -> tuple[str, ...]:
    return speech.speaker, speech.place


def _texts(speech: Speech) -> tuple[str, ...]:
    return speech.title, speech.description, *speech.subjects, *speech.paragraphs


def _values(speech: Speech) -> dict[int, str]:
    return {
        DAY: str(speech.day),
        COLLECTION: speech.collection,
        TYPE: speech.type,
        YEAR: speech.delivered[:4],
        SUBJECTS: "|".join(speech.subjects),
    }


def _word(engine: Engine, query: Query) -> Any:
    return engine.word(query.words[0])


def _starting(engine: Engine, query: Query) -> Any:
    return Tree(Tree.OP_WILDCARD, query.words[0], 0, Tree.WILDCARD_LIMIT_ERROR, Tree.OP_SYNONYM)


def _dated(engine: Engine, query: Query) -> Any:
    first, last = map(str, query.days)
    return Tree(Tree.OP_FILTER, _word(engine, query), Tree(Tree.OP_VALUE_RANGE, DAY, first, last))


_TREES = {
    "rare": _word,
    "common": _word,
    "newest": lambda engine, query: engine.unranked(query.words[0]),
    "and": lambda engine, query: engine.words(Tree.OP_AND, query.words),
    "or": lambda engine, query: engine.words(Tree.OP_OR, query.words),
    "phrase": lambda engine, query: engine.phrase(query.words, len(query.words)),
    "near": lambda engine, query: engine.phrase(query.words, len(query.words) + SLOP),
    "prefix3": _starting,
    "prefix4": _starting,
    "dates": _dated,
}
