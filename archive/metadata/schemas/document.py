"""Documents: letters, reports, laws, leaflets, books."""

from archive.core.words import _
from archive.metadata.field import agents, number, places, text
from archive.metadata.schemas.item import ItemSchema
from archive.metadata.schemas.traits import Translated


class DocumentSchema(Translated, ItemSchema):
    """A document: to whom it was sent, how long it is, where it was published."""

    recipient = agents(
        "marcrel:rcp",
        _("Recipient"),
        broader="dc:contributor",
        help=_("To whom a letter was written."),
        facet="contributor",
    )
    editor = agents(
        "marcrel:edt",
        _("Editor"),
        broader="dc:contributor",
        help=_("Who prepared it for publication."),
        facet="contributor",
    )
    place_of_publication = places(
        "marcrel:pup", _("Place of publication"), broader="dc:coverage", facet="place", group="about"
    )
    edition = text("schema:bookEdition", _("Edition"), group="physical")
    pages = number(
        "schema:numberOfPages", _("Pages"), minimum=1, help=_("How many it has."), group="physical"
    )
