"""Places.

Spec: https://www.w3.org/2003/01/geo/ (WGS 84 coordinates), https://schema.org/Place
"""

from archive.core.words import _
from archive.metadata.field import places, text
from archive.metadata.schemas.authority import AuthoritySchema
from archive.metadata.schemas.traits import Dated, Located


class PlaceSchema(Dated, Located, AuthoritySchema):
    """A place: a country, a town, a building."""

    place_type = text(
        "schema:additionalType",
        _("Kind of place"),
        broader="dc:type",
        help=_("Country, state, town, parish, building …"),
        group="identity",
    )
    within = places(
        "schema:containedInPlace",
        _("Lies in"),
        broader="dc:relation",
        help=_("The larger place around it."),
        weight=1,
        group="relations",
    )
