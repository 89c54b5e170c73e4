"""The search port: what every search engine behind Tribuna can do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from archive.metadata.access import Viewer
from archive.search.document import Document
from archive.search.tree import Node

SORTS = ("relevance", "date", "-date", "title", "-added")
MOST_VALUES = 30  # of a facet that are counted by name; those asked for come on top of it


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
    counted: tuple[str, ...] | None = None  # facets to count; None: all
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # to count however rare they are


class Hit(NamedTuple):
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
    # Of each facet the MOST_VALUES most frequent are named (ties by value), and those of `Request.values`
    # and `Request.facets` that occur; of years all.
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    distinct: Mapping[str, int] = field(default_factory=dict)  # facet → how many values occur in all
    # per word, wildcard and fuzzy word of the tree, the folded forms that count as a match: what is marked
    forms: Mapping[Node, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """One form of a word that stands in one field of a record, and what it gave."""

    field: str
    form: str  # lower case, accents kept
    nearness: float  # how near it is to what was asked: one of the values of `scoring.NEAR`
    count: int
    share: float  # of the score of its word


class Reason(NamedTuple):
    """What one word, phrase or condition of a query has to do with a record."""

    node: Node
    field: str | None  # that it was asked of
    holds: bool
    records: int  # how many of those the viewer may see it holds for
    score: float
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a record is found, or is not."""

    known: bool  # the index has it
    seen: bool = False  # and the viewer may know of it
    found: bool = False  # it answers the tree and passes every filter
    score: float = 0.0
    together: float = 0.0  # of the score: for neighbours of the query that stand near one another
    reasons: tuple[Reason, ...] = ()  # one for each leaf of the tree, in its order, negated ones too
    excluded_by: tuple[str, ...] = ()  # facets chosen from that leave it out; "date" for the span of days


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How an index stands, for those who look after it."""

    revision: int  # of the catalogue, that it has seen
    whole: bool  # it has been level with the catalogue since it was begun
    documents: int  # that are found
    deleted: int = 0  # replaced or taken out, and still in the files
    segments: int = 0
    bytes: int = 0  # on the disk
    merging: bool = False  # segments are being merged just now
    damaged: bool = False  # it cannot be read whole: it must be built anew


class Vocabulary(Protocol):
    """The words of what one viewer may see, and of nothing else. Words are lower case, accents kept."""

    def starting(self, prefix: str, most: int) -> Sequence[tuple[str, int]]:
        """Return the words whose folded form begins so, the most frequent first, with their records."""
        ...

    def following(self, words: Sequence[str], prefix: str, most: int) -> Sequence[tuple[str, int]]:
        """Return the words that begin so and stand right behind `words` (folded), most frequent first."""
        ...

    def resembling(self, word: str, most: int) -> Sequence[tuple[str, int]]:
        """Return words up to two slips away (one, for words of up to 4 letters), nearest first.

        Among the equally near the most frequent come first. The word itself is not among them.
        """
        ...

    def records(self, words: Iterable[str]) -> Mapping[str, int]:
        """Return in how many records each of these words occurs, whatever its case and accents."""
        ...


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

    def whole(self) -> bool:
        """Say whether it has been level with the catalogue since it was begun: till then much is missing."""
        ...

    def mark_whole(self) -> None:
        """Note that it is level with the catalogue."""
        ...

    def rest(self) -> None:
        """Use a quiet moment to put things in order, beside everything else."""
        ...

    def health(self) -> Health:
        """Say how it stands."""
        ...

    def apply(
        self,
        documents: Iterable[Document],
        gone: Iterable[str],
        revision: int,
        day: int = 0,
        since: int | None = None,
    ) -> None:
        """Put documents in (replacing those of the same id), take `gone` out; remember how far.

        All or nothing: a process killed in the middle leaves the state before. With `since`, raise Busy
        and do nothing if that is not the revision it has seen: it was deleted, say, since that was asked.
        """
        ...

    def search(self, request: Request) -> Answer:
        """Answer a request for its viewer and nobody else."""
        ...

    def explain(self, request: Request, id: str) -> Explanation:
        """Say why a record answers a request, or why it does not, by the figures of the search itself."""
        ...

    def vocabulary(self, viewer: Viewer, without: frozenset[str] = frozenset()) -> Vocabulary:
        """Return the words of the records that a viewer may see, less those `without`."""
        ...

    def forms(self, tree: Node) -> Mapping[Node, frozenset[str]]:
        """Return the folded forms that words of a tree stand for, as in `Answer.forms`, without searching."""
        ...

    def reset(self) -> None:
        """Forget everything."""
        ...
