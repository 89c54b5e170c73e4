"""Recordings: sound and moving images."""

from archive.core.words import _
from archive.metadata.field import agents, edtf
from archive.metadata.schemas.item import ItemSchema
from archive.metadata.schemas.traits import Carried, Spoken


class RecordingSchema(Spoken, Carried, ItemSchema):
    """A recording: who is heard or seen, who recorded it, on what, how long."""

    interviewer = agents("marcrel:ivr", _("Interviewer"), broader="dc:contributor", facet="contributor")
    performer = agents("marcrel:prf", _("Performer"), broader="dc:contributor", facet="contributor")
    recordist = agents("marcrel:rcd", _("Recordist"), broader="dc:contributor", facet="contributor")
    recorded = edtf(
        "dcterms:created", _("Date recorded"), help=_("When it was recorded."), facet="year", repeatable=False
    )
