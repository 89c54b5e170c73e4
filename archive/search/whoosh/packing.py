"""Writes Whoosh's terms and postings in Whoosh's own format, a block at a time instead of a posting.

The format is that of the `W3` codec, and its readers read it; the tests compare with what they
find. Two things are saved: calls for every posting, and compressing what is too small to shrink.
"""

import zlib
from array import array
from collections.abc import Sequence
from pickle import dumps
from typing import Any, NamedTuple

from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3FieldWriter, W3PostingsWriter

BLOCK = 512  # postings that are packed together
WORTH_COMPRESSING = 100  # bytes
COMPRESSION = 3


class TermPostings(NamedTuple):
    """The postings of one term, in order of documents."""

    documents: "array[int]"  # Python 3.11 cannot subscript it
    counts: "array[float]"
    positions: list[bytes]


class BlockWriter(W3PostingsWriter):  # type: ignore[misc]  # Whoosh has no types
    """Writes whole blocks."""

    def put(self, postings: Sequence[TermPostings]) -> None:
        """Write the postings of a term, which come from several places one behind the other."""
        documents, counts, positions = array("I"), array("f"), list[bytes]()
        for part in postings:
            documents += part.documents
            counts += part.counts
            positions += part.positions
        for start in range(0, len(documents), BLOCK):
            end = start + BLOCK
            self._ids, self._weights = documents[start:end], counts[start:end]
            self._values = positions[start:end]
            self._maxweight = max(self._weights)
            self._write_block(last=end >= len(documents))
        # So that Whoosh finds nothing left to write.
        self._ids, self._weights, self._values = array("I"), array("f"), []

    def _write_block(self, last: bool = False) -> None:
        if not self._blockcount:
            self._postfile.write(WHOOSH3_HEADER_MAGIC)
        self._terminfo.add_block(self)
        data = dumps((self._deltas(), self._told_weights(), tuple(self._values)), 2)
        compression = COMPRESSION if len(data) > WORTH_COMPRESSING else 0
        if compression:
            data = zlib.compress(data, compression)
        info = dumps((len(self._ids), self._ids[-1], self._maxweight, compression, 0, 0), 2)
        length = len(info) + len(data)
        self._postfile.write_int(-length if last else length)
        self._postfile.write(info)
        self._postfile.write(data)
        self._blockcount += 1

    def _deltas(self) -> tuple[int, ...]:
        before = 0
        found = []
        for document in self._ids:
            found.append(document - before)
            before = document
        return tuple(found)

    def _told_weights(self) -> Any:
        """Return the weights as Whoosh abbreviates them: None for ones, a number if all are the same."""
        first = self._weights[0]
        if self._weights.count(first) < len(self._weights):
            return tuple(self._weights)
        return None if first == 1.0 else first


class TermWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes terms with all their postings at once."""

    def put(self, encoded: bytes, postings: Sequence[TermPostings]) -> None:
        """Write a term of the field that was started."""
        self.start_term(encoded)
        self._postwriter.put(postings)
        self.finish_term()


class Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec with these writers; segments remember it by name."""

    def field_writer(self, storage: Any, segment: Any) -> TermWriter:
        """Return a writer of terms."""
        return TermWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> BlockWriter:
        """Return a writer of postings."""
        return BlockWriter(dbfile, BLOCK, byteids=byteids)
