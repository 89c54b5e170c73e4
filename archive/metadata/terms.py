"""Terms of the standards that fields stand for, and the simple Dublin Core element each refines.

Specs: https://www.dublincore.org/specifications/dublin-core/dcmi-terms/ (sections 2 and 3),
https://id.loc.gov/vocabulary/relators.html, http://ead3.archivists.org/schema/ (each ISAD(G) element
has an EAD element), https://www.w3.org/TR/skos-reference/, https://schema.org/
"""

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "marcrel": "http://id.loc.gov/vocabulary/relators/",
    "ead": "http://ead3.archivists.org/schema/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
}

# The fifteen elements of Dublin Core, in the order of DCMES 1.1.
ELEMENTS = (
    "title",
    "creator",
    "subject",
    "description",
    "publisher",
    "contributor",
    "date",
    "type",
    "format",
    "identifier",
    "source",
    "language",
    "relation",
    "coverage",
    "rights",
)

# "Refines" and "Subproperty of", as DCMI Terms section 2 states them.
_REFINEMENTS = {
    "title": ("alternative",),
    "description": ("abstract", "tableOfContents"),
    "date": (
        "available",
        "created",
        "dateAccepted",
        "dateCopyrighted",
        "dateSubmitted",
        "issued",
        "modified",
        "valid",
    ),
    "format": ("extent", "medium"),
    "identifier": ("bibliographicCitation",),
    "relation": (
        "conformsTo",
        "hasFormat",
        "hasPart",
        "hasVersion",
        "isFormatOf",
        "isPartOf",
        "isReferencedBy",
        "isReplacedBy",
        "isRequiredBy",
        "isVersionOf",
        "references",
        "replaces",
        "requires",
    ),
    "coverage": ("spatial", "temporal"),
    "rights": ("accessRights", "license"),
}
_ELEMENT_OF = {name: name for name in ELEMENTS} | {
    refinement: element for element, refinements in _REFINEMENTS.items() for refinement in refinements
}


def element_of(term: str) -> str:
    """Return the Dublin Core element that a DCMI term refines (`dc:date` for `dcterms:created`), or ""."""
    prefix, _, name = term.partition(":")
    if prefix not in ("dc", "dcterms") or name not in _ELEMENT_OF:
        return ""
    return f"dc:{_ELEMENT_OF[name]}"


def address(term: str) -> str:
    """Return the full address of a term: `http://purl.org/dc/terms/created`."""
    prefix, _, name = term.partition(":")
    return NAMESPACES[prefix] + name
