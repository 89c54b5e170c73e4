"""The groups in which forms and pages show fields, in their order."""

from archive.core.words import _

GROUPS = {
    "identity": _("Identity"),
    "responsibility": _("Responsibility"),
    "dates": _("Dates"),
    "about": _("What it is about"),
    "content": _("Content"),
    "physical": _("Physical and technical"),
    "relations": _("Related records"),
    "rights": _("Rights"),
    "control": _("Archival control"),
    "notes": _("Notes"),
}
