"""Writes docs/reference/fields.md from the schemas: `python -m archive.metadata.reference`."""

import sys
from collections.abc import Iterable, Iterator, Sequence

from archive.metadata.field import FieldSpec
from archive.metadata.groups import GROUPS
from archive.metadata.item_types import RECORD_TYPES, RecordType, all_fields, fields_of
from archive.metadata.synonyms import SYNONYMS
from archive.metadata.terms import NAMESPACES
from archive.metadata.vocabularies.registry import VOCABULARIES
from archive.metadata.vocabularies.vocabulary import Vocabulary

_INTRODUCTION = """\
# Fields

Every field of every type of record, as the schemas in `archive/metadata/schemas/` define them. This page is
generated (`python -m archive.metadata.reference > docs/reference/fields.md`), and a test keeps it so;
[Add a field](../how-to/add-a-field.md) tells how to change it.

A **term** says what a field means to others; where it is not one of DCMI's, the element of simple Dublin
Core that stands for it follows in brackets. **Values**: *one* value, or *many*; *by language* means that a
value may state its language (`title:es`). **Search**: the field's weight in a search of everything, and
`facet` if it narrows results. Titles are required, nothing else is. A name means the same in every type.
"""

_KINDS = {
    "text": "words",
    "edtf": "date (EDTF, or words that are understood)",
    "agent": "name of an agent",
    "place": "name of a place",
    "subject": "subject heading",
    "event": "name of an event",
    "language": "language (BCP 47 tag, or its name)",
    "uri": "address (URI)",
    "choice": "choice",
    "number": "number",
    "duration": "length of time",
    "record": "identifier of a record, or a reference in words",
}


def page(types: Iterable[RecordType] = RECORD_TYPES) -> str:
    """Return the whole page in Markdown."""
    types = tuple(types)
    tables = [*_types(types), *_fields(types), *_headings(), *_vocabularies(), *_namespaces()]
    return "\n".join([_INTRODUCTION, *tables])


def _types(types: Sequence[RecordType]) -> Iterator[str]:
    yield "## Types of record\n"
    yield "| type | kind | DCMI type | main date | fields of its own |\n| --- | --- | --- | --- | --- |"
    shared = _shared(types)
    for each in types:
        own = ", ".join(f"`{spec.name}`" for spec in fields_of(each.schema) if shared[spec.name] == [each])
        dated = ", else ".join(" to ".join(f"`{name}`" for name in names) for names in each.dated)
        yield f"| `{each.name}` | {each.kind} | {each.dcmi_type} | {dated} | {own} |"
    yield ""


def _shared(types: Sequence[RecordType]) -> dict[str, list[RecordType]]:
    """Return the types that have each field."""
    found: dict[str, list[RecordType]] = {}
    for each in types:
        for spec in fields_of(each.schema):
            found.setdefault(spec.name, []).append(each)
    return found


def _fields(types: Sequence[RecordType]) -> Iterator[str]:
    shared = _shared(types)
    for group, label in GROUPS.items():
        yield f"## {label}\n"
        yield "| field | label | term | kind | values | search | of | what it holds |"
        yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
        for spec in all_fields(types).values():
            if spec.group == group:
                yield _row(spec, _of(shared[spec.name], types))
        yield ""


def _row(spec: FieldSpec, types: str) -> str:
    cells = [f"`{spec.name}`", spec.label, _term(spec), _kind(spec), _values(spec), _search(spec)]
    return f"| {' | '.join([*cells, types, spec.help])} |"


def _term(spec: FieldSpec) -> str:
    if spec.term.startswith("dcterms:") or not spec.broader:
        return f"`{spec.term}`"
    return f"`{spec.term}` (`{spec.broader}`)"


def _kind(spec: FieldSpec) -> str:
    kind = _KINDS[spec.kind]
    if spec.vocabulary:
        kind += f" of [{spec.vocabulary}](#{spec.vocabulary})"
    if spec.minimum is not None:
        kind += f", {spec.minimum:g} to {spec.maximum:g}" if spec.maximum is not None else " above 0"
    return kind


def _values(spec: FieldSpec) -> str:
    words = "many" if spec.repeatable else "one"
    return f"{words}, by language" if spec.translatable else words


def _search(spec: FieldSpec) -> str:
    weight = str(spec.weight) if spec.searched else "–"
    return f"{weight}, facet {spec.facet}" if spec.facet else weight


def _of(having: Sequence[RecordType], types: Sequence[RecordType]) -> str:
    return "all" if len(having) == len(types) else ", ".join(each.name for each in having)


def _headings() -> Iterator[str]:
    yield "## Headings that are understood\n"
    yield (
        "In a spreadsheet a column may be headed with the field's name, label or term (`creator`, `Date "
        "delivered`, `dcterms:creator`, `dc:creator`, `DC.Creator`), also in the plural, with a language "
        "(`creator:es`, `Título (es)`, `dc.title[es]`), or with one of these. Case and accents are ignored.\n"
    )
    yield "| field | also |\n| --- | --- |"
    for name, phrases in SYNONYMS.items():
        yield f"| `{name}` | {', '.join(phrases)} |"
    yield ""


def _vocabularies() -> Iterator[str]:
    yield "## Vocabularies\n"
    for vocabulary in VOCABULARIES:
        yield from _vocabulary(vocabulary)


def _vocabulary(vocabulary: Vocabulary) -> Iterator[str]:
    yield f"### {vocabulary.name}\n"
    yield " ".join(filter(None, [f"{vocabulary.label}.", vocabulary.source])) + "\n"
    yield "| value | label | also understood |\n| --- | --- | --- |"
    for term in vocabulary.terms:
        yield f"| `{term.value}` | {term.label} | {', '.join(term.also)} |"
    yield ""


def _namespaces() -> Iterator[str]:
    yield "## Prefixes\n"
    yield "| prefix | namespace |\n| --- | --- |"
    for prefix, namespace in NAMESPACES.items():
        yield f"| `{prefix}` | {namespace} |"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(page())
