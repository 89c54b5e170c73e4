"""The promises of docs/how-to: a field is one line, an item type one schema and one entry."""

from archive.core.registry import Registry
from archive.core.words import _
from archive.metadata.field import agents, text
from archive.metadata.headings import understand_as
from archive.metadata.item_types import RECORD_TYPES, RecordType, all_fields, fields_of
from archive.metadata.loading import dump, load_as, undump
from archive.metadata.record import Kind, Value
from archive.metadata.reference import page
from archive.metadata.schemas.document import DocumentSchema
from archive.metadata.schemas.item import ItemSchema
from archive.metadata.schemas.traits import Carried
from archive.metadata.span import span_as


class StampedSchema(DocumentSchema):
    """Documents with one field more: the line that docs/how-to/add-a-field.md adds."""

    seal = text(
        "schema:material", _("Seal"), broader="dc:description", help=_("Seals and stamps on it."), weight=2
    )


class ArtefactSchema(Carried, ItemSchema):
    """An object: the schema that docs/how-to/add-an-item-type.md adds."""

    maker = agents("marcrel:mfr", _("Maker"), broader="dc:creator", facet="creator", weight=5)


STAMPED = RecordType(
    name="stamped",
    kind=Kind.ITEM,
    label=_("Stamped document"),
    plural=_("Stamped documents"),
    schema=StampedSchema,
    dcmi_type="Text",
)
ARTEFACT = RecordType(
    name="artefact",
    kind=Kind.ITEM,
    label=_("Artefact"),
    plural=_("Artefacts"),
    schema=ArtefactSchema,
    dcmi_type="PhysicalObject",
    dated=(("created",), ("date",)),
)
TYPES = Registry("record type", [*RECORD_TYPES, STAMPED, ARTEFACT])


def test_one_line_makes_a_field_that_loads_and_is_stored():
    metadata = load_as(STAMPED, {"title": "A deed", "seal": "Wax", "seal:es": "Lacre"}).metadata
    assert metadata["seal"] == (Value("Wax"), Value("Lacre", language="es"))
    assert undump(dump(metadata)) == metadata


def test_the_new_field_stands_in_forms_columns_and_reference():
    spec = next(spec for spec in fields_of(StampedSchema) if spec.name == "seal")
    assert (spec.label, spec.group, spec.element) == ("Seal", "content", "description")
    assert understand_as("Seal (es)", STAMPED) == ("seal", "es")
    assert understand_as("schema:material", STAMPED) == ("seal", None)
    assert "seal" in all_fields(TYPES)
    assert "| `seal` | Seal |" in page(TYPES)


def test_one_schema_and_one_entry_make_a_type_that_has_every_field_of_items():
    raw = {
        "title": "A drum",
        "maker": "Ana Díaz",
        "created": "1950",
        "medium": "wood and hide",
        "license": "CC0",
    }
    metadata = load_as(TYPES["artefact"], raw).metadata
    assert set(metadata) == set(raw)
    assert span_as(ARTEFACT, metadata) is not None
    assert understand_as("Autor", ARTEFACT) == ("creator", None)
    assert "| `artefact` | item | PhysicalObject |" in page(TYPES)
