"""A column of a mapping: which field it fills, and what is done with its cells, in this order.

The row must fulfil `when` and not `unless`; the cell is split; each value is trimmed, replaced, given its
meaning, looked up, put into a case, read as a date and recognised; values are joined, words put around them;
what is empty takes the `default`; other columns give language and links beside.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from archive.core.nearest import nearest
from archive.core.words import message
from archive.ingest.mappings import changes, tables
from archive.ingest.mappings.changes import Change
from archive.ingest.mappings.conditions import Condition, read_conditions
from archive.ingest.mappings.patterns import BadPattern, Pattern, read_pattern
from archive.ingest.mappings.place import Place
from archive.ingest.mappings.tables import Lookup
from archive.ingest.mappings.templates import columns_of
from archive.ingest.mappings.told import Told
from archive.ingest.special import FILE, HEADINGS
from archive.metadata.item_types import all_fields
from archive.metadata.vocabularies import languages

KEYS = (
    "field", "split", "language", "format", "values", "otherwise", "trim", "replace", "case", "date",
    "century", "constant", "when", "unless", "join", "default", "lookup", "vocabulary", "authority",
    "strict", "with",
)  # fmt: skip
COMBINED_KEYS = (*(key for key in KEYS if key not in ("field", "constant")), "template", "columns")
BESIDE = ("language", "authority", "edtf")  # what can be stated beside a value
BESIDE_FILE = ("language", "access", "embargo_until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What is done with the cells of one column, or of several put together."""

    target: str  # "title", "title:es", "file" …; empty: ignored
    split: tuple[str, ...] | Pattern | None = (
        None  # separators of values; () for none; None for the usual one
    )
    template: str = ""  # of a field made of several columns: "{column}, {other column}"
    columns: tuple[str, ...] = ()  # … or those of them that are filled in, joined
    constant: str | None = None
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    changes: tuple[Change, ...] = ()
    link: Callable[[str, Told], object] | None = None
    join: str | None = None
    around: tuple[Change, ...] = ()  # words around each value, or around all of them joined
    default: str | None = None
    beside: Mapping[str, str] = field(default_factory=dict)  # "language" → "{column}"

    @property
    def made_of(self) -> tuple[str, ...]:
        """The columns that a combined field is made of."""
        return (*columns_of(self.template), *self.columns)

    @property
    def needs(self) -> tuple[str, ...]:
        """The other columns that this one speaks of."""
        conditions = (each.column for each in (*self.when, *self.unless))
        beside = (name for template in self.beside.values() for name in columns_of(template))
        return tuple(dict.fromkeys((*self.made_of, *conditions, *beside)))


def read_columns(
    place: Place, heading: str, stated: object, tables: Mapping[str, Lookup]
) -> tuple[Column, ...]:
    """Read what is said of one heading: a field, a table, or a list of these."""
    each = stated if isinstance(stated, list) else [stated]
    return tuple(_column(place, heading, one, tables) for one in each)


def read_combined(
    place: Place, name: str, stated: object, tables: Mapping[str, Lookup]
) -> tuple[Column, ...]:
    """Read what a field of several columns is made of: a template, a table, or a list of these."""
    each = stated if isinstance(stated, list) else [stated]
    return tuple(_combined(place, name, one, tables) for one in each)


def check_field(place: Place, name: str, key: str = "") -> None:
    """Refuse a field that no type has, and a language that is none."""
    known = (*all_fields(), *HEADINGS)
    field_name, _, language = name.partition(":")
    if field_name and field_name not in known:
        hint = nearest(field_name, known) or "title"
        raise place.wrong(message('no field "{name}"; did you mean "{hint}"?', name=name, hint=hint), key)
    if language and languages.recognise(language) is None:
        hint = languages.nearest_name(language) or "es"
        raise place.wrong(message('"{name}" is not a language; try "{hint}"', name=language, hint=hint), key)


def check_template(place: Place, template: str, key: str) -> None:
    """Refuse a template whose braces do not match or name nothing."""
    try:
        columns_of(template)
    except ValueError:
        raise place.wrong(message("write {example} where a value goes", example="{column}"), key) from None


