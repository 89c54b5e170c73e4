"""The search port: what every search engine behind Tribuna can do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from archive.metadata.access import Viewer
from archive.search.query_language import Node
from archive.search.document import Document

SORTS = ("relevance", "date", "-date", "title", "-added")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question to the index. Values of one facet are joined by *or*, facets by *and*."""

    tree: Node | None  # None: everything the viewer may see
    viewer: Viewer
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first_day: int | None = None  # overlap with the record's dates, ordinals
    last_day: int | None = None
    sort: str = "relevance"
    offset: int = 0
    size: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that answers."""

    id: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the index says: the hits asked for, how many in all, and counts by facet value."""

    hits: tuple[Hit, ...]
    total: int
    exact: bool = True
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    # per query word, the folded forms that count as a match: what the highlighter marks
    forms: Mapping[str, frozenset[str]] = field(default_factory=dict)


class SearchBackend(Protocol):
    """An engine. It knows documents and requests, nothing of the catalogue."""

    @property
    def name(self) -> str:
        """The scheme of its `SEARCH_URL`."""
        ...

    def revision(self) -> int:
        """Return the catalogue revision it has seen; 0 for an empty or outdated index."""
        ...

    def apply(self, documents: Iterable[Document], gone: Iterable[str], revision: int) -> None:
        """Put documents in (replacing those of the same id), take `gone` out, and remember `revision`: all or nothing."""
        ...

    def search(self, request: Request) -> Answer:
        """Answer a request for its viewer and nobody else."""
        ...

    def reset(self) -> None:
        """Forget everything."""
        ...
