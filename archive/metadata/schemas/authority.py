"""What the four kinds of authority record have in common."""

from archive.core.words import _
from archive.metadata.field import text
from archive.metadata.schemas.described import DescribedSchema
from archive.metadata.schemas.traits import Sourced


class AuthoritySchema(Sourced, DescribedSchema):
    """The record of a name: its authorised form is the title, its variants the other titles."""

    disambiguation = text(
        "skos:editorialNote",
        _("Told apart by"),
        help=_("A few words that tell it from others of the same name."),
        repeatable=False,
        group="identity",
    )
