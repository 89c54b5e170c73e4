"""How far a word is from another that may have been meant: in letters, and in how it sounds."""

import re

from rapidfuzz.distance import OSA

FIRST = 0.5  # a slip at the beginning of a word is rare

# Letters that are written for one another where English and Spanish are heard, in their order. What is
# folded has no accents; `ch` is taken out of the way of `c` and of the silent `h`.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ch", "C"),
        ("ph", "f"),
        ("qu(?=[ei])|c(?![ei])|q", "k"),
        ("[cz]", "s"),
        ("gu(?=[ei])", "G"),
        ("g(?=[ei])", "j"),
        ("ll", "y"),
        ("v", "b"),
        ("h", ""),
        ("n(?=[bp])", "m"),
        ("y", "i"),
        (r"(.)\1+", r"\1"),
    )
)


def sound(folded: str) -> str:
    """Return roughly how a folded word sounds: words that are confused by ear sound alike."""
    for pattern, heard in _SOUNDS:
        folded = pattern.sub(heard, folded)
    return folded


def slips(folded: str, other: str) -> float:
    """Return how many slips lie between two folded words; those that ears do not hear count half."""
    heard, meant = sound(folded), sound(other)
    apart = (OSA.distance(folded, other) + OSA.distance(heard, meant)) / 2
    return apart + (FIRST if heard[:1] != meant[:1] else 0.0)
