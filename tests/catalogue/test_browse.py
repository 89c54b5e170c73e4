"""Lists: pages forwards and back, letters, years, counts."""

import json
from base64 import urlsafe_b64encode
from dataclasses import replace
from itertools import chain, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.catalogue import browse, selection
from archive.catalogue.browse import Selection
from archive.catalogue.selection import ORDERS
from archive.catalogue.writing import save
from archive.core.errors import Invalid
from archive.metadata.record import Kind, Value

TITLES = (
    "Ábaco",
    "abaco",
    "¡Por ahora!",
    "Zamora",
    "1992",
    "Ñandú",
    "Über",
    "中文",
    "Discurso",
    "discurso 2",
)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory, open_in):
    opened = open_in(tmp_path_factory.mktemp("browse"))
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def filled(catalogue, entry, why):
    """Ten documents, some dated, three of them in a series within a fonds."""
    fonds, series = entry("collection", title="Fonds"), entry("collection", title="Series")
    inner = entry("collection", id=series.id, title="Series", collection=fonds.id)
    items = []
    for number, title in enumerate(TITLES):
        dated = {"date": str(1990 + number % 4)} if number % 3 else {}
        where = inner.id if number < 3 else None
        items.append(entry(title=title, collection=where, position=number, creator="Rosa Luna", **dated))
    with catalogue.write() as session:
        save(session, [fonds, inner, *items], why)
    return fonds.id, inner.id, [item.id for item in items]


def walk(session, viewer, **wanted):
    """Every page to the last, then every page back; the ids both ways."""
    page = browse.page(session, viewer, Selection(**wanted))
    there = [page]
    while page.next:
        page = browse.page(session, viewer, Selection(**wanted, after=page.next))
        there.append(page)
    back = [page]
    while page.previous:
        page = browse.page(session, viewer, Selection(**wanted, after=page.previous))
        back.append(page)
    return [[record.id for record in each.records] for each in there], [
        [record.id for record in each.records] for each in reversed(back)
    ]


@pytest.mark.parametrize("sort", ORDERS)
@pytest.mark.parametrize("size", [1, 4, 10])
def test_pages_give_everything_once_and_the_same_way_back(catalogue, filled, public, sort, size):
    with catalogue.read() as session:
        there, back = walk(session, public, sort=sort, size=size)
    assert there == back
    assert sorted(chain(*there)) == sorted(filled[2])


def test_orders_are_what_they_say(catalogue, filled, public):
    with catalogue.read() as session:

        def titles(sort):
            return [record.title for record in browse.page(session, public, Selection(sort=sort)).records]

        days = [record.earliest for record in browse.page(session, public, Selection(sort="date")).records]
        newest = [record.earliest for record in browse.page(session, public, Selection(sort="-date")).records]
        assert titles("title")[:4] == [
            "1992",
            *sorted(["Ábaco", "abaco"], key=titles("title").index),
            "Discurso",
        ]
        assert titles("-added") == list(reversed(TITLES))
    dated = [day for day in days if day is not None]
    assert dated == sorted(dated)
    assert days[-4:] == [None] * 4, "undated come last"
    assert [day for day in newest if day] == sorted(dated, reverse=True)
    assert newest[-4:] == [None] * 4


@settings(max_examples=10, deadline=None)
@given(st.lists(st.text(max_size=5), min_size=1, max_size=12), st.integers(1, 4))
def test_whatever_the_titles_no_page_skips_or_repeats(
    tmp_path_factory, open_in, entry, public, why, titles, size
):
    catalogue = open_in(tmp_path_factory.mktemp("browse"))
    made = [replace(entry(), metadata={"title": (Value(title),)}) for title in titles]
    with catalogue.write() as session:
        save(session, made, why)
        there, back = walk(session, public, size=size)
        assert sorted(chain(*there)) == sorted(each.id for each in made)
        assert there == back
        assert sum(browse.letters(session, public, Selection()).values()) == len(made)
    catalogue.dispose()


def test_letters_count_and_lead_to_their_titles(catalogue, filled, public):
    with catalogue.read() as session:
        letters = browse.letters(session, public, Selection())
        assert letters == {"#": 2, "a": 2, "d": 2, "n": 1, "p": 1, "u": 1, "z": 1}
        for letter, number in letters.items():
            wanted = Selection(letter=letter)
            assert len(browse.page(session, public, wanted).records) == number
            assert browse.count(session, public, wanted) == number


def test_a_collection_is_asked_for_with_or_without_what_stands_below(catalogue, filled, public):
    fonds, series, items = filled
    with catalogue.read() as session:
        assert browse.count(session, public, Selection(collection=fonds)) == 3
        assert browse.count(session, public, Selection(within=fonds)) == 0
        assert browse.count(session, public, Selection(within=fonds, kind=Kind.COLLECTION)) == 1
        page = browse.page(session, public, Selection(within=series, sort="position"))
        assert [record.id for record in page.records] == items[:3]


@pytest.mark.parametrize("few", [1, 3000])
def test_what_links_to_an_authority_is_found_whether_few_or_many_do(
    catalogue, filled, public, monkeypatch, few
):
    monkeypatch.setattr(selection, "FEW", few)
    with catalogue.read() as session:
        [agent] = browse.page(session, public, Selection(kind=Kind.AGENT)).records
        there, back = walk(session, public, authority=agent.id, size=4)
        assert sorted(chain(*there)) == sorted(filled[2])
        assert there == back
        assert browse.count(session, public, Selection(authority=agent.id, field="publisher")) == 0
        assert browse.uses(session, public, [agent.id]) == {agent.id: 10}


def test_years_and_types_are_counted(catalogue, filled, public, archivist):
    with catalogue.read() as session:
        years = browse.years(session, public)
        assert browse.years(session, public, type="document") == years
        assert browse.years(session, public, type="image") == {}
        assert browse.by_type(session, public) == {"document": 10, "collection": 2, "person": 1}
    assert all(one < other for one, other in pairwise(years))
    assert sum(years.values()) == 6


def test_the_latest_come_first(catalogue, filled, public):
    with catalogue.read() as session:
        assert [record.id for record in browse.latest(session, public, 2)] == filled[2][:-3:-1]


@pytest.mark.parametrize("cursor", ["x", "!!", "WzAsMV0", "W10", "bnVsbA", "WzIsImEiLCJiIl0"])
def test_a_cursor_that_leads_nowhere_is_refused(catalogue, public, cursor):
    with catalogue.read() as session, pytest.raises(Invalid, match="does not lead"):
        browse.page(session, public, Selection(after=cursor))


@pytest.mark.parametrize(("sort", "values"), [("position", (2**64, "a", "b")), ("title", ("\ud800", "b"))])
def test_a_forged_cursor_that_no_database_can_hold_is_refused(catalogue, public, sort, values):
    forged = urlsafe_b64encode(json.dumps([0, *values]).encode()).decode()
    with catalogue.read() as session, pytest.raises(Invalid, match="does not lead"):
        browse.page(session, public, Selection(sort=sort, after=forged.rstrip("=")))


def test_an_unknown_order_lists_the_known(catalogue, public):
    with catalogue.read() as session, pytest.raises(Invalid, match="-added"):
        browse.page(session, public, Selection(sort="size"))
