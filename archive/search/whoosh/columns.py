"""Facts of documents beside their words: who may see them, dates, facets. One array a fact."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from archive.search.document import Document
from archive.search.fields import FACETS, RANK
from archive.search.whoosh.arrays import Array
from archive.search.whoosh.keys import text_keys
from archive.search.whoosh.numbering import language_mask
from archive.search.whoosh.segment import SegmentFile, SegmentWriter, narrowest, packed

NUMBERS = ("earliest", "latest", "added")
LISTS = (*FACETS, "present")
UNDATED = -(2**62)


@dataclass(slots=True)
class Columns:
    """Facts as they are collected: one entry a document in every list."""

    ids: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    seen_by: list[int] = field(default_factory=list)
    languages: list[int] = field(default_factory=list)
    numbers: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in NUMBERS})
    lists: dict[str, list[Sequence[str]]] = field(default_factory=lambda: {name: [] for name in LISTS})

    def add(self, document: Document) -> None:
        """Put in the facts of one more document."""
        self.ids.append(document.id)
        self.titles.append(document.title)
        self.seen_by.append(RANK[document.seen_by])
        self.languages.append(language_mask(document.languages))
        self.numbers["earliest"].append(UNDATED if document.earliest is None else document.earliest)
        self.numbers["latest"].append(UNDATED if document.latest is None else document.latest)
        self.numbers["added"].append(document.added)
        for name in FACETS:
            self.lists[name].append(document.facets.get(name, ()))
        self.lists["present"].append([presence(name, RANK[role]) for name, role in document.present.items()])

    def write(self, file: SegmentWriter) -> None:
        """Write the columns."""
        write_names(file, self.ids, self.titles)
        file.add("seen_by", np.array(self.seen_by, dtype=np.uint8))
        file.add("languages", np.array(self.languages, dtype=np.uint64))
        for name in NUMBERS:
            file.add(name, np.array(self.numbers[name], dtype=np.int64))
        for name in LISTS:
            _write_lists(file, name, self.lists[name])


def presence(name: str, rank: int) -> str:
    """Return what stands for "has it, and roles from this rank may know"."""
    return f"{rank}:{name}"


def write_names(file: SegmentWriter, ids: Sequence[str], titles: Sequence[str]) -> None:
    """Write identifiers, titles, and the order in which each of them sorts."""
    encoded = np.array([id.encode() for id in ids] or [b""], dtype=np.bytes_)[: len(ids)]
    file.add("id", encoded)
    file.add("id.order", narrowest(np.argsort(encoded, kind="stable")))
    text, at = packed(titles)
    file.add("title", text)
    file.add("title.at", at)
    order = sorted(range(len(ids)), key=lambda number: (titles[number], ids[number]))
    file.add("title.key", np.array([_beginning(title) for title in titles], dtype=np.uint64))
    file.add("title.order", narrowest(np.array(order, dtype=np.int64)))


def _beginning(title: str) -> int:
    """Return the first eight bytes of a title as a number that sorts as they do."""
    return int.from_bytes(title.encode("utf-8", "surrogatepass")[:8].ljust(8, b"\0"))


def _write_lists(file: SegmentWriter, name: str, lists: Sequence[Sequence[str]]) -> None:
    """Write the values of each document: every value once, then by number."""
    numbers: dict[str, int] = {}
    codes = [numbers.setdefault(value, len(numbers)) for values in lists for value in values]
    at = np.zeros(len(lists) + 1, dtype=np.int64)
    np.cumsum([len(values) for values in lists], out=at[1:])
    write_coded(file, name, list(numbers), at, np.array(codes, dtype=np.int64))


def write_coded(file: SegmentWriter, name: str, values: Sequence[str], at: Array, codes: Array) -> None:
    """Write values in their order, where each document's begin, and the values by number."""
    order = sorted(range(len(values)), key=values.__getitem__)
    values = [values[number] for number in order]
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    codes = places[codes]
    text, text_at = packed(values)
    file.add(f"{name}.value", text)
    file.add(f"{name}.value.at", text_at)
    file.add(f"{name}.key", text_keys(values))
    file.add(f"{name}.at", narrowest(at))
    file.add(f"{name}.code", narrowest(codes))


def text_at(segment: SegmentFile, name: str, number: int) -> str:
    """Return one of the texts that were written by `packed`."""
    at = segment[f"{name}.at"]
    start, end = int(at[number]), int(at[number + 1])
    return segment[name][start:end].tobytes().decode("utf-8", "surrogatepass")
