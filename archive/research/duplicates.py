"""Which files may be the same: the same bytes, nearly the same picture, nearly the same text.

They are told, with what both are, and nothing is done: whether two prints of one speech are duplicates is
for an archivist to say.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from archive.media.likeness import NEAR, distance
from archive.research.likeness import Known
from archive.research.minhash import alike, resemblance

RESEMBLANCE = 0.8  # of texts, from which they are told
BITS = 64
AT_ONCE = 4_000_000  # pairs of pictures compared together: 32 MB


class Same(StrEnum):
    """In what two files are the same, most certain first."""

    BYTES = "bytes"
    PICTURE = "picture"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a group."""

    item: str
    name: str
    size: int
    pixels: int
    likeness: float  # to the first of the group, from 0 to 1


@dataclass(frozen=True, slots=True)
class Group:
    """Files that may be the same; the largest first."""

    same: Same
    members: tuple[Member, ...]


def groups(known: Known, kinds: Iterable[Same] = Same, least: float = RESEMBLANCE) -> Iterator[Group]:
    """Yield the groups, most certain first; what has the same bytes is not told again as picture or text."""
    wanted = set(kinds)
    first_of: dict[str, int] = {}
    for row, digest in enumerate(known.digests):
        first_of.setdefault(digest, row)
    if Same.BYTES in wanted:
        yield from _same_bytes(known)
    single = sorted(first_of.values())
    if Same.PICTURE in wanted:
        yield from _pictures(known, [row for row in single if known.pictures[row]])
    if Same.TEXT in wanted:
        yield from _texts(known, [row for row in single if known.texts[row]], least)


def _same_bytes(known: Known) -> Iterator[Group]:
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row, digest in enumerate(known.digests):
        if known.sizes[row]:
            rows[digest].append(row)
    for of_digest in rows.values():
        if len(of_digest) > 1:
            yield Group(Same.BYTES, tuple(_member(known, row, 1.0) for row in of_digest))


def _pictures(known: Known, rows: Sequence[int]) -> Iterator[Group]:
    prints = np.array([int(known.pictures[row], 16) for row in rows], dtype=np.uint64)

    def likeness(one: int, other: int) -> float:
        return 1 - distance(known.pictures[rows[one]], known.pictures[rows[other]]) / BITS

    for group in _joined(len(rows), _near(prints)):
        group.sort(key=lambda place: -known.pixels[rows[place]])
        members = (_member(known, rows[place], likeness(group[0], place)) for place in group)
        yield Group(Same.PICTURE, tuple(members))


def _near(prints: "np.ndarray[tuple[int], np.dtype[np.uint64]]") -> Iterator[tuple[int, int]]:
    """Yield pairs of fingerprints that differ in few bits: of those that are the same, each with the first.

    Each that occurs is compared with all that follow it.
    """
    prints, first, which = np.unique(prints, return_index=True, return_inverse=True)
    yield from ((one, other) for other, one in enumerate(first[which].tolist()) if one != other)
    rows = first.tolist()
    step = max(1, AT_ONCE // max(len(prints), 1))
    for start in range(0, len(prints), step):
        some = prints[start : start + step, None]
        near = np.bitwise_count(some ^ prints[None, start:]) <= NEAR
        for one, other in zip(*(each.tolist() for each in near.nonzero()), strict=True):
            if other > one:
                yield rows[start + one], rows[start + other]


def _texts(known: Known, rows: Sequence[int], least: float) -> Iterator[Group]:
    signatures = known.signatures(rows)
    for group in _joined(len(rows), alike(signatures, least) if rows else ()):
        group.sort(key=lambda place: -known.sizes[rows[place]])
        first = signatures[group[0]]
        members = (_member(known, rows[place], resemblance(first, signatures[place])) for place in group)
        yield Group(Same.TEXT, tuple(members))


def _joined(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the groups that pairs make, each of at least two."""
    head = list(range(count))

    def first(of: int) -> int:
        while head[of] != of:
            head[of] = head[head[of]]
            of = head[of]
        return of

    for one, other in pairs:
        head[first(other)] = first(one)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for each in range(count):
        found[first(each)].append(each)
    return [group for group in found.values() if len(group) > 1]


def _member(known: Known, row: int, likeness: float) -> Member:
    return Member(known.items[row], known.names[row], known.sizes[row], known.pixels[row], likeness)
