"""Byte patterns with several gaps of varying width, in time that grows with the data alone.

PRONOM knows an MP3 by eight frames with 46 to 1439 bytes between two. A regular expression tries every
width of every gap with every other and takes longer than anybody waits. Here each fixed piece is looked
for once, and a piece counts where one before it lies at a width that its gap allows.
"""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WIDE = 16  # bytes by which a gap may vary; narrower ones cost a regular expression nothing
SEVERAL = 2  # such gaps
_ANY = 1 << 62  # as wide as there is data

_BEGIN, _END = r"(?s)\A", r"\Z"
_GAP = re.compile(r"(?<!\\)\.\{(\d+),(\d+)\}")
# What is always of one width: bytes, classes of bytes, and so many of any.
_FIXED = re.compile(
    r"(?:\\x[0-9a-f]{2}|\\\W|\[(?:\\.|[^\]\\])*\]|[^\\.(\[{*?+|^$)]|\.(?:\{\d+\})?(?![*?+{]))*"
)


@dataclass(frozen=True, slots=True)
class Gapped:
    """Pieces of fixed width, and the gaps before, between and behind them; None is any width."""

    pieces: tuple[re.Pattern[bytes], ...]  # each as a group that is looked for at every place
    gaps: tuple[tuple[int, int] | None, ...]
    sought: re.Pattern[bytes]  # the first piece as it stands: that it is not there at all is soon seen

    def search(self, data: bytes) -> bool:
        """Say whether the pattern is in the data."""
        if not self.sought.search(data):
            return False
        ends: NDArray[np.int64] = np.zeros(1, dtype=np.int64)
        for gap, piece in zip(self.gaps, self.pieces, strict=False):
            found = [(match.start(), match.end(1)) for match in piece.finditer(data)]
            places = np.array(found, dtype=np.int64).reshape(-1, 2)
            if gap is not None:
                places = places[_reached(ends, places[:, 0], gap)]
            if not len(places):
                return False
            ends = places[:, 1]
        last = self.gaps[-1]
        return last is None or bool(_reached(ends, np.array([len(data)]), last).any())

    match = search  # what must stand at the beginning has its gap before the first piece


def gapped(regex: str) -> Gapped | None:
    """Return the pattern of a regular expression that has several wide gaps; None for any other."""
    flags, begins, ends = regex.startswith("(?s)"), regex.startswith(_BEGIN), regex.endswith(_END)
    body = regex.removeprefix(_BEGIN if begins else "(?s)").removesuffix(_END)
    parts = _GAP.split(body)
    pieces = parts[::3]
    widths = [(int(low), int(high)) for low, high in zip(parts[1::3], parts[2::3], strict=True)]
    wide = sum(high - low >= WIDE for low, high in widths)
    if not flags or wide < SEVERAL or not all(_FIXED.fullmatch(piece) for piece in pieces):
        return None
    gaps: list[tuple[int, int] | None] = [(0, 0) if begins else None, *widths, (0, 0) if ends else None]
    if not pieces[0]:  # it begins with a gap, from the beginning of the data or from anywhere
        pieces, gaps = pieces[1:], [widths[0] if begins else (widths[0][0], _ANY), *gaps[2:]]
    if not pieces[-1]:
        pieces, gaps = pieces[:-1], [*gaps[:-2], widths[-1] if ends else (widths[-1][0], _ANY)]
    if not all(pieces):
        return None
    found = tuple(re.compile(f"(?s)(?=({piece}))".encode()) for piece in pieces)
    return Gapped(found, tuple(gaps), re.compile(f"(?s){pieces[0]}".encode()))


def _reached(ends: NDArray[np.int64], starts: NDArray[np.int64], gap: tuple[int, int]) -> NDArray[np.bool_]:
    """Say of each start whether one of the ends, in order, lies before it at a width that the gap allows."""
    low, high = gap
    nearest = ends.searchsorted(starts - high)
    found = nearest < len(ends)
    found[found] = ends[nearest[found]] <= starts[found] - low
    return found
