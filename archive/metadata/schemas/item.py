"""Any item: what speeches, documents, images and recordings have in common."""

from archive.core.words import _
from archive.metadata.field import agents, edtf, events, language, places, records, subjects, text
from archive.metadata.schemas.control import ControlledSchema
from archive.metadata.schemas.relations import RelationsSchema
from archive.metadata.schemas.rights import RightsSchema


class ItemSchema(RightsSchema, RelationsSchema, ControlledSchema):
    """A single thing that is held, read and cited."""

    creator = agents(
        "dcterms:creator",
        _("Creator"),
        help=_("Who made it: author, artist, issuing body."),
        facet="creator",
        weight=5,
    )
    contributor = agents("dcterms:contributor", _("Contributor"), help=_("Who else had a part in it."))
    publisher = agents("dcterms:publisher", _("Publisher"), weight=2)
    date = edtf(
        "dcterms:date",
        _("Date"),
        help=_("The date that matters most, as EDTF or in words: 1998-12-06, 1905~, between 1914 and 1918."),
        facet="year",
    )
    created = edtf("dcterms:created", _("Date created"), facet="year")
    issued = edtf("dcterms:issued", _("Date issued"), help=_("When it was published."), facet="year")
    copyrighted = edtf("dcterms:dateCopyrighted", _("Date copyrighted"))
    language = language("dcterms:language", _("Language"), facet="language", group="about")
    subject = subjects(
        "dcterms:subject", _("Subject"), help=_("What it is about."), facet="subject", weight=4, group="about"
    )
    spatial = places(
        "dcterms:spatial", _("Place"), help=_("Where it is about."), facet="place", group="about"
    )
    temporal = edtf("dcterms:temporal", _("Time covered"), help=_("When it is about."), group="about")
    event = events("schema:about", _("Event"), broader="dc:coverage", group="about")
    audience = text("dcterms:audience", _("Audience"), help=_("For whom it was meant."), group="about")
    abstract = text(
        "dcterms:abstract",
        _("Abstract"),
        help=_("What it says, in a paragraph."),
        widget="paragraphs",
        weight=3,
    )
    table_of_contents = text("dcterms:tableOfContents", _("Table of contents"), widget="paragraphs")
    format = text("dcterms:format", _("Format"), help=_("Kind of carrier or file."), group="physical")
    extent = text(
        "dcterms:extent", _("Extent"), help=_("How much there is: 12 pages, 3 reels."), group="physical"
    )
    source = records(
        "dcterms:source", _("Source"), help=_("What it was taken from: a book, an edition, an address.")
    )
    provenance = text(
        "dcterms:provenance",
        _("Provenance"),
        help=_("Through whose hands it came (ISAD(G) 3.2.3)."),
        widget="paragraphs",
        group="control",
    )
    bibliographic_citation = text(
        "dcterms:bibliographicCitation", _("How to cite it"), weight=0, group="notes"
    )
