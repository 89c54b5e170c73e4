"""Collections: fonds, series and files, nested as archives nest them.

Spec: ISAD(G) second edition.
"""

from archive.core.words import _
from archive.metadata.field import agents, edtf, language, places, subjects, text
from archive.metadata.schemas.control import ControlledSchema
from archive.metadata.schemas.rights import RightsSchema


class CollectionSchema(RightsSchema, ControlledSchema):
    """A fonds, series, file or assembled collection."""

    creator = agents(
        "dcterms:creator",
        _("Creator"),
        help=_("ISAD(G) 3.2.1: who made or gathered it."),
        facet="creator",
        weight=5,
    )
    contributor = agents("dcterms:contributor", _("Contributor"))
    publisher = agents("dcterms:publisher", _("Publisher"), weight=2)
    date = edtf(
        "dcterms:date", _("Date"), help=_("ISAD(G) 3.1.3: of its oldest to its newest part."), facet="year"
    )
    language = language("dcterms:language", _("Language"), facet="language", group="about")
    subject = subjects("dcterms:subject", _("Subject"), facet="subject", weight=4, group="about")
    spatial = places("dcterms:spatial", _("Place"), facet="place", group="about")
    abstract = text("dcterms:abstract", _("Abstract"), widget="paragraphs", weight=3)
    extent = text("dcterms:extent", _("Extent"), help=_("ISAD(G) 3.1.5."), group="physical")
    history = text(
        "ead:bioghist",
        _("History"),
        help=_("ISAD(G) 3.2.2: the life of the person or the history of the body concerned."),
        widget="paragraphs",
        group="control",
    )
    provenance = text(
        "dcterms:provenance",
        _("Archival history"),
        help=_("ISAD(G) 3.2.3: through whose hands it came."),
        widget="paragraphs",
        group="control",
    )
    appraisal = text(
        "ead:appraisal",
        _("Appraisal, destruction and scheduling"),
        help=_("ISAD(G) 3.3.2."),
        widget="paragraphs",
        group="control",
    )
    accruals = text(
        "ead:accruals", _("Accruals"), help=_("ISAD(G) 3.3.3: what is still to come."), group="control"
    )
    finding_aid = text("ead:otherfindaid", _("Finding aids"), help=_("ISAD(G) 3.4.5."), group="control")
    bibliographic_citation = text(
        "dcterms:bibliographicCitation", _("How to cite it"), weight=0, group="notes"
    )
