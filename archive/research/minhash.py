"""MinHash: a short signature of a text, by which two texts are compared without reading either.

The share of places in which two signatures agree estimates the share of runs of words that the two texts
have in common (Jaccard). With 128 places it is off by 0.03 for texts that are alike to four fifths.

Andrei Broder, "On the resemblance and containment of documents" (1997), https://doi.org/10.1109/SEQUEN.1997.666900
"""

import zlib
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

PLACES = 128
BANDS = 32  # of four places: two texts of resemblance 0.7 agree in one of them all but surely
RUN = 5  # words
LEAST = 20  # runs; a text of fewer says too little to be compared
_MIX = np.uint64(0x9E3779B97F4A7C15)  # an odd number whose bits are spread: each word moves all bits
_ORDER = np.random.default_rng(1997)  # the same in every process
_TIMES = _ORDER.integers(1, 2**63, PLACES, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_PLUS = _ORDER.integers(0, 2**63, PLACES, dtype=np.uint64)
_AT_ONCE = 2000  # runs hashed together: 2 MB

Signature = NDArray[np.uint32]


def signature(words: Iterable[str]) -> Signature | None:
    """Return the signature of a text by its words, folded; None for one too short to be compared."""
    runs = _runs(words)
    if len(runs) < LEAST:
        return None
    least = np.full(PLACES, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(runs), _AT_ONCE):
        hashed = runs[start : start + _AT_ONCE, None] * _TIMES + _PLUS
        np.minimum(least, hashed.min(axis=0), out=least)
    return (least >> np.uint64(32)).astype(np.uint32)


def resemblance(one: Signature, other: Signature) -> float:
    """Return how much two texts have in common, from 0 to 1."""
    return float(np.mean(one == other))


def alike(signatures: NDArray[np.uint32], least: float) -> Iterator[tuple[int, int]]:
    """Yield pairs of rows of signatures that resemble one another by `least` or more.

    Not every pair: each row is compared with the first of those that agree with it in a band, so that a
    thousand copies give a thousand pairs. Joined, the pairs give the groups.
    """
    size = PLACES // BANDS
    seen: set[tuple[int, int]] = set()
    for band in range(BANDS):
        part = np.ascontiguousarray(signatures[:, band * size : (band + 1) * size])
        keys = part.view(f"V{size * part.itemsize}").ravel()
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        new = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
        for start, end in zip(new.tolist(), [*new[1:].tolist(), len(order)], strict=True):
            first = int(order[start])
            for other in order[start + 1 : end].tolist():
                pair = (first, other)
                if pair not in seen and resemblance(signatures[first], signatures[other]) >= least:
                    seen.add(pair)
                    yield pair


def _runs(words: Iterable[str]) -> NDArray[np.uint64]:
    """Return a number for each run of words that occurs, once."""
    hashed = np.array([zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint64)
    count = len(hashed) - RUN + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    runs = np.zeros(count, dtype=np.uint64)
    for place in range(RUN):
        runs = (runs ^ hashed[place : place + count]) * _MIX
        runs ^= runs >> np.uint64(29)
    return np.unique(runs)
