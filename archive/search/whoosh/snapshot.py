"""One generation of an index, opened for reading: never changed, only replaced by a newer one."""

from functools import cached_property

import numpy as np

from archive.search.fields import MEASURED
from archive.search.lexicon import USUAL
from archive.search.scoring import ELSEWHERE, NEAR, STEMMED, B
from archive.search.tree import Fuzzy, Node, Wildcard, Word
from archive.search.whoosh.arrays import Numbers, Truth
from archive.search.whoosh.expansion import Expansion, expansion
from archive.search.whoosh.facts import Facts
from archive.search.whoosh.layout import Layout, State
from archive.search.whoosh.numbering import language_mask, languages_of
from archive.search.whoosh.opened import Segment
from archive.search.whoosh.segment import SegmentFile

KEPT = 200_000  # stretches of terms, and folded forms, that are remembered
ROWS = {name: row for row, name in enumerate(MEASURED, 1)}  # row 0 is for fields whose length does not count


class Snapshot:
    """Everything a search needs of one generation. Threads may share it."""

    def __init__(self, layout: Layout, state: State, before: "Snapshot | None" = None) -> None:
        known = {each.name: each for each in before.segments} if before is not None else {}
        self.state = state
        self.segments: list[Segment] = []
        base = 0
        for part in state.parts:
            old = known.get(part.name)
            file = old.file if old is not None else SegmentFile(layout.segment(part.name))
            if old is not None and old.deletion == part.deletion:
                deleted = old.deleted
            else:
                deleted = layout.deleted(part)
            segment = Segment(file, part.name, part.deletion, deleted, base)
            if old is not None:
                segment.dictionary = old.dictionary  # and what has been looked up in it
            self.segments.append(segment)
            base += part.documents
        self.facts = Facts([each.file for each in self.segments])
        self._seen: dict[int, Truth] = {}
        self._all_seen: dict[int, bool] = {}
        self._inverses: dict[int, Numbers] = {}
        self._own: dict[int, Numbers | float] = {}
        self._expansions: dict[Node, Expansion] = {}
        self._folded: dict[Node, frozenset[str]] = {}
        self._kept = 0  # stretches and folded forms: words with many stars stand for very many

    def __len__(self) -> int:
        return len(self.facts)

    @cached_property
    def live(self) -> Truth:
        """Which documents have not been deleted since."""
        if not self.segments:
            return np.empty(0, dtype=bool)
        return ~np.concatenate([each.deleted for each in self.segments])

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that documents state."""
        masks = self.facts.column("languages")
        return languages_of(int(np.bitwise_or.reduce(masks[self.live], initial=0)))

    @cached_property
    def stated(self) -> int:
        """The languages that documents state, as a mask."""
        return language_mask(self.languages)

    def expansion(self, node: Word | Fuzzy | Wildcard) -> Expansion:
        """Return the terms that a word of a query stands for, by segment."""
        found = self._expansions.get(node)
        if found is None:
            found = expansion(node, self)
            self._keep(1 + sum(map(len, found)))
            self._expansions[node] = found
        return found

    @cached_property
    def usual(self) -> int:
        """The languages that at least the share USUAL of all documents state, as a mask."""
        masks = self.facts.column("languages")[self.live]
        wanted = USUAL * len(masks)
        return sum(
            bit
            for bit in (language_mask((each,)) for each in self.languages)
            if int(np.count_nonzero(masks & np.uint64(bit))) >= wanted
        )

    def spoken(self, segment: Segment, first: int, end: int) -> int:
        """Return the languages of the documents in which terms of a segment stand, as a mask."""
        postings = segment.postings
        span = postings.postings(*postings.lists(first, end))
        documents = postings.documents(*span)
        languages = segment.file["languages"][documents]
        if segment.deleted.any():
            languages = languages[~segment.deleted[documents]]
        return int(np.bitwise_or.reduce(languages, initial=0))

    def folded_forms(self, node: Word | Fuzzy | Wildcard) -> frozenset[str]:
        """Return the folded forms that a word of a query stands for."""
        found = self._folded.get(node)
        if found is None:
            found = frozenset(
                segment.dictionary.fold(fold)
                for segment, stretches in zip(self.segments, self.expansion(node), strict=True)
                for fold in segment.dictionary.folds_of_all([(each.first, each.end) for each in stretches])
            )
            self._keep(1 + len(found))
            self._folded[node] = found
        return found

    def _keep(self, more: int) -> None:
        """Make room for what is to be remembered."""
        if self._kept + more > KEPT:
            self.forget()
        self._kept += more

    def forget(self) -> None:
        """Drop what is kept of earlier questions."""
        self._expansions.clear()
        self._folded.clear()
        self._kept = 0

    def seen(self, rank: int) -> Truth:
        """Return which documents a viewer of this rank may know of."""
        found = self._seen.get(rank)
        if found is None:
            found = self.live & (self.facts.column("seen_by") <= rank)
            # First of all this: other threads take it to be there with the documents.
            self._all_seen[rank] = bool(found.all())
            self._seen[rank] = found
        return found

    def all_seen(self, rank: int) -> bool:
        """Say whether a viewer of this rank may know of every document."""
        self.seen(rank)
        return self._all_seen[rank]

    def inverses(self, rank: int) -> Numbers:
        """Return `lengths_turned` for what a viewer of this rank may know of."""
        found = self._inverses.get(rank)
        if found is None:
            found = self._inverses[rank] = self.lengths_turned(self.seen(rank))
        return found

    def lengths_turned(self, seen: Truth) -> Numbers:
        """Return by what an occurrence counts less for the length of its field: one number for each document,
        row behind row (`ROWS`). The average is that of the documents seen that have the field.
        """
        rows = [np.ones(len(self))]
        for name in MEASURED:
            lengths = self.facts.column(f"length.{name}").astype(np.float64)
            among = lengths[seen & (lengths > 0)]
            average = float(among.mean()) if len(among) else 1.0
            rows.append(1 / (1 - B + B * lengths / average))
        return np.concatenate(rows)

    def nearness(self, mask: int) -> Numbers | float:
        """Return how near forms inflected in the languages of a mask are in each document; one number if
        it is the same for all.
        """
        found = self._own.get(mask)
        if found is None:
            masks = self.facts.column("languages")
            own = ((masks & np.uint64(mask)) != 0) | (masks == 0)
            alike = bool(own.all())
            found = NEAR[STEMMED] if alike else np.where(own, NEAR[STEMMED], NEAR[ELSEWHERE])
            self._own[mask] = found
        return found
