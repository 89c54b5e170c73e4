"""How much a match counts: the same arithmetic for every backend, on numbers or on whole arrays.

A word counts by its rarity among what the viewer may see, times the sum of two things: how it is
written where it comes nearest to what was asked (exact 3, folded 2, inflected 1), and, below 1, how
much it matters in the record: by the weight of each field it is in, how it is written there, and how
often. So a record that has the word just as it was asked always comes before one that has not.
"""

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

EXACT, FOLDED, STEMMED = 3, 2, 1  # how a word is written: just so, but for case and accents, inflected

SATURATION = 1.2  # a word said this often (in a text of average length) has half its effect
LENGTH_SHARE = 0.6  # how far longer texts must say it more often
FLOOR = 0.7  # the share of a match's weight that it has for being there at all
MIDDLE = 6.0  # the sum over fields that has half the effect such a sum can have: about a title's

Numbers = TypeVar("Numbers", float, NDArray[np.float64])


def strength(tier: Numbers, count: Numbers, length_ratio: Numbers) -> Numbers:
    """Return how much a word matters in one field, before the field's weight.

    `length_ratio` is the field's length over the average length.
    """
    room = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length_ratio)
    return tier / EXACT * (FLOOR + (1 - FLOOR) * count / (count + room))


def worth(nearest: Numbers, fields: Numbers) -> Numbers:
    """Return what a word counts in a record, before its rarity; `fields` is the weighted sum of strengths."""
    return nearest + fields / (fields + MIDDLE)


def rarity(matching: int, all_documents: int) -> float:
    """Return the inverse document frequency of BM25, always above 0."""
    return math.log(1 + (all_documents - matching + 0.5) / (matching + 0.5))
