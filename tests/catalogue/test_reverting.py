"""Taking an import back."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from archive.catalogue import imports, records
from archive.catalogue.entry import Why
from archive.catalogue.models import OriginRow
from archive.catalogue.writing import save
from archive.core.errors import Invalid, NotFound
from archive.metadata.access import State
from archive.metadata.record import Value


@pytest.fixture
def ingest(catalogue):
    """Save entries as one import from a sheet; return its number."""

    def ran(*entries):
        with catalogue.write() as session:
            number = imports.begin(session, "items.csv", "Ana")
            save(session, entries, Why("import", import_id=number))
            imports.finish(session, number, {"new": len(entries)})
        return number

    return ran


@pytest.fixture
def revert(catalogue, why):
    def reverted(number):
        with catalogue.write() as session:
            return imports.revert(session, number, why)

    return reverted


@pytest.fixture
def get(catalogue, archivist):
    def got(id):
        with catalogue.read() as session:
            return records.get(session, id, archivist)

    return got


def with_title(entry, title):
    return replace(entry, metadata={**entry.metadata, "title": (Value(title),)})


def test_what_it_made_is_withdrawn_with_its_authorities(ingest, revert, get, entry):
    item = entry(creator="Rosa Luna")
    done = revert(ingest(item))
    assert (done.withdrawn, done.restored, done.kept) == (2, 0, ())
    assert get(item.id).state is State.WITHDRAWN
    assert get(get(item.id).first("creator").authority).state is State.WITHDRAWN


def test_what_it_changed_says_again_what_it_said(ingest, revert, get, put, entry, file, catalogue, archivist):
    item = entry(title="Before", description="stays", files=(file("a.txt", "one"),))
    put(item)
    number = ingest(replace(with_title(item, "After"), files=(file("a.txt", "uno"), file("b.txt", "dos"))))
    done = revert(number)
    found = get(item.id)
    assert (done.withdrawn, done.restored) == (0, 1)
    assert (found.title, found.texts("description")) == ("Before", ("stays",))
    assert [facts.id for facts in found.files] == [item.files[0].facts.id]
    with catalogue.read() as session:
        assert [each.text for each in records.passages(session, item.id, archivist)] == ["one"]


def test_later_work_by_hand_is_kept_and_named(ingest, revert, get, put, entry):
    item = entry(title="Before", description="old")
    put(item)
    imported = replace(item, metadata={"title": (Value("Imported"),), "description": (Value("new"),)})
    number = ingest(imported)
    put(with_title(imported, "By hand"))
    done = revert(number)
    found = get(item.id)
    assert (found.title, found.texts("description")) == ("By hand", ("old",))
    assert [(kept.id, kept.title, kept.fields) for kept in done.kept] == [(item.id, "By hand", ("title",))]


def test_an_authority_that_others_use_stays(ingest, revert, get, put, entry):
    item = entry(creator="Rosa Luna", subject="Communes")
    number = ingest(item)
    put(entry(creator="Rosa Luna"))
    done = revert(number)
    creator, subject = (get(item.id).first(name).authority for name in ("creator", "subject"))
    assert get(creator).state is State.DRAFT
    assert get(subject).state is State.WITHDRAWN
    assert [kept.title for kept in done.kept] == ["Rosa Luna"]


def test_a_collection_that_others_stand_in_stays(ingest, revert, get, put, entry):
    used, empty, nested = entry("collection", title="Used"), entry("collection"), entry("collection")
    number = ingest(used, empty, replace(nested, collection=empty.id), entry(collection=nested.id))
    put(entry(collection=used.id))
    done = revert(number)
    states = [get(each.id).state for each in (used, empty, nested)]
    assert states == [State.PUBLISHED, State.WITHDRAWN, State.WITHDRAWN]
    assert [kept.title for kept in done.kept] == ["Used"]


def test_what_was_taken_back_can_come_in_again(ingest, revert, get, entry, catalogue):
    item = entry(source="items.csv", key="1", digest="abc", creator="Rosa Luna")
    revert(ingest(item))
    with catalogue.write() as session:
        origin = imports.reserve(session, "items.csv", ["1"])["1"]
    assert (origin.id, origin.digest) == (item.id, None)
    ingest(item)
    assert get(item.id).state is State.PUBLISHED
    assert get(get(item.id).first("creator").authority).state is State.DRAFT


def test_how_far_it_is_is_told_on_the_way(ingest, entry, catalogue, why):
    number = ingest(*(entry(creator="Rosa Luna") for _ in range(3)))
    heard = []
    with catalogue.write() as session:
        imports.revert(session, number, why, lambda done, of: heard.append((done, of)))
    assert heard == [(3, 4), (4, 4)]


def test_an_import_is_taken_back_once(ingest, revert, entry, catalogue):
    number = ingest(entry())
    revert(number)
    with pytest.raises(Invalid, match="already"):
        revert(number)
    with pytest.raises(NotFound):
        revert(99)
    with catalogue.read() as session:
        [told] = imports.listed(session)
        assert told == imports.get(session, number)
    assert told.finished and told.reverted
    assert told.counts == {"new": 1}


def test_a_second_time_it_is_withdrawn_and_counted_as_the_first_time(ingest, revert, get, entry, catalogue):
    item = entry(source="items.csv", key="1", digest="abc")
    for _ in range(3):
        done = revert(ingest(item))
        assert (done.withdrawn, done.restored, done.kept) == (1, 0, ())
        assert get(item.id).state is State.WITHDRAWN
        with catalogue.read() as session:
            assert session.scalar(select(OriginRow.digest).where(OriginRow.record == item.id)) is None


def test_work_by_hand_in_what_was_brought_back_is_named_though_it_is_withdrawn(
    ingest, revert, get, put, entry
):
    item = entry(title="Imported")
    revert(ingest(item))
    number = ingest(item)
    put(with_title(item, "By hand"))
    done = revert(number)
    (kept,) = done.kept
    assert (get(item.id).state, get(item.id).title) == (State.WITHDRAWN, "By hand")
    assert (kept.id, kept.fields, kept.withdrawn, done.withdrawn) == (item.id, ("title",), True, 1)
    assert kept.by


def test_what_was_withdrawn_with_work_by_hand_in_it_says_that_it_is_withdrawn(ingest, revert, put, entry):
    item = entry(title="Imported")
    number = ingest(item)
    put(with_title(item, "By hand"))
    (kept,) = revert(number).kept
    assert (kept.fields, kept.withdrawn) == (("title",), True)


def test_what_a_later_import_did_and_was_taken_back_is_nobodys_work(ingest, revert, get, entry):
    item = entry(title="Before")
    first, second = ingest(item), ingest(with_title(item, "After"))
    revert(second)
    done = revert(first)
    assert (done.withdrawn, done.kept) == (1, ())
    assert (get(item.id).title, get(item.id).state) == ("Before", State.WITHDRAWN)


def test_what_it_brought_back_and_others_use_stays(ingest, revert, get, put, entry):
    item = entry(creator="Rosa Luna", subject="Communes")
    revert(ingest(item))
    number = ingest(item)
    put(entry(creator="Rosa Luna"))
    done = revert(number)
    creator, subject = (get(item.id).first(name).authority for name in ("creator", "subject"))
    assert get(creator).state is State.DRAFT
    assert get(subject).state is State.WITHDRAWN
    assert [(kept.title, kept.withdrawn) for kept in done.kept] == [("Rosa Luna", False)]


Values = st.dictionaries(
    st.sampled_from(["description", "creator", "subject"]),
    st.lists(st.sampled_from(["one", "two", "three"]), min_size=1, max_size=2, unique=True),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(Values, Values), min_size=1, max_size=4))
def test_after_it_every_record_says_what_it_said_before(tmp_path_factory, open_in, entry, archivist, changes):
    catalogue = open_in(tmp_path_factory.mktemp("revert"))
    by_hand = [entry(**before) for before, _ in changes]
    with catalogue.write() as session:
        save(session, by_hand, Why("Ana"))
        ids = [each.id for each in by_hand]
        before = [each.metadata for each in records.many(session, ids, archivist).values()]
        number = imports.begin(session, "items.csv", "Ana")
        why = Why("import", import_id=number)
        save(
            session,
            [entry(id=each.id, **after) for each, (_, after) in zip(by_hand, changes, strict=True)],
            why,
        )
        done = imports.revert(session, number, Why("Ana"))
        assert [each.metadata for each in records.many(session, ids, archivist).values()] == before
        assert done.kept == ()
    catalogue.dispose()
