"""Images: photographs, posters, maps, prints, paintings."""

from archive.core.words import _
from archive.metadata.field import agents, text
from archive.metadata.schemas.item import ItemSchema
from archive.metadata.schemas.traits import Carried, Located


class ImageSchema(Carried, Located, ItemSchema):
    """An image: who made it, of what, how large, and what it shows."""

    photographer = agents("marcrel:pht", _("Photographer"), broader="dc:creator", facet="creator", weight=5)
    depicts = text(
        "foaf:depicts",
        _("Depicts"),
        broader="dc:subject",
        help=_("Who or what can be seen in it."),
        weight=3,
        group="about",
    )
    alt = text(
        "schema:caption",
        _("Text alternative"),
        help=_("What the image shows, for those who cannot see it: one or two sentences."),
        repeatable=False,
        widget="paragraphs",
    )
    dimensions = text(
        "schema:size",
        _("Dimensions"),
        broader="dc:format",
        help=_("Height × width, with the unit."),
        weight=0,
        group="physical",
    )
