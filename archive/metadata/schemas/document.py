"""Documents: letters, reports, laws, leaflets, books."""

from archive.core.words import _
from archive.metadata.field import agents, number, places, text
from archive.metadata.schemas.item import ItemSchema


class DocumentSchema(ItemSchema):
    """A document: what kind it is, how long, and where it was published."""

    genre = text(
        "schema:genre", _("Genre"), broader="dc:type", help=_("Letter, report, law, leaflet …"), weight=2
    )
    recipient = agents(
        "marcrel:rcp", _("Recipient"), broader="dc:contributor", help=_("To whom a letter was written.")
    )
    editor = agents("marcrel:edt", _("Editor"), broader="dc:contributor")
    translator = agents("marcrel:trl", _("Translator"), broader="dc:contributor", weight=2)
    place_of_publication = places(
        "marcrel:pup", _("Place of publication"), broader="dc:coverage", facet="place", group="about"
    )
    edition = text("schema:bookEdition", _("Edition"), group="physical")
    pages = number("schema:numberOfPages", _("Pages"), minimum=1, group="physical")
