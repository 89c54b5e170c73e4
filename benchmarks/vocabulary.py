"""Words that nobody speaks, shaped like English and Spanish ones: beginnings, endings and accents."""

from typing import Any

import numpy as np

# Beginnings, hearts and ends of syllables, the frequent ones first: each is drawn by its rank.
ONSETS = {
    "en": "c r t s d m - l p b f n g h w v pr st tr th sh ch gr fr br cr sp pl cl fl sc str k qu dr bl sl",
    "es": "c d l t r - m n p s v b g tr pr f ll br ch z cr h gr pl j qu ñ gu bl dr fr cl fl y gl",
}
HEARTS = {
    "en": "e a i o u y ea ee ou ai oo ie oa au oi",
    "es": "a e o i u ie ía ue á ó é í io ú ia ua ü",
}
ENDS = {
    "en": "- - - n r t s l m nd st ck nt ng rd ll ss ct p d rt",
    "es": "- - - n r s - l n - d z",
}
# What a word may end in beside itself: its family is found by its stem.
ENDINGS = {
    "en": ("s", "ed", "ing", "er", "ment", "ly", "ation", "ness"),
    "es": ("s", "es", "ado", "ando", "ación", "aciones", "mente", "idad"),
}
WORDS = 42_000  # of each language
SHORT = ((150, 1), (6000, 2), (WORDS, 3))  # syllables, at most, of the words up to a rank
FAMILY = 0.45  # of them have others made of them


def vocabulary(language: str, random: np.random.Generator) -> np.ndarray[Any, Any]:
    """Return different words, the most frequent first: the shorter the more frequent."""
    parts = [_drawn(table[language].split(), random) for table in (ONSETS, HEARTS, ENDS)]
    found: dict[str, None] = {}
    while len(found) < WORDS:
        most = next(size for until, size in SHORT if len(found) < until)
        size = most if most < 3 else int(random.integers(2, 4))
        word = "".join(next(part) for _ in range(size) for part in parts).replace("-", "")
        found[word] = None
        if most > 1 and random.random() < FAMILY:
            for ending in random.choice(ENDINGS[language], int(random.integers(1, 4)), replace=False):
                found[word + str(ending)] = None
    return np.array(list(found)[:WORDS], dtype=object)


def _drawn(pieces: list[str], random: np.random.Generator) -> Any:
    """Yield pieces for ever, each as often as its rank says."""
    share = 1 / (np.arange(len(pieces)) + 1.5)
    while True:
        yield from (pieces[at] for at in random.choice(len(pieces), 4096, p=share / share.sum()).tolist())
