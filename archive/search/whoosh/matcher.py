"""Goes through the postings of a word as Whoosh asks: a document at a time, or past whole blocks of them."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.formats import Format
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.scoring import BaseScorer

from archive.search.whoosh.viewed import Postings

BLOCK = 128  # postings whose best score is known without looking at each, as in Whoosh's own files


class PostingsMatcher(LeafMatcher):  # type: ignore[misc]
    """The postings of one word in one field; at least one.

    Behind its end it tells of its last posting, as Whoosh's own do when a skip has brought them there:
    some of Whoosh's matchers ask then.
    """

    def __init__(
        self,
        term: tuple[str, bytes],
        postings: Postings,
        lengths: NDArray[np.int64],  # of the field in each of these documents
        form: Format,
        scorer: BaseScorer | None,
    ) -> None:
        self._term = term
        self.format = form
        self.scorer = scorer
        self._postings = postings
        self._documents: list[int] = postings.documents.tolist()
        self._counts: list[int] = postings.counts.tolist()
        starts = np.arange(0, len(self._documents), BLOCK)
        self._most: list[int] = np.maximum.reduceat(postings.counts, starts).tolist()
        self._shortest: list[int] = np.minimum.reduceat(lengths, starts).tolist()
        self._longest: list[int] = np.maximum.reduceat(lengths, starts).tolist()
        self._at = 0

    def copy(self) -> "PostingsMatcher":
        """Return a matcher that stands where this one does."""
        found = object.__new__(type(self))
        found.__dict__.update(self.__dict__)
        return found

    def is_active(self) -> bool:
        """Say whether there is a current document."""
        return self._at < len(self._documents)

    @property
    def _here(self) -> int:
        return min(self._at, len(self._documents) - 1)

    def reset(self) -> None:
        """Begin anew."""
        self._at = 0

    def id(self) -> int:
        """Return the current document."""
        return self._documents[self._here]

    def all_ids(self) -> Iterator[int]:
        """Return the documents from the current one on."""
        return iter(self._documents[self._at :])

    def next(self) -> bool:
        """Go on to the next document; return whether it is in another block."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return self._at % BLOCK == 0 or not self.is_active()

    def skip_to(self, id: int) -> None:
        """Go on to the first document from this one on."""
        if not self.is_active():
            raise ReadTooFar
        if id > self.id():
            self._at = bisect_left(self._documents, id, self._at)

    def skip_to_quality(self, minquality: float) -> int:
        """Pass over the blocks in which nothing can count more; return how many they are."""
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._at = (self._at // BLOCK + 1) * BLOCK
            skipped += 1
        return skipped

    def block_max_weight(self) -> int:
        """Return how often a document of the current block has the word at most."""
        return self._most[self._here // BLOCK]

    def block_min_length(self) -> int:
        """Return the length of the shortest field in the current block."""
        return self._shortest[self._here // BLOCK]

    def block_max_length(self) -> int:
        """Return the length of the longest field in the current block."""
        return self._longest[self._here // BLOCK]

    def weight(self) -> float:
        """Return how often the current document has the word."""
        return float(self._counts[self._here])

    def score(self) -> float:
        """Return what the word counts in the current document; without a scorer how often it stands there."""
        return float(self.scorer.score(self)) if self.scorer is not None else self.weight()

    def value(self) -> bytes:
        """Return what Whoosh would have written of the current posting."""
        encoded: bytes = self.format.encode(self._postings.positions(self._here))
        return encoded

    def value_as(self, astype: str) -> Any:
        """Return the current posting as `frequency`, `weight`, `positions`, or whatever its format knows."""
        match astype:
            case "positions":
                return self._postings.positions(self._here)
            case "frequency":
                return self._counts[self._here]
            case "weight":
                return self.weight()
        return super().value_as(astype)
