"""What the terms of Dublin Core, and the kinds of thing that repositories name, are called here.

Specs: https://www.dublincore.org/specifications/dublin-core/dcmi-terms/ (sections 2, 3 and 7);
https://wiki.lyrasis.org/display/DSDOC7x/Metadata+and+Bitstream+Format+Registries (the qualifiers of DSpace)
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from html import unescape

from archive.ingest.importers.access_words import level_of
from archive.ingest.importers.account import Account
from archive.metadata.access import Access
from archive.metadata.dates import is_date
from archive.metadata.item_types import ITEM_TYPES, declared
from archive.metadata.schemas.item import ItemSchema
from archive.text.normalise import fold

# Elements whose values need a look, and refinements that are none of DCMI's: of DSpace, mostly.
QUALIFIED = {
    "contributor.author": "creator",
    "contributor.editor": "editor",
    "contributor.illustrator": "contributor",
    "date.copyright": "copyrighted",
    "description.statementofresponsibility": "note",
    "description.uri": "see_also",
    "identifier.citation": "bibliographic_citation",
    "identifier.uri": "see_also",
    "language.iso": "language",
    "relation.ispartofseries": "is_part_of",
    "relation.uri": "relation",
    "relation.isbasedon": "source",
    "rights.holder": "rights_holder",
    "rights.uri": "license",
    "rights.license": "license",
    "rights.accessrights": "access_rights",
    "source.uri": "source",
    "title.alternative": "alternative",
    "coverage.spatial": "spatial",
    "coverage.temporal": "temporal",
    "description.abstract": "abstract",
    "format.extent": "extent",
    "format.medium": "medium",
    "format.mimetype": "format",
}
# Words for kinds of thing, folded, beyond the DCMI types and our own names.
KINDS = {
    "document": (
        "article", "book", "book chapter", "chapter", "learning object", "preprint", "presentation", "thesis",
        "technical report", "report", "working paper", "manuscript", "letter", "texts", "pdf", "dissertation",
        "master thesis", "doctoral thesis", "bachelor thesis", "articulo", "libro", "tesis", "informe",
        "newspaper", "periodical", "dataset", "collection of texts",
    ),
    "image": (
        "photograph", "map", "image 3-d", "picture", "drawing", "poster", "panorama", "postcard",
        "fotografia", "mapa", "cartel", "plan or blueprint",
    ),
    "recording": (
        "audio", "video", "movies", "etree", "moving image", "recording acoustical", "recording musical",
        "recording oral", "sound recording", "oral history", "podcast", "film", "animation",
    ),
}  # fmt: skip
VAGUE = "image?"
_KIND_OF = {word: kind for kind, words in KINDS.items() for word in words}
_DCMI = {"text", "stillimage", "image", "movingimage", "sound", "collection", "dataset", "physicalobject"}
_TAGS = re.compile(r"<[a-zA-Z/!][^<>]*>")
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/h\d)\b[^<>]*>", re.IGNORECASE)


def kind_of(words: Iterable[str]) -> str:
    """Return the item type that the first telling of several words for a kind of thing means, or "".

    "Image" alone tells least: to DCMI a film is one too.
    """
    found = [name for word in words if (name := _kind(word))]
    return next((name for name in found if name != VAGUE), "image" if found else "")


def _kind(word: str) -> str:
    plain = fold(re.sub(r"^.*[/#:](?=\w+$)", "", word.strip())).replace("_", " ").strip(" ,.")
    plain = " ".join(plain.replace(",", " ").split())
    if plain == "image":
        return VAGUE
    return _KIND_OF.get(plain) or _ours().get(plain.replace(" ", ""), "")


def is_dcmi_type(word: str) -> bool:
    """Say whether a word is one of the DCMI types, which say no more than the record's own type."""
    return fold(word.rpartition("/")[2]).replace(" ", "") in _DCMI


