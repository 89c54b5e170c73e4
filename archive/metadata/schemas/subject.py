"""Subjects: a thesaurus in the manner of SKOS.

Spec: https://www.w3.org/TR/skos-reference/ (sections 5 to 10)
"""

from archive.core.words import _
from archive.metadata.field import subjects, text, uri
from archive.metadata.schemas.authority import AuthoritySchema


class SubjectSchema(AuthoritySchema):
    """A concept: its preferred label is the title, its alternative labels the other titles."""

    definition = text(
        "skos:definition", _("Definition"), broader="dc:description", widget="paragraphs", weight=2
    )
    scope_note = text(
        "skos:scopeNote",
        _("Scope note"),
        broader="dc:description",
        help=_("When to use it, and when not."),
        widget="paragraphs",
    )
    notation = text("skos:notation", _("Notation"), broader="dc:identifier", group="identity")
    hidden = text(
        "skos:hiddenLabel", _("Hidden label"), help=_("Misspellings that should find it."), group="identity"
    )
    broader = subjects("skos:broader", _("Broader"), broader="dc:relation", weight=1, group="relations")
    narrower = subjects("skos:narrower", _("Narrower"), broader="dc:relation", weight=1, group="relations")
    related = subjects("skos:related", _("Related"), broader="dc:relation", weight=1, group="relations")
    exact_match = uri("skos:exactMatch", _("Exact match"), broader="dc:relation", group="relations")
    close_match = uri("skos:closeMatch", _("Close match"), broader="dc:relation", group="relations")
