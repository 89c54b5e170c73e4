"""What the benchmark asks of an engine. Standard library only."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from benchmarks.corpus import Query, Speech

Ask = Callable[[Query], int]
Find = Callable[[Query], Iterable[int]]

# The kinds of query whose words have no inflected forms, whoever is asked.
SPELT = ("phrase", "near", "prefix3", "prefix4", "fuzzy", "wildcard")


class Engine(Protocol):
    """An engine in a folder, asked in every field; case and accents do not count."""

    version: str

    def build(self, speeches: Iterable[Speech]) -> None:
        """Index the speeches, in a folder that is empty."""
        ...

    def open(self) -> None:
        """Open what was built, for asking."""
        ...

    @property
    def asks(self) -> Mapping[str, Ask]:
        """By kind of query: find the ten best and their identifiers; return how many there are in all."""
        ...

    @property
    def finds(self) -> Mapping[str, Find]:
        """By kind of query: the numbers of all speeches that have the very words, without stems."""
        ...

    def forget(self) -> None:
        """Drop every answer that is kept, so that the next question is a first one."""
        ...
