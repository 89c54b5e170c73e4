"""From the catalogue to an answer: what is found, shown and counted, and for whom."""

from dataclasses import replace
from datetime import timedelta

import pytest

from archive.catalogue.entry import Why
from archive.catalogue.writing import set_access, withdraw
from archive.core.clock import today
from archive.jobs.followers import catch_up
from archive.metadata.access import Access, Role, State, Viewer
from archive.search.document import Document
from archive.search.freshness import FEW

PUBLIC = Viewer.public()
READING_ROOM = Viewer(Role.READING_ROOM, PUBLIC.on)
ARCHIVIST = Viewer.archivist()
WHY = Why("test")


def told(results) -> str:
    """Everything an answer says, as one text."""
    return repr((results.results, results.facets, results.notices))


def test_result_has_its_record_and_the_passages_that_show_it(archive, keep, entry, find):
    keep(entry("Golpe de Timón", "Greetings.", "Dijo: ¡comuna o nada!", "The end.", language="es"))
    catch_up(archive)

    (result,) = find('"comuna o nada"').results

    assert result.record.title == "Golpe de Timón"
    (snippet,) = result.snippets
    assert snippet.number == 2
    assert snippet.file_id == result.record.files[0].id
    assert [part.text for part in snippet.parts if part.marked] == ["comuna o nada"]


def test_description_is_shown_where_no_text_matches(archive, keep, entry, find):
    keep(entry("Golpe de Timón", "Nothing here.", description="On the communal state."))
    catch_up(archive)

    (result,) = find("communal").results

    assert result.snippets[0].number == 0
    assert [part.text for part in result.snippets[0].parts if part.marked] == ["communal"]


def test_other_names_of_a_linked_authority_find_the_record(archive, keep, entry, titles):
    keep(entry("Hugo Chávez", type="person", alternative="El Comandante"), entry("A speech", "text"))
    catch_up(archive)

    assert titles("comandante") == ["Hugo Chávez", "A speech"]
    assert titles("speaker:comandante") == ["A speech"]


def test_changed_name_of_an_authority_reaches_the_records(archive, keep, entry, titles):
    person = entry("Hugo Chávez", type="person")
    keep(person, entry("A speech", "text"))
    catch_up(archive)
    keep(entry("Hugo Rafael Chávez Frías", type="person", id=person.id))
    catch_up(archive)

    assert titles("speaker:frias") == ["A speech"]


def test_facets_name_and_count(archive, keep, entry, find):
    keep(
        entry("One", "w", subject=["Communes", "Law"], delivered="1998-02-01", language="es"),
        entry("Two", "w", subject="Communes", delivered="1999", language="en", spatial="Caracas"),
    )
    catch_up(archive)

    facets = {facet.name: facet for facet in find("w").facets}

    assert [(each.label, each.count) for each in facets["subject"].values] == [("Communes", 2), ("Law", 1)]
    assert [(each.label, each.count) for each in facets["creator"].values] == [("Hugo Chávez", 2)]
    assert [(each.value, each.count) for each in facets["year"].values] == [("1998", 1), ("1999", 1)]
    assert sorted(each.label for each in facets["language"].values) == ["English", "Spanish"]
    assert [each.label for each in facets["place"].values] == ["Caracas"]


def test_chosen_value_stays_in_sight(archive, keep, entry, find):
    keep(entry("One", "w"))
    catch_up(archive)

    facets = {facet.name: facet for facet in find("w", facets={"year": ("1950",)}).facets}

    assert [(each.value, each.count, each.selected) for each in facets["year"].values] == [("1950", 0, True)]


def test_collection_facet_includes_what_stands_deeper(archive, keep, entry, find):
    fonds = entry("Fonds", type="collection")
    series = entry("Series", type="collection", collection=fonds.id)
    keep(fonds)
    keep(series)
    keep(entry("Deep", "w", collection=series.id), entry("Elsewhere", "w"))
    catch_up(archive)

    found = find("w", facets={"collection": (fonds.id,)})

    assert [result.record.title for result in found.results] == ["Deep"]


def test_dates_narrow_whatever_their_form(archive, keep, entry, titles):
    keep(entry("Early", "w", delivered="1992-02-04"), entry("Late", "w", delivered="2012"))
    catch_up(archive)

    assert titles("w", first="2000") == ["Late"]
    assert titles("w", last="marzo de 1992") == ["Early"]


def test_date_that_is_none_is_left_out_and_said(archive, keep, entry, find):
    keep(entry("One", "w"))
    catch_up(archive)

    found = find("w", first="yesteryear")

    assert found.total == 1
    assert "yesteryear" in str(found.notices[0])


def test_some_words_are_better_than_nothing_and_that_is_said(archive, keep, entry, find):
    keep(entry("One", "comuna"), entry("Two", "nada"))
    catch_up(archive)

    found = find("comuna unheardof")

    assert found.relaxed
    assert [result.record.title for result in found.results] == ["One"]
    assert "some" in str(found.notices[0])


def test_what_is_excluded_stays_excluded_when_words_are_missing(archive, keep, entry, find):
    keep(entry("One", "comuna"), entry("Two", "comuna nada"))
    catch_up(archive)

    assert [result.record.title for result in find("comuna unheardof -nada").results] == ["One"]


