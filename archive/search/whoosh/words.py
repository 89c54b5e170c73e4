"""Reads the words of documents into arrays of numbers: no object is made for a word.

Every written word is looked up once in a table that grows with the vocabulary; what is written in
parts ("US-backed") stands there with all its readings, which are put in where it occurs.
"""

from array import array
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.search.phrases import MOST_SLOP
from archive.search.whoosh.arrays import Ints
from archive.search.whoosh.keys import stem_keys
from archive.search.whoosh.numbering import FIELDS
from archive.search.whoosh.segment import sizes
from archive.text.written import readings, written

_BREAK = ""  # stands between two parts of a field: places without a word, so that no phrase goes across


class Shapes(dict[str, int]):
    """Written words by number, and what each is made of. A missing one is worked out when it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers: dict[str, int] = {}  # plain form → number of the term
        self.forms: list[str] = []  # of each term
        self.folds: list[str] = []
        self.ordered: list[str] = []  # what terms are sorted by: the fold, then the form
        self.terms = array("I")  # of all readings, one shape's behind the other's
        self.steps = array("I")  # places from the shape's first place
        self.first = array("I", [0])  # where the readings of each shape begin; the last entry is the end
        self.widths = array("I", [MOST_SLOP + 1])  # places that each shape takes up
        self.first.append(0)
        self[_BREAK] = 0
        self._stem_keys: dict[str, NDArray[np.uint64]] = {}

    def stem_keys(self, language: str) -> NDArray[np.uint64]:
        """Return the keys of the stems of all terms in a language; those of new terms are worked out now."""
        known = self._stem_keys.get(language, np.empty(0, dtype=np.uint64))
        if len(known) < len(self.forms):
            new = stem_keys(language, self.forms[len(known) :])
            known = self._stem_keys[language] = np.concatenate((known, new))
        return known

    def __missing__(self, surface: str) -> int:
        number = len(self)
        step = 0
        for reading in readings(surface):
            step += reading.step
            self.terms.append(self._term(reading.plain, reading.folded))
            self.steps.append(step)
        self.first.append(len(self.terms))
        self.widths.append(step + 1)
        self[surface] = number
        return number

    def _term(self, plain: str, folded: str) -> int:
        number = self._numbers.setdefault(plain, len(self.forms))
        if number == len(self.forms):
            self.forms.append(plain)
            self.folds.append(plain if folded == plain else folded)  # most are one, and held once
            self.ordered.append(sort_key(folded, plain))
        return number


def sort_key(folded: str, plain: str) -> str:
    """Return what terms are sorted by: the fold, then the form; the sign between sorts before all letters."""
    return f"{folded}\0{plain}"


class Occurrences(NamedTuple):
    """Every word of a batch, in the order of documents and fields: four arrays of one length."""

    terms: Ints
    fields: Ints
    documents: Ints
    places: Ints


class Lengths(NamedTuple):
    """How many places each field of each document has."""

    documents: NDArray[np.uint32]
    fields: NDArray[np.uint32]
    lengths: Ints


class WordReader:
    """Collects the words of documents, whose numbers go up."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._read = array("I")  # shapes of all written words
        self._starts = array("Q")  # of each field of each document, in what was read
        self._fields = array("I")
        self._documents = array("I")

    def __len__(self) -> int:
        return len(self._read)

    def read(self, document: int, texts: Mapping[str, Sequence[str]]) -> None:
        """Read a document."""
        number, collected = self._shapes.__getitem__, self._read
        for name, parts in texts.items():
            start = len(collected)
            for part in parts:
                collected.extend(map(number, written(part)))
                collected.append(0)
            if len(collected) == start + len(parts):
                del collected[start:]  # not a word in it
                continue
            self._starts.append(start)
            self._fields.append(FIELDS[name])
            self._documents.append(document)

    def occurrences(self) -> tuple[Occurrences, Lengths]:
        """Return every reading of every word read, and the lengths of the fields."""
        shapes = np.frombuffer(self._read, dtype=np.uint32)
        starts = np.frombuffer(self._starts, dtype=np.uint64).astype(np.int64)
        fields, documents = (np.frombuffer(each, dtype=np.uint32) for each in (self._fields, self._documents))
        widths = np.frombuffer(self._shapes.widths, dtype=np.uint32)[shapes]
        places = np.cumsum(widths, dtype=np.int64)
        ends = places[np.append(starts[1:], len(shapes)) - 1] if len(starts) else starts
        begins = np.concatenate(([0], ends[:-1])) if len(starts) else starts
        breaks = np.add.reduceat(shapes == 0, starts, dtype=np.int64) if len(starts) else starts
        lengths = Lengths(documents, fields, ends - begins - breaks * self._shapes.widths[0])
        runs = sizes(np.append(starts, len(shapes)))
        places -= widths
        places -= np.repeat(begins, runs)
        first = np.frombuffer(self._shapes.first, dtype=np.uint32)
        counts = first[1:][shapes] - first[:-1][shapes]
        # Most shapes have one reading; the others, and the breaks, which have none, are put in place by it.
        which = np.repeat(first[:-1][shapes], counts) + _within(counts)
        found = Occurrences(
            np.frombuffer(self._shapes.terms, dtype=np.uint32)[which].astype(np.int64),
            np.repeat(np.repeat(fields, runs), counts),
            np.repeat(np.repeat(documents, runs), counts),
            np.repeat(places, counts) + np.frombuffer(self._shapes.steps, dtype=np.uint32)[which],
        )
        return found, lengths


def _within(counts: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return 0, 1, … for each group of so many; there are few groups of more than one."""
    total = int(counts.sum())
    found = np.zeros(total, dtype=np.uint32)
    several = np.flatnonzero(counts > 1)
    if len(several):
        starts = np.cumsum(counts, dtype=np.int64)[several] - counts[several]
        for step in range(1, int(counts[several].max())):
            longer = counts[several] > step
            found[starts[longer] + step] = step
    return found
