"""Words on access, as records of others have them: whether they close what they speak of.

Specs: https://vocabularies.coar-repositories.org/access_rights/ (c_14cb, c_16ec, c_f1cf: not open),
https://wiki.surfnet.nl/display/standards/info-eu-repo (access rights), ISAD(G) 3.4.1
"""

import re

from archive.core.words import message
from archive.text.normalise import fold

LONGEST_CLEAR = 40  # characters: longer words on access may allow what they seem to forbid
DOUBT = message("may not be open to all, by these words, which set no access level")
REMEDY = message("Set its access level here before it is published.")
# What says that a thing is not open: words of COAR, info:eu-repo and everyday use, folded.
_NOT_OPEN = re.compile(
    r"\b((closed|restricted|embargoed|metadata ?only) ?access|acceso (cerrado|restringido|embargado)"
    r"|c_14cb|c_16ec|c_f1cf)\b"
)
_CLOSED = re.compile(
    r"(?:access )?(?:is |are )?(?:closed|restricted|sealed|cerrado|restringido|reservado)"
    r"(?: (?:until|to|for|hasta|al?|por) .*)?"
)
_MAY_BE_CLOSED = re.compile(
    r"\b(?:closed|sealed|restricted (?:until|for|to)|not open|no access|embargo\w*"
    r"|cerrad[oa]s?|reservad[oa]s?)\b"
)


def is_closed(text: str) -> bool:
    """Say whether the terms of a repository say that a thing is not open to all."""
    return _NOT_OPEN.search(fold(text).replace("-", " ").replace("/", " ").replace("#", " ")) is not None


def closes(text: str) -> bool:
    """Say whether an archivist's words on access say, in a word, that all is closed."""
    plain = _plain(text)
    return len(plain) <= LONGEST_CLEAR and (_CLOSED.fullmatch(plain) is not None or is_closed(plain))


def may_close(text: str) -> bool:
    """Say whether somebody should look at words on access: some of it may be closed, or may have been."""
    return _MAY_BE_CLOSED.search(_plain(text)) is not None


def _plain(text: str) -> str:
    return fold(text).strip(" .")
