"""The search port: what every search engine behind Tribuna can do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from archive.metadata.access import Viewer
from archive.search.document import Document
from archive.search.tree import Node

SORTS = ("relevance", "date", "-date", "title", "-added")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question to the index. Values of one facet are joined by *or*, facets by *and*."""

    tree: Node | None  # None: everything the viewer may see
    viewer: Viewer
    without: frozenset[str] = frozenset()  # records not to be found nor counted, whatever the index says
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
    exact: bool = True  # False: a wildcard stood for more words than were looked for
    # Values of a facet that was chosen from are counted as if it were not, so that others can be added.
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    # per word, wildcard and fuzzy word of the tree, the folded forms that count as a match: what is marked
    forms: Mapping[Node, frozenset[str]] = field(default_factory=dict)


class SearchBackend(Protocol):
    """An engine. It knows documents and requests, nothing of the catalogue."""

    @property
    def name(self) -> str:
        """The scheme of its `SEARCH_URL`."""
        ...

    def revision(self) -> int:
        """Return the catalogue revision it has seen; 0 for an empty, damaged or outdated index."""
        ...

    def day(self) -> int:
        """Return the day (ordinal) as of which it knows what embargoes are over; 0 at the beginning."""
        ...

    def apply(self, documents: Iterable[Document], gone: Iterable[str], revision: int, day: int = 0) -> None:
        """Put documents in (replacing those of the same id), take `gone` out; remember how far.

        All or nothing: a process killed in the middle leaves the state before.
        """
        ...

    def search(self, request: Request) -> Answer:
        """Answer a request for its viewer and nobody else."""
        ...

    def forms(self, tree: Node) -> Mapping[Node, frozenset[str]]:
        """Return the folded forms that words of a tree stand for, as in `Answer.forms`, without searching."""
        ...

    def reset(self) -> None:
        """Forget everything."""
        ...
