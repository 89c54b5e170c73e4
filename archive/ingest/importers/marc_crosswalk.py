"""The crosswalk of MARC 21 for bibliographic records, tag by tag.

Specs: https://www.loc.gov/marc/bibliographic/ (fields), https://www.loc.gov/marc/dccross.html
"""

from collections.abc import Mapping
from dataclasses import dataclass

from archive.core.words import Message, message

CODED = message("codes, which other fields of the record spell out")
OF_THE_RECORD = message("it speaks of the record, not of what it describes")


@dataclass(frozen=True, slots=True)
class Tag:
    """What becomes of a field: the subfields that are taken, in their order, and where they go."""

    into: str = "note"
    codes: str = "abcdefghijklmnopqrstuvwxyz"
    label: str = ""  # before a number or a note
    dashed: str = ""  # codes that stand behind a dash, as in subject headings
    each: bool = False  # every subfield is a value of its own
    person: str = ""  # sort of agent that the field names
    dropped: Message | None = None


_NAME, _BODY = "abcdjq", "abcdn"
_SUBDIVISIONS = "vxyz"

TAGS: Mapping[str, Tag] = {
    "001": Tag("identifier"),
    "003": Tag(dropped=OF_THE_RECORD),
    "005": Tag(dropped=OF_THE_RECORD),
    "006": Tag(dropped=CODED),
    "007": Tag(dropped=CODED),
    "010": Tag("identifier", "a", label="LCCN"),
    "015": Tag("identifier", "a"),
    "020": Tag("identifier", "a", label="ISBN", each=True),
    "022": Tag("identifier", "a", label="ISSN", each=True),
    "024": Tag("identifier", "a", each=True),
    "027": Tag("identifier", "a", each=True),
    "028": Tag("identifier", "ba"),
    "035": Tag("identifier", "a", each=True),
    "037": Tag("identifier", "a", each=True),
    "040": Tag("rules", "e", each=True),
    "041": Tag("language", "a", each=True),
    "042": Tag(dropped=OF_THE_RECORD),
    "043": Tag(dropped=CODED),
    "044": Tag(dropped=CODED),
    "045": Tag(dropped=CODED),
    "046": Tag(dropped=CODED),
    "099": Tag("reference_code", "ab"),
    "100": Tag("creator", _NAME, person="person"),
    "110": Tag("creator", _BODY, person="body"),
    "111": Tag("creator", "acdeqn", person="body"),
    "130": Tag("alternative", "adfgklmnoprst"),
    "210": Tag("alternative", "ab"),
    "222": Tag("alternative", "ab"),
    "240": Tag("alternative", "adfgklmnoprs"),
    "242": Tag("alternative", "anpb"),
    "243": Tag("alternative", "adfgklmnoprs"),
    "245": Tag("title", "anpb"),
    "246": Tag("alternative", "anpb"),
    "247": Tag("alternative", "anpb"),
    "250": Tag("edition", "ab"),
    "255": Tag("note", "abcde", label="Scale"),
    "300": Tag("extent", "abcefg"),
    "306": Tag("note", "a", label="Duration"),
    "310": Tag("note", "ab", label="Frequency"),
    "336": Tag(dropped=CODED),
    "337": Tag(dropped=CODED),
    "338": Tag(dropped=CODED),
    "340": Tag("medium", "abcdefhijkmnopq", each=True),
    "351": Tag("arrangement", "3cab"),
    "362": Tag("note", "a", label="Dates of publication"),
    "380": Tag("genre", "a", each=True),
    "490": Tag("is_part_of", "av"),
    "440": Tag("is_part_of", "anpv"),
    "502": Tag("note", "abcdgo", label="Thesis"),
    "505": Tag("table_of_contents", "agrt"),
    "506": Tag("access_rights", "3abcdef"),
    "510": Tag("publication_note", "abc"),
    "520": Tag("abstract", "3ab"),
    "521": Tag("audience", "3ab"),
    "524": Tag("bibliographic_citation", "3a"),
    "530": Tag("location_of_copies", "3abcdu"),
    "534": Tag("location_of_originals"),
    "535": Tag("location_of_originals", "3abcdg"),
    "538": Tag("physical_condition", "3aiu"),
    "540": Tag("rights", "3abcd"),
    "541": Tag("acquisition", "3acdbefhno"),
    "544": Tag("related_units", "3abcden"),
    "545": Tag("history", "ab"),
    "546": Tag("note", "3ab", label="Language"),
    "555": Tag("finding_aid", "3abcdu"),
    "561": Tag("provenance", "3a"),
    "563": Tag("physical_condition", "3a"),
    "581": Tag("publication_note", "3a"),
    "583": Tag("archivist_note"),
    "584": Tag("accruals", "3ab"),
    "600": Tag("subject", _NAME + "t", dashed=_SUBDIVISIONS),
    "610": Tag("subject", _BODY + "t", dashed=_SUBDIVISIONS),
    "611": Tag("subject", "acdeqnt", dashed=_SUBDIVISIONS),
    "630": Tag("subject", "adfgklmnoprst", dashed=_SUBDIVISIONS),
    "648": Tag("subject", "a", dashed=_SUBDIVISIONS),
    "650": Tag("subject", "abcd", dashed=_SUBDIVISIONS),
    "651": Tag("spatial", "a", dashed=_SUBDIVISIONS),
    "653": Tag("subject", "a", each=True),
    "655": Tag("genre", "abc", dashed=_SUBDIVISIONS),
    "656": Tag("subject", "a", dashed=_SUBDIVISIONS),
    "657": Tag("subject", "a", dashed=_SUBDIVISIONS),
    "662": Tag("spatial", "dcba"),
    "700": Tag("contributor", _NAME, person="person"),
    "710": Tag("contributor", _BODY, person="body"),
    "711": Tag("contributor", "acdeqn", person="body"),
    "720": Tag("contributor", "a"),
    "730": Tag("relation", "iadfgklmnoprst"),
    "740": Tag("alternative", "anp"),
    "752": Tag("spatial", "hgfdcba"),
    "773": Tag("is_part_of", "atbdgkpx"),
    "775": Tag("has_version", "atbdgkx"),
    "776": Tag("has_format", "atbdgkx"),
    "780": Tag("replaces", "atbdgkx"),
    "785": Tag("is_replaced_by", "atbdgkx"),
    "787": Tag("relation", "atbdgkx"),
    "800": Tag("is_part_of", _NAME + "tv"),
    "810": Tag("is_part_of", _BODY + "tv"),
    "811": Tag("is_part_of", "acdeqtv"),
    "830": Tag("is_part_of", "anpv"),
}

# Leader, position 06 (type of record): https://www.loc.gov/marc/bibliographic/bdleader.html
TYPES = {
    "a": "document", "t": "document", "c": "document", "d": "document",
    "e": "image", "f": "image", "k": "image",
    "g": "recording", "i": "recording", "j": "recording",
}  # fmt: skip
COLLECTED = frozenset("c")  # position 07: a collection; "d" is a part of one
# 264, second indicator → the date it gives: https://www.loc.gov/marc/bibliographic/bd264.html
DATES = {"0": "created", "1": "issued", "2": "issued", "3": "created", "4": "copyrighted"}
