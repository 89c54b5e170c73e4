"""The fields of an index as Whoosh knows them: derived from the schemas of the records, as the index is."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from whoosh.analysis import Analyzer, Token
from whoosh.columns import Column
from whoosh.fields import NUMERIC, FieldType, Schema
from whoosh.formats import Existence, Positions

from archive.metadata.access import Role
from archive.search.fields import FACETS, RANK, TEXTS, WEIGHTS
from archive.search.whoosh.columns import NUMBERS
from archive.search.whoosh.viewed import ID
from archive.text.normalise import words

TITLE = "title"
DATE = "date"  # sorts by the earliest day
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
        return _known(value)


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


class NumberField(NUMERIC):  # type: ignore[misc]
    """A number of each record, of which ranges may be asked: days by their ordinals, seconds of entry."""

    def __init__(self) -> None:
        # Every number is one word; Whoosh would add words for ranges of them.
        super().__init__(int, bits=64, signed=True, shift_step=0)
        self.column_type = FactColumn(numbers=True)

    def from_column_value(self, x: Any) -> Any:
        """Return a value of its column as it is; None for a day that is not known."""
        return _known(x)


def _known(value: Any) -> Any:
    return None if value == UNKNOWN else value


@cache
def schema(role: Role) -> Schema:
    """Return the fields that a viewer of this role may ask."""
    hidden = {TEXTS[each] for each in TEXTS if RANK[each] > RANK[role]}
    asked = [name for name in WEIGHTS if name not in hidden]
    columns = {name: FactColumn(lists=True) for name in FACETS}
    columns |= {TITLE: FactColumn(), DATE: FactColumn(numbers=True)}
    names = dict.fromkeys((*asked, *columns))
    fields: dict[str, FieldType] = {name: ArchiveField(name in WEIGHTS, columns.get(name)) for name in names}
    return Schema(**fields | {ID: IdField()} | {name: NumberField() for name in NUMBERS})