def _column(place: Place, heading: str, stated: object, known: Mapping[str, Lookup]) -> Column:
    below = place.below(heading)
    if isinstance(stated, str):
        check_field(place, stated, f'"{heading}"')
        return Column(target=stated)
    if not isinstance(stated, Mapping) or not isinstance(stated.get("field"), str):
        raise below.wrong(message("name a field, such as {example}", example=f'"{heading}" = "title"'))
    below.known(stated, KEYS)
    constant = below.text(stated, "constant", 'constant = "restricted"')
    return _read(below, heading, stated, known, {"target": stated["field"], "constant": constant})


def _combined(place: Place, name: str, stated: object, known: Mapping[str, Lookup]) -> Column:
    below = place.below(name)
    if isinstance(stated, str):
        check_field(place, name)
        check_template(place, stated, f'"{name}"')
        return Column(target=name, template=stated, split=())
    example = f'{name} = {{ columns = ["Height", "Width"], join = " × " }}'
    if not isinstance(stated, Mapping):
        raise below.write(example)
    below.known(stated, COMBINED_KEYS)
    template = below.text(stated, "template", 'template = "{column}, {other column}"') or ""
    columns = below.texts(stated, "columns", example)
    if bool(template) == bool(columns):
        raise below.write(example)
    check_template(below, template, "template")
    return _read(below, "", stated, known, {"target": name, "template": template, "columns": columns})


def _read(
    place: Place,
    heading: str,
    stated: Mapping[str, object],
    known: Mapping[str, Lookup],
    source: dict[str, object],
) -> Column:
    """Read all that can be said of a value, wherever it comes from."""
    target = str(source["target"])
    if language := place.text(stated, "language", 'language = "es"'):
        target += f":{language}"
    check_field(place, target)
    named = heading or target
    return Column(
        **{**source, "target": target},  # type: ignore[arg-type]
        split=_split(place, stated, made=not heading),
        when=read_conditions(place, stated["when"], "when", heading) if "when" in stated else (),
        unless=read_conditions(place, stated["unless"], "unless", heading) if "unless" in stated else (),
        changes=_changes(place, stated, named, known),
        link=tables.authority_of(place, stated, named),
        join=place.text(stated, "join", 'join = ", "'),
        around=tuple(changes.words_around(place, stated)),
        default=place.text(stated, "default", 'default = "Untitled"'),
        beside=_beside(place, stated, target),
    )


def _changes(
    place: Place, stated: Mapping[str, object], heading: str, known: Mapping[str, Lookup]
) -> tuple[Change, ...]:
    """Read the changes of one value, in the order in which they are made."""
    return (
        *changes.trims(place, stated),
        *changes.replacements(place, stated),
        *changes.meanings(place, stated),
        *tables.lookups(place, stated, heading, known),
        *changes.cases(place, stated),
        *changes.dates(place, stated),
        *tables.vocabularies(place, stated, heading),
    )


def _split(place: Place, stated: Mapping[str, object], *, made: bool) -> tuple[str, ...] | Pattern | None:
    """Read `split`; a field made of several columns is one value unless it says otherwise."""
    example = 'split = ";", split = [";", "/"] or split = { pattern = "\\\\s*;\\\\s*" }'
    value = stated.get("split")
    if value is None:
        return () if made else None
    if not isinstance(value, Mapping):
        return tuple(each for each in place.texts(stated, "split", example) if each)
    pattern = place.text(value, "pattern", example)
    if not pattern or len(value) > 1:
        raise place.write(example, "split")
    try:
        return read_pattern(pattern)
    except BadPattern as error:
        raise place.wrong(error.args[0], "split") from None


def _beside(place: Place, stated: Mapping[str, object], target: str) -> dict[str, str]:
    """Read `with`: what other columns say beside a value or a file."""
    example = 'with = { language = "{Language}" }'
    found = stated.get("with", {})
    if not isinstance(found, Mapping):
        raise place.write(example, "with")
    below = place.below("with")
    below.known(found, BESIDE_FILE if target == FILE else BESIDE)
    templates = {name: below.text(found, name, example) or "" for name in found}
    for name, template in templates.items():
        check_template(below, template, name)
    return templates
