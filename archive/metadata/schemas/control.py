"""Archival control: the elements of ISAD(G) that Dublin Core does not have.

Spec: ISAD(G) second edition, sections 3.1 to 3.7; numbers below are its elements.
"""

from archive.core.words import _
from archive.metadata.field import choice, edtf, text
from archive.metadata.schemas.described import DescribedSchema


class ControlledSchema(DescribedSchema):
    """What is described as archives are: by reference code, level, scope and arrangement."""

    reference_code = text(
        "ead:unitid",
        _("Reference code"),
        broader="dc:identifier",
        help=_("ISAD(G) 3.1.1: the code it is ordered and cited by."),
        repeatable=False,
        weight=4,
        group="control",
    )
    level = choice(
        "ead:level",
        _("Level of description"),
        vocabulary="levels",
        facet="level",
        help=_("ISAD(G) 3.1.4: fonds, series, file or item."),
        repeatable=False,
        group="control",
    )
    scope = text(
        "ead:scopecontent",
        _("Scope and content"),
        broader="dc:description",
        help=_("ISAD(G) 3.3.1: what it covers, what kinds of document it holds."),
        weight=2,
        widget="paragraphs",
        group="control",
    )
    arrangement = text(
        "ead:arrangement",
        _("Arrangement"),
        help=_("ISAD(G) 3.3.4: its order, and whose order that is."),
        widget="paragraphs",
        group="control",
    )
    acquisition = text(
        "ead:acqinfo",
        _("Immediate source of acquisition"),
        help=_("ISAD(G) 3.2.4: from whom it came, when and how."),
        group="control",
    )
    physical_condition = text(
        "ead:phystech",
        _("Physical characteristics and technical requirements"),
        help=_("ISAD(G) 3.4.4: what affects its use."),
        group="control",
    )
    location_of_originals = text(
        "ead:originalsloc", _("Location of originals"), help=_("ISAD(G) 3.5.1."), group="control"
    )
    location_of_copies = text(
        "ead:altformavail", _("Location of copies"), help=_("ISAD(G) 3.5.2."), group="control"
    )
    related_units = text(
        "ead:relatedmaterial",
        _("Related units of description"),
        broader="dc:relation",
        help=_("ISAD(G) 3.5.3: other holdings on the same matter, here or elsewhere."),
        group="control",
    )
    publication_note = text(
        "ead:bibliography",
        _("Publication note"),
        help=_("ISAD(G) 3.5.4: what has been published about it or from it."),
        group="control",
    )
    archivist_note = text(
        "ead:processinfo",
        _("Archivist's note"),
        help=_("ISAD(G) 3.7.1: who described it, and from what."),
        weight=0,
        group="control",
    )
    rules = text(
        "ead:conventiondeclaration",
        _("Rules or conventions"),
        help=_("ISAD(G) 3.7.2: the rules that the description follows."),
        weight=0,
        group="control",
    )
    described = edtf(
        "ead:maintenancehistory",
        _("Date of description"),
        help=_("ISAD(G) 3.7.3: when the description was made or revised."),
        group="control",
    )
