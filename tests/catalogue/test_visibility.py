"""Nothing leaks: every way of reading, for every viewer, beside the rules said plainly."""

from datetime import date, timedelta
from itertools import product

import pytest

from archive.catalogue import browse, holdings, records
from archive.catalogue.browse import Selection
from archive.catalogue.entry import Why
from archive.catalogue.writing import publish, save, set_access, withdraw
from archive.core.errors import NotFound
from archive.metadata.access import Access, Role, State, Viewer
from archive.metadata.record import Kind, Value

SOON, LATER = date(2030, 1, 1), date(2040, 1, 1)
DAYS = (SOON - timedelta(days=1), SOON, LATER)
LEVELS = tuple(product(Access, (None, SOON, LATER)))
VIEWERS = tuple(Viewer(role, day) for role, day in product(Role, DAYS))
WHY = Why("Ana")


@pytest.fixture(scope="module")
def matrix(tmp_path_factory, open_in, rule, entry, file):
    """Items of every state and level in collections of every state and level, with files of every level."""
    inside = [None]
    every = [(state, *level) for state, level in product(State, LEVELS)]
    for number, (state, access, embargo) in enumerate(every):
        title = f"Collection {number}"
        for by_the_way in (False, True):
            inside.append(
                entry("collection", title=title, state=state, access=access, embargo_until=embargo,
                      by_the_way=by_the_way)
            )  # fmt: skip
    made = [each for each in inside if each is not None]
    for collection, (state, access, embargo) in product(inside, every):
        files = tuple(
            file(f"{number}.txt", f"words {number}", access=level, embargo_until=until)
            for number, (level, until) in enumerate(LEVELS)
        )
        made.append(
            entry(state=state, access=access, embargo_until=embargo, files=files, created="1992",
                  collection=collection.id if collection else None)
        )  # fmt: skip
    catalogue = open_in(tmp_path_factory.mktemp("matrix"))
    with catalogue.write() as session:
        save(session, made, WHY)
    yield catalogue, rule({each.id: each for each in made})
    catalogue.dispose()


def listed(session, viewer, selection):
    ids = []
    page = browse.page(session, viewer, selection)
    ids += [record.id for record in page.records]
    while page.next:
        page = browse.page(session, viewer, Selection(kind=selection.kind, size=200, after=page.next))
        ids += [record.id for record in page.records]
    return ids


def test_every_way_of_reading_gives_each_viewer_what_the_rules_allow(matrix):
    catalogue, rules = matrix
    items = [id for id, each in rules.entries.items() if each.type == "document"]
    collections = rules.entries.keys() - set(items)
    with catalogue.read() as session:
        for viewer in VIEWERS:
            seen = {id for id in collections if rules.sees(id, viewer)}
            assert set(records.many(session, collections, viewer)) == seen
            assert {branch.id for branch in holdings.tree(session, viewer)} == seen
            assert browse.count(session, viewer, Selection(kind=Kind.COLLECTION)) == len(seen)
            seen = {id for id in items if rules.sees(id, viewer)}
            assert set(records.many(session, items, viewer)) == seen
            assert sorted(listed(session, viewer, Selection(size=200))) == sorted(seen)
            assert browse.count(session, viewer, Selection()) == len(seen)
            assert browse.by_type(session, viewer).get("document", 0) == len(seen)
            assert browse.years(session, viewer).get(1992, 0) == len(seen)
            assert sum(browse.letters(session, viewer, Selection()).values()) == len(seen)
            for branch in holdings.tree(session, viewer):
                inside = [id for id in items if rules.entries[id].collection == branch.id]
                assert branch.items == sum(rules.sees(id, viewer) for id in inside)


