"""Words written in parts, as texts write them: an index has "secretarygeneral" for "Secretary-General".

An index joins the parts of a word so that however somebody writes it, it is found. What is offered to
readers must be written so somewhere. Whether a form is joined stands in no index; so where its letters are
those of two other words that occur as often, a record that has it is read.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from archive.catalogue.records import many, passages_of
from archive.catalogue.session import Session
from archive.search.backend import Request, SearchBackend, Vocabulary
from archive.search.lexicon import spelling
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
    """Yield words with their records as texts write them; those that nobody writes so are left out."""
    vocabulary = backend.vocabulary(request.viewer, request.without)
    left = MOST_READ
    for word, records in found:
        if not _may_be_joined(vocabulary, spelling(word), records):
            yield word, records
        elif left:
            left -= 1
            if surfaces := _surfaces(session, backend, request, word):
                yield _best(surfaces) or word, records


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
    for id, record in many(session, [hit.id for hit in answer.hits], request.viewer).items():
        described = [value.text for values in record.metadata.values() for value in values]
        above = [each.title for each in record.ancestors]
        found = Counter(_standing([*described, *above], form))
        if not found:
            passages = passages_of(session, [id], request.viewer).get(id, ())
            found = Counter(_standing((passage.text for passage in passages), form))
        if found:
            return found
    return Counter()


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
    whole = surfaces[""] or not all(map(_COMPOUND.fullmatch, surfaces))
    return "" if whole else surfaces.most_common(1)[0][0]
