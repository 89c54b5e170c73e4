"""When nothing has all of a query, some plain words are enough; what was asked more exactly holds."""

import pytest

from archive.metadata.access import Viewer
from archive.search.backend import Request
from archive.search.loosening import PHRASES, ask, loosened
from archive.search.query_language import parse, unparse


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
        ("(peace OR bread) peace", "peace OR bread"),
        ("(peace bread) OR peace", "peace OR bread"),
        (
            "one AND two what was three four five six seven one what",
            "what OR was OR three OR four OR five OR six OR seven OR what OR one OR two",
        ),
    ],
)
def test_plain_words_become_alternatives_and_all_else_holds(query, loose):
    assert loosened(parse(query).tree) == parse(loose).tree, unparse(loosened(parse(query).tree))


def test_phrases_are_let_go_only_when_nothing_has_them(backend, make):
    backend.apply([make("peace", "peace"), make("both", "por ahora bread", "es")], [], 1)

    def found(query):
        answer, asked = ask(backend, Request(tree=parse(query).tree, viewer=Viewer.public()))
        return [hit.id for hit in answer.hits], unparse(asked.tree)

    assert found('"por ahora" peace bread') == (["both"], '(peace OR bread) "por ahora"')
    assert found('"never said" peace') == (["peace"], '"never said" OR peace')
    assert loosened(parse('"never said" speaker:x').tree, PHRASES) == parse('"never said" speaker:x').tree
