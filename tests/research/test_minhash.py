"""Signatures of texts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.research.minhash import LEAST, RUN, alike, resemblance, signature

WORDS = [f"word{number}" for number in range(3000)]


def jaccard(one: list[str], other: list[str]) -> float:
    first = {tuple(one[at : at + RUN]) for at in range(len(one) - RUN + 1)}
    second = {tuple(other[at : at + RUN]) for at in range(len(other) - RUN + 1)}
    return len(first & second) / len(first | second)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 900))
def test_the_estimate_is_near_the_share_of_runs_that_are_common(taken):
    one, other = WORDS[:1000], WORDS[taken : 1000 + taken]
    found = resemblance(signature(one), signature(other))
    assert found == pytest.approx(jaccard(one, other), abs=0.16)


def test_a_text_is_wholly_like_itself_and_unlike_another():
    assert resemblance(signature(WORDS), signature(list(WORDS))) == 1
    assert resemblance(signature(WORDS[:1000]), signature(WORDS[2000:])) < 0.05


def test_one_changed_word_in_a_hundred_leaves_texts_alike():
    changed = [word if at % 100 else "other" for at, word in enumerate(WORDS)]
    assert resemblance(signature(WORDS), signature(changed)) > 0.8


def test_a_text_of_a_few_words_has_no_signature():
    assert signature(WORDS[: LEAST + RUN - 2]) is None
    assert signature(WORDS[: LEAST + RUN - 1]) is not None
    assert signature([]) is None


def test_a_thousand_copies_give_a_thousand_pairs_not_half_a_million():
    copies = np.stack([signature(WORDS)] * 1000)
    pairs = list(alike(copies, 0.8))
    assert len(pairs) == 999
    assert {each for pair in pairs for each in pair} == set(range(1000))
