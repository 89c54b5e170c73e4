"""Images: photographs, posters, maps, prints, paintings."""

from archive.core.words import _
from archive.metadata.field import agents, number, text
from archive.metadata.schemas.item import ItemSchema


class ImageSchema(ItemSchema):
    """An image: who made it, of what, how large, and what it shows."""

    photographer = agents("marcrel:pht", _("Photographer"), broader="dc:creator", facet="creator", weight=5)
    genre = text(
        "schema:genre", _("Genre"), broader="dc:type", help=_("Photograph, poster, map, print …"), weight=2
    )
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
    medium = text(
        "dcterms:medium", _("Medium"), help=_("Materials and technique: oil on canvas."), group="physical"
    )
    dimensions = text(
        "schema:size",
        _("Dimensions"),
        broader="dc:format",
        help=_("Height × width, with unit."),
        weight=0,
        group="physical",
    )
    latitude = number("wgs84:lat", _("Latitude"), minimum=-90, maximum=90, group="about")
    longitude = number("wgs84:long", _("Longitude"), minimum=-180, maximum=180, group="about")
