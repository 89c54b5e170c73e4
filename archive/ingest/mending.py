"""What a report keeps of a refused row so that, mended, it comes in again as the row it was.

A row of a table is known by its key, and one without a key by what it says. Once mended it says something
else, so the report keeps its former name and state: mended in the report, it is the same row for its table,
which finds it in when it is taken in again, whether it was mended there too or not.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.ingest.manifest import Row

PREFIX = "report:"  # of the columns that are the report's own
AGAIN = f"{PREFIX}again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Where a refused row stands, and how it was known there."""

    source: str  # the path of its table
    number: int | None  # of its row there
    position: int
    key: str
    digest: str = ""  # of the row as it was; empty if its key belongs to another row
    options: Mapping[str, Any] = field(default_factory=dict)  # with which its table was taken in

    def is_of_another(self, key: str) -> bool:
        """Say whether a key is one that belonged to another row when this one was refused."""
        return not self.digest and key == self.key

    @property
    def formerly(self) -> Mapping[str, str]:
        """Its former key and digest, if the key was its own."""
        return {self.key: self.digest} if self.digest else {}


@dataclass(frozen=True, slots=True)
class Mendable:
    """A refused row as its table has it, heading by heading, and how it is known there."""

    cells: Mapping[str, object]
    again: Again


def encoded(again: Again) -> str:
    """Return it as one cell of a table."""
    stated = {name: getattr(again, name) for name in Again.__dataclass_fields__}
    return json.dumps(stated, ensure_ascii=False, separators=(",", ":"))


def decoded(cell: str) -> Again | None:
    """Return what a cell says; None if somebody has changed it past understanding."""
    try:
        stated = json.loads(cell)
        return Again(**stated) if isinstance(stated.get("source"), str) else None
    except (ValueError, TypeError, AttributeError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedRow(Row):
    """A row that was refused, and comes again out of a report."""

    again: Again


def again_of(row: Row) -> Again | None:
    """Return how a row was known when it was refused, if it was."""
    return row.again if isinstance(row, MendedRow) else None
