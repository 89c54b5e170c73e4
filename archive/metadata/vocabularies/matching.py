"""Comparing words as people write them: case, accents, punctuation and plurals aside."""

import re
import unicodedata

_GAPS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Return words in lower case without accents or punctuation: `Título (es)` → `titulo es`."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _GAPS.sub(" ", text.casefold()).strip()
