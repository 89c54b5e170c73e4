"""What the four kinds of authority record have in common."""

from archive.core.words import _
from archive.metadata.field import records, text
from archive.metadata.schemas.described import DescribedSchema


class AuthoritySchema(DescribedSchema):
    """The record of a name: its authorised form is the title, its variants the other titles."""

    source = records("dcterms:source", _("Source"), help=_("From where this is known."))
    disambiguation = text(
        "skos:editorialNote",
        _("Told apart by"),
        help=_("A few words that tell it from others of the same name."),
        repeatable=False,
        group="identity",
    )
