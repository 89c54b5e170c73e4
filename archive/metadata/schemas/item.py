"""Any item: what speeches, documents, images and recordings have in common."""

from archive.core.words import _
from archive.metadata.field import edtf, events, text
from archive.metadata.schemas.control import ControlledSchema
from archive.metadata.schemas.relations import RelationsSchema
from archive.metadata.schemas.rights import RightsSchema
from archive.metadata.schemas.traits import Made, OfGenre, Sourced


class ItemSchema(Made, OfGenre, Sourced, RelationsSchema, RightsSchema, ControlledSchema):
    """A single thing that is held, read and cited."""

    created = edtf("dcterms:created", _("Date created"), help=_("When it was made."), facet="year")
    issued = edtf("dcterms:issued", _("Date issued"), help=_("When it was published."), facet="year")
    copyrighted = edtf("dcterms:dateCopyrighted", _("Date copyrighted"))
    temporal = edtf("dcterms:temporal", _("Time covered"), help=_("When it is about."), group="about")
    event = events(
        "schema:about",
        _("Event"),
        broader="dc:coverage",
        help=_("What happened that it belongs to or is about."),
        facet="event",
        group="about",
    )
    audience = text("dcterms:audience", _("Audience"), help=_("For whom it was meant."), group="about")
    table_of_contents = text("dcterms:tableOfContents", _("Table of contents"), widget="paragraphs")
    format = text("dcterms:format", _("Format"), help=_("Kind of carrier or file."), group="physical")
