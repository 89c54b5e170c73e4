"""Creative Commons licences and public domain tools: every version and port, by address and by words.

Spec: https://wiki.creativecommons.org/wiki/License_Versions, https://creativecommons.org/licenses/list.en
"""

import re
from urllib.parse import urlsplit

from archive.core.words import _
from archive.metadata.vocabularies.matching import plain
from archive.metadata.vocabularies.vocabulary import Term

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
PUBLIC_DOMAIN_MARK = "https://creativecommons.org/publicdomain/mark/1.0/"

_VERSIONS = ("1.0", "2.0", "2.1", "2.5", "3.0", "4.0")
# Codes in the order of the parts in their addresses; 1.0 wrote "by-nd-nc".
_CODES = ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")
_PARTS = {
    "by": ("attribution", "reconocimiento", "atribucion"),
    "nc": ("noncommercial", "non commercial", "nocomercial", "no comercial"),
    "nd": (
        "noderivatives",
        "no derivatives",
        "noderivs",
        "no derivs",
        "sinderivadas",
        "sin derivadas",
        "sinobraderivada",
        "sin obra derivada",
    ),
    "sa": ("sharealike", "share alike", "compartirigual", "compartir igual"),
}
_PUBLIC_DOMAIN = re.compile(
    r"(?:public domain|dominio publico|domaine public|pd|pdm)(?: (?:mark|work))?(?: 1 0)?(?: universal)?"
)
_ZERO = re.compile(
    r"(?:creative commons )?(?:cc ?0|(?:cc )?zero)(?: (?:v ?)?1 0)?(?: universal)?"
    r"(?: public domain dedication)?"
)
_LICENCE = re.compile(
    r"(?P<name>(?:cc |creative commons )?(?P<parts>by(?: (?:nc|nd|sa))*)) ?"
    r"(?:v ?)?(?P<major>\d)(?: (?P<minor>\d))?(?: (?P<port>[a-z]{2}|igo|scotland))?"
)
_FILLER = re.compile(
    r"\b(?:international|internacional|unported|generic|generica|licen[cs]e|licencia|the|de)\b"
)


def address(code: str, version: str, port: str = "") -> str:
    """Return the address of a licence: `https://creativecommons.org/licenses/by-sa/4.0/`."""
    return f"https://creativecommons.org/licenses/{code}/{version}/" + (f"{port}/" if port else "")


def recognise(words: str) -> str | None:
    """Return the address of the licence or tool that words name, or None."""
    text = plain(words)
    if _PUBLIC_DOMAIN.fullmatch(text):
        return PUBLIC_DOMAIN_MARK
    if _ZERO.fullmatch(text):
        return CC0
    for code, names in _PARTS.items():
        for name in names:
            text = re.sub(rf"\b{name}\b", code, text)
    text = plain(_FILLER.sub(" ", text)).replace("cc cc", "cc")
    match = _LICENCE.fullmatch(text)
    if match is None:
        return None
    return _known(match["parts"].split(), f"{match['major']}.{match['minor'] or 0}", match["port"] or "")


def canonical(uri: str) -> str | None:
    """Return the address of a licence as it is published, from any of its pages; None if it is none."""
    parts = [part.casefold() for part in urlsplit(uri).path.split("/") if part]
    parts = [part for part in parts if not part.startswith(("deed", "legalcode"))]
    if parts[:2] in (["publicdomain", "zero"], ["publicdomain", "mark"]):
        return CC0 if parts[1] == "zero" else PUBLIC_DOMAIN_MARK
    if len(parts) in (3, 4) and parts[0] == "licenses":
        return _known(parts[1].split("-"), parts[2], parts[3] if len(parts) == 4 else "")
    return None


def _known(parts: list[str], version: str, port: str) -> str | None:
    """Return the address, if there is a licence of these parts and version."""
    code = next((code for code in _CODES if sorted(code.split("-")) == sorted(parts)), None)
    if code is None or version not in _VERSIONS or (port and version == "4.0"):
        return None
    return address("by-nd-nc" if (code, version) == ("by-nc-nd", "1.0") else code, version, port)


def label(uri: str) -> str | None:
    """Return the short name of a licence by its address: "CC BY-SA 3.0 ES"; None if it is none."""
    if (known := canonical(uri)) is None:
        return None
    if known in (CC0, PUBLIC_DOMAIN_MARK):
        return "CC0 1.0" if known == CC0 else _("Public Domain Mark 1.0")
    return " ".join(["CC", *(part.upper() for part in known.split("/")[4:-1])])


COMMON = (
    *(Term(address(code, "4.0"), f"CC {code.upper()} 4.0") for code in _CODES),
    Term(CC0, "CC0 1.0", ("CC0",)),
    Term(PUBLIC_DOMAIN_MARK, _("Public Domain Mark 1.0"), ("Public domain", "Dominio público")),
)
