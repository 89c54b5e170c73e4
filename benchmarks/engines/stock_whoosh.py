"""Whoosh 2.7.4 with its own writer, as well as its public interface lets one set it up.

One searcher is kept open, texts are not stored, dates and facets are columns, facets are counted over
arrays of them. Building takes very long.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import whoosh
from whoosh import analysis, fields, index, query
from whoosh.support.charset import accent_map

from benchmarks.corpus import BEST, FACETED, MOST_VALUES, PAGE50, SLOP, Query, Speech, joined
from benchmarks.engines.engine import Ask, Find

TEXTS = ("text", "title", "description", "speaker", "place", "subjects")
MEGABYTES = 1024  # of postings that its writer may hold before it writes a run


class Engine:
    """Words are folded, not stemmed."""

    version = ".".join(map(str, whoosh.__version__))

    def __init__(self, folder: Path, corpus: Path) -> None:
        self._folder = folder

    def build(self, speeches: Iterable[Speech]) -> None:
        """Index in one commit."""
        writer = index.create_in(str(self._folder), _schema()).writer(limitmb=MEGABYTES)
        for number, speech in enumerate(speeches):
            writer.add_document(
                number=number,
                title=speech.title,
                description=speech.description,
                speaker=speech.speaker,
                place=speech.place,
                subjects=joined(speech.subjects),
                text=joined(speech.paragraphs),
                date=datetime.datetime.fromisoformat(speech.delivered),
                year=int(speech.delivered[:4]),
                subject=",".join(speech.subjects),
                collection=speech.collection,
                type=speech.type,
            )
        writer.commit()

    def open(self) -> None:
        """Open one searcher, kept."""
        self._searcher = index.open_dir(str(self._folder)).searcher()
        self._columns: dict[str, tuple[list[str], Any]] = {}

    def forget(self) -> None:
        """It keeps no answers."""

    @property
    def asks(self) -> Mapping[str, Ask]:
        """Every kind of query."""
        asks: dict[str, Ask] = {kind: partial(self._ask, kind) for kind in _TREES}
        newest = partial(self._ask, "rare", sortedby="date", reverse=True)
        return asks | {"facets": self._facets, "newest": newest, "page50": self._page50}

    @property
    def finds(self) -> Mapping[str, Find]:
        """The kinds that mean the same here: its slop and its fuzzy words are others."""
        return {kind: partial(self._numbers, kind) for kind in _TREES if kind not in {"near", "fuzzy"}}

    def _ask(self, kind: str, asked: Query, **options: Any) -> int:
        found = self._searcher.search(_TREES[kind](asked), limit=BEST, **options)
        for hit in found:
            hit["number"]
        return len(found)

    def _page50(self, asked: Query) -> int:
        found = self._searcher.search(_TREES["rare"](asked), limit=PAGE50 + BEST)
        for place in range(min(PAGE50, found.scored_length()), found.scored_length()):
            found[place]["number"]
        return len(found)

    def _facets(self, asked: Query) -> int:
        hits = np.fromiter(_TREES["rare"](asked).docs(self._searcher), int)
        for name in FACETED:
            names, values = self._column(name)
            flat = values[hits].ravel()
            counts = np.bincount(flat[flat >= 0], minlength=len(names))
            Counter(dict(zip(names, counts.tolist(), strict=True))).most_common(MOST_VALUES)
        self._ask("rare", asked)
        return len(hits)

    def _column(self, name: str) -> tuple[list[str], Any]:
        """Return the values of a facet and, for each document, their numbers: read once."""
        if name not in self._columns:
            known: dict[str, int] = {}
            rows = []
            for reader, _ in self._searcher.reader().leaf_readers():
                column = reader.column_reader(name)
                for document in range(reader.doc_count_all()):
                    values = str(column[document]).split(",")
                    rows.append([known.setdefault(value, len(known)) for value in values])
            wide = max(map(len, rows))
            array = np.array([row + [-1] * (wide - len(row)) for row in rows])
            self._columns[name] = (list(known), array)
        return self._columns[name]

    def _numbers(self, kind: str, asked: Query) -> list[int]:
        stored = self._searcher.reader().stored_fields
        return [stored(number)["number"] for number in _TREES[kind](asked).docs(self._searcher)]


def _schema() -> fields.Schema:
    folded = analysis.RegexTokenizer() | analysis.LowercaseFilter() | analysis.CharsetFilter(accent_map)
    facts = {name: fields.ID(sortable=True) for name in ("collection", "type")}
    return fields.Schema(
        number=fields.STORED(),
        date=fields.DATETIME(sortable=True),
        year=fields.NUMERIC(int, sortable=True),
        subject=fields.KEYWORD(commas=True, sortable=True),
        **facts,
        **{name: fields.TEXT(analyzer=folded) for name in TEXTS},
    )


def _any(make: Any, *values: Any, **options: Any) -> Any:
    return query.Or([make(name, *values, **options) for name in TEXTS])


def _word(word: str) -> Any:
    return _any(query.Term, word)


def _dated(asked: Query) -> Any:
    first, last = (datetime.datetime.fromisoformat(day) for day in (asked.first, asked.last))
    return query.And([_word(asked.words[0]), query.DateRange("date", first, last)])


_TREES = {
    "rare": lambda asked: _word(asked.words[0]),
    "common": lambda asked: _word(asked.words[0]),
    "and": lambda asked: query.And([_word(word) for word in asked.words]),
    "or": lambda asked: query.Or([_word(word) for word in asked.words]),
    "phrase": lambda asked: _any(query.Phrase, list(asked.words)),
    "near": lambda asked: _any(query.Phrase, list(asked.words), slop=SLOP + 1),
    "prefix3": lambda asked: _any(query.Prefix, asked.words[0]),
    "prefix4": lambda asked: _any(query.Prefix, asked.words[0]),
    "wildcard": lambda asked: _any(query.Wildcard, "*".join(asked.words)),
    "fuzzy": lambda asked: _any(query.FuzzyTerm, asked.words[0], maxdist=1, prefixlength=1),
    "dates": _dated,
}
