"""How much a match counts: the same arithmetic for every backend, on numbers or on whole arrays.

A word counts by its rarity among what the viewer may see, and in each field by the field's weight,
by how the word is written there, and by how often. How it is written always tells more than how
often: the least exact match (⅔) outweighs the most frequent folded one, and so on down.
"""

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

EXACT, FOLDED, STEMMED = 3, 2, 1  # how a word is written: just so, but for case and accents, inflected

SATURATION = 1.2  # a word said this often (in a text of average length) has half its effect
LENGTH_SHARE = 0.6  # how far longer texts must say it more often
FLOOR = 0.7  # the share of a match's weight that it has for being there at all; above 2/3

Numbers = TypeVar("Numbers", float, NDArray[np.float64])


def strength(tier: Numbers, count: Numbers, length_ratio: Numbers) -> Numbers:
    """Return what a word's matches in one field count, before the field's weight and the rarity.

    `length_ratio` is the field's length over the average length.
    """
    room = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length_ratio)
    return tier / EXACT * (FLOOR + (1 - FLOOR) * count / (count + room))


def rarity(matching: int, all_documents: int) -> float:
    """Return the inverse document frequency of BM25, always above 0."""
    return math.log(1 + (all_documents - matching + 0.5) / (matching + 0.5))
