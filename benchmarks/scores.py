"""How good a ranking is, by judgements: the measures of trec_eval, exactly.

Average precision and precision take every grade above 0 for relevant; nDCG takes the grade as the gain.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np

Grades = Mapping[str, int]  # document → grade
DEPTH = 10
DEEP = 100
SHUFFLES = 10_000


def average_precision(ranking: Sequence[str], grades: Grades) -> float:
    """Return the mean of the precisions at each relevant document; one that is not found counts 0."""
    relevant = _relevant(grades)
    found, total = 0, 0.0
    for rank, document in enumerate(ranking, 1):
        if document in relevant:
            found += 1
            total += found / rank
    return total / len(relevant) if relevant else 0.0


def ndcg(ranking: Sequence[str], grades: Grades, depth: int = DEPTH) -> float:
    """Return the discounted gain of the first documents over that of the best possible order."""
    best = _gain(sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:depth])
    return _gain([max(0, grades.get(document, 0)) for document in ranking[:depth]]) / best if best else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def precision(ranking: Sequence[str], grades: Grades, depth: int = DEPTH) -> float:
    """Return the share of relevant ones among the first documents; places left empty count against it."""
    return len(_relevant(grades).intersection(ranking[:depth])) / depth


def recall(ranking: Sequence[str], grades: Grades, depth: int = DEEP) -> float:
    """Return the share of the relevant documents that are among the first."""
    relevant = _relevant(grades)
    return len(relevant.intersection(ranking[:depth])) / len(relevant) if relevant else 0.0


def _relevant(grades: Grades) -> set[str]:
    return {document for document, grade in grades.items() if grade > 0}


MEASURES = {"MAP": average_precision, "nDCG@10": ndcg, "P@10": precision, "recall@100": recall}


def chance(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return how likely so great a difference of the means is if nothing but chance makes it.

    Fisher's randomisation test, two-sided: the two systems change places at random, query by query.
    """
    apart = np.array(ours) - np.array(theirs)
    signs = np.random.default_rng(0).choice((-1.0, 1.0), (SHUFFLES, len(apart)))
    as_great = np.abs(signs @ apart) >= abs(apart.sum()) - 1e-12
    return float(as_great.mean())
