"""Backends to try alike, and short ways to make documents and to ask."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.metadata.access import Role, Viewer
from archive.search.backend import Answer, Request, SearchBackend
from archive.search.document import Document, Text
from archive.search.fields import TEXTS
from archive.search.query_language import parse
from archive.search.registry import BACKENDS, open_backend

MakeDocument = Callable[..., Document]
Ask = Callable[..., Answer]


@pytest.fixture(params=BACKENDS.names())
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> SearchBackend:
    """Every backend there is: what is promised holds for each."""
    return open_backend(f"{request.param}:{tmp_path / 'index'}")


@pytest.fixture
def make() -> MakeDocument:
    """Make a document: identifier, text, and whatever else is told of it."""

    def make(id: str, text: str = "", language: str = "xx", **facts: object) -> Document:
        closed = facts.pop("closed", {})
        texts = {TEXTS[Role.PUBLIC]: (Text(language, (text,)),)} if text else {}
        texts |= {TEXTS[role]: (Text(language, (words,)),) for role, words in closed.items()}
        texts |= {name: (Text(language, (words,)),) for name, words in facts.pop("fields", {}).items()}
        facts.setdefault("seen_by", Role.PUBLIC)
        facts.setdefault("title", id)
        return Document(id=id, texts=texts, **facts)

    return make


@pytest.fixture
def ask(backend: SearchBackend) -> Ask:
    """Ask the backend as somebody would, the public if nobody else is named."""

    def ask(query: str = "", viewer: Viewer | None = None, **asked: object) -> Answer:
        return backend.search(Request(tree=parse(query).tree, viewer=viewer or Viewer.public(), **asked))

    return ask


@pytest.fixture
def ids(ask: Ask) -> Callable[..., list[str]]:
    """Ask, and return the identifiers found, best first."""
    return lambda query="", viewer=None, **asked: [hit.id for hit in ask(query, viewer, **asked).hits]
