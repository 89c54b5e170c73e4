"""Words on access, as records of others have them: whether they close what they speak of.

Specs: https://vocabularies.coar-repositories.org/access_rights/ (c_14cb, c_16ec, c_f1cf: not open),
https://wiki.surfnet.nl/display/standards/info-eu-repo (access rights), ISAD(G) 3.4.1
"""

import re

from archive.core.words import message
from archive.metadata.access import Access
from archive.text.normalise import fold

LONGEST_CLEAR = 40  # characters: longer words on access may allow what they seem to forbid
DOUBT = message("may not be open to all, by these words")
REMEDY = message("Its files are kept to the reading room; open it here if they may be seen by all.")
# What says that a thing is not open: words of COAR, info:eu-repo and everyday use, folded.
_NOT_OPEN = re.compile(
    r"\b((closed|restricted|embargoed|metadata ?only) ?access|acceso (cerrado|restringido|embargado)"
    r"|not for (public )?(release|distribution|access)|not open to the public|no abierto al publico"
    r"|c_14cb|c_16ec|c_f1cf)\b"
)
_CLOSED = re.compile(
    r"(?:access )?(?:is |are )?(?:closed|restricted|sealed|cerrado|restringido|reservado)"
    r"(?: (?:until|to|for|hasta|al?|por) .*)?"
)
_MAY_BE_CLOSED = re.compile(
    r"\b(?:closed|sealed|restricted|restrictions?|not open|not available|no access|not for (?:the )?public"
    r"|confidential\w*|staff only|private|privacy|embargo\w*"
    r"|cerrad[oa]s?|restringid[oa]s?|restriccion(?:es)?|reservad[oa]s?|confidencial\w*|privad[oa]s?|privacidad"
    r"|personal autorizado|no publico|no disponible)\b"
)
# What says the contrary in the same words, and closed boxes of shelves.
_NOT_MEANT = re.compile(
    r"\b(?:no|without|not|free of|sin|ningun[ao]?s?) (?:\w+ ){0,2}?"
    r"(?:restrict\w*|restriccion\w*|closed|cerrad\w*)"
    r"|\bderechos reservados\b|\bunrestricted\b|\bclosed (?:boxes|stacks?|shel\w+)|\bdeposito cerrado"
)


def is_closed(text: str) -> bool:
    """Say whether the terms of a repository say that a thing is not open to all."""
    return _NOT_OPEN.search(fold(text).replace("-", " ").replace("/", " ").replace("#", " ")) is not None


def closes(text: str) -> bool:
    """Say whether an archivist's words on access say, in a word, that all is closed."""
    plain = _plain(text)
    return len(plain) <= LONGEST_CLEAR and (_CLOSED.fullmatch(plain) is not None or is_closed(plain))


def may_close(text: str) -> bool:
    """Say whether some of a thing may be closed by words on access, or may have been."""
    return _MAY_BE_CLOSED.search(_NOT_MEANT.sub(" ", _plain(text))) is not None


def level_of(text: str) -> Access:
    """Return who may see a thing by words on access.

    What they close is restricted. What they only may close keeps its description, which was public where
    it comes from, and its files stay in the reading room until somebody has looked.
    """
    if closes(text) or is_closed(text):
        return Access.RESTRICTED
    return Access.READING_ROOM if may_close(text) else Access.PUBLIC


def _plain(text: str) -> str:
    return fold(text).strip(" .")
