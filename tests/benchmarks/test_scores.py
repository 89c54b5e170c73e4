"""The measures of a ranking, against values worked out by hand."""

import math

import pytest

from benchmarks.scores import average_precision, chance, ndcg, precision, recall

GRADES = {"a": 3, "b": 2, "c": 1, "d": 0}


def test_average_precision_counts_what_is_never_found() -> None:
    assert average_precision(["a", "x", "b"], GRADES) == pytest.approx((1 / 1 + 2 / 3) / 3)


def test_a_perfect_ranking_has_an_average_precision_of_one() -> None:
    assert average_precision(["c", "a", "b", "d"], GRADES) == 1


def test_gain_is_the_grade_discounted_by_the_rank() -> None:
    gained = 3 / math.log2(3) + 2 / math.log2(4)
    best = 3 + 2 / math.log2(3) + 1 / math.log2(4)
    assert ndcg(["x", "a", "b"], GRADES) == pytest.approx(gained / best)


def test_the_best_order_gains_everything_and_a_worse_one_less() -> None:
    assert ndcg(["a", "b", "c"], GRADES) == 1
    assert ndcg(["b", "a", "c"], GRADES) < 1


def test_what_stands_below_the_depth_gains_nothing() -> None:
    assert ndcg(["x"] * 10 + ["a"], GRADES) == 0


def test_empty_places_count_against_precision() -> None:
    assert precision(["a", "b"], GRADES) == 0.2


def test_recall_is_the_share_of_the_relevant_ones_found() -> None:
    assert recall(["a", "d", "b"], GRADES) == pytest.approx(2 / 3)
    assert recall(["x"] * 100 + ["a"], GRADES) == 0


def test_a_query_without_relevant_documents_scores_nothing() -> None:
    assert average_precision(["d"], {"d": 0}) == ndcg(["d"], {"d": 0}) == recall(["d"], {"d": 0}) == 0


def test_equal_systems_differ_by_chance_alone() -> None:
    assert chance([0.5, 0.2, 0.9], [0.5, 0.2, 0.9]) == 1


def test_a_system_that_is_always_better_is_so_hardly_by_chance() -> None:
    # Of the 2^10 ways to change places only two make as great a difference.
    assert chance([0.6] * 10, [0.5] * 10) == pytest.approx(2 / 1024, abs=0.002)
