"""Where values are looked up: a table, a file beside the mapping, a vocabulary, the authorities."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from archive.core.errors import SourceError
from archive.core.nearest import nearest
from archive.core.words import Message, message
from archive.ingest.importers import delimited, workbook
from archive.ingest.importers.table import Table
from archive.ingest.manifest import Reading
from archive.ingest.mappings.changes import Change
from archive.ingest.mappings.place import Place
from archive.ingest.mappings.told import Told
from archive.metadata.record import AUTHORITIES, Kind
from archive.metadata.vocabularies.matching import plain
from archive.metadata.vocabularies.registry import VOCABULARIES

LOOKUP = 'lookup = "kinds"'
FILE = '{ file = "kinds.csv", from = "code", to = "term" }'
MOST = 1_000_000  # lines of a table beside the mapping


@dataclass(frozen=True, slots=True)
class Lookup:
    """A table of two columns, found by the words as they are or without case, accents and punctuation."""

    name: str
    exactly: Mapping[str, str]
    roughly: Mapping[str, str]

    def find(self, words: str) -> str | None:
        """Return what words stand for."""
        found = self.exactly.get(words)
        return self.roughly.get(plain(words)) if found is None else found

    def refusal(self, words: str) -> tuple[Message, str | None]:
        """Return why words were not found, and the nearest that would have been."""
        return message('not in the table "{name}"', name=self.name), nearest(words, self.exactly)


def table_of(name: str, entries: Mapping[str, str]) -> Lookup:
    """Return a table; the first of two entries that differ only in case or accents is found roughly."""
    roughly: dict[str, str] = {}
    for words, meaning in entries.items():
        roughly.setdefault(plain(words), meaning)
    return Lookup(name, entries, roughly)


def read_tables(place: Place, stated: Mapping[str, object]) -> dict[str, Lookup]:
    """Read the tables of a mapping: `[tables.kinds]`, one line for each entry."""
    found: dict[str, Lookup] = {}
    for name, entries in stated.items():
        if not isinstance(entries, Mapping) or not all(
            isinstance(each, str | int) for each in entries.values()
        ):
            raise place.below(name).write('cell = "meaning"')
        found[name] = table_of(name, {str(words): str(meaning) for words, meaning in entries.items()})
    return found


def lookups(
    place: Place, stated: Mapping[str, object], heading: str, tables: Mapping[str, Lookup]
) -> list[Change]:
    """Read `lookup`, with `otherwise` for what is not found, or `strict`."""
    if "lookup" not in stated:
        return []
    table = _table(place, stated["lookup"], tables)
    rest = place.text(stated, "otherwise", 'otherwise = "what all others mean"')
    strict = bool(place.flag(stated, "strict"))

    def look_up(text: str, told: Told) -> str:
        found = table.find(text)
        if found is not None:
            return found
        if rest is not None:
            return rest
        told.missed(heading, text, table.refusal(text), strict=strict)
        return text

    return [look_up]


def vocabularies(place: Place, stated: Mapping[str, object], heading: str) -> list[Change]:
    """Read `vocabulary`: a value becomes the term that it names."""
    name = place.text(stated, "vocabulary", 'vocabulary = "rights"')
    if name is None:
        return []
    vocabulary = VOCABULARIES[place.one_of(name, VOCABULARIES.names(), "vocabulary")]
    strict = bool(place.flag(stated, "strict"))
    labels = {word: term.label for term in vocabulary.terms for word in (term.label, term.value, *term.also)}

    def recognise(text: str, told: Told) -> str:
        found = vocabulary.recognise(text)
        if found is None:
            close = nearest(text, labels)
            told.missed(
                heading, text, (vocabulary.refusal(text)[0], labels[close] if close else None), strict=strict
            )
        return text if found is None else found

    return [recognise]


def authority_of(
    place: Place, stated: Mapping[str, object], heading: str
) -> Callable[[str, Told], object] | None:
    """Read `authority`: a value must be the name or an identifier of somebody or something that is there.

    A name stays as it is, and is linked when it is catalogued. An identifier of another system becomes the
    name of whom it identifies, with the link.
    """
    name = place.text(stated, "authority", 'authority = "agent"')
    if name is None:
        return None
    kind = Kind(place.one_of(name, tuple(sorted(AUTHORITIES)), "authority"))
    strict = bool(place.flag(stated, "strict"))

    def link(text: str, told: Told) -> object:
        if told.authorities is None:
            return text
        found = told.authorities.find(kind, text)
        if found is None:
            reason = message("nothing of this name or identifier is among the authorities of the archive")
            told.missed(heading, text, (reason, told.authorities.nearest(kind, text)), strict=strict)
            return text
        identifier, called = found
        return (
            text if plain(text) == plain(called) or not called else {"value": called, "authority": identifier}
        )

    return link


def _table(place: Place, stated: object, tables: Mapping[str, Lookup]) -> Lookup:
    if isinstance(stated, str) and stated in tables:
        return tables[stated]
    if isinstance(stated, str) and not Path(stated).suffix:
        close = nearest(stated, tables) or FILE
        said = message('there is no [tables.{name}]; try "{hint}"', name=stated, hint=close)
        raise place.wrong(said, "lookup")
    named = {"file": stated} if isinstance(stated, str) else stated
    if not isinstance(named, Mapping):
        raise place.write(f"{LOOKUP} or lookup = {FILE}", "lookup")
    place.known(named, ("file", "from", "to", "sheet"))
    return _beside(place, named)


def _beside(place: Place, stated: Mapping[str, object]) -> Lookup:
    """Read a table of a file that lies beside the mapping."""
    example = f"lookup = {FILE}"
    name = place.text(stated, "file", example)
    if not name:
        raise place.write(example, "lookup")
    path = place.path.parent / name
    opener = workbook.open_workbook if workbook.recognise(path) else delimited.open_delimited
    try:
        table = opener(path, Reading(sheet=place.text(stated, "sheet", example) or ""))
        first, second = _headings(place, stated, table, example)
        return table_of(name, dict(_entries(table, first, second)))
    except SourceError as error:
        raise place.wrong(error.args[0], "lookup") from None


def _headings(place: Place, stated: Mapping[str, object], table: Table, example: str) -> tuple[str, str]:
    named = [place.text(stated, "from", example), place.text(stated, "to", example)]
    if len(table.headings) < 2 and not all(named):
        raise place.write(example, "lookup")
    first, second = (name or table.headings[at] for at, name in enumerate(named))
    for name in (first, second):
        place.one_of(name, table.headings, "lookup")
    return first, second


def _entries(table: Table, first: str, second: str) -> Iterator[tuple[str, str]]:
    for row in islice(table.rows(), MOST):
        if first in row.raw:
            yield str(row.raw[first]), str(row.raw.get(second, ""))
