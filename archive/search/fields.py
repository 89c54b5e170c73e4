"""Which fields the index has, and how much a word in each of them counts: derived from the schemas."""

from collections.abc import Mapping
from functools import cache, lru_cache

from archive.core.translation import languages, translator
from archive.metadata.access import Role
from archive.metadata.field import FieldSpec
from archive.metadata.headings import understand_as
from archive.metadata.item_types import RECORD_TYPES, RecordType, all_fields, declared
from archive.metadata.record import Kind
from archive.metadata.vocabularies.matching import plain

ROLES = (Role.PUBLIC, Role.READING_ROOM, Role.ARCHIVIST)  # each sees all that those before it see
RANK = {role: rank for rank, role in enumerate(ROLES)}

# The text of files stands in one of three fields: by the least role that may read it. Whoever asks
# is asked of the fields of their own role and below, and of no other.
TEXTS = {Role.PUBLIC: "text", Role.READING_ROOM: "text_reading_room", Role.ARCHIVIST: "text_archivist"}

# Facts beside the schema that have words of their own.
TYPE, COLLECTION = "type", "collection"

SPECS = dict(all_fields())

# Fields whose words are more than names. Names are not inflected: who asks for "flor" does not mean
# somebody called Flores.
INFLECTED = ("text", "subject", "event")  # kinds of field
NAMES = frozenset({TYPE, COLLECTION} | {name for name, spec in SPECS.items() if spec.kind not in INFLECTED})

# field → weight; 0: only asked when it is named (`rights:…`)
WEIGHTS = (
    {TYPE: 0, COLLECTION: 0}
    | {name: spec.weight for name, spec in SPECS.items()}
    | dict.fromkeys(TEXTS.values(), 1)
)
QUERYABLE = frozenset(WEIGHTS) - set(TEXTS.values()) | {"text"}

# What `has:` and `missing:` know: every field, and these.
FILES, TEXT, TRANSCRIPT, DATE = "files", "text", "transcript", "date"
PRESENCE = frozenset(SPECS) | {FILES, TEXT, TRANSCRIPT, DATE, COLLECTION}
SPOKEN = ("speech", "recording")  # types of which a text is a transcript

# What these facts are called, beyond their own names; fields of the schema have the headings of columns.
CALLED = {
    "file": FILES,
    "archivo": FILES,
    "archivos": FILES,
    "fichero": FILES,
    "ficheros": FILES,
    "full text": TEXT,
    "texto": TEXT,
    "texto completo": TEXT,
    "tipo": TYPE,
    "coleccion": COLLECTION,
    "fondo": COLLECTION,
}

# What an answer is narrowed by, in the order in which readers are offered it: first what every record
# has, then these, then any other facet that a schema names. Years, which are a chart, come last.
YEAR = "year"
_FOREMOST = (
    "creator",
    "subject",
    "place",
    "event",
    "genre",
    "medium",
    "language",
    "contributor",
    "publisher",
)


def faceted(specs: Mapping[str, FieldSpec]) -> dict[str, tuple[FieldSpec, ...]]:
    """Return the facets that fields name, in their order, each with the fields whose values it counts."""
    found: dict[str, list[FieldSpec]] = {}
    for spec in specs.values():
        if spec.facet is not None:
            found.setdefault(spec.facet, []).append(spec)
    order = [*(name for name in _FOREMOST if name in found), *found]
    return {name: tuple(found[name]) for name in dict.fromkeys(order) if name != YEAR}


FACET_FIELDS = faceted(SPECS)
FACETS = (TYPE, COLLECTION, *FACET_FIELDS, YEAR)


@cache
def never_in(name: str) -> tuple[str, ...]:
    """Return the types whose records cannot have this: nobody misses a subject in a person or a place."""
    return tuple(each.name for each in RECORD_TYPES if not _may_have(each, name))


def _may_have(record_type: RecordType, name: str) -> bool:
    if name in (FILES, TEXT):
        return record_type.kind is Kind.ITEM
    if name == TRANSCRIPT:
        return record_type.name in SPOKEN
    if name == DATE:
        return bool(record_type.dated)
    if name == COLLECTION:
        return record_type.kind in (Kind.ITEM, Kind.COLLECTION)
    return name in declared(record_type.schema)


@lru_cache(maxsize=1000)  # what people type has no end
def field_called(word: str) -> str:
    """Return the field that a word names, as headings of columns and labels of fields do, or ""."""
    words = plain(word)
    if words in CALLED:
        return CALLED[words]
    for record_type in RECORD_TYPES:
        if found := understand_as(word, record_type):
            return found[0]
    return _labelled().get(words, "")


@cache
def _labelled() -> Mapping[str, str]:
    """Return fields by their labels in every language of the interface; what is named first wins."""
    found: dict[str, str] = {}
    for say in map(translator, languages()):
        for name, spec in SPECS.items():
            found.setdefault(plain(say(spec.label)), name)
    return found


def asked(field: str | None, role: Role) -> tuple[str, ...]:
    """Return the fields of the index that a word is looked for in, for a viewer of this role."""
    texts = tuple(TEXTS[each] for each in ROLES[: RANK[role] + 1])
    if field == TEXT:
        return texts
    if field is not None:
        return (field,)
    hidden = set(TEXTS.values()) - set(texts)
    return tuple(name for name, weight in WEIGHTS.items() if weight and name not in hidden)


# Only of these does the length matter: in a long text a word is said more often by chance.
MEASURED = ("title", *TEXTS.values())