def test_files_and_their_text_are_read_by_those_who_may(matrix):
    catalogue, rules = matrix
    items = [id for id, each in rules.entries.items() if each.type == "document"]
    with catalogue.read() as session:
        for viewer in VIEWERS:
            found = records.many(session, items, viewer)
            texts = records.passages_of(session, items, viewer)
            for id in items:
                files = [file.facts for file in rules.entries[id].files]
                allowed = [facts.name for facts in files if rules.reads(id, facts, viewer)]
                assert [facts.name for facts in found[id].files] == allowed if id in found else not allowed
                assert [f"words {name[0]}" for name in allowed] == [each.text for each in texts.get(id, ())]


def test_a_closed_file_is_not_found_by_name_or_identifier(catalogue, put, entry, file, public, archivist):
    closed = file("secret.txt", "hush", access=Access.RESTRICTED)
    [saved] = put(entry(files=(file("open.txt", "hello"), closed)))
    with catalogue.read() as session:
        assert records.file(session, saved.id, "open.txt", public).name == "open.txt"
        assert records.file_by_id(session, closed.facts.id, archivist)[0] == saved.id
        with pytest.raises(NotFound):
            records.file(session, saved.id, "secret.txt", public)
        with pytest.raises(NotFound):
            records.file_by_id(session, closed.facts.id, public)
        assert records.withheld(session, [saved.id], public) == {}


def test_passages_keep_their_numbers_when_a_file_before_them_is_closed(catalogue, put, entry, file, public):
    [saved] = put(
        entry(files=(file("a.txt", "one", "two", access=Access.READING_ROOM), file("b.txt", "three")))
    )
    with catalogue.read() as session:
        assert [(each.number, each.text) for each in records.passages(session, saved.id, public)] == [
            (3, "three")
        ]
        assert records.passages(session, saved.id, public, [1, 2]) == ()
        assert records.withheld(session, [saved.id], public) == {saved.id: 1}


def test_an_authority_made_by_the_way_is_seen_once_a_visible_record_links_to_it(
    catalogue, put, entry, public
):
    draft = entry(creator="Rosa Luna", state=State.DRAFT)
    put(draft)
    with catalogue.read() as session:
        assert browse.count(session, public, Selection(kind=Kind.AGENT)) == 0
    with catalogue.write() as session:
        publish(session, [draft.id], WHY)
    with catalogue.read() as session:
        [agent] = browse.page(session, public, Selection(kind=Kind.AGENT)).records
        assert agent.title == "Rosa Luna"
        assert browse.uses(session, public, [agent.id]) == {agent.id: 1}


def test_the_name_of_a_restricted_authority_is_not_told(catalogue, put, entry, public, archivist):
    item = entry(creator=["Rosa Luna", "Juan Sol"])
    put(item)
    with catalogue.read() as session:
        agent = records.get(session, item.id, archivist).first("creator").authority
    with catalogue.write() as session:
        set_access(session, [agent], Access.RESTRICTED, None, WHY)
    with catalogue.read() as session:
        assert records.get(session, item.id, public).texts("creator") == ("Juan Sol",)
        assert records.get(session, item.id, archivist).texts("creator") == ("Rosa Luna", "Juan Sol")


def test_a_withdrawn_authority_leaves_the_words_of_the_record(catalogue, put, entry, public, archivist):
    item = entry(creator="Rosa Luna")
    put(item)
    with catalogue.read() as session:
        agent = records.get(session, item.id, archivist).first("creator").authority
    with catalogue.write() as session:
        withdraw(session, [agent], WHY)
    with catalogue.read() as session:
        assert records.get(session, item.id, public).first("creator") == Value("Rosa Luna")


def test_a_related_record_that_is_a_draft_is_not_named(catalogue, put, entry, public, archivist):
    hidden = entry(title="Secret plan", state=State.DRAFT)
    item = entry(relation={"value": "Secret plan", "authority": hidden.id})
    put(hidden, item)
    with catalogue.read() as session:
        assert records.get(session, item.id, public).texts("relation") == ()
        assert records.get(session, item.id, archivist).texts("relation") == ("Secret plan",)
