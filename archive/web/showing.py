"""How a record is shown: heading, dates, fields as labelled rows, all derived from the schemas."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from flask import g

from archive.core.identifiers import is_identifier
from archive.core.words import Translate, _
from archive.metadata import reading
from archive.metadata.field import FieldSpec
from archive.metadata.item_types import RECORD_TYPES, fields
from archive.metadata.record import Kind, Record, Value
from archive.metadata.schemas.item import ItemSchema
from archive.web import current
from archive.web.routing import record_address, resolver_address

PROSE = "paragraphs"
RIGHTS = "rights"
OTHER_LANGUAGES = _("Title in other languages")


@dataclass(frozen=True, slots=True)
class Word:
    """A value as shown: its words, their language if it is not the page's, and where they lead."""

    text: str
    language: str | None = None
    address: str = ""
    outside: bool = False  # leads to another site


@dataclass(frozen=True, slots=True)
class Row:
    """A field with its values."""

    label: str
    words: tuple[Word, ...]
    prose: bool = False  # paragraphs rather than a line


@dataclass(frozen=True, slots=True)
class Reader:
    """In which language a record is shown, and what linked records are called in it, as far as looked up."""

    locale: str
    translate: Translate
    names: Mapping[str, Word] = field(default_factory=dict)


def reader() -> Reader:
    """Return the reader of this response."""
    if "reader" not in g:
        g.reader = Reader(current.locale(), current.translate())
    found: Reader = g.reader
    return found


def heading(record: Record, locale: str) -> Word:
    """Return the title, in the reader's language if it has one in it."""
    titles = in_language(record.metadata.get("title", ()), locale)
    if not titles:
        return Word(record.id)
    return Word(titles[0].text, foreign(titles[0].language, locale))


def in_language(values: tuple[Value, ...], locale: str) -> tuple[Value, ...]:
    """Return those wordings of one thing that are in the reader's language, else in none stated."""
    own = tuple(value for value in values if value.language and _primary(value.language) == locale)
    return own or tuple(value for value in values if not value.language) or values


def foreign(language: str | None, locale: str) -> str | None:
    """Return a language to be marked in HTML: only where it is not the page's own."""
    return language if language and language != locale else None


def _primary(language: str) -> str:
    return language.split("-")[0].lower()


def when(record: Record, person: Reader) -> str:
    """Return the main date of a record in words; a life or a term as two dates."""
    for group in RECORD_TYPES[record.type].dated:
        said = [_date(record, name, person) for name in group]
        if any(said):
            return "–".join(said) if len(group) > 1 else said[0]
    return ""


def _date(record: Record, name: str, person: Reader) -> str:
    value = record.first(name)
    return reading.show(value, _spec(record.type, name), person.locale, person.translate) if value else ""


@cache
def _spec(type_name: str, name: str) -> FieldSpec:
    return next(spec for spec in fields(type_name) if spec.name == name)


def makers(record: Record, person: Reader) -> tuple[Word, ...]:
    """Return who made or spoke it: the agents that the facet of creators counts, each once."""
    found: dict[str, Word] = {}
    for spec in fields(record.type):
        if spec.facet == "creator":
            for value in record.metadata.get(spec.name, ()):
                found.setdefault(value.text, word(value, spec, person))
    return tuple(found.values())


def summary(record: Record, locale: str) -> Word | None:
    """Return the weightiest prose that the catalogue has about a record, or None."""
    for name in _prose(record.type):
        if values := in_language(record.metadata.get(name, ()), locale):
            return Word(values[0].text, foreign(values[0].language, locale))
    return None


@cache
def _prose(type_name: str) -> tuple[str, ...]:
    prose = [spec for spec in fields(type_name) if spec.widget == PROSE and spec.weight > 1]
    return tuple(spec.name for spec in sorted(prose, key=lambda spec: -spec.weight))


def alternative_text(record: Record, locale: str) -> Word:
    """Return what an image shows, for those who cannot see it; its title where nobody has written it."""
    values = in_language(record.metadata.get("alt", ()), locale)
    return Word(values[0].text, foreign(values[0].language, locale)) if values else heading(record, locale)


@cache
def circumstances_of(type_name: str) -> tuple[FieldSpec, ...]:
    """Return the fields that make an item of this type what it is: those that not every item has."""
    common = ItemSchema().fields
    return tuple(spec for spec in fields(type_name) if spec.name not in common)


@cache
def rights_of(type_name: str) -> tuple[FieldSpec, ...]:
    """Return the fields that say what others may do with it."""
    return tuple(spec for spec in fields(type_name) if spec.group == RIGHTS)


def rows(record: Record, specs: Iterable[FieldSpec], person: Reader) -> tuple[Row, ...]:
    """Return the fields among `specs` that the record has values for, in their order."""
    return tuple(_rows(record, specs, person))


def _rows(record: Record, specs: Iterable[FieldSpec], person: Reader) -> Iterator[Row]:
    for spec in specs:
        values = record.metadata.get(spec.name, ())
        if spec.kind == "text":
            values = in_language(values, person.locale)
        if values:
            shown = tuple(word(value, spec, person) for value in values)
            yield Row(person.translate(spec.label), shown, spec.widget == PROSE)


def description(record: Record, person: Reader, *, without: Iterable[FieldSpec] = ()) -> tuple[Row, ...]:
    """Return all that the catalogue says, but what the page shows elsewhere: title, rights, `without`."""
    elsewhere = {"title", *(spec.name for spec in (*without, *rights_of(record.type)))}
    specs = [spec for spec in fields(record.type) if spec.name not in elsewhere]
    specs.sort(
        key=lambda spec: spec.group != "content" or spec.widget != PROSE
    )  # what it is, before all else
    told = rows(record, specs, person)
    shown = heading(record, person.locale).text
    others = [value for value in record.metadata.get("title", ()) if value.text != shown]
    titles = tuple(word(value, _spec(record.type, "title"), person) for value in others)
    return (*told, Row(person.translate(OTHER_LANGUAGES), titles)) if titles else told


def word(value: Value, spec: FieldSpec, person: Reader) -> Word:
    """Return one value as it is shown: a name leads to its record, an address to its site."""
    text = reading.show(value, spec, person.locale, person.translate)
    language = foreign(value.language, person.locale)
    if value.authority:
        named = person.names.get(value.authority)
        text, language = (named.text, named.language) if named else (text, language)
        # Links to items and collections do not say which of the two they mean.
        known = record_address(Kind(spec.kind), value.authority) if spec.is_authority else ""
        return Word(text, language, known or resolver_address(value.authority))
    if value.text.startswith(("https://", "http://")):
        return Word(text, language, value.text, outside=True)
    if spec.kind == "record" and is_identifier(value.text):
        return Word(text, language, resolver_address(value.text))
    return Word(text, language)
