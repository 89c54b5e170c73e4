"""The loss report of a foreign source: what became of each of its fields.

Somebody who leaves another system asks one question: is everything here? An importer that reads the
records of others therefore says of every field it meets where it went, that it was kept as a note, or
that it was left out and why.
"""

import dataclasses
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, runtime_checkable

from archive.core.words import Message
from archive.ingest.manifest import Source


class Fate(StrEnum):
    """What can become of a field."""

    MAPPED = "mapped"
    NOTED = "noted"  # kept word for word in a note
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Loss:
    """One line of the report: a field of the source, its fate, and how many values met it."""

    field: str  # as the source calls it
    fate: Fate
    into: str = ""  # our field, of one that was mapped
    reason: Message | None = dataclasses.field(default=None, hash=False)  # of one that was left out
    values: int = 0


@dataclass(slots=True)
class Losses:
    """Counts what becomes of fields while records are read."""

    _counts: Counter[Loss] = field(default_factory=Counter)

    def mapped(self, name: str, into: str, values: int = 1) -> None:
        """Count values that went into one of our fields."""
        self._counts[Loss(name, Fate.MAPPED, into=into)] += values

    def noted(self, name: str, values: int = 1) -> None:
        """Count values that were kept in a note."""
        self._counts[Loss(name, Fate.NOTED)] += values

    def dropped(self, name: str, reason: Message, values: int = 1) -> None:
        """Count values that were left out, and say why."""
        self._counts[Loss(name, Fate.DROPPED, reason=reason)] += values

    def add(self, other: "Losses") -> None:
        """Add what another report has counted."""
        self._counts.update(other._counts)

    def lines(self) -> Iterator[Loss]:
        """Yield the report, field by field: what was left out last."""
        order = list(Fate)
        counted = sorted(self._counts.items(), key=lambda each: (order.index(each[0].fate), each[0].field))
        for loss, values in counted:
            yield Loss(loss.field, loss.fate, loss.into, loss.reason, values)


@runtime_checkable
class Accounted(Source, Protocol):
    """A source that accounts for every field it has met so far."""

    @property
    def losses(self) -> Losses:
        """What became of the fields of the rows read last."""
        ...
