"""The change log and what follows from a change."""

from dataclasses import replace
from datetime import timedelta

import pytest

from archive.catalogue import records
from archive.catalogue.changes import affected, altered, history, last_revision, since
from archive.catalogue.embargoes import opened
from archive.catalogue.writing import publish, set_access, withdraw
from archive.core.clock import today
from archive.core.errors import NotFound
from archive.metadata.access import Access, State


@pytest.fixture
def linked(catalogue, put, entry, archivist):
    """A collection in a collection, an item in it by Rosa Luna, another by her elsewhere."""
    outer, inner = entry("collection"), entry("collection")
    item, other = entry(collection=inner.id, creator="Rosa Luna"), entry(creator="Rosa Luna")
    put(outer, replace(inner, collection=outer.id), item, other)
    with catalogue.read() as session:
        agent = records.get(session, item.id, archivist).first("creator").authority
    return {"outer": outer, "inner": inner, "item": item, "other": other, "agent": agent}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("agent", {"agent", "item", "other"}),
        ("outer", {"outer", "inner", "item", "agent"}),
        ("inner", {"inner", "item", "agent"}),
        ("item", {"item", "agent"}),
    ],
)
def test_a_change_touches_what_stands_under_it_and_what_is_linked(catalogue, linked, changed, expected):
    ids = {name: each if isinstance(each, str) else each.id for name, each in linked.items()}
    with catalogue.read() as session:
        assert affected(session, [ids[changed]]) == {ids[name] for name in expected}


def test_an_authority_no_longer_named_is_touched_too(catalogue, put, linked):
    item = linked["item"]
    put(replace(item, metadata={"title": item.metadata["title"]}))
    with catalogue.read() as session:
        assert linked["agent"] in affected(session, [item.id])


def test_a_record_closed_behind_a_long_import_is_told_of(catalogue, put, entry, why):
    first = entry()
    put(first)
    with catalogue.read() as session:
        seen = last_revision(session)
    put(*(entry() for _ in range(1200)))
    with catalogue.write() as session:
        set_access(session, [first.id], Access.RESTRICTED, None, why)
    with catalogue.read() as session:
        assert altered(session, seen) == {first.id}
        assert len(since(session, seen)) < 1201  # a follower takes them in batches


def test_actions_are_told_by_name(catalogue, put, entry, why):
    item = entry(state=State.DRAFT)
    put(item)
    with catalogue.write() as session:
        publish(session, [item.id], why)
        set_access(session, [item.id], Access.READING_ROOM, None, why)
        assert set_access(session, [item.id], Access.READING_ROOM, None, why)[0].action == "unchanged"
        withdraw(session, [item.id], why)
        actions = [change.action for change in since(session, 0)]
    assert actions == ["new", "published", "access", "withdrawn"]


def test_history_is_for_archivists(catalogue, put, entry, public, archivist):
    item = entry()
    put(item)
    with catalogue.read() as session:
        assert history(session, item.id, archivist)[0].after["title"] == "Untitled"
        with pytest.raises(NotFound):
            history(session, item.id, public)
        assert since(session, 0)[0].after == {}


def test_what_an_embargo_sets_free_is_told_for_its_day(catalogue, put, entry, file):
    day = today() + timedelta(days=10)
    item = entry(embargo_until=day)
    other = entry(files=(file("a.txt", access=Access.RESTRICTED, embargo_until=day),))
    put(item, other, entry())
    with catalogue.read() as session:
        number = day.toordinal()
        assert opened(session, number - 1, number) == {item.id, other.id}
        assert opened(session, number, number + 100) == set()
        assert opened(session, number - 5, number - 1) == set()
