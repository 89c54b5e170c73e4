"""Collections: fonds, series and files, nested as archives nest them.

Spec: ISAD(G) second edition.
"""

from archive.core.words import _
from archive.metadata.field import text
from archive.metadata.schemas.control import ControlledSchema
from archive.metadata.schemas.rights import RightsSchema
from archive.metadata.schemas.traits import Historied, Made


class CollectionSchema(Made, Historied, RightsSchema, ControlledSchema):
    """A fonds, series, file or assembled collection."""

    appraisal = text(
        "ead:appraisal",
        _("Appraisal, destruction and scheduling"),
        help=_("ISAD(G) 3.3.2: what was kept, what was not, and why."),
        widget="paragraphs",
        group="control",
    )
    accruals = text(
        "ead:accruals", _("Accruals"), help=_("ISAD(G) 3.3.3: what is still to come."), group="control"
    )
    finding_aid = text(
        "ead:otherfindaid",
        _("Finding aids"),
        help=_("ISAD(G) 3.4.5: other lists and guides to it."),
        group="control",
    )
