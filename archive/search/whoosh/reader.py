"""An index read as Whoosh reads its own: every query, collector, facet and sort of Whoosh runs on it.

Words are the forms that occur, lower case with their accents, in UTF-8: nothing is folded or stemmed
here. `compiled` makes Whoosh queries of a tree, in which all forms of its words are asked for.
"""

import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain, takewhile
from typing import Any

from rapidfuzz.distance import Levenshtein
from whoosh.columns import Column, TranslatingColumnReader
from whoosh.reading import IndexReader, TermInfo, TermNotFound
from whoosh.scoring import BaseScorer

from archive.metadata.access import Role
from archive.search.tree import DateRange, Has, Missing
from archive.search.whoosh.arrays import Ints
from archive.search.whoosh.columns import NUMBERS
from archive.search.whoosh.conditions import true_of
from archive.search.whoosh.matcher import PostingsMatcher
from archive.search.whoosh.schema import schema
from archive.search.whoosh.snapshot import Snapshot
from archive.search.whoosh.valued import FactReader, fact_reader
from archive.search.whoosh.viewed import ID, Postings, View


class ArrayReader(IndexReader):  # type: ignore[misc]
    """What a viewer of one role sees of one generation, less the records `without`.

    Documents are numbered through all segments; those that are deleted or not seen have no number.
    """

    def __init__(self, snapshot: Snapshot, role: Role, without: Iterable[str] = ()) -> None:
        self.view = View(snapshot, role, without)
        self.schema = schema(role)

    def generation(self) -> int:
        """Return which state of the index this is; goes up with every commit."""
        return self.view.snapshot.state.generation

    # words

    def __contains__(self, term: tuple[str, str | bytes]) -> bool:
        return self._found(*term) is not None

    def _found(self, fieldname: str, text: str | bytes) -> Postings | None:
        if not self._indexed(fieldname):
            return None
        field = self.schema[fieldname]
        encoded = field.to_bytes(text)
        try:
            if fieldname in NUMBERS:
                return self.view.valued(fieldname, field.from_bytes(encoded))
            return self.view.postings(fieldname, encoded.decode())
        except (UnicodeDecodeError, struct.error):
            return None  # no word is written so

    def _known(self, fieldname: str, text: str | bytes) -> Postings:
        found = self._found(fieldname, text)
        if found is None:
            raise TermNotFound(f"{fieldname}:{text!r}")
        return found

    def _indexed(self, fieldname: str) -> bool:
        return fieldname in self.schema and bool(self.schema[fieldname].indexed)

    def indexed_field_names(self) -> Iterator[str]:
        """Yield the fields in which the viewer sees any word."""
        names = self.view.fields() | {name for name in (ID, *NUMBERS) if self._words(name)}
        return iter(sorted(name for name in names if self._indexed(name)))

    def _words(self, fieldname: str) -> list[bytes]:
        if fieldname in NUMBERS:
            encode = self.schema[fieldname].to_bytes
            return [encode(value) for value in self.view.values(fieldname)]
        return self.view.lexicon(fieldname)

    def all_terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield every word with its field, in order."""
        return ((name, text) for name in self.indexed_field_names() for text in self._words(name))

    def terms_from(self, fieldname: str, prefix: str | bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the words of a field from `prefix` on, then those of the fields behind it."""
        if not self._indexed(fieldname):
            raise TermNotFound(f"no words in field {fieldname!r}")
        own = ((fieldname, text) for text in self._from(fieldname, self.schema[fieldname].to_bytes(prefix)))
        others = (name for name in self.indexed_field_names() if name > fieldname)
        return chain(own, ((name, text) for name in others for text in self._words(name)))

    def _from(self, fieldname: str, start: bytes) -> Iterator[bytes]:
        lexicon = self._words(fieldname)
        return (lexicon[at] for at in range(bisect_left(lexicon, start), len(lexicon)))

    def lexicon(self, fieldname: str) -> Iterator[bytes]:
        """Yield the words of a field, in order."""
        return self.expand_prefix(fieldname, b"")

    def expand_prefix(self, fieldname: str, prefix: str | bytes) -> Iterator[bytes]:
        """Yield the words of a field that begin so, in order."""
        if not self._indexed(fieldname):
            raise TermNotFound(f"no words in field {fieldname!r}")
        start = self.schema[fieldname].to_bytes(prefix)
        return takewhile(lambda text: text.startswith(start), self._from(fieldname, start))

    def terms_within(self, fieldname: str, text: str, maxdist: int, prefix: int = 0) -> Iterator[str]:
        """Yield the words that are up to `maxdist` letters away: more, less or others, after a prefix."""
        rest = text[prefix:]
        for encoded in self.expand_prefix(fieldname, text[:prefix]):
            word = encoded.decode()
            if Levenshtein.distance(word[prefix:], rest, score_cutoff=maxdist) <= maxdist:
                yield word

    def term_info(self, fieldname: str, text: str | bytes) -> TermInfo:
        """Return how often and where a word stands in a field. Raise TermNotFound if it does nowhere."""
        found = self._known(fieldname, text)
        lengths = self.view.lengths(fieldname)[found.documents]
        return TermInfo(
            weight=float(found.counts.sum()),
            df=len(found.documents),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(found.counts.max()),
            minid=int(found.documents[0]),
            maxid=int(found.documents[-1]),
        )

    def frequency(self, fieldname: str, text: str | bytes) -> float:
        """Return how often a word stands in a field."""
        found = self._found(fieldname, text)
        return 0.0 if found is None else float(found.counts.sum())

    def doc_frequency(self, fieldname: str, text: str | bytes) -> int:
        """Return in how many documents a word stands in a field."""
        found = self._found(fieldname, text)
        return 0 if found is None else len(found.documents)

    def postings(
        self, fieldname: str, text: str | bytes, scorer: BaseScorer | None = None
    ) -> PostingsMatcher:
        """Return where a word stands in a field. Raise TermNotFound if it does nowhere."""
        found = self._known(fieldname, text)
        field = self.schema[fieldname]
        lengths = self.view.lengths(fieldname)[found.documents]
        return PostingsMatcher((fieldname, field.to_bytes(text)), found, lengths, field.format, scorer)

    # documents

    def doc_count_all(self) -> int:
        """Return how many documents the viewer sees."""
        return len(self.view)

    def doc_count(self) -> int:
        """Return how many documents the viewer sees."""
        return len(self.view)

    def has_deletions(self) -> bool:
        """Say that none of the documents that have a number is deleted."""
        return False

    def is_deleted(self, docnum: int) -> bool:
        """Say that a document that has a number is not deleted."""
        return False

    def all_doc_ids(self) -> Iterator[int]:
        """Yield the numbers of all documents."""
        return iter(range(len(self.view)))

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """Return the identifier of a document; what else there is to know of it, the catalogue has."""
        return {ID: self.view.snapshot.facts.id(int(self.view.numbers[docnum]))}

    def holding(self, node: DateRange | Has | Missing) -> Ints:
        """Return the documents for which a condition holds."""
        return self.view.chosen(true_of(self.view.snapshot.facts, node, self.view.role))

    # lengths

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return how many words a field of a document has."""
        return int(self.view.lengths(fieldname)[docnum]) or default

    def field_length(self, fieldname: str) -> int:
        """Return how many words a field has in all documents together."""
        return int(self.view.lengths(fieldname).sum())

    def min_field_length(self, fieldname: str) -> int:
        """Return how many words the shortest field of this name has."""
        lengths = self.view.lengths(fieldname)
        return int(lengths[lengths > 0].min()) if lengths.any() else 0

    def max_field_length(self, fieldname: str) -> int:
        """Return how many words the longest field of this name has."""
        return int(self.view.lengths(fieldname).max(initial=0))

    # values

    def has_column(self, fieldname: str) -> bool:
        """Say whether a field has a value for each document, to sort and group by."""
        return fieldname in self.schema and self.schema[fieldname].column_type is not None

    def column_reader(
        self, fieldname: str, column: Column | None = None, reverse: bool = False, translate: bool = True
    ) -> FactReader | TranslatingColumnReader:
        """Return the values of a field."""
        found = fact_reader(self.view, fieldname)
        if reverse:
            found.set_reverse()
        if not translate:
            return found
        return TranslatingColumnReader(found, self.schema[fieldname].from_column_value)

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """Say that no document's words are kept by themselves."""
        return False

    def vector(self, docnum: int, fieldname: str, format_: Any = None) -> Any:
        """Raise KeyError, as Whoosh does where there is no vector."""
        raise KeyError(f"no vector of document {docnum}, field {fieldname!r}")
