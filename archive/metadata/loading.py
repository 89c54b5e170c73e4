"""Raw values in, checked metadata out; and the compact form in which metadata is kept.

`load` goes through the schema and says everything that is wrong at once. `dump` and `undump` are the
stored form, which `load` also reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

from marshmallow import Schema, ValidationError

from archive.core.errors import Invalid, Problem
from archive.metadata.headings import unknown_field
from archive.metadata.item_types import RECORD_TYPES, RecordType, declared
from archive.metadata.record import Metadata, Value
from archive.metadata.stated import stated
from archive.metadata.values import understood, unknown_language
from archive.metadata.vocabularies import languages, rights


@dataclass(frozen=True, slots=True)
class Loaded:
    """Metadata that fits its schema, and what was not understood but may stay."""

    metadata: Metadata
    warnings: tuple[Problem, ...] = ()


def load(type_name: str, raw: Mapping[str, object]) -> Loaded:
    """Check raw values against the schema of a type; raise Invalid with every problem found.

    A key is a field's name, or a name and a language (`title:es`). A value is text, a number or a date,
    `{"value": …, "language": …, "authority": …}`, or a list of these; blank values are left out.
    """
    return load_as(RECORD_TYPES[type_name], raw)


def load_as(record_type: RecordType, raw: Mapping[str, object]) -> Loaded:
    """Check raw values against a record type, registered or not."""
    values, problems = _by_field(record_type, raw)
    metadata: Metadata = {}
    try:
        metadata = cast(Metadata, _schema(record_type.schema).load(values))
    except ValidationError as error:
        problems += _problems(error)
    if problems:
        raise Invalid(problems)
    return Loaded(_keep_words(metadata, values), _warnings(record_type, metadata))


@cache
def _schema(schema: type[Schema]) -> Schema:
    return schema()


def _by_field(
    record_type: RecordType, raw: Mapping[str, object]
) -> tuple[dict[str, list[Value]], list[Problem]]:
    """Gather the values of each field, those of `title` and of `title:es` together."""
    known = declared(record_type.schema)
    values: dict[str, list[Value]] = {}
    problems: list[Problem] = []
    for key, each in raw.items():
        name, _, tag = key.partition(":")
        if name not in known:
            problems.append(unknown_field(key, record_type))
            continue
        try:
            found = _in_language(list(stated(each)), tag)
        except Invalid as error:
            problems += [replace(problem, field=key) for problem in error.problems]
            continue
        if found:
            values.setdefault(name, []).extend(found)
    return values, problems


def _in_language(values: list[Value], words: str) -> list[Value]:
    """State the language that a key names of the values that name none themselves."""
    if not words:
        return values
    tag = languages.recognise(words)
    if tag is None:
        raise Invalid([unknown_language(words)])
    return [replace(value, language=value.language or tag) for value in values]


def _problems(error: ValidationError) -> list[Problem]:
    """Return the problems that fields raised, each with the name of its field."""
    found = cast(Mapping[str, list[Problem]], error.messages)
    return [replace(problem, field=name) for name, problems in found.items() for problem in problems]


def _warnings(record_type: RecordType, metadata: Metadata) -> tuple[Problem, ...]:
    """Return a warning for each date that stays as words because it was not understood."""
    known = declared(record_type.schema)
    return tuple(
        replace(problem, field=name, value=value.text)
        for name, values in metadata.items()
        if known[name].kind == "edtf"
        for value in values
        if value.edtf is None and isinstance(problem := understood(value.text), Problem)
    )


def _keep_words(metadata: Metadata, values: Mapping[str, list[Value]]) -> Metadata:
    """Keep in `rights` what the words for a licence said beyond its name: often whom to credit."""
    if "license" not in metadata:
        return metadata
    told = [value.text for value in values["license"] if not rights.is_only_a_name(value.text)]
    said = {value.text for value in metadata.get("rights", ())}
    more = tuple(Value(words) for words in told if words not in said)
    return {**metadata, "rights": (*metadata.get("rights", ()), *more)} if more else metadata


def dump(metadata: Metadata) -> dict[str, Any]:
    """Return metadata as JSON can hold it: plain text where there is nothing else to say."""
    dumped: dict[str, Any] = {}
    for name, values in metadata.items():
        plain = [_dumped(value) for value in values]
        if plain:
            dumped[name] = plain[0] if len(plain) == 1 else plain
    return dumped


def _dumped(value: Value) -> str | dict[str, str]:
    if value.language is None and value.authority is None and value.edtf is None:
        return value.text
    more = {"language": value.language, "authority": value.authority, "edtf": value.edtf}
    return {"value": value.text} | {key: known for key, known in more.items() if known is not None}


def undump(stored: Mapping[str, Any]) -> Metadata:
    """Return the metadata that `dump` was given; trusts what it reads."""
    return {
        name: tuple([_undumped(each) for each in values])
        if values.__class__ is list
        else (_undumped(values),)
        for name, values in stored.items()
    }


def _undumped(stored: Any) -> Value:
    if stored.__class__ is str:
        return Value(stored)
    get = stored.get
    return Value(stored["value"], get("language"), get("authority"), get("edtf"))
