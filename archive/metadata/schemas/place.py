"""Places.

Spec: https://www.w3.org/2003/01/geo/ (WGS 84 coordinates), https://schema.org/Place
"""

from archive.core.words import _
from archive.metadata.field import edtf, number, places, text
from archive.metadata.schemas.authority import AuthoritySchema


class PlaceSchema(AuthoritySchema):
    """A place: a country, a town, a building."""

    place_type = text(
        "dcterms:type",
        _("Kind of place"),
        help=_("Country, state, town, parish, building …"),
        group="identity",
    )
    within = places(
        "schema:containedInPlace", _("Lies in"), broader="dc:relation", weight=1, group="relations"
    )
    latitude = number(
        "wgs84:lat", _("Latitude"), minimum=-90, maximum=90, help=_("Degrees north, WGS 84."), group="about"
    )
    longitude = number(
        "wgs84:long",
        _("Longitude"),
        minimum=-180,
        maximum=180,
        help=_("Degrees east, WGS 84."),
        group="about",
    )
    date = edtf("dcterms:date", _("Dates of existence"))
