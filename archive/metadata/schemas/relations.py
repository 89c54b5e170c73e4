"""How an item stands to others: the relation terms of DCMI."""

from marshmallow import Schema

from archive.core.words import _
from archive.metadata.field import records


class RelationsSchema(Schema):
    """Relations between items: an identifier here, or words or an address for what is elsewhere."""

    relation = records("dcterms:relation", _("Related to"))
    is_part_of = records("dcterms:isPartOf", _("Part of"), help=_("A larger work; not its collection."))
    has_part = records("dcterms:hasPart", _("Has part"))
    is_version_of = records("dcterms:isVersionOf", _("Version of"))
    has_version = records("dcterms:hasVersion", _("Has version"))
    is_format_of = records("dcterms:isFormatOf", _("Same content as"))
    has_format = records("dcterms:hasFormat", _("Also in the format"))
    references = records("dcterms:references", _("Refers to"))
    is_referenced_by = records("dcterms:isReferencedBy", _("Referred to by"))
    replaces = records("dcterms:replaces", _("Replaces"))
    is_replaced_by = records("dcterms:isReplacedBy", _("Replaced by"))
    requires = records("dcterms:requires", _("Requires"))
    is_required_by = records("dcterms:isRequiredBy", _("Required by"))
    conforms_to = records("dcterms:conformsTo", _("Conforms to"))
