"""The words of one request: what is looked up of them in what its viewer may see."""

from collections.abc import Iterable, Mapping

import numpy as np

from archive.metadata.access import Role
from archive.search.scoring import rarity, worth
from archive.search.tree import Fuzzy, Wildcard, Word
from archive.search.whoosh.arrays import Ints, Numbers, Truth
from archive.search.whoosh.gathering import Gathered, gathered, weights
from archive.search.whoosh.matches import Matches
from archive.search.whoosh.snapshot import Snapshot
from archive.search.whoosh.strengths import among, everywhere, standing, throughout

KEPT = 16  # words whose postings are held at once, for what else is asked of them

Sought = Word | Fuzzy | Wildcard
Words = Mapping[Sought, int]  # and how many times each counts


class Lookup:
    """Looks words up, each in one field or in all; `seen` are the documents to look in, None all."""

    def __init__(self, snapshot: Snapshot, role: Role, seen: Truth | None, inverses: Numbers) -> None:
        self.snapshot = snapshot
        self.role = role
        self.seen = seen
        self.inverses = inverses  # of the lengths of fields: `Snapshot.lengths_turned`
        self.everything = len(snapshot) if seen is None else int(np.count_nonzero(seen))
        self._gathered: dict[tuple[Sought, str | None], Gathered] = {}
        self._records: dict[tuple[Sought, str | None], int] = {}

    def gathered(self, word: Sought, name: str | None = None) -> Gathered:
        """Return the lists of a word."""
        found = self._gathered.get((word, name))
        if found is None:
            found = self._anew(word, name)
            if len(self._gathered) < KEPT:
                self._gathered[word, name] = found
        return found

    def _anew(self, word: Sought, name: str | None) -> Gathered:
        return gathered(self.snapshot, self.snapshot.expansion(word), weights(name, self.role))

    def records(self, word: Sought, name: str | None = None) -> int:
        """Return in how many documents a word stands."""
        found = self._records.get((word, name))
        return len(self.documents(word, name)) if found is None else found

    def documents(self, word: Sought, name: str | None) -> Ints:
        """Return the documents in which a word stands, in order."""
        parts = self.gathered(word, name)
        if len(parts) == 1 and parts[0].single:
            found = self.shown(Matches(parts[0].documents)).documents
        else:
            found = self._having(parts).nonzero()[0]
        self._records[word, name] = len(found)
        return found

    def weighed(self, word: Sought, name: str | None) -> Matches:
        """Return the documents in which a word stands, and what it counts there."""
        every = len(self.snapshot)
        if self._gathered and (word, name) in self._gathered:
            documents, strong = everywhere(self._gathered[word, name], self.inverses, every)
        else:
            documents, strong = everywhere(self._anew(word, name), self.inverses, every)
        if self.seen is not None:
            seen = self.seen[documents]
            documents, strong = documents[seen], strong[seen]
        self._records[word, name] = len(documents)
        return Matches(documents, self._worth(strong, len(documents)))

    def weighed_among(self, word: Sought, name: str | None, possible: Truth) -> Matches:
        """Return those of few documents in which a word stands, and what it counts there."""
        documents = possible.nonzero()[0]
        strong = among(self.gathered(word, name), self.inverses, possible, documents)
        found = strong > 0
        return Matches(documents[found], self._worth(strong[found], self.records(word, name)))

    def all_of(self, words: Words, name: str | None, *, scored: bool) -> Matches:
        """Return the documents in which all of some words stand, and what the words count there."""
        parts = [self.gathered(word, name) for word in words]
        found = self._joined(words, name, parts, np.logical_and)
        documents = found.nonzero()[0]
        if not scored:
            return Matches(documents)
        strong = (among(each, self.inverses, found, documents) for each in parts)
        return Matches(documents, self._sum(words, name, strong, len(documents)))

    def any_of(self, words: Words, name: str | None, *, scored: bool) -> Matches:
        """Return the documents in which any of some words stands, and what the words count there."""
        parts = [self.gathered(word, name) for word in words]
        documents = self._joined(words, name, parts, np.logical_or).nonzero()[0]
        if not scored:
            return Matches(documents)
        size, every = len(documents), len(self.snapshot)
        # What is not to be looked in has the place behind the last.
        places = np.empty(every, dtype=np.int64) if self.seen is None else np.full(every, size)
        places[documents] = np.arange(size)
        strong = (throughout(each, self.inverses, places, size) for each in parts)
        return Matches(documents, self._sum(words, name, strong, size))

    def _sum(self, words: Words, name: str | None, strong: Iterable[Numbers], size: int) -> Numbers:
        scores = np.zeros(size)
        for (word, times), each in zip(words.items(), strong, strict=True):
            scores += self._worth(each, self.records(word, name), times)
        return scores

    def shown(self, found: Matches) -> Matches:
        """Return what of some documents may be looked in."""
        return found if self.seen is None else found.among(self.seen[found.documents])

    def _joined(self, words: Words, name: str | None, parts: Iterable[Gathered], join: np.ufunc) -> Truth:
        found = np.full(len(self.snapshot), join is np.logical_and)
        for word, each in zip(words, parts, strict=True):
            having = self._having(each)
            self._records[word, name] = int(np.count_nonzero(having))
            join(found, having, out=found)
        return found

    def _having(self, parts: Gathered) -> Truth:
        return standing(parts, self.seen, len(self.snapshot))

    def _worth(self, strong: Numbers, records: int, times: int = 1) -> Numbers:
        return worth(strong) * (times * rarity(records, self.everything))
