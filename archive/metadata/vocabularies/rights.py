"""Rights statements and licences as URIs, and the words people write for them.

Specs: https://rightsstatements.org/files/180531requirements_for_the_technical_infrastructure_for_standardized_international_rights_statements.pdf,
https://rightsstatements.org/page/1.0/ (the twelve statements), https://wiki.creativecommons.org/wiki/License_Versions
"""

import re
from urllib.parse import urlsplit

from archive.core.words import _, message
from archive.metadata.vocabularies import creative_commons
from archive.metadata.vocabularies.matching import plain
from archive.metadata.vocabularies.vocabulary import Term, Vocabulary

_BASE = "http://rightsstatements.org/vocab/"


def _statement(code: str, label: str, *also: str) -> Term:
    return Term(f"{_BASE}{code}/1.0/", label, (code, *also))


STATEMENTS = (
    _statement(
        "InC",
        _("In Copyright"),
        "all rights reserved",
        "todos los derechos reservados",
        "protegido por derecho de autor",
    ),
    _statement("InC-OW-EU", _("In Copyright - EU Orphan Work"), "EU orphan work", "obra huérfana de la UE"),
    _statement(
        "InC-EDU",
        _("In Copyright - Educational Use Permitted"),
        "educational use permitted",
        "se permite el uso educativo",
    ),
    _statement(
        "InC-NC",
        _("In Copyright - Non-Commercial Use Permitted"),
        "non-commercial use permitted",
        "se permite el uso no comercial",
    ),
    _statement(
        "InC-RUU",
        _("In Copyright - Rights-holder(s) Unlocatable or Unidentifiable"),
        "rights-holder unlocatable or unidentifiable",
        "titular de derechos no localizado o no identificado",
    ),
    _statement(
        "NoC-CR",
        _("No Copyright - Contractual Restrictions"),
        "sin derecho de autor - restricciones contractuales",
    ),
    _statement(
        "NoC-NC", _("No Copyright - Non-Commercial Use Only"), "sin derecho de autor - solo uso no comercial"
    ),
    _statement(
        "NoC-OKLR",
        _("No Copyright - Other Known Legal Restrictions"),
        "sin derecho de autor - otras restricciones legales conocidas",
    ),
    _statement(
        "NoC-US",
        _("No Copyright - United States"),
        "sin derecho de autor - Estados Unidos",
        "US government work",
        "work of the US government",
        "public domain in the United States",
        "public domain in the US",
        "public domain in the USA",
    ),
    _statement("CNE", _("Copyright Not Evaluated"), "derecho de autor no evaluado"),
    _statement("UND", _("Copyright Undetermined"), "derecho de autor no determinado"),
    _statement(
        "NKC", _("No Known Copyright"), "no known copyright restrictions", "sin derecho de autor conocido"
    ),
)

# Licences of software and data met among test files, fonts and open data, by their SPDX addresses.
_SPDX = "https://spdx.org/licenses/"
OTHERS = (
    Term(
        f"{_SPDX}Apache-2.0",
        "Apache License 2.0",
        ("Apache-2.0", "Apache 2.0", "Apache License, Version 2.0"),
    ),
    Term(f"{_SPDX}MIT", "MIT License", ("MIT",)),
    Term(f"{_SPDX}MIT-CMU", "MIT-CMU (HPND) License", ("MIT-CMU", "MIT-CMU (HPND)", "HPND")),
    Term(f"{_SPDX}GFDL-1.3-or-later", "GNU Free Documentation License 1.3", ("GFDL", "GFDL 1.3")),
    Term(f"{_SPDX}OGL-UK-3.0", "Open Government Licence 3.0", ("OGL", "OGL 3.0", "OGL-UK-3.0")),
    Term(f"{_SPDX}ODbL-1.0", "Open Data Commons Open Database License 1.0", ("ODbL", "ODbL 1.0")),
    Term(f"{_SPDX}ODC-By-1.0", "Open Data Commons Attribution License 1.0", ("ODC-By", "ODC-By 1.0")),
)

# After the name of a licence: nothing, or an aside that does not change what it says.
_ASIDE = re.compile(r"\s*(?:[.;]?$|[(\[/;:,—–].*$)", re.DOTALL)
_UNITED_STATES = re.compile(r"\bU\.?S\.?(?:A\.?)?\b|United States|17 USC|Estados Unidos")
# "Public domain (in Mexico only)" is not in the public domain everywhere.
_CONDITION = re.compile(r"\b(?:only|except|unless|but|s[oó]lo|solamente|salvo|excepto|pero)\b", re.IGNORECASE)
_TAIL = re.compile(r"(?:/(?:deed|legalcode)(?:\.[\w-]+)?)?/?(?:\?.*)?$", re.IGNORECASE)


def recognise(words: str) -> str | None:
    """Return the URI that words or an address stand for, or None.

    An aside after the name is allowed ("CC BY 4.0 (© The Author)"), a condition is not ("Public
    domain in Mexico"): what is not surely one statement is none.
    """
    words = words.strip()
    if re.match(r"https?://", words, re.IGNORECASE):
        return _address(words)
    for name, aside in _openings(words):
        if uri := _named(name, aside):
            return uri
    return None


def is_only_a_name(words: str) -> bool:
    """Say whether words are the name or address of a statement and nothing else."""
    words = words.strip()
    return re.match(r"https?://", words, re.IGNORECASE) is not None or _named(words, "") is not None


def _openings(words: str) -> list[tuple[str, str]]:
    """Return the ways to cut words into a name and an aside, the longest name first."""
    ends = [match.start() for match in re.finditer(r"\s*[(\[/;:,—–]", words)]
    return [(words, "")] + [(words[:end], words[end:]) for end in reversed(ends) if _ASIDE.match(words, end)]


def _named(name: str, aside: str) -> str | None:
    if known := _WORDS.get(plain(name)):
        return known
    uri = creative_commons.recognise(name)
    # What a government's office made public in its own country is not free in every other.
    if uri == creative_commons.PUBLIC_DOMAIN_MARK and _UNITED_STATES.search(aside):
        return f"{_BASE}NoC-US/1.0/"
    return None if _CONDITION.search(aside) else uri


def _address(words: str) -> str | None:
    if re.search(r"\s", words):
        return None
    try:
        host = (urlsplit(words).hostname or "").removeprefix("www.")
    except ValueError:  # a bracket where an IPv6 address should stand
        return None
    if host == "creativecommons.org":
        return creative_commons.canonical(words)
    if host == "rightsstatements.org":
        path = _TAIL.sub("", urlsplit(words).path).strip("/").split("/")
        code = path[1] if len(path) > 1 and path[0] in ("vocab", "page", "data") else ""
        return next((term.value for term in STATEMENTS if term.also[0].casefold() == code.casefold()), None)
    return words if host else None


_WORDS = {
    plain(word): term.value for term in STATEMENTS + OTHERS for word in (term.value, term.label, *term.also)
}

RIGHTS = Vocabulary(
    name="rights",
    label=_("Rights statements and licences"),
    source="https://rightsstatements.org/page/1.0/ · https://creativecommons.org/licenses/",
    terms=(*creative_commons.COMMON, *STATEMENTS, *OTHERS),
    hint=message(
        'Write a licence such as "CC BY 4.0", a rights statement such as "In Copyright", or its address; '
        'put any other words into "rights".'
    ),
    read=recognise,
    see=creative_commons.label,
)
