"""Which segments are merged: those of about the same size, when there are several.

Each size is four times the one before. So a document is written again once for each size it grows
through, and a search has few segments to look into.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.search.whoosh.layout import Part

STEP = 4  # times as large is the next size
WORTH = 8  # all others together are at least this part of the largest segment: it is merged with them


@dataclass(frozen=True, slots=True)
class Tiers:
    """When segments are merged."""

    several: int = 4  # segments of about the same size are merged
    most: int = 9  # segments; before there are more, the smallest are merged, alike or not
    least: int = 256  # documents; all smaller segments are about the same size
    waste: float = 0.3  # of a segment deleted: it is written anew
    at_once: int = 2_000  # documents: a smaller merge is not worth a thread

    def alike(self, parts: Sequence[Part]) -> list[Part]:
        """Return the smallest segments that should be merged now, or a wasteful one; none if all is well."""
        by_size: dict[int, list[Part]] = {}
        for part in parts:
            by_size.setdefault(self._size(part), []).append(part)
        for size in sorted(by_size):
            if len(by_size[size]) >= self.several:
                return by_size[size]
        return [part for part in parts if part.deleted > part.documents * self.waste][:1]

    def quiet(self, parts: Sequence[Part]) -> list[Part]:
        """Return what should be merged when there is nothing else to do; none if all is well.

        The fewer segments, the quicker the answers. But the largest is written anew only for others that
        are worth it.
        """
        ordered = sorted(parts, key=lambda part: part.deleted - part.documents)
        others = ordered[1:]
        rest = sum(part.documents - part.deleted for part in others)
        if others and rest * WORTH >= ordered[0].documents:
            return list(parts)
        return [part for part in parts if part in others] if len(others) > 1 else []

    def _size(self, part: Part) -> int:
        size, documents = 0, part.documents - part.deleted
        while documents > self.least:
            documents //= STEP
            size += 1
        return size


def smallest(parts: Sequence[Part]) -> list[Part]:
    """Return the smaller half of the segments, in their order."""
    few = sorted(parts, key=lambda part: part.documents - part.deleted)[: len(parts) // 2 + 1]
    return [part for part in parts if part in few]
