"""Searching within one text: in which of its passages the matches are, and how many in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from archive.search.highlight import Marks, having, spans
from archive.text.passages import Passage, PassageKind


@dataclass(frozen=True, slots=True)
class Spot:
    """A passage with matches."""

    passage: Passage
    spans: tuple[tuple[int, int], ...]  # of its text, in order
    first: int  # the number of its first match, counted through the whole text from 1

    @property
    def count(self) -> int:
        """How many matches it has."""
        return len(self.spans)

    @property
    def last(self) -> int:
        """The number of its last match."""
        return self.first + len(self.spans) - 1


@dataclass(frozen=True)
class Inside:
    """All matches in a text, passage by passage."""

    spots: tuple[Spot, ...] = ()

    @property
    def total(self) -> int:
        """How many matches there are."""
        return self.spots[-1].last if self.spots else 0

    @cached_property
    def by_number(self) -> dict[int, Spot]:
        """The spots by the numbers of their passages."""
        return {spot.passage.number: spot for spot in self.spots}

    @property
    def on_pages(self) -> bool:
        """Say whether all of them are pages."""
        return all(spot.passage.kind is PassageKind.PAGE for spot in self.spots)


def search_inside(passages: Iterable[Passage], marks: Marks) -> Inside:
    """Return every match in the passages of one text, in their order."""
    spots: list[Spot] = []
    first = 1
    for passage in having(passages, marks):
        if found := spans(passage.text, marks):
            spots.append(Spot(passage, tuple(found), first))
            first += len(found)
    return Inside(tuple(spots))
