"""A row: one record as a source states it, before anything is understood."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from archive.core.errors import Problem
from archive.ingest.workspace import Allowance, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a source says of one record: field or heading → a text, a list, or a small table.

    `key` is the row's own name within its source; a row that has none is known by its content.
    """

    number: int | None  # as a person counts it: the line of headings is row 1
    raw: Mapping[str, object]
    key: str = ""
    position: int = 0  # running number within its source: its place among its siblings
    place: str = ""  # the file it stands in, as problems name it
    folder: Path = Path()  # what file names are relative to
    known_as: str = ""  # what people call that folder, where it is unpacked elsewhere
    problems: tuple[Problem, ...] = ()  # why the row cannot even be read
    warnings: tuple[Problem, ...] = ()  # what is to be told of it once it is in
    # The key of the row of the same source that it stands in, "" at the top; None where a source has no such
    # hierarchy, and a collection is known by its reference code or title.
    within: str | None = None
    # What its container says of it: fills a field or, where that is repeatable, adds to it.
    beside: Mapping[str, str] = field(default_factory=dict)
    # Names of agents in it → person, body or family, where it says so; of others it is not known.
    agents: Mapping[str, str] = field(default_factory=dict)
    type: str = ""  # what it is taken for where neither it, nor the run, nor its files say what it is
    closed: bool = False  # it stands in a collection whose files the public may not read
    # {"name": …, "language": …}, where it is no column that names them
    files: tuple[Mapping[str, object], ...] = ()


class Source(Protocol):
    """One source, opened: its rows can be read again and again."""

    @property
    def name(self) -> str:
        """The name under which the catalogue remembers it."""
        ...

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings to be understood, for a table; empty for a source that names its fields itself."""
        ...

    def count(self) -> int:
        """Return how many rows there are."""
        ...

    def rows(self) -> Iterator[Row]:
        """Read the rows, one at a time, in their order."""
        ...


def one_or_several(values: Sequence[object]) -> object:
    """Return the values of a field as a row holds them: one by itself, several as a list."""
    return values[0] if len(values) == 1 else list(values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a source is to be read where it does not say so itself."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    heading_row: int = 0  # the row of a table in which its headings stand; 0: found by itself
    heading_rows: int = 0  # how many rows they take
    mapped: bool = False  # somebody has said what the columns mean: a table is a table, whoever wrote it
    workspace: Workspace | None = None  # where it may be unpacked; None: what is packed cannot be read
    allowance: Allowance | None = None  # of the archive it stands in


class Importer(Protocol):
    """One kind of source."""

    @property
    def name(self) -> str:
        """What the kind is called."""
        ...

    def recognise(self, path: Path) -> bool:
        """Say whether `path` is such a source."""
        ...

    def open(self, path: Path, reading: Reading) -> Source:
        """Open it. Raise SourceError if it cannot be read at all."""
        ...


@dataclass(frozen=True, slots=True)
class Listing:
    """A source whose rows are known beforehand."""

    name: str
    known: tuple[Row, ...]
    headings: tuple[str, ...] = field(default=())

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.known)

    def rows(self) -> Iterator[Row]:
        """Return the rows, in their order."""
        return iter(self.known)
