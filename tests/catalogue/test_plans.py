"""Lists are read from indexes: however large the catalogue, no table is walked and nothing is sorted."""

import pytest
from sqlalchemy import event

from archive.catalogue import authorities, browse, holdings, imports, records, selection
from archive.catalogue.browse import Selection
from archive.catalogue.changes import since
from archive.catalogue.neighbours import neighbours
from archive.catalogue.selection import ORDERS
from archive.catalogue.sizes import sizes
from archive.catalogue.writing import save
from archive.metadata.record import Kind


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory, open_in):
    opened = open_in(tmp_path_factory.mktemp("plans"))
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def filled(catalogue, entry, file, why):
    collection = entry("collection", title="Fonds")
    items = [
        entry(title=f"Title {number}", date=str(1990 + number), collection=collection.id, creator="Rosa Luna",
              files=(file("a.txt", "words"),), source="x.csv", key=str(number))
        for number in range(20)
    ]  # fmt: skip
    with catalogue.write() as session:
        save(session, [collection, *items], why)
    return collection.id, items[0].id


@pytest.fixture
def plans(catalogue):
    """Run a question and return the plan of every statement it made."""

    def planned(ask):
        asked = []

        def note(connection, cursor, statement, parameters, context, many):
            if statement.startswith("SELECT"):
                asked.append((statement, parameters))

        with catalogue.read() as session:
            connection = session.connection()
            event.listen(connection, "before_cursor_execute", note)
            ask(session)
            event.remove(connection, "before_cursor_execute", note)
            driver = connection.connection.driver_connection
            return [
                row[3]
                for statement, parameters in asked
                for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            ]

    return planned


def walked(plan):
    """Return what is read from end to end, but for the list of identifiers that the question gives."""
    given = ("SCAN CONSTANT ROW", "SCAN given VIRTUAL TABLE")
    return [line for line in plan if line.startswith("SCAN") and not line.startswith(given)]


def sorted_in_memory(plan):
    return [line for line in plan if "TEMP B-TREE" in line]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("sort", sorted(set(ORDERS) - {"position"}))
def test_pages_of_every_kind_and_order(plans, filled, public, kind, sort):
    plan = plans(lambda session: browse.page(session, public, Selection(kind=kind, sort=sort, size=5)))
    assert walked(plan) == []
    assert sorted_in_memory(plan) == []


@pytest.mark.parametrize("sort", sorted(set(ORDERS) - {"position"}))
def test_later_pages_begin_where_the_last_one_ended(catalogue, plans, filled, public, sort):
    with catalogue.read() as session:
        page = browse.page(session, public, Selection(sort=sort, size=5))
    plan = plans(lambda session: browse.page(session, public, Selection(sort=sort, size=5, after=page.next)))
    assert walked(plan) == []
    assert sorted_in_memory(plan) == []
    assert any(">" in line and "COVERING INDEX ix_record" in line for line in plan)


def test_the_children_of_a_collection(plans, filled, public):
    collection, item = filled
    for ask in (
        lambda session: holdings.children(session, collection, public, Selection(size=5)),
        lambda session: browse.page(session, public, Selection(within=collection, sort="position", size=5)),
        lambda session: neighbours(session, item, public),
    ):
        plan = plans(ask)
        assert walked(plan) == []
        assert sorted_in_memory(plan) == []


def test_what_links_to_an_authority_that_many_name(plans, filled, public, monkeypatch, catalogue):
    monkeypatch.setattr(selection, "FEW", 2)
    with catalogue.read() as session:
        agent = authorities.find(session, Kind.AGENT, ["Rosa Luna"])["Rosa Luna"]
    plan = plans(lambda session: browse.page(session, public, Selection(authority=agent, size=5)))
    assert walked(plan) == []
    assert sorted_in_memory(plan) == []


def test_counts_letters_years_and_single_records(plans, filled, public, archivist, catalogue):
    collection, item = filled
    for viewer in (public, archivist):
        for ask in (
            lambda session, viewer: browse.count(session, viewer, Selection(collection=collection)),
            lambda session, viewer: browse.by_type(session, viewer),
            lambda session, viewer: browse.letters(session, viewer, Selection(kind=Kind.AGENT)),
            lambda session, viewer: browse.years(session, viewer),
            lambda session, viewer: holdings.tree(session, viewer),
            lambda session, viewer: records.get(session, item, viewer),
            lambda session, viewer: records.passages(session, item, viewer),
            lambda session, viewer: since(session, 3),
            lambda session, viewer: holdings.holders(session, ["0" * 128]),
            lambda session, viewer: authorities.find(session, Kind.AGENT, ["x"]),
            lambda session, viewer: sizes(session, [item]),
            lambda session, viewer: authorities.bearers(session, ["rosa luna", "luna rosa"], viewer),
        ):
            assert walked(plans(lambda session, ask=ask, viewer=viewer: ask(session, viewer))) == []


def test_a_page_takes_as_many_statements_however_long_it_is(catalogue, filled, public):
    def statements(size):
        count = 0

        def note(*_):
            nonlocal count
            count += 1

        with catalogue.read() as session:
            event.listen(session.connection(), "before_cursor_execute", note)
            browse.page(session, public, Selection(size=size))
        return count

    assert statements(2) == statements(20)


def test_the_sources_of_an_import_are_found_by_key(plans, filled):
    plan = plans(lambda session: imports.reserve(session, "x.csv", ["1", "2"]))
    assert walked(plan) == []
