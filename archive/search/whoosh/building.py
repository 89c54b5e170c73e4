"""Builds a segment from a batch of documents: their words are sorted in whole arrays.

What stands in a segment about words:

    fold, fold.at        the folded forms in order, each between two line ends
    fold.term            the first term of each fold: terms are in order of their folds
    term, term.at        the forms themselves, lower case with accents
    term.list            the first list of each term; a term has a list for each field it stands in
    list.field           the field of each list
    list.posting         the first posting of each list: a posting is a document
    list.place           the first place of each list
    document, document.high   of each posting: 16 bits, and 8 more where there are many documents
    count, count.large   how often; 255 stands for more, written behind with the posting's number
    place, place.high    the places of every posting, 16 bits, and 8 more where fields are long
    stem.<language>      keys of the terms' stems in order; `….term`, whose they are; `….place`, where
                         among them each term has its own
    fold.letters, fold.length   which letters a fold has, and how many: to find slips of the pen

So the postings of a term, of all terms of a fold, and of all folds with a common beginning are each
one stretch of an array.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from archive.search.document import Document
from archive.search.fields import MEASURED
from archive.search.whoosh.arrays import Array
from archive.search.whoosh.columns import Columns
from archive.search.whoosh.numbering import FIELDS, languages_of
from archive.search.whoosh.segment import SegmentWriter, firsts, narrowest, packed
from archive.search.whoosh.words import Lengths, Occurrences, Shapes, WordReader

TOGETHER = 20_000  # texts whose letters are looked at at once: a letter takes four bytes, several times
SEPARATOR = b"\n"
LARGE = 255  # a count that does not fit in a byte
LAST_PLACE = (1 << 24) - 1  # of a field; words behind it are found, but in no phrase
LETTERS = 32  # bits, on which all letters are spread


class SegmentBuilder:
    """Collects documents, and writes them as a segment."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._reader = WordReader(shapes)
        self._columns = Columns()

    def __len__(self) -> int:
        return len(self._columns.ids)

    def put(self, document: Document) -> None:
        """Put in a document; its id must be new."""
        self._reader.read(len(self), document.texts)
        self._columns.add(document)

    def write(self, path: Path, languages: int = 0) -> None:
        """Write the segment, with stems in the languages of its documents and in `languages` (a mask)."""
        found, lengths = self._reader.occurrences()
        mask = languages | int(np.bitwise_or.reduce(np.array(self._columns.languages, dtype=np.uint64)))
        with SegmentWriter(path) as file:
            self._columns.write(file)
            _write_lengths(file, lengths, len(self))
            shapes = self._shapes
            used = np.flatnonzero(np.bincount(found.terms)).tolist() if len(found.terms) else []
            used.sort(key=shapes.ordered.__getitem__)
            ranks = np.empty(len(shapes.forms), dtype=np.int64)
            ranks[used] = np.arange(len(used))
            forms, folds = [shapes.forms[term] for term in used], [shapes.folds[term] for term in used]
            stem_keys = {language: shapes.stem_keys(language)[used] for language in languages_of(mask)}
            write_dictionary(file, forms, folds, stem_keys)
            write_occurrences(file, found._replace(terms=ranks[found.terms]), len(used), len(self))


def _write_lengths(file: SegmentWriter, found: Lengths, documents: int) -> None:
    for name in MEASURED:
        lengths = np.zeros(documents, dtype=np.uint32)
        own = found.fields == FIELDS[name]
        lengths[found.documents[own]] = found.lengths[own]
        file.add(f"length.{name}", lengths)


def write_occurrences(file: SegmentWriter, found: Occurrences, terms: int, documents: int) -> None:
    """Sort occurrences by term, field, document and place, and write them."""
    # Occurrences come in order of document, field and place, which their own number keeps.
    keys = found.terms.view(np.uint64) << np.uint64(40)
    keys |= found.fields.astype(np.uint64) << np.uint64(32)
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    order = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    lists = (keys >> np.uint64(32)).astype(np.int64)  # term and field
    del keys
    owners = found.documents[order]
    new_list = firsts(lists)
    new_posting = new_list | firsts(owners)
    list_at, posting_at = np.flatnonzero(new_list), np.flatnonzero(new_posting)
    heads = lists[list_at]
    file.add("term.list", narrowest(np.searchsorted(heads >> 8, np.arange(terms + 1))))
    file.add("list.field", (heads & 0xFF).astype(np.uint8))
    file.add("list.posting", narrowest(np.append(np.searchsorted(posting_at, list_at), len(posting_at))))
    file.add("list.place", narrowest(np.append(list_at, len(order))))
    write_counts(file, np.diff(np.append(posting_at, len(order))))
    write_split(file, "document", owners[posting_at], documents)
    places = np.minimum(found.places[order], LAST_PLACE)
    write_split(file, "place", places, int(places.max()) + 1 if len(places) else 0)


def write_counts(file: SegmentWriter, counts: Array) -> None:
    """Write how often, a byte each; larger ones a second time, with the numbers of their postings."""
    large = np.flatnonzero(counts >= LARGE)
    file.add("count", np.minimum(counts, LARGE).astype(np.uint8))
    file.add("count.large", narrowest(counts[large]))
    file.add("count.large.posting", narrowest(large))


def write_split(file: SegmentWriter, name: str, numbers: Array, limit: int) -> None:
    """Write numbers below `limit`: their lower 16 bits, and 8 more if there are such numbers."""
    file.add(name, numbers.astype(np.uint16))
    if limit > 1 << 16:
        file.add(f"{name}.high", (numbers >> 16).astype(np.uint8))


def write_dictionary(
    file: SegmentWriter, forms: Sequence[str], folds: Sequence[str], stem_keys: Mapping[str, Array]
) -> None:
    """Write terms in order of their folds, with what relates them to one another.

    `stem_keys` has the keys of the terms' stems, by language.
    """
    text, at = packed(forms)
    file.add("term", text)
    file.add("term.at", at)
    first = [number for number, fold in enumerate(folds) if not number or fold != folds[number - 1]]
    unique = [folds[number] for number in first]
    text, at = packed(unique, SEPARATOR)
    file.add("fold", np.concatenate((np.frombuffer(SEPARATOR, dtype=np.uint8), text)))
    file.add("fold.at", at)
    file.add("fold.term", narrowest(np.array([*first, len(forms)], dtype=np.int64)))
    file.add("fold.letters", letters(unique))
    file.add("fold.length", np.minimum(list(map(len, unique)), 255).astype(np.uint8))
    for language, keys in stem_keys.items():
        for name, values in stem_arrays(keys).items():
            file.add(f"stem.{language}{name}", values)


def stem_arrays(keys: Array) -> dict[str, Array]:
    """Return the keys of stems in order, whose they are, and where among them each term has its stem."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    places = np.empty(len(keys), dtype=np.int64)
    places[order] = np.maximum.accumulate(np.where(firsts(ordered), np.arange(len(keys)), 0))
    return {"": ordered, ".term": narrowest(order), ".place": narrowest(places)}


def letters(texts: Sequence[str]) -> Array:
    """Return which letters each text has, as bits; different letters may share one. No text is empty."""
    parts = [_letters(texts[start : start + TOGETHER]) for start in range(0, len(texts), TOGETHER)]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.uint32)


def _letters(texts: Sequence[str]) -> Array:
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    ends = np.cumsum(list(map(len, texts)))
    bits = np.left_shift(np.uint32(1), points % np.uint32(LETTERS))
    return np.bitwise_or.reduceat(bits, np.concatenate(([0], ends[:-1])))
