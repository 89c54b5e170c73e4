"""How much a match counts: the same arithmetic for every backend, on numbers or on whole arrays.

It is BM25F. Each occurrence of a word counts by how near its form is to what was asked, by the weight
of its field, and, where lengths matter, by how short the field is. The sum of these over all fields
of a record is the word's strength there; what the word counts rises with it ever more slowly, up to a
bound, and with the word's rarity among what the viewer may see.

Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields" (CIKM 2004),
https://doi.org/10.1145/1031171.1031181
"""

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

# How near a form is to the word that was asked for: just so; but for case and accents; inflected, in
# a language of the record; inflected, in a language that the record is not said to be in.
EXACT, FOLDED, STEMMED, ELSEWHERE = range(4)
NEAR = {EXACT: 1.0, FOLDED: 0.8, STEMMED: 0.6, ELSEWHERE: 0.3}

K1 = 1.2  # a word this strong has 1 / (1 + K1) of the distance still to go to what it can count at most
B = 0.6  # how far longer texts must say a word more often
PLACES = 6  # scores are rounded to

Numbers = TypeVar("Numbers", float, NDArray[np.float64], NDArray[np.float32])

# The nearness of words: two words that stand beside one another in a query count more in records where
# they stand near one another. It is looked for in the records that come first without it: so it decides
# between good ones, and costs no more for many. In a question, which has many pairs, each time counts
# less the longer the field is, as the words do: in a long text any two of them are near somewhere.
PAIR_WINDOW = 8  # positions that a pair may be apart, at most
PAIR_SHARE = 0.5  # of what a word of the rarity of the pair's commoner one would count
PAIR_RECORDS = 100  # that come first


def strength(nearness: Numbers, length_ratio: Numbers) -> Numbers:
    """Return how strong a word is in one field, before the field's weight.

    `nearness` is the sum over its occurrences there of what is in NEAR for their form; `length_ratio`
    the field's length over the average length, or 1 where lengths do not matter.
    """
    return nearness / (1 - B + B * length_ratio)


def worth(strengths: Numbers) -> Numbers:
    """Return what a word counts before its rarity; `strengths` is the weighted sum over the fields."""
    return strengths * (K1 + 1) / (strengths + K1)


def rarity(matching: int, all_documents: int) -> float:
    """Return the inverse document frequency of BM25, times the share of records without the word.

    A word that most records have says nothing of them: so a question may be asked in whole sentences,
    and no list of such words is needed, in any language. It is always above 0.
    """
    without = 1 - matching / (all_documents + 1)
    return math.log(1 + (all_documents - matching + 0.5) / (matching + 0.5)) * without


def pair_bonus(times: Numbers, commoner: float) -> Numbers:
    """Return what a pair of neighbours counts that stands `times` within PAIR_WINDOW in a record.

    `commoner` is the rarity of the commoner of the two.
    """
    return PAIR_SHARE * commoner * worth(times)
