"""A form becomes a query that means what was entered, and nothing that was not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.composing import WAYS, Composition, Line, composed
from archive.search.fields import PRESENCE, QUERYABLE
from archive.search.query_language import parse
from archive.search.tree import And, Fielded, Fuzzy, Not, Or, Phrase, Wildcard, Word

ENTERED = [way for way in WAYS if way not in ("has", "missing")]
SIGNS = st.text(alphabet='ab"“«()-:=~*. ORANDT|_/\u00adéñ’\n', max_size=40)


def query(*lines, **more):
    return composed(Composition(lines=tuple(Line(*each) for each in lines), **more)).query


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        ([("title", "all", "Comuna o nada")], "title:comuna title:o title:nada"),
        ([("title", "any", "comuna consejo")], "title:comuna OR title:consejo"),
        ([("", "any", "US-backed usbacked")], 'usbacked OR "us backed"'),
        ([("title", "phrase", "Comuna o nada")], 'title:"comuna o nada"'),
        ([("title", "begins", "comun asam")], "title:comun* title:asam*"),
        ([("title", "without", "comuna nada")], "-title:comuna -title:nada"),
        ([("license", "has", "left over")], "has:license"),
        ([("subject", "missing")], "missing:subject"),
        ([("files", "all", "any")], "has:files"),
        ([("", "all", "por ahora"), ("speaker", "phrase", "Hugo Chávez")], 'por ahora speaker:"hugo chávez"'),
        ([("", "any", "a b"), ("", "without", "c")], "(a OR b) -c"),
        ([("date", "all", "20 de octubre de 2012")], 'date:"20 de octubre de 2012"'),
        ([("", "all", "one two three four five six seven")],
         "one AND two AND three AND four AND five AND six AND seven"),
        ([("title", "all", " "), ("no_such_field", "all", "x"), ("title", "no_such_way", "x"),
          ("", "has", "")], ""),
    ],
)  # fmt: skip
def test_lines_become_a_query(lines, meant):
    assert query(*lines) == meant
    assert parse(meant).notices == ()


@pytest.mark.parametrize(
    ("limits", "meant"),
    [
        ({"first": "1998", "last": "2002"}, 'date:"1998..2002"'),
        ({"first": "1998", "inside": True}, 'date:="1998.."'),
        ({"last": "2 de mayo de 2002"}, 'date:"..2 de mayo de 2002"'),
        ({"first": "1998/2001", "last": "[2003,2005]"}, 'date:"1998-01-01..2005-12-31"'),
        ({"first": '"1998"'}, 'date:"1998.."'),
    ],
)
def test_limits_become_a_span_of_dates(limits, meant):
    assert query(**limits) == meant
    assert parse(meant).notices == ()


def test_what_is_no_date_is_said():
    form = Composition(lines=(Line("date", "all", "soon"),), first="some day", last="1998")
    problems = composed(form).problems

    assert [(each.field, each.value) for each in problems] == [("line 1", "soon"), ("from", "some day")]


def leaves(node):
    if isinstance(node, And | Or):
        return [leaf for part in node.parts for leaf in leaves(part)]
    return leaves(node.part) if isinstance(node, Not) else [node]


@given(SIGNS | st.text(max_size=40), st.sampled_from(ENTERED))
def test_what_is_entered_in_one_line_stays_in_it(value, way):
    found = parse(query(("title", way, value), ("license", "has"), ("", "all", "ahora")))

    assert not found.notices
    *own, has, ahora = leaves(found.tree) if found.tree else [None, None]
    assert (has, ahora) == (parse("has:license").tree, Word("ahora"))
    for leaf in own:
        assert isinstance(leaf, Fielded)
        assert leaf.field == "title"
        assert isinstance(leaf.part, Wildcard if way == "begins" else Word | Phrase)


@given(SIGNS | st.text(max_size=40), st.sampled_from(ENTERED))
def test_what_is_entered_anywhere_becomes_no_operator(value, way):
    found = parse(query(("", way, value)))

    assert not [each for each in found.notices if "Nothing of this" not in str(each)]
    for leaf in leaves(found.tree) if found.tree else ():
        assert isinstance(leaf, Word | Phrase | Wildcard)
        assert not isinstance(leaf, Fuzzy | Fielded)


@pytest.mark.parametrize("field", sorted(QUERYABLE | PRESENCE))
@pytest.mark.parametrize("way", WAYS)
def test_every_field_can_be_asked_in_every_way(field, way):
    found = parse(query((field, way, "1998")))

    assert not found.notices
    assert found.tree is not None or (way in ("has", "missing") and field not in PRESENCE)
