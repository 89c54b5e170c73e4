"""Answers from the catalogue alone, by titles and names, while the index is being rebuilt."""

from dataclasses import dataclass

from archive.catalogue.by_title import Within, by_title
from archive.catalogue.lookup import words_of
from archive.catalogue.records import many
from archive.catalogue.session import Session
from archive.core.words import Message, message
from archive.metadata.record import Record
from archive.search.backend import Request
from archive.search.fields import COLLECTION, TYPE
from archive.search.tree import Node, Phrase, Wildcard, Word, affirmed, unparse

MOST = 200  # records looked for: nobody waits for all titles to be read
MOST_WORDS = 12
TITLES = (None, "title", "alternative")  # fields of a query whose words may stand in a title
FILTERS = (TYPE, COLLECTION)  # that hold meanwhile


@dataclass(frozen=True, slots=True)
class Titled:
    """One page of what is found by titles."""

    records: tuple[Record, ...]
    total: int
    exact: bool  # False: there are more
    notices: tuple[Message, ...]


def titled(session: Session, request: Request) -> Titled:
    """Return the records whose titles or names have all words of a request, as words or as beginnings."""
    words = _words(request.tree)
    found: tuple[str, ...] = ()
    if words or request.tree is None:
        within = Within(types=request.facets.get(TYPE, ()), collections=request.facets.get(COLLECTION, ()))
        found = by_title(session, words, request.viewer, within, MOST)
    page = many(session, found[request.offset : request.offset + request.size], request.viewer)
    return Titled(tuple(page.values()), len(found), len(found) < MOST, tuple(_left_out(request)))


def _left_out(request: Request) -> list[Message]:
    others = any(values for name, values in request.facets.items() if name not in FILTERS)
    if others or request.first_day is not None or request.last_day is not None:
        return [message("Filters other than type and collection are left out meanwhile.")]
    return []


def _words(tree: Node | None) -> tuple[str, ...]:
    """Return the words that are asked for, folded; of a pattern its beginning."""
    asked = [node for field, node in affirmed(tree) if field in TITLES]
    found = [word for node in asked for word in words_of(_text(node))]
    return tuple(dict.fromkeys(found))[:MOST_WORDS]


def _text(node: Node) -> str:
    match node:
        case Word(text):
            return text
        case Phrase(words):
            return " ".join(words)
        case Wildcard(pattern):
            return pattern.partition("*")[0]
    return unparse(node).rstrip("~")
