"""Collections: found by code or title, made by the way, and seen as a tree."""

from dataclasses import replace
from datetime import timedelta

import pytest

from archive.catalogue import holdings, imports, records
from archive.catalogue.changes import affected, shown_by
from archive.catalogue.entry import Why
from archive.catalogue.holdings import Holder, find_or_make
from archive.catalogue.selection import Selection
from archive.catalogue.writing import publish, save, withdraw
from archive.core.errors import Gone, NotFound
from archive.core.identifiers import mint
from archive.metadata.access import Access, State
from archive.metadata.record import Kind


@pytest.mark.parametrize("name", ["VE-1", " VE-1 ", "Fondo Ávila", "fondo avila"])
def test_a_collection_is_found_by_code_or_title(catalogue, put, entry, why, name):
    fonds = entry("collection", title="Fondo Ávila", reference_code="VE-1")
    put(fonds)
    with catalogue.write() as session:
        assert find_or_make(session, name, why) == fonds.id


def test_one_that_is_not_there_is_made_once(catalogue, why, archivist):
    with catalogue.write() as session:
        made = find_or_make(session, "Fondo nuevo", why)
        assert find_or_make(session, "FONDO NUEVO", why) == made
        record = records.get(session, made, archivist)
    assert (record.title, record.kind, record.state) == ("Fondo nuevo", Kind.COLLECTION, State.DRAFT)


def test_a_draft_described_by_an_import_shows_with_what_is_published_in_it_somebodys_draft_does_not(
    catalogue, entry, why, public
):
    theirs, own = (entry("collection", title=title, state=State.DRAFT) for title in ("Import", "Hand"))
    with catalogue.write() as session:
        by_import = Why("import", import_id=imports.begin(session, "items.csv", "Ana"))
        save(session, [theirs], by_import)
        save(session, [own], why)
        for collection in (theirs, own):
            into = find_or_make(session, collection.metadata["title"][0].text, by_import, State.PUBLISHED)
            assert into == collection.id
            assert records.many(session, [into], public) == {}
            save(session, [entry(collection=into)], by_import)
        assert set(records.many(session, [theirs.id, own.id], public)) == {theirs.id}


def test_one_made_by_the_way_shows_as_long_as_something_in_it_does(catalogue, entry, put, why, public):
    with catalogue.write() as session:
        outer = find_or_make(session, "Outer", why, State.PUBLISHED)
    inner = entry("collection", title="Inner", state=State.DRAFT, by_the_way=True, collection=outer)
    day = public.on + timedelta(days=30)
    closed, draft, soon = (
        entry(collection=inner.id, access=Access.RESTRICTED),
        entry(collection=inner.id, state=State.DRAFT),
        entry(collection=inner.id, access=Access.RESTRICTED, embargo_until=day),
    )
    put(inner, closed, draft, soon)

    def seen(viewer=public):
        with catalogue.read() as session:
            return [each.title for each in records.many(session, [outer, inner.id], viewer).values()]

    assert (seen(), seen(replace(public, on=day))) == ([], ["Outer", "Inner"])
    with catalogue.write() as session:
        publish(session, [draft.id], why)
    assert seen() == ["Outer", "Inner"]
    with catalogue.write() as session:
        withdraw(session, [draft.id], why)
        with pytest.raises(Gone):
            records.get(session, outer, public)
    put(replace(closed, access=Access.PUBLIC, collection=outer))
    assert seen() == ["Outer"]


def test_what_a_link_tells_of_a_collection_made_by_the_way_hangs_on_its_contents(
    catalogue, entry, put, why, public
):
    hidden = entry("collection", title="Hidden", state=State.DRAFT, by_the_way=True)
    other = entry(relation={"value": "Hidden", "authority": hidden.id})
    put(hidden, other)
    with catalogue.read() as session:
        assert records.many(session, [hidden.id], public) == {}
        assert records.get(session, other.id, public).texts("relation") == ()
    item = entry(collection=hidden.id)
    put(item)
    with catalogue.read() as session:
        assert records.get(session, other.id, public).texts("relation") == ("Hidden",)
        assert shown_by(session, [item.id]) == {hidden.id, other.id}
        assert {hidden.id, other.id} <= affected(session, [item.id])
    put(replace(item, collection=None))
    with catalogue.read() as session:
        assert records.many(session, [hidden.id], public) == {}
        assert {hidden.id, other.id} <= affected(session, [item.id])


def test_one_described_later_without_publishing_goes_on_showing(catalogue, entry, why, public):
    with catalogue.write() as session:
        by_import = Why("import", import_id=imports.begin(session, "items.csv", "Ana"))
        made = find_or_make(session, "Fonds", by_import, State.PUBLISHED)
        save(session, [entry(collection=made)], by_import)
        described = entry("collection", id=made, title="Fonds", description="All of it", state=State.DRAFT)
        save(session, [described], by_import)
        assert records.get(session, made, public).texts("description") == ("All of it",)


def test_what_was_withdrawn_by_hand_is_not_published_again(catalogue, put, entry, why, archivist):
    fonds = entry("collection", title="Fonds")
    put(fonds)
    with catalogue.write() as session:
        withdraw(session, [fonds.id], why)
        assert find_or_make(session, "Fonds", why, State.PUBLISHED) == fonds.id
        assert records.get(session, fonds.id, archivist).state is State.WITHDRAWN


@pytest.fixture
def nested(put, entry):
    """Two series in a fonds, the second closed; items in all three."""
    fonds, first, second = (entry("collection", title=title) for title in ("Fonds", "First", "Second"))
    first = replace(first, collection=fonds.id, position=2)
    second = replace(second, collection=fonds.id, position=1, access=Access.RESTRICTED)
    put(fonds, first, second, *(entry(collection=each.id) for each in (fonds, first, first, second)))
    return fonds, first, second


def test_the_tree_shows_each_viewer_their_branches(catalogue, nested, public, archivist):
    def outline(branches):
        return [(branch.title, branch.items, outline(branch.children)) for branch in branches]

    with catalogue.read() as session:
        assert outline(holdings.tree(session, public)) == [("Fonds", 1, [("First", 2, [])])]
        assert outline(holdings.tree(session, archivist)) == [
            ("Fonds", 1, [("Second", 1, []), ("First", 2, [])])
        ]


def test_children_are_listed_for_those_who_may_see_the_collection(catalogue, nested, public, archivist):
    fonds, first, second = nested
    with catalogue.read() as session:
        inner = holdings.children(session, fonds.id, public, Selection(kind=Kind.COLLECTION))
        assert [record.id for record in inner.records] == [first.id]
        assert len(holdings.children(session, second.id, archivist, Selection()).records) == 1
        with pytest.raises(NotFound):
            holdings.children(session, second.id, public, Selection())
        [item] = holdings.children(session, second.id, archivist, Selection()).records
        assert [each.title for each in holdings.ancestors(session, item.id, archivist)] == ["Fonds", "Second"]


def test_who_holds_certain_bytes_is_told_even_when_they_were_replaced_or_withdrawn(
    catalogue, put, entry, file, why
):
    first, second = file("a.txt", "words"), file("a.txt", "other words")
    item = entry(files=(first,))
    put(item)
    put(replace(item, files=(second,)))
    shared = replace(first, facts=replace(first.facts, id=mint(), held_by=item.id))
    put(entry(files=(shared,)))
    with catalogue.write() as session:
        withdraw(session, [item.id], why)
        found = holdings.holders(session, [first.facts.sha512, second.facts.sha512, "0" * 128])
    holder = Holder(item.id, "a.txt")
    assert found == {first.facts.sha512: (holder,), second.facts.sha512: (holder,)}
