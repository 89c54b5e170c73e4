"""What one viewer sees of an index, as Whoosh counts it: their documents numbered from 0, without gaps.

So what they do not see is not hidden from Whoosh by a rule it must keep: it is not there. Rarity,
average lengths and the number of documents are those of what the viewer may see.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from archive.metadata.access import Role
from archive.search.fields import MEASURED, RANK
from archive.search.lexicon import spelling
from archive.search.whoosh.arrays import Ints, Truth
from archive.search.whoosh.columns import UNDATED
from archive.search.whoosh.numbering import FIELD_NAMES, FIELDS
from archive.search.whoosh.opened import Segment
from archive.search.whoosh.snapshot import Snapshot
from archive.text.normalise import fold
from archive.text.written import LETTER

ID = "id"  # can be asked for as if it were a field of one word
KEPT = 500  # words whose postings are remembered
STRETCH = 4_000_000  # postings that are looked through at once

_NO_LETTER = re.compile(f"[^{LETTER}]+")


class _Stretch(NamedTuple):
    """One list of a segment: where its places begin, how often each document has it, and which are seen."""

    segment: Segment
    first_place: int
    counts: Ints
    kept: Ints


class Postings:
    """In which documents a word stands in one field, how often, and where."""

    def __init__(self, documents: Ints, counts: Ints, stretches: Sequence[_Stretch] = ()) -> None:
        self.documents = documents
        self.counts = counts
        self._stretches = stretches

    @cached_property
    def _places(self) -> tuple[Ints, list[int]]:
        parts = [
            each.segment.postings.places(each.first_place, each.counts, each.kept)[0]
            for each in self._stretches
        ]
        places = np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
        return places, [0, *np.cumsum(self.counts).tolist()]

    def positions(self, at: int) -> list[int]:
        """Return where the word stands in one of the documents; nowhere, if it is an identifier."""
        places, ends = self._places
        found: list[int] = places[ends[at] : ends[at + 1]].tolist()
        return found


class View:
    """The documents that a viewer may see, and their words."""

    def __init__(self, snapshot: Snapshot, role: Role, without: Iterable[str] = ()) -> None:
        self.snapshot = snapshot
        self.role = role
        seen = snapshot.seen(RANK[role])
        if hidden := snapshot.facts.numbers(without):
            seen = seen.copy()
            seen[hidden] = False
        self.numbers: Ints = np.flatnonzero(seen)  # of the documents seen, among all
        self._seen: Truth | None = None if bool(seen.all()) else seen
        self._own: Ints = np.cumsum(seen) - 1  # of each document, its number for the viewer
        self._postings: dict[tuple[str, str], Postings | None] = {}
        self._lexicons: dict[str, list[bytes]] = {}
        self._lengths: dict[str, Ints] = {}

    def __len__(self) -> int:
        return len(self.numbers)

    def chosen(self, truth: Truth) -> Ints:
        """Return the viewer's numbers of the documents for which something is true."""
        found: Ints = np.flatnonzero(truth[self.numbers])
        return found

    def postings(self, field: str, text: str) -> Postings | None:
        """Return where a word stands in a field, written just so; None if the viewer sees it nowhere."""
        key = field, text
        if key not in self._postings:
            if len(self._postings) >= KEPT:
                self._postings.clear()
            found = self._identified(text) if field == ID else self._read(field, text)
            self._postings[key] = found if len(found.documents) else None
        return self._postings[key]

    def valued(self, name: str, value: int) -> Postings | None:
        """Return the documents of which a number (a day, the time of entry) is just this."""
        documents = self.chosen(self.snapshot.facts.column(name) == value)
        return Postings(documents, np.ones(len(documents), dtype=np.int64)) if len(documents) else None

    def values(self, name: str) -> list[int]:
        """Return the values that a number has in any document, in order."""
        found = np.unique(self.snapshot.facts.column(name)[self.numbers])
        values: list[int] = found[found != UNDATED].tolist()
        return values

    def _identified(self, id: str) -> Postings:
        own = np.zeros(len(self.snapshot), dtype=bool)
        own[self.snapshot.facts.numbers([id])] = True
        documents = self.chosen(own)
        return Postings(documents, np.ones(len(documents), dtype=np.int64))

    def _read(self, field: str, text: str) -> Postings:
        documents, counts, stretches = [], [], []
        for segment in self.snapshot.segments:
            number = _list(segment, field, text)
            if number is None:
                continue
            postings = segment.postings
            span = postings.span(number)
            owners = postings.documents(*span) + segment.base
            times = postings.counts(*span).astype(np.int64)
            kept = np.arange(len(owners)) if self._seen is None else np.flatnonzero(self._seen[owners])
            documents.append(self._own[owners[kept]])
            counts.append(times[kept])
            stretches.append(_Stretch(segment, int(postings.first_place[number]), times, kept))
        return Postings(_joined(documents), _joined(counts), stretches)

    def lexicon(self, field: str) -> list[bytes]:
        """Return every word that the viewer sees in a field, in the order of its bytes.

        All postings of a segment are looked through for it, if the viewer does not see all of them.
        """
        if field not in self._lexicons:
            found: set[bytes] = set()
            if field == ID:
                found.update(map(bytes, self.snapshot.facts.column(ID)[self.numbers]))
            for segment, living in zip(self.snapshot.segments, self._living, strict=True):
                dictionary = segment.dictionary
                own = living & (segment.postings.fields == FIELDS.get(field, -1))
                first = segment.postings.first_list
                terms = np.searchsorted(first, np.flatnonzero(own), side="right") - 1
                found.update(dictionary.form(term).encode() for term in terms.tolist())
            self._lexicons[field] = sorted(found)
        return self._lexicons[field]

    def fields(self) -> set[str]:
        """Return the fields in which the viewer sees any word."""
        return {
            FIELD_NAMES[number]
            for segment, living in zip(self.snapshot.segments, self._living, strict=True)
            for number in np.unique(segment.postings.fields[living]).tolist()
        }

    @cached_property
    def _living(self) -> list[Truth]:
        """For each segment, which of its lists have a document that the viewer sees."""
        return [self._lists_of(segment) for segment in self.snapshot.segments]

    def _lists_of(self, segment: Segment) -> Truth:
        postings = segment.postings
        lists = len(postings.fields)
        if self._seen is None:
            return np.ones(lists, dtype=bool)
        found = np.zeros(lists, dtype=bool)
        total = int(postings.first_posting[lists])
        for start in range(0, total, STRETCH):
            documents = postings.documents(start, min(total, start + STRETCH)) + segment.base
            kept = np.flatnonzero(self._seen[documents]) + start
            found[np.searchsorted(postings.first_posting, kept, side="right") - 1] = True
        return found

    def lengths(self, field: str) -> Ints:
        """Return how many words each document has in a field."""
        if field not in self._lengths:
            self._lengths[field] = self._measured(field)[self.numbers]
        return self._lengths[field]

    def _measured(self, field: str) -> Ints:
        if field not in FIELDS:
            return np.ones(len(self.snapshot), dtype=np.int64)  # identifiers and numbers
        if field in MEASURED:
            return self.snapshot.facts.column(f"length.{field}").astype(np.int64)
        # Of other fields no length is kept, as none is needed elsewhere: their words are counted.
        totals = np.zeros(len(self.snapshot))
        for segment in self.snapshot.segments:
            lists = np.flatnonzero(segment.postings.fields == FIELDS[field]).tolist()
            if lists:
                documents, counts = segment.postings.read([segment.postings.span(each) for each in lists])
                totals += np.bincount(documents + segment.base, counts, minlength=len(totals))
        return totals.astype(np.int64)


def _list(segment: Segment, field: str, text: str) -> int | None:
    """Return the list of a word in a field of a segment."""
    term = _term(segment, text)
    if term is None or field not in FIELDS:
        return None
    first, last = segment.postings.lists(term, term + 1)
    wanted = FIELDS[field]
    return next((number for number in range(first, last) if segment.postings.field(number) == wanted), None)


def _term(segment: Segment, text: str) -> int | None:
    """Return the term that is written just so."""
    dictionary = segment.dictionary
    for folded in dict.fromkeys((_folded(text), spelling(text))):
        for term in dictionary.spelt(folded):
            if dictionary.form(term) == text:
                return term
    if text.isalnum():
        return None
    # A few signs leave a form from which its fold cannot be told: it is looked for among all.
    return next((term for term, (form, _) in enumerate(dictionary.forms()) if form == text), None)


def _folded(form: str) -> str:
    folded = fold(form)
    return folded if folded.isalnum() else _NO_LETTER.sub("", folded) or form


def _joined(parts: list[Ints]) -> Ints:
    return parts[0] if len(parts) == 1 else np.concatenate(parts or [np.empty(0, dtype=np.int64)])
