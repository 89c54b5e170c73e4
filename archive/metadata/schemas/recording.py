"""Recordings: sound and moving images."""

from archive.core.words import _
from archive.metadata.field import agents, duration, edtf, text
from archive.metadata.schemas.item import ItemSchema


class RecordingSchema(ItemSchema):
    """A recording: who is heard or seen, who recorded it, on what, how long."""

    speaker = agents("marcrel:spk", _("Speaker"), broader="dc:creator", facet="creator", weight=5)
    interviewer = agents("marcrel:ivr", _("Interviewer"), broader="dc:contributor")
    performer = agents("marcrel:prf", _("Performer"), broader="dc:contributor")
    recordist = agents("marcrel:rcd", _("Recordist"), broader="dc:contributor")
    recorded = edtf("dcterms:created", _("Date recorded"), facet="year")
    genre = text(
        "schema:genre", _("Genre"), broader="dc:type", help=_("Interview, broadcast, film, music …"), weight=2
    )
    duration = duration("schema:duration", _("Duration"), broader="dc:format", group="physical")
    medium = text("dcterms:medium", _("Medium"), help=_("Carrier: cassette, reel, film."), group="physical")