@pytest.mark.parametrize(
    ("stated", "public", "room"),
    [
        pytest.param({"access": Access.RESTRICTED}, [], [], id="restricted"),
        pytest.param({"state": State.DRAFT}, [], [], id="draft"),
        pytest.param({"embargo_until": today() + timedelta(1)}, [], [], id="embargoed"),
    ],
)
def test_closed_record_shows_nowhere(archive, keep, entry, find, stated, public, room):
    closed = {"subject": "Xyzzy matters", "speaker": "Ada Xyzzy", "delivered": "1901"}
    keep(entry("Xyzzy", "all of xyzzy", **closed, **stated), entry("Open", "a word"))
    catch_up(archive)

    for viewer in (PUBLIC, READING_ROOM):
        everything = find("", viewer)
        assert "yzzy" not in told(everything)
        assert "1901" not in told(everything)
        for query in ("xyzzy", "xyz*", "xyzza~", "-word", '"of xyzzy"', "title:xyzzy", "date:1901"):
            found = find(query, viewer)
            assert "yzzy" not in told(found)
            assert found.total == len(found.results)
    assert find("xyzzy", ARCHIVIST).total >= 1


@pytest.mark.parametrize(
    ("stated", "room"),
    [
        pytest.param({"access": Access.READING_ROOM}, 1, id="record of the reading room"),
        pytest.param({"file_access": Access.READING_ROOM}, 1, id="file of the reading room"),
        pytest.param({"file_access": Access.RESTRICTED}, 0, id="restricted file"),
    ],
)
def test_closed_text_of_an_open_record_is_not_found(archive, keep, entry, find, stated, room):
    keep(entry("Known", "all of xyzzy", **stated))
    catch_up(archive)

    assert find("known", PUBLIC).total == 1
    for query in ("xyzzy", "xyz*", '"of xyzzy"', "has:text"):
        assert find(query, PUBLIC).total == 0
        assert find(query, READING_ROOM).total == room
        assert find(query, ARCHIVIST).total == 1
    assert "yzzy" not in told(find("known xyzzy", PUBLIC))


def test_name_of_a_closed_authority_is_found_by_archivists_alone(archive, keep, entry, find):
    keep(entry("Ada Xyzzy", type="person", access=Access.RESTRICTED))
    keep(entry("Known", "text", speaker=["Ada Xyzzy", "Hugo Chávez"]))
    catch_up(archive)

    for query in ("xyzzy", "speaker:xyzzy"):
        assert find(query, PUBLIC).total == 0
    assert "yzzy" not in told(find("known", PUBLIC))
    assert [result.record.title for result in find("xyzzy known", ARCHIVIST).results] == ["Known"]


def test_authority_is_found_once_a_visible_record_names_it(archive, keep, entry, titles):
    hidden = entry("Hidden", "w", speaker="Ada Lovelace", state=State.DRAFT)
    keep(hidden)
    catch_up(archive)
    assert titles("lovelace") == []

    keep(entry("Shown", "w", speaker="Ada Lovelace"))
    catch_up(archive)
    assert titles("lovelace") == ["Ada Lovelace", "Shown"]


@pytest.mark.parametrize("close", ["restrict", "withdraw", "restrict the collection"])
def test_closing_takes_effect_before_the_index_follows(archive, keep, entry, find, close):
    fonds = entry("Fonds", type="collection")
    item = entry("Known", "xyzzy", collection=fonds.id)
    keep(fonds)
    keep(item)
    catch_up(archive)
    assert find("xyzzy").total == 1

    with archive.catalogue.write() as session:
        if close == "withdraw":
            withdraw(session, [item.id], WHY)
        else:
            closed = item.id if close == "restrict" else fonds.id
            set_access(session, [closed], Access.RESTRICTED, None, WHY)

    for _ in range(2):  # before the index has followed, and after
        found = find("xyzzy")
        assert (found.total, found.results) == (0, ())
        catch_up(archive)


def test_closing_a_collection_among_many_changes_closes_what_stands_in_it(archive, keep, entry, find):
    fonds, others = entry("Fonds", type="collection"), [entry(f"Other {n}", "w") for n in range(FEW)]
    keep(fonds, *others)
    keep(entry("Known", "xyzzy", collection=fonds.id))
    catch_up(archive)
    with archive.catalogue.write() as session:
        set_access(session, [fonds.id, *(each.id for each in others)], Access.RESTRICTED, None, WHY)

    found = find("xyzzy")
    assert (found.total, found.results, found.suggestion) == (0, (), None)


def test_end_of_an_embargo_is_found_without_any_change(archive, keep, entry, find):
    record = entry("Known", "xyzzy", embargo_until=today())
    keep(record)
    catch_up(archive)
    # As the index was yesterday, when nobody but archivists might see the record.
    yesterday = today().toordinal() - 1
    archive.search.apply(
        [Document(id=record.id, seen_by=Role.ARCHIVIST, texts={})], [], archive.search.revision(), yesterday
    )
    assert find("xyzzy").total == 0

    catch_up(archive)

    assert find("xyzzy").total == 1


def test_renamed_authority_hides_nothing_while_the_index_follows(archive, keep, entry, titles):
    person = entry("Hugo Chávez", type="person")
    keep(person, entry("A speech", "comuna"))
    catch_up(archive)
    keep(entry("Hugo Rafael Chávez Frías", type="person", id=person.id))

    assert titles("comuna") == ["A speech"]


def test_text_closed_by_hand_is_not_found_before_the_index_follows(archive, keep, entry, find):
    open_text = entry("Known", "xyzzy")
    keep(open_text)
    catch_up(archive)
    (held,) = open_text.files
    closed = replace(held, facts=replace(held.facts, access=Access.RESTRICTED))
    keep(replace(open_text, files=(closed,)))

    assert find("xyzzy").total == 0
