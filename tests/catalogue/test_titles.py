"""Titles are kept between questions, and never shown of another time or to somebody else."""

from archive.catalogue import titles
from archive.catalogue.changes import last_revision
from archive.catalogue.titles import KeptTitles, titles_for
from archive.catalogue.writing import save
from archive.metadata.access import Role

PUBLIC = (1, Role.PUBLIC, "en")


def looked_up(kept, state, ids):
    """Ask, and return what had to be looked up."""
    asked = []

    def look_up(missing):
        asked.extend(missing)
        return {id: f"{id} of {state}" for id in missing}

    assert kept.find(state, ids, look_up) == {id: f"{id} of {state}" for id in ids}
    return sorted(asked)


def test_a_title_is_looked_up_once():
    kept = KeptTitles()
    assert looked_up(kept, PUBLIC, ["a", "b"]) == ["a", "b"]
    assert looked_up(kept, PUBLIC, ["a", "b", "c"]) == ["c"]


def test_another_revision_role_or_language_is_asked_for_anew():
    kept = KeptTitles()
    looked_up(kept, PUBLIC, ["a"])
    for state in ((2, Role.PUBLIC, "en"), (1, Role.ARCHIVIST, "en"), (1, Role.PUBLIC, "es")):
        assert looked_up(kept, state, ["a"]) == ["a"]


def test_no_more_are_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(titles, "MOST", 10)
    kept = KeptTitles()
    for revision in range(20):
        for number in range(25):
            looked_up(kept, (revision, Role.PUBLIC, "en"), [str(number)])
    looked_up(kept, PUBLIC, [str(number) for number in range(25)])
    assert len(kept) <= titles.MOST * titles.STATES


def test_a_changed_title_is_seen_at_once(catalogue, put, entry):
    person = entry("person", title="Before", **{"title:es": "Antes"})
    put(person)
    with catalogue.read() as session:
        assert titles_for(session, [person.id, "1998"], Role.PUBLIC, "es") == {person.id: "Antes"}
        put(entry("person", id=person.id, title="After"))
        assert titles_for(session, [person.id], Role.PUBLIC, "es") == {person.id: "Antes"}  # its own moment
    with catalogue.read() as session:
        assert titles_for(session, [person.id], Role.PUBLIC, "es") == {person.id: "After"}


def test_what_a_writer_takes_back_is_not_kept(catalogue, put, entry, why):
    person = entry("person", title="Before")
    put(person)
    try:
        with catalogue.write() as session:
            titles_for(session, [person.id], Role.PUBLIC, "en")
            put_in = entry("person", id=person.id, title="Never said")
            from_here = last_revision(session)
            save(session, [put_in], why)
            assert last_revision(session) > from_here
            assert titles_for(session, [person.id], Role.PUBLIC, "en") == {person.id: "Never said"}
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    put(entry("person", title="Another"))  # takes the revision that was given back
    with catalogue.read() as session:
        assert titles_for(session, [person.id], Role.PUBLIC, "en") == {person.id: "Before"}
