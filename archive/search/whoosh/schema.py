"""The fields of an index as Whoosh knows them: derived from the schemas of the records, as the index is."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from whoosh.analysis import Analyzer, Token
from whoosh.columns import Column
from whoosh.fields import FieldType, Schema
from whoosh.formats import Existence, Positions

from archive.metadata.access import Role
from archive.search.fields import FACETS, RANK, TEXTS, WEIGHTS
from archive.search.whoosh.viewed import ID
from archive.text.normalise import words

NUMBERS = {"date": "earliest", "latest": "latest", "added": "added"}  # what is sorted by → its column
TITLE = "title"
UNKNOWN = 2**62  # stands for a day that is not known: sorts behind all


class FactColumn(Column):  # type: ignore[misc]
    """What a field says of each document beside words: a number, a text, or a list of texts."""

    def __init__(self, lists: bool = False, numbers: bool = False) -> None:
        self.reversible = numbers
        self._lists = lists
        self._default: int | tuple[str, ...] | str = UNKNOWN if numbers else () if lists else ""

    def stores_lists(self) -> bool:
        """Say whether a document has several values; Whoosh then sorts by the first."""
        return self._lists


class Written(Analyzer):  # type: ignore[misc]
    """Cuts a text into words as the index does; of a word written in parts a query means the whole."""

    def __call__(self, value: str, mode: str = "", **options: Any) -> Iterator[Token]:
        """Yield the words of a text, lower case with their accents."""
        token = Token(positions=True, chars=True, removestops=True, mode=mode)
        first = int(options.get("start_char", 0))
        last = -1
        for word in words(value):
            if mode == "query" and word.position == last:
                continue
            last = word.position
            token.text, token.original, token.pos = word.plain, word.surface, word.position
            token.startchar, token.endchar = first + word.start, first + word.end
            token.boost, token.stopped = 1.0, False
            yield token


class ArchiveField(FieldType):  # type: ignore[misc]
    """A field of words, of facts, or of both."""

    def __init__(self, words: bool, column: FactColumn | None) -> None:
        super().__init__(Positions() if words else None, Written(), scorable=words)
        self.indexed = words
        self.column_type = column

    def from_column_value(self, value: Any) -> Any:
        """Return a value of its column as it is; None for a day that is not known."""
        return None if value == UNKNOWN else value


class IdField(ArchiveField):
    """The identifier of a record: found as one word, and kept beside."""

    def __init__(self) -> None:
        super().__init__(True, FactColumn())
        self.format = Existence()
        self.scorable = False
        self.stored = self.unique = True

    def process_text(self, qstring: str, mode: str = "", **options: Any) -> Iterator[str]:
        """Yield the identifier: it is not cut into words."""
        yield qstring


@cache
def schema(role: Role) -> Schema:
    """Return the fields that a viewer of this role may ask."""
    hidden = {TEXTS[each] for each in TEXTS if RANK[each] > RANK[role]}
    asked = [name for name in WEIGHTS if name not in hidden]
    columns = _columns()
    names = dict.fromkeys((*asked, *columns))
    fields = {name: ArchiveField(name in WEIGHTS, columns.get(name)) for name in names}
    return Schema(**fields | {ID: IdField()})


@cache
def _columns() -> Mapping[str, FactColumn]:
    numbers = {name: FactColumn(numbers=True) for name in NUMBERS}
    return {name: FactColumn(lists=True) for name in FACETS} | {TITLE: FactColumn()} | numbers
