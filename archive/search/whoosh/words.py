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
from archive.search.whoosh.numbering import FIELDS
from archive.text.written import readings, written

Ints = NDArray[np.int64]

_BREAK = ""  # stands between two parts of a field: places without a word, so that no phrase goes across


class Shapes(dict[str, int]):
    """Written words by number, and what each is made of. A missing one is worked out when it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers: dict[str, int] = {}  # plain form → number of the term
        self._forms: list[str] = []  # of each term
        self._folds: list[str] = []
        self.terms = array("I")  # of all readings, one shape's behind the other's
        self.steps = array("I")  # places from the shape's first place
        self.first = array("I", [0])  # where the readings of each shape begin; the last entry is the end
        self.widths = array("I", [MOST_SLOP + 1])  # places that each shape takes up
        self.first.append(0)
        self[_BREAK] = 0

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
        number = self._numbers.setdefault(plain, len(self._folds))
        if number == len(self._folds):
            self._forms.append(plain)
            self._folds.append(folded)
        return number

    def texts(self, terms: Ints) -> tuple[list[str], list[str]]:
        """Return the forms of terms, and their folds."""
        numbers = terms.tolist()
        return [self._forms[number] for number in numbers], [self._folds[number] for number in numbers]


class Occurrences(NamedTuple):
    """Every word of a batch, in the order of documents and fields: four arrays of one length."""

    terms: Ints
    fields: Ints
    documents: Ints
    places: Ints


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

    def read(self, document: int, texts: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """Read a document; return the length of each field in places."""
        lengths = {}
        number, widths, collected = self._shapes.__getitem__, self._shapes.widths, self._read
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
            lengths[name] = sum(map(widths.__getitem__, collected[start:])) - len(parts) * widths[0]
        return lengths

    def occurrences(self) -> Occurrences:
        """Return every reading of every word read."""
        shapes = np.frombuffer(self._read, dtype=np.uint32).astype(np.int64)
        starts = np.frombuffer(self._starts, dtype=np.uint64).astype(np.int64)
        runs = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(shapes))))
        widths = np.frombuffer(self._shapes.widths, dtype=np.uint32).astype(np.int64)[shapes]
        places = np.cumsum(widths) - widths
        places -= places[starts][runs]
        first = np.frombuffer(self._shapes.first, dtype=np.uint32).astype(np.int64)
        counts = first[shapes + 1] - first[shapes]
        which = first[shapes].repeat(counts) + _within(counts)
        runs, places = runs.repeat(counts), places.repeat(counts)
        places += np.frombuffer(self._shapes.steps, dtype=np.uint32)[which]
        return Occurrences(
            np.frombuffer(self._shapes.terms, dtype=np.uint32).astype(np.int64)[which],
            np.frombuffer(self._fields, dtype=np.uint32).astype(np.int64)[runs],
            np.frombuffer(self._documents, dtype=np.uint32).astype(np.int64)[runs],
            places,
        )


def _within(counts: Ints) -> Ints:
    """Return 0, 1, … for each group of so many."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    found: Ints = np.arange(total) - np.repeat(ends - counts, counts)
    return found
