"""Which fields the index has, and how much a word in each of them counts: derived from the schemas."""

from functools import lru_cache

from archive.metadata.access import Role
from archive.metadata.headings import understand_as
from archive.metadata.item_types import RECORD_TYPES, all_fields

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
# A bit for each field, so that an index can say of a word where it occurs. Two numbers of a database
# hold 124; were there ever more fields, the least of them would share the last bit.
BITS = 124
BIT = {
    name: 1 << min(place, BITS - 1)
    for place, name in enumerate(
        sorted(WEIGHTS, key=lambda name: (name not in TEXTS.values(), -WEIGHTS[name]))
    )
}

QUERYABLE = frozenset(WEIGHTS) - set(TEXTS.values()) | {"text"}

# What `has:` and `missing:` know: every field, and these.
FILES, TEXT, TRANSCRIPT, DATE = "files", "text", "transcript", "date"
PRESENCE = frozenset(SPECS) | {FILES, TEXT, TRANSCRIPT, DATE, COLLECTION}

FACETS = ("type", "collection", "creator", "subject", "place", "language", "year")


@lru_cache(maxsize=1000)  # what people type has no end
def field_called(word: str) -> str:
    """Return the field that a word names, as the heading of a column does in English or Spanish, or ""."""
    for record_type in RECORD_TYPES:
        if found := understand_as(word, record_type):
            return found[0]
    return ""


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
