"""The columns that say how a record is kept, not what it is: file, access, embargo, collection, type."""

from datetime import date

from archive.core.errors import Invalid, Problem
from archive.core.nearest import nearest
from archive.core.words import Message, message
from archive.metadata.access import Access
from archive.metadata.item_types import RECORD_TYPES
from archive.text.normalise import fold

FILE, ACCESS, EMBARGO, COLLECTION, TYPE = "file", "access", "embargo_until", "collection", "type"

# What people head such columns with, folded; the first of each list is its name.
HEADINGS: dict[str, tuple[str, ...]] = {
    FILE: ("file", "files", "filename", "file name", "archivo", "archivos", "fichero", "ficheros"),
    ACCESS: ("access", "access level", "acceso", "nivel de acceso"),
    EMBARGO: ("embargo_until", "embargo until", "embargo", "embargo hasta"),
    COLLECTION: ("collection", "coleccion", "fonds", "fondo"),
    "identifier": ("identifier", "id", "identificador"),
    TYPE: ("type", "item type", "dcterms:type", "dc:type", "tipo"),
}
SPECIAL = {heading: name for name, headings in HEADINGS.items() for heading in headings}

LEVELS = {
    "public": Access.PUBLIC,
    "open": Access.PUBLIC,
    "publico": Access.PUBLIC,
    "reading room": Access.READING_ROOM,
    "sala de lectura": Access.READING_ROOM,
    "restricted": Access.RESTRICTED,
    "closed": Access.RESTRICTED,
    "restringido": Access.RESTRICTED,
}
# Spanish names, and the DCMI types that mean one of ours.
TYPES = {
    "discurso": "speech",
    "documento": "document",
    "text": "document",
    "texto": "document",
    "imagen": "image",
    "still image": "image",
    "stillimage": "image",
    "grabacion": "recording",
    "sound": "recording",
    "moving image": "recording",
    "movingimage": "recording",
    "coleccion": "collection",
    "persona": "person",
    "lugar": "place",
    "materia": "subject",
    "evento": "event",
}
TYPE_OF_MEDIA = {"image": "image", "audio": "recording", "video": "recording"}
for _each in RECORD_TYPES:
    TYPES |= {fold(_each.name): _each.name, fold(_each.label): _each.name, fold(_each.plural): _each.name}


def special(heading: str) -> str | None:
    """Return the special column that a heading means, or None."""
    return SPECIAL.get(fold(heading).strip())


def access_level(text: str) -> Access:
    """Return the access level of a text such as "Reading room"."""
    level = LEVELS.get(fold(text).replace("_", " ").replace("-", " ").strip())
    if level is None:
        known = ", ".join(each.value for each in Access)
        raise wrong(ACCESS, text, message("no such access level"), _instead(known))
    return level


def embargo_end(text: str) -> date:
    """Return the day an embargo ends."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise wrong(EMBARGO, text, message("not a day"), _instead("2031-01-31")) from None


def record_type(text: str) -> str:
    """Return the name of the record type that a text means."""
    folded = fold(text).strip()
    found = TYPES.get(folded)
    if found is None:
        close = nearest(folded, TYPES)
        known = ", ".join(RECORD_TYPES.names())
        reason = message("no such type; known: {known}", known=known)
        raise wrong(TYPE, text, reason, _instead(TYPES[close] if close else "--type"))
    return found


def type_of_file(media_type: str) -> str:
    """Return the type of record that a file of an Internet media type makes by itself."""
    return TYPE_OF_MEDIA.get(media_type.partition("/")[0], "document")


def wrong(field: str, value: str, reason: Message, remedy: Message | None = None) -> Invalid:
    """Return the error that refuses one value."""
    return Invalid([Problem(field=field, value=value, reason=reason, remedy=remedy)])


def _instead(example: str) -> Message:
    return message("Try {example}.", example=example)
