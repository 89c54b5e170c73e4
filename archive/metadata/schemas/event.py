"""Events: what happened, when, where and with whom."""

from archive.core.words import _
from archive.metadata.field import agents, edtf, events, places, subjects, text
from archive.metadata.schemas.authority import AuthoritySchema


class EventSchema(AuthoritySchema):
    """An event: a congress, an election, a law coming into force."""

    event_type = text(
        "dcterms:type", _("Kind of event"), help=_("Election, congress, law …"), group="identity"
    )
    date = edtf("dcterms:date", _("Date"), facet="year")
    place = places("schema:location", _("Place"), broader="dc:coverage", facet="place", group="about")
    participant = agents("schema:participant", _("Participant"), broader="dc:contributor")
    organizer = agents("schema:organizer", _("Organizer"), broader="dc:creator")
    subject = subjects("dcterms:subject", _("Subject"), facet="subject", weight=4, group="about")
    within_event = events(
        "schema:superEvent", _("Part of the event"), broader="dc:relation", weight=1, group="relations"
    )
