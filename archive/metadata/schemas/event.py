"""Events: what happened, when, where and with whom."""

from archive.core.words import _
from archive.metadata.field import agents, events, text
from archive.metadata.schemas.authority import AuthoritySchema
from archive.metadata.schemas.traits import Classed, Dated, Placed


class EventSchema(Dated, Placed, Classed, AuthoritySchema):
    """An event: a congress, an election, a law coming into force."""

    event_type = text(
        "schema:additionalType",
        _("Kind of event"),
        broader="dc:type",
        help=_("Election, congress, law …"),
        group="identity",
    )
    participant = agents(
        "schema:participant", _("Participant"), broader="dc:contributor", help=_("Who took part.")
    )
    organizer = agents("schema:organizer", _("Organizer"), broader="dc:creator", help=_("Who held it."))
    within_event = events(
        "schema:superEvent",
        _("Part of the event"),
        broader="dc:relation",
        help=_("The larger event that it was part of."),
        weight=1,
        group="relations",
    )
