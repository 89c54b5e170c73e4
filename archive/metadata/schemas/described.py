"""What every record has: a title, other titles, identifiers, a note."""

from marshmallow import Schema

from archive.core.words import _
from archive.metadata.field import text, uri


class DescribedSchema(Schema):
    """Any record of the catalogue."""

    title = text(
        "dcterms:title",
        _("Title"),
        help=_("The name it is known by; for a person, body, place, subject or event, the authorised form."),
        required=True,
        repeatable=False,
        weight=8,
        group="identity",
    )
    alternative = text(
        "dcterms:alternative",
        _("Other title"),
        help=_("Another title, or another form of the name."),
        weight=6,
        group="identity",
    )
    identifier = text(
        "dcterms:identifier",
        _("Identifier"),
        help=_("A number or code given elsewhere: an accession number, an ISBN, a DOI."),
        weight=4,
        group="identity",
    )
    description = text(
        "dcterms:description",
        _("Description"),
        help=_("What it is, in sentences."),
        weight=2,
        widget="paragraphs",
    )
    note = text(
        "skos:note",
        _("Note"),
        broader="dc:description",
        help=_("Anything that no other field holds."),
        widget="paragraphs",
        group="notes",
    )
    see_also = uri(
        "schema:sameAs",
        _("Same as"),
        help=_("The address of the same thing elsewhere: Wikidata, VIAF, GeoNames, another catalogue."),
        group="relations",
    )
