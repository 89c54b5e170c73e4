"""Comparing words as people write them: case, accents and punctuation aside."""

import re

from archive.text.folding import fold

_GAPS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Return words in lower case without accents or punctuation: `Título (es)` → `titulo es`."""
    return _GAPS.sub(" ", fold(text)).strip()
