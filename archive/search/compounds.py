"""Words written in parts, as texts write them: an index has "secretarygeneral" for "Secretary-General".

An index joins the parts of a word so that however somebody writes it, it is found. What is offered to
readers should be written so somewhere. Whether a form is joined stands in no index; so where its letters are
those of two other words that occur as often, a record that has it is read. A word for which none is read, or
that cannot be seen in what is read, stays as the index has it: it is found all the same.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from archive.catalogue.authorities import names
from archive.catalogue.records import many, passages_of
from archive.catalogue.session import Session
from archive.metadata.access import Viewer
from archive.metadata.record import Record
from archive.search.backend import Request, SearchBackend, Vocabulary
from archive.search.lexicon import spelling
from archive.search.reading import linked
from archive.search.tree import Phrase
from archive.text.folding import plain
from archive.text.normalise import words
from archive.text.sought import sought

READ = 2  # records for one word, until one has it
MOST_READ = 4  # words for which records are read; whoever types does not wait for more
_HYPHENS = str.maketrans("‐‑－", "---")
_COMPOUND = re.compile(r"[^\W_]+(?:[-'.]+[^\W_]+)+")


def as_written(
    session: Session, backend: SearchBackend, request: Request, found: Iterable[tuple[str, int]]
) -> Iterator[tuple[str, int]]:
    """Yield each word with its records, as texts write it as far as that is looked at."""
    vocabulary = backend.vocabulary(request.viewer, request.without)
    left = MOST_READ
    for word, records in found:
        if left and _may_be_joined(vocabulary, spelling(word), records):
            left -= 1
            yield _best(_surfaces(session, backend, request, word)) or word, records
        else:
            yield word, records


def compound(text: str) -> str:
    """Return a word as it is typed: lower case, with plain hyphens and apostrophes."""
    return plain(text).translate(_HYPHENS)


def _may_be_joined(vocabulary: Vocabulary, word: str, records: int) -> bool:
    """Say whether two words that follow one another in its letters are in as many records.

    A single letter before an apostrophe is no word: of "O'Higgins" there are the whole and the rest.
    """
    ends = {word[at:]: word[:at] for at in range(1, len(word))}
    likely = [ends[end] for end, having in vocabulary.records(ends).items() if having >= records]
    beginnings = vocabulary.records(each for each in likely if len(each) > 1)
    return len(beginnings) < len(likely) or any(having >= records for having in beginnings.values())


def _surfaces(session: Session, backend: SearchBackend, request: Request, word: str) -> Counter[str]:
    """Return how a word stands in a record that the viewer may see: as one, "", or in parts."""
    form = spelling(word)
    answer = backend.search(replace(request, tree=Phrase((form,)), size=READ))
    for record in many(session, [hit.id for hit in answer.hits], request.viewer).values():
        for texts in _texts(session, record, request.viewer):
            if found := Counter(_standing(texts, form)):
                return found
    return Counter()


def _texts(session: Session, record: Record, viewer: Viewer) -> Iterator[Iterable[str]]:
    """Yield the texts by which a record is found: of its description, its files, and what it names."""
    described = [value.text for values in record.metadata.values() for value in values]
    yield [*described, *(each.title for each in record.ancestors)]
    yield [passage.text for passage in passages_of(session, [record.id], viewer).get(record.id, ())]
    yield [name for every in names(session, set(linked(record))).values() for name in every]


def _standing(texts: Iterable[str], form: str) -> Iterator[str]:
    for text in texts:
        for place in sought(text, frozenset({form})):
            surface = text[place.start : place.end]
            joined = any(word.joined for word in words(surface) if word.folded == form)
            yield compound(surface) if joined else ""


def _best(surfaces: Counter[str]) -> str:
    """Return the writing in parts that is the most frequent, "" if the word is also written as one.

    So it is where a line end or a scanner broke it, which is no way of writing it.
    """
    whole = not surfaces or surfaces[""] or not all(map(_COMPOUND.fullmatch, surfaces))
    return "" if whole else surfaces.most_common(1)[0][0]
