"""The form that means a query: whatever is asked, it means the same, and says what it can."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.search.composing import LONGEST, Composition, Line, composed
from archive.search.decomposing import asked, filled, spelt
from archive.search.query_language import parse
from archive.search.tree import And, parts_of

OFFERED = frozenset({"title", "speaker", "subject", "license", "date", "files"})
PIECES = """por|ahora|comuna|chávez|1992|x|OR|AND|NOT|(|)|"|-|-por|comun*|*una|com*na|comuna~|"por ahora"|
"a b"~3|title:por|title:(por OR ahora)|speaker:chávez|subject:comun*|title:"por ahora"|-title:ahora|
has:license|missing:files|has:transcript|-has:subject|date:1992|date:1998..2002|date:1992~|-date:1992|date:..2001|
well-known|O'Higgins|us-backed-coup|U.S.|EE. UU.|20.000|foo:bar|título:uno|"Nicolás Maduro"~0"""
QUERIES = st.lists(st.sampled_from(PIECES.split("|")), max_size=9).map(" ".join) | st.text(max_size=40)


@given(QUERIES, st.booleans())
@settings(max_examples=600, deadline=None)
@example("por ahora -por comuna", True)
@example("por (ahora OR x) com*na comuna", True)
@example("x " * 150, True)
def test_a_form_means_the_query_that_it_is_made_of(q, dated):
    found = filled(q, OFFERED, dated)
    again, was = parse(asked(found)), parse(q)

    assert set(parts_of(again.tree, And)) == set(parts_of(was.tree, And))
    assert (again.question, again.run) == (was.question, was.run)
    assert not composed(found.form).problems
    assert dated or not (found.form.first or found.form.last or found.form.inside)
    assert all(line.field in OFFERED | {""} and len(line.value) <= LONGEST for line in found.form.lines)


# What one line can say each; a span of dates has a place of its own, behind them.
LINES = """por|ahora|chávez|1992|-por|-nada|comun*|"por ahora"|"o nada"|title:por|title:(por OR ahora)|
(x OR y)|speaker:chávez|subject:comun*|title:"por ahora"|-title:ahora|has:license|missing:files|
-has:subject|date:1992~|-date:1992|well-known|o'higgins|us-backed-coup|title:us-backed|-o'neill"""


@given(
    st.lists(st.sampled_from(LINES.replace("\n", "").split("|")), min_size=1, max_size=7, unique=True),
    st.sampled_from(["", "date:1998..2002", "date:..2001", "date:=1998.."]),
)
@settings(max_examples=600, deadline=None)
def test_what_lines_and_dates_can_say_stands_in_them_and_not_in_the_query(pieces, span):
    q = " ".join([*pieces, span])
    found = filled(q, OFFERED)

    # A question of more than six words, of which some are enough, may be more than lines can say.
    assert found.query == "" or (parse(q).question and found.query == q.strip())
    assert found.form.lines or found.query


AS_TYPED = """por|ahora|us-backed|o'higgins|well-known|-por|-us-backed|title:us-backed|-title:o'higgins|
comun*|com*na|comuna~|"por ahora"|"a b"~3|(por OR nada)|-(por nada)|has:license|title:por"""


@given(st.lists(st.sampled_from(AS_TYPED.replace("\n", "").split("|")), min_size=2, max_size=6, unique=True))
@settings(max_examples=300, deadline=None)
def test_a_tree_is_spelt_as_its_query_was_typed(pieces):
    q = " ".join(pieces)
    assert spelt(parse(q).tree) == q


@given(QUERIES)
@settings(max_examples=300, deadline=None)
def test_a_tree_that_is_spelt_is_read_as_it_was(q):
    found = parse(q).tree
    assert parse(spelt(found)).tree == found


@pytest.mark.parametrize(
    ("q", "query", "lines", "limits"),
    [
        ("por ahora", "", [("", "all", "por ahora")], {}),
        ("comuna OR consejo", "", [("", "any", "comuna consejo")], {}),
        ("(well-known OR famous) x", "(well-known OR famous) x", [], {}),
        ('orador:chávez "por ahora"', "", [("speaker", "all", "chávez"), ("", "phrase", "por ahora")], {}),
        ("title:(a b) -x -y", "", [("title", "all", "a b"), ("", "without", "x y")], {}),
        ("comun* poder", "", [("", "begins", "comun"), ("", "all", "poder")], {}),
        ("has:files missing:subject", "", [("files", "has", ""), ("subject", "missing", "")], {}),
        ("x date:1998..2002", "", [("", "all", "x")], {"first": "1998", "last": "2002"}),
        ("date:=1998..", "", [], {"first": "1998", "inside": True}),
        ("date:1992~ x", "", [("date", "all", "1992~"), ("", "all", "x")], {}),
        ("o'higgins us-backed", "", [("", "all", "o'higgins us-backed")], {}),
        ("x com*na", "com*na", [("", "all", "x")], {}),
        ("title:x comuna~", "comuna~", [("title", "all", "x")], {}),
        ('x "a b"~3', '"a b"~3', [("", "all", "x")], {}),
        (
            "title:x por com*na -ahora date:1992..2012",
            "com*na -ahora",
            [("title", "all", "x"), ("", "all", "por")],
            {"first": "1992", "last": "2012"},
        ),
        ("x -(a b)", "-(a b)", [("", "all", "x")], {}),
        ("x OR (a b)", "x OR (a b)", [], {}),
        ("has:transcript", "has:transcript", [], {}),  # not among the fields offered
        ("how much did the people vote for", "how much did the people vote for", [], {}),
        ('"Nicolás Maduro"~0', '"Nicolás Maduro"~0', [], {}),  # stands for itself alone
        ("EE. UU. hoy", "EE. UU. hoy", [], {}),
        ("((((", "((((", [], {}),
        ("", "", [], {}),
    ],
)
def test_a_form_says_what_it_can_and_the_rest_stands_as_a_query(q, query, lines, limits):
    found = filled(q, OFFERED)

    assert found.query == query
    assert found.form == Composition(lines=tuple(Line(*line) for line in lines), **limits)
