"""Who holds what rights, and what others may do."""

from marshmallow import Schema

from archive.core.words import _
from archive.metadata.field import agents, text, uri


class RightsSchema(Schema):
    """Rights in what is described."""

    rights = text(
        "dcterms:rights",
        _("Rights"),
        help=_("The rights in it, in words: credit lines, conditions, thanks."),
        widget="paragraphs",
        weight=0,
        group="rights",
    )
    license = uri(
        "dcterms:license",
        _("Licence or rights statement"),
        vocabulary="rights",
        facet="license",
        help=_("A Creative Commons licence or a statement of rightsstatements.org, by name or address."),
        repeatable=False,
        group="rights",
    )
    rights_holder = agents(
        "dcterms:rightsHolder",
        _("Rights holder"),
        help=_("Who owns or manages the rights."),
        weight=1,
        group="rights",
    )
    access_rights = text(
        "dcterms:accessRights",
        _("Conditions of access"),
        help=_("Who may see it and on what conditions, in words (ISAD(G) 3.4.1)."),
        weight=0,
        group="rights",
    )
