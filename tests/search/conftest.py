"""Backends to try alike, and short ways to make documents and to ask."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.metadata.access import Role, Viewer
from archive.search.backend import Answer, Explanation, Request, SearchBackend
from archive.search.document import Document
from archive.search.fields import TEXTS
from archive.search.query_language import parse
from archive.search.registry import BACKENDS, open_backend
from archive.search.tree import Node

MakeDocument = Callable[..., Document]
Ask = Callable[..., Answer]


@pytest.fixture(params=BACKENDS.names())
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> SearchBackend:
    """Every backend there is: what is promised holds for each."""
    return open_backend(f"{request.param}:{tmp_path / 'index'}")


@pytest.fixture
def make() -> MakeDocument:
    """Make a document: identifier, text (or its parts), languages, and whatever else is told of it."""

    def make(id: str, text: str | tuple[str, ...] = "", *languages: str, **facts: object) -> Document:
        texts = {TEXTS[Role.PUBLIC]: text} if text else {}
        texts |= {TEXTS[role]: words for role, words in facts.pop("closed", {}).items()}
        texts |= facts.pop("fields", {})
        facts.setdefault("seen_by", Role.PUBLIC)
        facts.setdefault("title", id)
        return Document(
            id=id,
            languages=languages,
            texts={name: (words,) if isinstance(words, str) else words for name, words in texts.items()},
            **facts,
        )

    return make


def _request(query: str | Node, viewer: Viewer | None, asked: dict[str, object]) -> Request:
    tree = parse(query).tree if isinstance(query, str) else query
    return Request(tree=tree, viewer=viewer or Viewer.public(), **asked)


@pytest.fixture
def ask(backend: SearchBackend) -> Ask:
    """Ask the backend as somebody would, the public if nobody else is named; by a query or a tree."""
    return lambda query="", viewer=None, **asked: backend.search(_request(query, viewer, asked))


@pytest.fixture
def ids(ask: Ask) -> Callable[..., list[str]]:
    """Ask, and return the identifiers found, best first."""
    return lambda query="", viewer=None, **asked: [hit.id for hit in ask(query, viewer, **asked).hits]


@pytest.fixture
def scores(ask: Ask) -> Callable[..., dict[str, float]]:
    """Ask, and return what each record found counts."""
    return lambda query="", viewer=None, **asked: {
        hit.id: hit.score for hit in ask(query, viewer, **asked).hits
    }


@pytest.fixture
def explain(backend: SearchBackend) -> Callable[..., Explanation]:
    """Ask why a record answers, or does not."""
    return lambda id, query="", viewer=None, **asked: backend.explain(_request(query, viewer, asked), id)
