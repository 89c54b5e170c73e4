"""When nothing has all of a query, some plain words are enough; what was asked more exactly holds."""

import pytest

from archive.search.query_language import parse, unparse
from archive.search.searching import loosened


@pytest.mark.parametrize(
    ("query", "loose"),
    [
        ("peace bread land", "peace OR bread OR land"),
        ("peace bread speaker:nobody", "(peace OR bread) speaker:nobody"),
        ("peace type:image", "peace type:image"),
        ('peace bread "por ahora"', '(peace OR bread) "por ahora"'),
        ("peace bread date:1500", '(peace OR bread) date:"1500"'),
        ("peace bread -war", "(peace OR bread) -war"),
        ("comun* pas~ land", "comun* OR pas~ OR land"),
    ],
)
def test_plain_words_become_alternatives_and_all_else_holds(query, loose):
    assert loosened(parse(query).tree) == parse(loose).tree, unparse(loosened(parse(query).tree))
