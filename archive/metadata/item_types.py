"""The types of record, and what fields each has: read this list first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from marshmallow import Schema

from archive.core.registry import Registry
from archive.core.words import _
from archive.metadata.field import FieldSpec, ValuesField
from archive.metadata.groups import GROUPS
from archive.metadata.record import Kind
from archive.metadata.schemas.agent import BodySchema, FamilySchema, PersonSchema
from archive.metadata.schemas.collection import CollectionSchema
from archive.metadata.schemas.document import DocumentSchema
from archive.metadata.schemas.event import EventSchema
from archive.metadata.schemas.image import ImageSchema
from archive.metadata.schemas.place import PlaceSchema
from archive.metadata.schemas.recording import RecordingSchema
from archive.metadata.schemas.speech import SpeechSchema
from archive.metadata.schemas.subject import SubjectSchema


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordType:
    """One type of record. `dated` names its main dates: the first group that has a date gives the span."""

    name: str
    kind: Kind
    label: str
    plural: str
    schema: type[Schema]
    dcmi_type: str
    dated: tuple[tuple[str, ...], ...] = (("date",), ("created",), ("issued",))


RECORD_TYPES = Registry(
    _("record type"),
    [
        RecordType(
            name="speech",
            kind=Kind.ITEM,
            label=_("Speech"),
            plural=_("Speeches"),
            schema=SpeechSchema,
            dcmi_type="Text",
            dated=(("delivered",), ("date",), ("created",), ("issued",)),
        ),
        RecordType(
            name="document",
            kind=Kind.ITEM,
            label=_("Document"),
            plural=_("Documents"),
            schema=DocumentSchema,
            dcmi_type="Text",
        ),
        RecordType(
            name="image",
            kind=Kind.ITEM,
            label=_("Image"),
            plural=_("Images"),
            schema=ImageSchema,
            dcmi_type="StillImage",
        ),
        RecordType(
            name="recording",
            kind=Kind.ITEM,
            label=_("Recording"),
            plural=_("Recordings"),
            schema=RecordingSchema,
            dcmi_type="Sound",
            dated=(("recorded",), ("date",), ("created",), ("issued",)),
        ),
        RecordType(
            name="collection",
            kind=Kind.COLLECTION,
            label=_("Collection"),
            plural=_("Collections"),
            schema=CollectionSchema,
            dcmi_type="Collection",
            dated=(("date",),),
        ),
        RecordType(
            name="person",
            kind=Kind.AGENT,
            label=_("Person"),
            plural=_("People"),
            schema=PersonSchema,
            dcmi_type="",
            dated=(("born", "died"), ("date",)),
        ),
        RecordType(
            name="body",
            kind=Kind.AGENT,
            label=_("Body"),
            plural=_("Bodies"),
            schema=BodySchema,
            dcmi_type="",
            dated=(("founded", "dissolved"), ("date",)),
        ),
        RecordType(
            name="family",
            kind=Kind.AGENT,
            label=_("Family"),
            plural=_("Families"),
            schema=FamilySchema,
            dcmi_type="",
            dated=(("date",),),
        ),
        RecordType(
            name="place",
            kind=Kind.PLACE,
            label=_("Place"),
            plural=_("Places"),
            schema=PlaceSchema,
            dcmi_type="",
            dated=(("date",),),
        ),
        RecordType(
            name="subject",
            kind=Kind.SUBJECT,
            label=_("Subject"),
            plural=_("Subjects"),
            schema=SubjectSchema,
            dcmi_type="",
            dated=(),
        ),
        RecordType(
            name="event",
            kind=Kind.EVENT,
            label=_("Event"),
            plural=_("Events"),
            schema=EventSchema,
            dcmi_type="Event",
            dated=(("date",),),
        ),
    ],
)

ITEM_TYPES = Registry(_("item type"), [each for each in RECORD_TYPES if each.kind is Kind.ITEM])


def fields(type_name: str) -> tuple[FieldSpec, ...]:
    """Return the fields of a type, in the order in which forms and pages show them."""
    return fields_of(RECORD_TYPES[type_name].schema)


@cache
def fields_of(schema: type[Schema]) -> tuple[FieldSpec, ...]:
    """Return the fields that a schema defines: by group, the title first, then the type's own fields."""
    groups = tuple(GROUPS)
    inherited = {name: _layers(schema, name) for name in declared(schema)}
    return tuple(
        sorted(
            declared(schema).values(),
            key=lambda spec: (groups.index(spec.group), spec.name != "title", inherited[spec.name]),
        )
    )


def _layers(schema: type[Schema], name: str) -> int:
    """Count the schemas that hand a field down to this one."""
    return sum(name in layer._declared_fields for layer in schema.__mro__ if issubclass(layer, Schema))


@cache
def declared(schema: type[Schema]) -> Mapping[str, FieldSpec]:
    """Return the fields of a schema by name."""
    return {
        name: replace(field.spec, name=name)
        for name, field in schema().fields.items()
        if isinstance(field, ValuesField)
    }


def all_fields(types: Iterable[RecordType] = RECORD_TYPES) -> Mapping[str, FieldSpec]:
    """Return every field of every type by name. A name means the same thing wherever it is used."""
    found: dict[str, FieldSpec] = {}
    for each in types:
        for spec in fields_of(each.schema):
            found.setdefault(spec.name, spec)
    return found
