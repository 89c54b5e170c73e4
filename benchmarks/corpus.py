"""What every engine is given: the same texts and the same queries, read from files one by one.

Standard library only: an engine that lives in another Python than ours reads them, too.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Speech:
    """One speech with its description."""

    title: str
    speaker: str
    delivered: str  # a whole day
    language: str
    subjects: tuple[str, ...]
    place: str
    paragraphs: tuple[str, ...]
    description: str = ""
    type: str = "speech"
    collection: str = ""

    @property
    def size(self) -> int:
        """Return the bytes of its words: title, description and text."""
        return sum(len(text.encode()) for text in (self.title, self.description, *self.paragraphs))

    @property
    def day(self) -> int:
        """Return its day as one number: 19920204."""
        return int(self.delivered.replace("-", ""))


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: folded words, of which the kind of the query says what they mean."""

    words: tuple[str, ...]
    first: str = ""  # days, where the kind has them
    last: str = ""

    @property
    def days(self) -> tuple[int, int]:
        """Return its days as numbers."""
        return int(self.first.replace("-", "")), int(self.last.replace("-", ""))


# Each kind of query, in the order of the table, with what it is called there.
KINDS = {
    "rare": "rare term",
    "common": "common term",
    "and": "AND of two",
    "or": "OR of three",
    "phrase": "phrase of two",
    "near": "two within five words, in order",
    "prefix3": "prefix of three letters",
    "prefix4": "prefix of four letters",
    "fuzzy": "fuzzy, one letter",
    "wildcard": "wildcard in the middle",
    "dates": "term within dates",
    "facets": "term with four facets",
    "newest": "term sorted by date",
    "page50": "term, page 50",
    "passages": "ten results, best passages marked",
}
FACETED = ("type", "collection", "year", "subject")  # what is counted in "facets"
MOST_VALUES = 30  # of each
BEST, PAGE50, SLOP = 10, 490, 5
_END = "\n\nendofpart\n\n"  # between paragraphs, for engines that would let phrases go across


def joined(parts: Iterable[str]) -> str:
    """Return parts of a text as one, with a word between them that no phrase has."""
    return _END.join(parts)


def write(path: Path, speeches: Iterable[Speech]) -> Iterator[Speech]:
    """Write speeches to a file, a line each, and pass them on."""
    with path.open("w", encoding="utf-8") as file:
        for speech in speeches:
            file.write(json.dumps(asdict(speech), ensure_ascii=False) + "\n")
            yield speech


def read(path: Path) -> Iterator[Speech]:
    """Yield the speeches of a file; never more than one is held."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            told = json.loads(line)
            told["subjects"], told["paragraphs"] = tuple(told["subjects"]), tuple(told["paragraphs"])
            yield Speech(**told)


class Texts:
    """The texts of a file by their numbers, read one by one where they stand."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._starts = [0]
        with path.open("rb") as file:
            for line in file:
                self._starts.append(self._starts[-1] + len(line))

    def __getitem__(self, number: int) -> list[str]:
        """Return the paragraphs of a text."""
        with self._path.open("rb") as file:
            file.seek(self._starts[number])
            paragraphs: list[str] = json.loads(file.readline())["paragraphs"]
        return paragraphs


def write_queries(path: Path, queries: Mapping[str, list[Query]]) -> None:
    """Write the queries of each kind to a file."""
    told = {kind: [asdict(query) for query in asked] for kind, asked in queries.items()}
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def read_queries(path: Path) -> dict[str, list[Query]]:
    """Return the queries of each kind."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return {
        kind: [Query(tuple(query["words"]), query["first"], query["last"]) for query in asked]
        for kind, asked in told.items()
    }
