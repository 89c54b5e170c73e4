"""The dictionary of one segment: looks up what `building` has written of words."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import OSA

from archive.search.whoosh.arrays import Array, Ints
from archive.search.whoosh.building import SEPARATOR, letters, stem_arrays
from archive.search.whoosh.keys import NO_STEM, stem_keys, text_key
from archive.search.whoosh.segment import SegmentFile, stretched

EVERY = 32  # folds: so many are skipped at once by the first step of a look-up


class _Stems(NamedTuple):
    """What relates the terms that share a stem in a language (`building.stem_arrays`)."""

    keys: memoryview  # in order
    owners: memoryview  # whose each is
    places: memoryview  # of each term: where its stem begins among the keys


class Dictionary:
    """The folds and terms of a segment, each by its number."""

    def __init__(self, file: SegmentFile) -> None:
        self._file = file
        self._start = file.span("fold")[0] + len(SEPARATOR)
        self._fold_at = file["fold.at"]
        self._term_at = file["term.at"]
        self.first_term = file["fold.term"]
        # Single numbers are read through these: numpy would make an object of its own for each.
        self._fold_starts, self._term_starts, self._terms = (
            self._fold_at.data,
            self._term_at.data,
            self.first_term.data,
        )
        self._forms = file.span("term")[0]
        self._marks: list[bytes] | None = None
        self._related: dict[str, _Stems] = {}

    @property
    def folds(self) -> int:
        """How many folds there are."""
        return len(self._fold_at) - 1

    @property
    def terms(self) -> int:
        """How many terms there are."""
        return len(self._term_at) - 1

    def fold(self, number: int) -> str:
        """Return a folded form."""
        return self._bytes(number).decode("utf-8", "surrogatepass")

    def _bytes(self, number: int) -> bytes:
        at, start = self._fold_starts, self._start
        return self._file.bytes[start + at[number] : start + at[number + 1] - 1]

    def form(self, term: int) -> str:
        """Return the form of a term: lower case, accents kept."""
        at, start = self._term_starts, self._forms
        return self._file.bytes[start + at[term] : start + at[term + 1]].decode("utf-8", "surrogatepass")

    def folds_of(self, first: int, end: int) -> range:
        """Return the folds of a stretch of terms."""
        own = self.first_term.dtype.type  # numpy would copy the whole array to compare it with another type
        start = self.first_term.searchsorted(own(first), side="right")
        last = self.first_term.searchsorted(own(end - 1), side="right")
        return range(int(start) - 1, int(last))

    def folds_of_all(self, spans: Sequence[tuple[int, int]]) -> list[int]:
        """Return the folds of any number of stretches of terms."""
        first, end = np.array(spans, dtype=self.first_term.dtype).reshape(-1, 2).T
        start = self.first_term.searchsorted(first, side="right") - 1
        last = self.first_term.searchsorted(end - 1, side="right")
        found: list[int] = stretched(start, last - start).tolist()
        return found

    def _every(self) -> list[bytes]:
        """Return the folds at which blocks of so many begin."""
        if self._marks is None:
            self._marks = [self._bytes(number) for number in range(0, self.folds, EVERY)]
        return self._marks

    def _place(self, wanted: bytes) -> int:
        block = bisect_left(self._every(), wanted)
        low, high = max(0, (block - 1) * EVERY), min(self.folds, block * EVERY)
        while low < high:
            middle = (low + high) // 2
            if self._bytes(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def spelt(self, folded: str) -> range:
        """Return the terms with this fold."""
        wanted = folded.encode("utf-8", "surrogatepass")
        if SEPARATOR in wanted:
            return range(0)
        first = (bisect_right(self._every(), wanted) - 1) * EVERY
        if first < 0:
            return range(0)
        at, start = self._fold_starts, self._start
        end = at[min(first + EVERY, self.folds)]
        block = self._file.bytes[start + at[first] - len(SEPARATOR) : start + end]
        found = block.find(SEPARATOR + wanted + SEPARATOR)
        if found < 0:
            return range(0)
        number = first + block.count(SEPARATOR, 0, found)
        return range(self._terms[number], self._terms[number + 1])

    def beginning(self, prefix: str) -> range:
        """Return the folds that begin so."""
        if not prefix:
            return range(self.folds)
        encoded = prefix.encode("utf-8", "surrogatepass")
        # No byte of UTF-8 is as great as this one.
        return range(self._place(encoded), self._place(encoded + b"\xff"))

    def shaped(self, pattern: str) -> Ints:
        """Return the folds that fit a pattern; `*` stands for any letters or none."""
        start, _, rest = pattern.partition("*")
        if not rest:
            within = self.beginning(start)
            return np.arange(within.start, within.stop)
        within = self.beginning(start)
        if not within:
            return np.empty(0, dtype=np.int64)
        base = self._start
        begin, end = (base + int(self._fold_at[number]) for number in (within.start, within.stop))
        pieces = [re.escape(each.encode("utf-8", "surrogatepass")) for each in pattern.split("*")]
        # Where a piece between two stars first fits, it may stay (`?>`): to try all its places would take
        # for ever on "iiiiiii", as a scanner reads a line.
        first, *middle, last = pieces
        between = b"".join(rb"(?>[^\n]*?" + piece + rb")" for piece in middle)
        shape = re.compile(rb"^" + first + between + rb"[^\n]*" + last + rb"$", re.MULTILINE)
        found = [match.start() for match in shape.finditer(self._file.bytes, begin, end - len(SEPARATOR))]
        return np.searchsorted(self._fold_at, np.array(found, dtype=np.int64) - base)

    def slipped(self, folded: str, most: int = 1) -> list[tuple[int, int]]:
        """Return the folds within so many slips of this one, and how many slips each is away.

        A slip is a letter more, less, or other, or two neighbours changed about.
        """
        found = []
        for number in self._likely(folded, most).tolist():
            slips = OSA.distance(folded, self.fold(number), score_cutoff=most)
            if slips <= most:
                found.append((number, slips))
        return found

    def _likely(self, folded: str, most: int) -> Ints:
        """Return the folds that may be so near, by their lengths and letters: all that are, and few others.

        Each slip takes away one letter at most, and puts in one at most; to make a word longer by one
        takes a slip that takes none away.
        """
        longer = self._file["fold.length"].astype(np.int16) - min(len(folded), 255)
        near = np.flatnonzero(np.abs(longer) <= most)
        longer, letters_there = longer[near], self._file["fold.letters"][near]
        wanted = letters([folded])[0]
        lost = np.bitwise_count(wanted & ~letters_there) + np.maximum(longer, 0)
        gained = np.bitwise_count(letters_there & ~wanted) - np.minimum(longer, 0)
        found: Ints = near[(lost <= most) & (gained <= most)]
        return found

    def stemmed(self, language: str, stems: Iterable[str]) -> list[int]:
        """Return the terms that have one of these stems in a language."""
        keys, owners, _ = self._stems(language)
        found: list[int] = []
        for stem in stems:
            key = text_key(stem)
            at = bisect_left(keys, key)
            while at < len(keys) and keys[at] == key:
                found.append(owners[at])
                at += 1
        return found

    def akin(self, language: str, terms: Iterable[int]) -> list[int]:
        """Return the terms that share a stem in a language with one of these; they are among them."""
        keys, owners, places = self._stems(language)
        found: list[int] = []
        for at in {places[term] for term in terms}:
            key = keys[at]
            # Few terms share a stem: to look on from there is quicker than to look for the end.
            while key != NO_STEM and at < len(keys) and keys[at] == key:
                found.append(owners[at])
                at += 1
        return found

    def _stems(self, language: str) -> _Stems:
        """Return what relates terms that are inflected.

        It is worked out here where a language has come into the archive after the segment was written.
        """
        found = self._related.get(language)
        if found is None:
            name = f"stem.{language}"
            if name in self._file:
                arrays = [self._file[name + part] for part in ("", ".term", ".place")]
            else:
                keys = stem_keys(language, [form for form, _ in self.forms()])
                arrays = list(stem_arrays(keys).values())
            found = self._related[language] = _Stems(*(each.data for each in arrays))
        return found

    def stem_keys(self, language: str) -> Array:
        """Return the key of each term's stem in a language."""
        stems = self._stems(language)
        keys: Array = np.asarray(stems.keys)[np.asarray(stems.places)]
        return keys

    def forms(self) -> Iterator[tuple[str, str]]:
        """Yield every term's form and fold, in order."""
        text = self._file["term"].tobytes()
        at = self._term_at.tolist()
        folds = self._file["fold"].tobytes().split(SEPARATOR)[1:]
        counts = np.diff(self.first_term)
        owners = np.repeat(np.arange(len(counts)), counts).tolist()
        for number, owner in enumerate(owners):
            yield (
                text[at[number] : at[number + 1]].decode("utf-8", "surrogatepass"),
                folds[owner].decode("utf-8", "surrogatepass"),
            )
