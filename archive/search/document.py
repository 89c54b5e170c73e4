"""What the index is told of one record: words by field, facts, and the least role that may see each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from archive.metadata.access import Role
from archive.metadata.calendar_days import year_of
from archive.metadata.record import Record, Value
from archive.search.fields import (
    COLLECTION,
    DATE,
    FACETS,
    FILES,
    SPECS,
    SPOKEN,
    TEXT,
    TEXTS,
    TRANSCRIPT,
    TYPE,
)
from archive.text.folding import fold
from archive.text.languages import STEMMED
from archive.text.passages import Passage

LONGEST_SPAN = 10  # years; a vaguer date than this counts in no single year


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One record, as an index needs it."""

    id: str
    seen_by: Role  # the least role that may see it at all
    texts: Mapping[
        str, tuple[str, ...]
    ]  # by field of the index, in parts; no phrase goes from one to the next
    languages: tuple[str, ...] = ()  # that it states, of those whose words are stemmed
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    present: Mapping[str, Role] = field(default_factory=dict)  # what it has, and who may know that
    earliest: int | None = None
    latest: int | None = None
    title: str = ""  # sorts
    added: int = 0  # sorts; seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a document is made of: the record as each role sees it, from the least that sees it on."""

    views: Mapping[Role, Record]
    passages: Mapping[Role, tuple[Passage, ...]] = field(default_factory=dict)  # by least role
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # authority → its other names


def document(source: Source) -> Document:
    """Return the document of a record.

    It is described as the least role that may see it does. What only a higher role sees in the
    description (the name of a closed authority) is found by that role as if it were text.
    """
    seen_by, record = next(iter(source.views.items()))
    texts = {name: list(_words(name, values, source)) for name, values in record.metadata.items()}
    for role, passages in source.passages.items():
        texts.setdefault(TEXTS[role], []).extend(passage.text for passage in passages)
    less = record
    for role, view in source.views.items():
        texts.setdefault(TEXTS[role], []).extend(_beyond(less, view, source))
        less = view
    texts[TYPE] = [record.type]
    texts[COLLECTION] = [each.title for each in record.ancestors]
    return Document(
        id=record.id,
        seen_by=seen_by,
        texts={name: tuple(found) for name, found in texts.items() if found},
        languages=_languages(record),
        facets=_facets(record),
        present=_present(source, seen_by),
        earliest=record.earliest,
        latest=record.latest,
        title=fold(record.title),
        added=int(record.created.timestamp()),
    )


def by_least_role(texts: Mapping[Role, Iterable[Passage]]) -> dict[Role, tuple[Passage, ...]]:
    """Return each passage once, under the least role that may read it; roles come from the least on."""
    found: dict[Role, tuple[Passage, ...]] = {}
    known: set[int] = set()
    for role, passages in texts.items():
        found[role] = tuple(passage for passage in passages if passage.number not in known)
        known.update(passage.number for passage in found[role])
    return {role: passages for role, passages in found.items() if passages}


def _beyond(less: Record, view: Record, source: Source) -> Iterator[str]:
    for name, values in view.metadata.items():
        hidden = tuple(value for value in values if value not in less.metadata.get(name, ()))
        yield from _words(name, hidden, source)


def _languages(record: Record) -> tuple[str, ...]:
    """Return the languages that a record states, if their words are stemmed: the first parts of the tags."""
    tags = (value.text for value in record.metadata.get("language", ()))
    stated = dict.fromkeys(tag.replace("_", "-").partition("-")[0].lower() for tag in tags)
    return tuple(language for language in stated if language in STEMMED)


def _words(name: str, values: tuple[Value, ...], source: Source) -> Iterator[str]:
    """Yield the values of a field; names bring their other forms with them."""
    if name in SPECS:
        for value in values:
            yield from (value.text, *source.names.get(value.authority or "", ()))


def _facets(record: Record) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {name: [] for name in FACETS}
    found["type"].append(record.type)
    found["collection"] += [each.id for each in record.ancestors]
    found["year"] += map(str, years(record.earliest, record.latest))
    for name, values in record.metadata.items():
        spec = SPECS.get(name)
        if spec is not None and spec.facet in found and spec.facet != "year":
            found[spec.facet] += [value.authority or value.text for value in values]
    return {name: tuple(dict.fromkeys(values)) for name, values in found.items() if values}


def years(earliest: int | None, latest: int | None) -> range:
    """Return the years a date covers, if they are few enough to say that it is of each of them."""
    if earliest is None or latest is None:
        return range(0)
    first, last = year_of(earliest), year_of(latest)
    return range(first, last + 1) if last - first < LONGEST_SPAN else range(0)


def _present(source: Source, seen_by: Role) -> dict[str, Role]:
    """Return what the record has, each with the least role that may know."""
    found: dict[str, Role] = {}
    for role, view in source.views.items():
        facts = {name: bool(values) for name, values in view.metadata.items()}
        facts |= {
            DATE: view.earliest is not None,
            COLLECTION: bool(view.ancestors),
            FILES: bool(view.files),
            TEXT: role in source.passages,
            TRANSCRIPT: role in source.passages and view.type in SPOKEN,
        }
        for name, has in facts.items():
            if has:
                found.setdefault(name, role)
    return found
