"""Reads Whoosh's postings block by block into arrays: a posting at a time would cost the most of a search.

What is read is the format of Whoosh's `W3` codec, through its own matcher, which takes care of
files and compression.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

DOCUMENT = np.int64


class Postings(NamedTuple):
    """Documents that have a term, in order; how often; and, if asked for, packed positions of each."""

    documents: NDArray[np.int64]
    counts: NDArray[np.float64]
    positions: tuple[bytes, ...] = ()


NONE = Postings(np.empty(0, dtype=DOCUMENT), np.empty(0))


def blocks(reader: Any, field: str, term: bytes) -> Iterator[tuple[list[int], Any, tuple[bytes, ...]]]:
    """Yield the blocks of a term in one segment: documents, counts, packed positions."""
    terms = reader._terms
    if (field, term) not in terms:
        return
    matcher = terms.matcher(field, term, reader.schema[field].format)
    while True:
        matcher._read_ids()
        matcher._read_weights()
        matcher._read_values()
        yield matcher._ids, matcher._weights, matcher._values
        if matcher._lastblock:
            return
        matcher._next_block()


def read(reader: Any, field: str, term: bytes, base: int, positions: bool) -> Postings:
    """Return the postings of a term in one segment, whose documents are numbered from `base`."""
    found = list(blocks(reader, field, term))
    if not found:
        return NONE
    documents = np.fromiter(chain.from_iterable(ids for ids, _, _ in found), dtype=DOCUMENT)
    counts = np.fromiter(chain.from_iterable(weights for _, weights, _ in found), dtype=np.float64)
    packed = tuple(chain.from_iterable(values for _, _, values in found)) if positions else ()
    return Postings(documents + base, counts, packed)


def joined(parts: list[Postings]) -> Postings:
    """Put the postings of several segments one behind the other."""
    parts = [part for part in parts if len(part.documents)]
    if len(parts) < 2:
        return parts[0] if parts else NONE
    return Postings(
        np.concatenate([part.documents for part in parts]),
        np.concatenate([part.counts for part in parts]),
        tuple(chain.from_iterable(part.positions for part in parts)),
    )


def places(postings: Postings, among: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return where a term stands in some documents: document and position in one number, in order."""
    wanted = among[postings.documents]
    packed = [value for value, keep in zip(postings.positions, wanted, strict=True) if keep]
    counts = postings.counts[wanted].astype(np.int64)
    positions = np.frombuffer(b"".join(packed), dtype=np.uint32).astype(np.int64)
    return (np.repeat(postings.documents[wanted], counts) << 32) | positions
