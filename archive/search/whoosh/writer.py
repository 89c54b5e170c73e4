"""Writes batches of documents: Whoosh's segment writer, fed with words already read and counted.

Whoosh would sort every posting of a batch; documents come in order, so only the terms need sorting.
Merging goes term by term through all segments at once, whatever their size, in little memory.
"""

import heapq
from array import array
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from archive.search.document import Document
from archive.search.fields import BIT
from archive.search.occurrences import read_all
from archive.search.whoosh.facts import Columns
from archive.search.whoosh.packing import Codec, TermPostings
from archive.search.whoosh.postings import blocks
from archive.search.whoosh.schema import term

FACTS = ".facts"
MOST_ALIKE = 8  # segments of about the same size; one more and they are merged
LEAST_SIZE = 256  # documents; all smaller segments are about the same size

Term = tuple[str, bytes, TermPostings]  # of a field


class BatchWriter(SegmentWriter):  # type: ignore[misc]  # Whoosh has no types
    """Writes one segment: the documents of a batch, and those of segments merged into it."""

    def __init__(self, index: Any) -> None:
        super().__init__(index, codec=Codec(), compound=False)
        self.columns = Columns()
        self.folded: dict[tuple[str, str], str] = {}
        self._terms: dict[str, dict[tuple[str, str], TermPostings]] = {}
        self._merged: list[tuple[Any, dict[int, int]]] = []  # reader, old number → new

    def put(self, document: Document) -> None:
        """Put in one document."""
        lengths = {}
        for name, found in read_all(document.texts, self.folded).items():
            lengths[name] = found.length
            terms = self._terms.setdefault(name, {})
            for key, positions in found.places.items():
                postings = terms.get(key)
                if postings is None:
                    postings = terms[key] = TermPostings(array("I"), array("f"), [])
                postings[0].append(self.docnum)
                postings[1].append(len(positions))
                postings[2].append(array("I", positions).tobytes())
        self.columns.add(document, lengths)
        self._count(1)

    def forms(self) -> Iterator[tuple[str, str, str, int, int]]:
        """Yield the forms of the batch as the lexicon wants them."""
        fields: Counter[tuple[str, str]] = Counter()
        documents: Counter[tuple[str, str]] = Counter()
        for name, terms in self._terms.items():
            bit = BIT[name]
            for key, postings in terms.items():
                fields[key] |= bit
                documents[key] += len(postings.documents)
        for (language, form), bits in fields.items():
            yield language, form, self.folded[language, form], bits, documents[language, form]

    def add_reader(self, reader: Any) -> None:
        """Merge a segment into this one. Whoosh calls it, by way of `merge_alike`."""
        segment = reader.segment()
        live = [number for number in range(segment.doc_count_all()) if not segment.is_deleted(number)]
        self._merged.append((reader, {number: self.docnum + place for place, number in enumerate(live)}))
        self.columns.extend(Columns.read(facts_path(self.storage, segment)), live)
        self._count(len(live))

    def _count(self, documents: int) -> None:
        """Tell Whoosh of documents; it stores nothing of them but their number."""
        for number in range(self.docnum, self.docnum + documents):
            self.perdocwriter.start_doc(number)
            self.perdocwriter.finish_doc()
        self.docnum += documents
        self._added = True

    def _flush_segment(self) -> None:
        """Write all postings in order of field, term and document. Whoosh calls it on commit."""
        self.perdocwriter.close()
        self.columns.write(facts_path(self.storage, self.newsegment))
        sources = [self._own(), *(_merging(reader, numbers) for reader, numbers in self._merged)]
        ordered = heapq.merge(*sources, key=itemgetter(0, 1))
        for name, terms in groupby(ordered, key=itemgetter(0)):
            self.fieldwriter.start_field(name, self.schema[name])
            for encoded, parts in groupby(terms, key=itemgetter(1)):
                self.fieldwriter.put(encoded, [postings for _, _, postings in parts])
            self.fieldwriter.finish_field()
        self.fieldwriter.close()
        for reader, _ in self._merged:
            reader.close()

    def _own(self) -> Iterator[Term]:
        for name in sorted(self._terms):
            found = self._terms.pop(name)
            for encoded, key in sorted((term(*key), key) for key in found):
                yield name, encoded, found[key]


def facts_path(storage: Any, segment: Any) -> Path:
    """Return the file of a segment's facts."""
    return Path(str(storage.folder), str(segment.make_filename(FACTS)))


def _merging(reader: Any, numbers: dict[int, int]) -> Iterator[Term]:
    """Yield the terms of a segment in order, with the postings of documents that are still there."""
    for field, encoded in reader._terms.terms():
        if field not in reader.schema:
            continue
        postings = TermPostings(array("I"), array("f"), [])
        for ids, counts, values in blocks(reader, field, encoded):
            for document, count, positions in zip(ids, counts, values, strict=True):
                if document in numbers:
                    postings.documents.append(numbers[document])
                    postings.counts.append(count)
                    postings.positions.append(positions)
        if postings.documents:
            yield field, encoded, postings


def merge_alike(writer: BatchWriter, segments: list[Any]) -> list[Any]:
    """Merge segments when too many are about the same size; return those that stay. A Whoosh merge policy.

    Each size is eight times the one before, so a document is written again once for each size, and
    a search has few segments to look into.
    """
    by_size: dict[int, list[Any]] = {}
    for segment in segments:
        by_size.setdefault(_size(segment.doc_count()), []).append(segment)
    merged = [each for alike in by_size.values() if len(alike) >= MOST_ALIKE for each in alike]
    for segment in merged:
        writer.add_reader(SegmentReader(writer.storage, writer.schema, segment))
    return [segment for segment in segments if segment not in merged and segment.doc_count()]


def _size(documents: int) -> int:
    size = 0
    while documents > LEAST_SIZE:
        documents //= MOST_ALIKE
        size += 1
    return size
