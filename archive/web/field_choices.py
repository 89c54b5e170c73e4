"""The fields that can be asked, as readers choose from them: in the groups of the schemas, by label."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from flask_babel import gettext

from archive.core.words import _
from archive.metadata.groups import GROUPS
from archive.metadata.item_types import RECORD_TYPES, all_fields
from archive.search.fields import COLLECTION, FILES, TEXT, TYPE

# What is no field of a schema and can be asked all the same.
BESIDE = {
    TEXT: _("Text of the files"),
    TYPE: _("Type"),
    COLLECTION: _("Collection"),
    FILES: _("Files"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One field, by its name in a query and its label in the reader's language."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together in forms and on pages."""

    label: str
    choices: tuple[Choice, ...]


def names() -> frozenset[str]:
    """Return the names of all fields that can be chosen."""
    return frozenset(BESIDE) | frozenset(all_fields())


def choices(types: Collection[str] = ()) -> tuple[Group, ...]:
    """Return the fields of these types, or of all; first what is beside the schemas."""
    beside = tuple(Choice(name, str(gettext(label))) for name, label in BESIDE.items())
    return (Group(str(gettext(_("Beside the description"))), beside), *_of_schemas(types))


def _of_schemas(types: Collection[str]) -> Iterator[Group]:
    specs = all_fields([each for each in RECORD_TYPES if not types or each.name in types])
    labels = {name: str(gettext(spec.label)) for name, spec in specs.items()}
    often = Counter(labels.values())
    for group, label in GROUPS.items():
        found = [
            # Fields of different types may share a label; their names tell them apart.
            Choice(name, f"{labels[name]} ({name})" if often[labels[name]] > 1 else labels[name])
            for name, spec in specs.items()
            if spec.group == group
        ]
        if found:
            yield Group(str(gettext(label)), tuple(found))
