"""What somebody did, as records of libraries and archives say it, and the field for such names here.

Spec: https://www.loc.gov/marc/relators/relaterm.html (terms) and relacode.html (codes)
"""

import re

from archive.text.normalise import fold

# Our field → codes, terms in English, words in Spanish; all folded. Whoever did something else contributed.
FIELDS: dict[str, tuple[str, ...]] = {
    "creator": (
        "cre", "aut", "art", "cmp", "org", "creator", "author", "artist", "composer", "originator", "creador",
        "autor", "autora", "artista", "productor", "productora", "ctg", "cartographer", "arc", "architect",
        "scl", "sculptor", "ill", "illustrator", "col", "collector", "com", "compiler", "drt", "director",
    ),
    "photographer": ("pht", "photographer", "fotografo", "fotografa"),
    "speaker": ("spk", "ive", "speaker", "interviewee", "orator", "narrator", "orador", "oradora", "nrt"),
    "interviewer": ("ivr", "interviewer", "entrevistador", "entrevistadora"),
    "performer": ("prf", "act", "sng", "mus", "performer", "actor", "singer", "musician", "interprete"),
    "recordist": ("rcd", "rce", "recordist", "recording engineer"),
    "translator": ("trl", "translator", "traductor", "traductora"),
    "transcriber": ("trc", "transcriber", "transcriptor"),
    "editor": ("edt", "pbd", "editor", "editora", "publishing director"),
    "recipient": ("rcp", "adressee", "addressee", "recipient", "destinatario", "destinataria"),
    "publisher": ("pbl", "bkp", "publisher", "book producer", "issuing body", "isb"),
    "rights_holder": ("cph", "asg", "lso", "copyright holder", "rights holder", "licensor"),
    "contributor": ("ctb", "contributor", "colaborador", "colaboradora"),
}  # fmt: skip
_FIELD_OF = {word: field for field, words in FIELDS.items() for word in words}


def field_for(role: str) -> str:
    """Return the field for names of a role ("Creator (cre)", "pht", an address of the Library), or ""."""
    said = fold(role).strip(" .,;:()[]")
    inside = re.search(r"\(([a-z]{3})\)", fold(role))
    for word in (said.rpartition("/")[2], inside[1] if inside else "", re.sub(r"\s*\(.*", "", said)):
        if found := _FIELD_OF.get(word):
            return found
    return ""


def says_more(role: str) -> bool:
    """Say whether a role tells something that the name of our field for it does not."""
    found = field_for(role)
    words = fold(role).strip(" .,;:").rpartition("/")[2]
    return bool(words) and words not in FIELDS.get(found, ())[:1] and words != found and len(words) > 3
