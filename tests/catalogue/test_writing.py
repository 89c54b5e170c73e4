"""Saving records: what is new, what changed, what an import may not undo."""

from dataclasses import replace
from datetime import UTC, date

import pytest

from archive.catalogue import records
from archive.catalogue.changes import history, last_revision, since
from archive.catalogue.entry import Why
from archive.catalogue.imports import begin, reserve
from archive.catalogue.writing import publish, set_access
from archive.core.errors import Invalid, NotFound
from archive.core.identifiers import mint
from archive.metadata.access import Access, State
from archive.metadata.record import Value


@pytest.fixture
def get(catalogue, archivist):
    def got(id):
        with catalogue.read() as session:
            return records.get(session, id, archivist)

    return got


@pytest.fixture
def import_why(catalogue):
    with catalogue.write() as session:
        return Why("import", "items.csv", begin(session, "items.csv", "Ana"))


def test_a_record_comes_back_as_it_was_saved(put, get, entry, file):
    given = entry(
        "speech",
        title=["Por ahora", {"value": "For now", "language": "en"}],
        speaker="Hugo Chávez",
        delivered="1992-02-04",
        access=Access.READING_ROOM,
        embargo_until=date(2050, 1, 1),
        files=(
            file("speech.txt", "Compañeros:", "por ahora", language="es", technical={"encoding": "utf-8"}),
        ),
    )
    [saved] = put(given)
    found = get(given.id)
    assert (saved.action, saved.revision) == ("new", found.revision)
    assert found.title == "Por ahora"
    assert found.metadata["title"][1] == Value("For now", language="en")
    assert (found.access, found.embargo_until) == (Access.READING_ROOM, date(2050, 1, 1))
    assert found.earliest == found.latest == date(1992, 2, 4).toordinal()
    assert [facts for facts in found.files] == [given.files[0].facts]
    assert found.created.tzinfo is UTC


def test_saving_the_same_again_writes_nothing(catalogue, put, entry, file):
    given = entry(creator="Rosa Luna", files=(file("a.txt", "one"),))
    put(given)
    again = replace(
        given, files=tuple(replace(each, facts=replace(each.facts, id="f000000")) for each in given.files)
    )
    with catalogue.read() as session:
        before = last_revision(session)
    assert [saved.action for saved in put(again)] == ["unchanged"]
    with catalogue.read() as session:
        assert last_revision(session) == before


def test_the_log_keeps_what_changed_and_nothing_else(catalogue, put, entry, archivist):
    given = entry(title="Old", description="stays")
    put(given)
    put(replace(given, metadata={**given.metadata, "title": (Value("New"),)}))
    with catalogue.read() as session:
        change, first = history(session, given.id, archivist)
    assert (change.before, change.after, change.actor) == ({"title": "Old"}, {"title": "New"}, "Ana")
    assert (first.action, first.before) == ("new", {})


def test_a_replaced_file_keeps_its_passages_and_the_others_their_names(
    catalogue, put, get, entry, file, archivist
):
    one, two = file("a.txt", "one", "two"), file("b.txt", "three")
    given = entry(files=(one, two))
    put(given)
    longer = file("a.txt", "uno", "dos", "tres")
    put(replace(given, files=(longer, two)))
    found = get(given.id)
    assert [facts.id for facts in found.files] == [longer.facts.id, two.facts.id]
    with catalogue.read() as session:
        texts = records.passages(session, given.id, archivist)
    assert [(each.number, each.text) for each in texts] == [(1, "uno"), (2, "dos"), (3, "tres"), (4, "three")]


def test_a_text_read_better_replaces_the_old_reading_of_the_same_file(catalogue, put, entry, file, archivist):
    given = entry(files=(file("a.pdf", "garb1ed"),))
    put(given)
    better = replace(
        given.files[0], passages=tuple(replace(each, text="garbled") for each in given.files[0].passages)
    )
    assert put(replace(given, files=(better,)))[0].action == "changed"
    with catalogue.read() as session:
        assert [each.text for each in records.passages(session, given.id, archivist)] == ["garbled"]


def test_an_import_does_not_undo_what_was_done_by_hand(catalogue, put, get, entry, why, import_why):
    given = entry(title="From the sheet", description="first", state=State.DRAFT)
    put(given, why=import_why)
    put(replace(given, metadata={**given.metadata, "title": (Value("By hand"),)}))
    with catalogue.write() as session:
        publish(session, [given.id], why)
        set_access(session, [given.id], Access.RESTRICTED, None, why)
    put(replace(given, metadata={**given.metadata, "description": (Value("second"),)}), why=import_why)
    found = get(given.id)
    assert (found.title, found.texts("description")) == ("By hand", ("second",))
    assert (found.state, found.access) == (State.PUBLISHED, Access.RESTRICTED)


def test_an_import_does_not_take_its_own_publication_back(put, get, entry, import_why):
    given = entry()
    put(given, why=import_why)
    put(replace(given, state=State.DRAFT, metadata={"title": (Value("T"),)}), why=import_why)
    assert get(given.id).state is State.PUBLISHED


def test_a_killed_import_finds_its_identifiers_again(catalogue, put, entry):
    with catalogue.write() as session:
        first = reserve(session, "items.csv", ["1", "2"])
    put(entry(id=first["1"].id, source="items.csv", key="1", digest="abc"))
    with catalogue.write() as session:
        again = reserve(session, "items.csv", ["1", "2", "3"])
    assert [again[key].id for key in ("1", "2")] == [first["1"].id, first["2"].id]
    assert (again["1"].digest, again["2"].digest) == ("abc", None)
    assert len({origin.id for origin in again.values()}) == 3


def test_what_cannot_stand_is_refused_in_words(catalogue, put, entry, file, why):
    item = entry()
    put(item)
    for wrong, reason in [
        ([entry(collection=item.id)], "no collection"),
        ([entry(collection="b000000")], "no collection"),
        ([item, item], "twice"),
        ([entry("collection", id=item.id)], "cannot become"),
        ([entry(files=(file("a.txt"), file("a.txt", "x")))], "two files"),
        ([entry(relation={"value": "x", "authority": mint()})], "does not exist"),
    ]:
        with pytest.raises(Invalid, match=reason):
            put(*wrong)
    with pytest.raises(NotFound), catalogue.write() as session:
        publish(session, ["b7k2m9x4t"], why)


def test_a_collection_cannot_stand_in_itself(put, entry):
    outer, inner = entry("collection"), entry("collection")
    put(outer, replace(inner, collection=outer.id))
    for wrong in (replace(outer, collection=inner.id), replace(outer, collection=outer.id)):
        with pytest.raises(Invalid, match="in itself"):
            put(wrong)


def test_every_write_has_a_revision_of_its_own(catalogue, put, entry):
    for _ in range(3):
        put(entry(), entry())
    with catalogue.read() as session:
        assert [change.revision for change in since(session, 2)] == [3, 4, 5, 6]
        assert [change.revision for change in since(session, 2, limit=1)] == [3]