def field_of(term: str) -> str:
    """Return our field for a term (`dcterms:created`, `dc.contributor.author`), or "" if there is none."""
    schema, _, name = term.replace(":", ".").lower().partition(".")
    if schema not in ("dc", "dcterms", "dct"):
        return ""
    if name in QUALIFIED:
        return QUALIFIED[name]
    element, _, refinement = name.partition(".")
    if element == "subject":
        return "subject"  # whatever vocabulary it is of
    return _by_term().get(refinement, "") if refinement else _by_term().get(element, "")


def put_term(account: Account, term: str, text: str, language: str = "", source: str = "") -> None:
    """Put the value of a Dublin Core term where it belongs; what is not understood becomes a note.

    `source` is what the source calls the field, if not by the term.
    """
    name = re.split(r"[.:]", term.lower(), maxsplit=1)[-1]
    target = field_of(term)
    source = source or term
    if special := _SPECIAL.get(name) or _SPECIAL_FIELDS.get(target):
        special(account, source, text, language)
    elif name.startswith("contributor.") and not target:
        account.put(source, "contributor", text, language)
        account.note(source, text, language)  # the part that they had is told nowhere else
    elif target:
        account.put(source, target, text, language)
    else:
        account.note(source, text, language)


def put_access(account: Account, term: str, text: str, language: str = "") -> None:
    """Put words on access, and close what they close."""
    account.put(term, "access_rights", text, language)
    account.hear(term, text)


def without_markup(text: str) -> str:
    """Return the words of a text that may be written in HTML, its paragraphs kept."""
    if "<" not in text and "&" not in text:
        return text
    words = unescape(_TAGS.sub("", _BREAKS.sub("\n", text)))
    return "\n".join(line.strip() for line in words.splitlines()).strip()


def _put_type(account: Account, term: str, text: str, language: str) -> None:
    broader = fold(text).strip() == "image" and account.type == "recording"
    if broader or (is_dcmi_type(text) and kind_of([text]) == account.type):
        account.losses.mapped(term, "type")
    else:
        account.put(term, "genre", text, language)


def _put_rights(account: Account, term: str, text: str, language: str) -> None:
    if _is_address(text) and account.accepts("license", text):
        account.put(term, "license", text)
    elif level_of(text) is Access.RESTRICTED:
        put_access(account, term, text, language)
    else:
        account.put(term, "rights", text, language)


def _put_license(account: Account, term: str, text: str, language: str) -> None:
    account.put(term, "license" if account.accepts("license", text) else "rights", text, language)


def _put_coverage(account: Account, term: str, text: str, language: str) -> None:
    if is_date(text.strip()):
        account.put(term, "temporal", text)
    else:
        account.put(term, "spatial", text, language)


def _put_number(account: Account, term: str, text: str, language: str) -> None:
    label = term.rpartition(".")[2].upper()
    account.put(term, "identifier", text if label == "OTHER" else f"{label} {text.strip()}", language)


def _is_address(text: str) -> bool:
    return text.strip().startswith(("http://", "https://"))


_SPECIAL: dict[str, Callable[[Account, str, str, str], None]] = {
    **{f"identifier.{name}": _put_number for name in ("isbn", "issn", "doi", "govdoc", "other", "ismn")},
    "coverage": _put_coverage,
    "rights": _put_rights,
    "type": _put_type,
}
_SPECIAL_FIELDS = {"license": _put_license, "access_rights": put_access}


@cache
def _ours() -> dict[str, str]:
    dcmi = {"stillimage": "image", "movingimage": "recording", "sound": "recording", "text": "document"}
    return {fold(each.name): each.name for each in ITEM_TYPES} | dcmi


@cache
def _by_term() -> dict[str, str]:
    """Return our fields by the names of the DCMI terms that they stand for."""
    fields = {
        spec.term.partition(":")[2].lower(): spec.name
        for spec in declared(ItemSchema).values()
        if spec.term.startswith("dcterms:")
    }
    return fields | {"type": "genre", "description": "description", "medium": "medium", "source": "source"}
