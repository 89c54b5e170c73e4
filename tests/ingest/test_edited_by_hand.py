"""What somebody has edited by hand since, when its source is taken in again."""

import pytest

from archive.catalogue import imports
from archive.catalogue.altering import alter
from archive.catalogue.entry import Why
from archive.catalogue.writing import set_access, withdraw
from archive.ingest.summary import Severity
from archive.metadata.access import Access, State

SHEET = "id,title,note\nA,One,first\nB,Two,second\n"


@pytest.fixture
def by_hand(parts, records):
    """Set a field of the record of some title, as Ana would."""

    def by_hand(of, /, **fields):
        (id,) = [each.id for each in records() if each.title == of]
        with parts.catalogue.write() as session:
            alter(session, {id: fields}, "changed", Why("ana"))
        return id

    return by_hand


@pytest.fixture
def revert(parts):
    def revert(number):
        with parts.catalogue.write() as session:
            return imports.revert(session, number, Why("ana"))

    return revert


@pytest.fixture
def titles(records):
    return lambda: sorted(each.title for each in records())


def test_it_stays_and_is_named_with_who_and_when(take, sheet, by_hand, titles, heard):
    take(sheet(SHEET), type="document")
    by_hand("One", title="One, corrected")
    summary = take(sheet(SHEET.replace("One", "Uno").replace("first", "changed")), type="document")
    assert titles() == ["One, corrected", "Two"]
    assert (summary.changed, summary.kept) == (1, 1)
    (told,) = heard.lines(Severity.KEPT)
    assert told.startswith('items.csv, row 2, "title": edited by ana on 20')
    assert told.endswith("“One, corrected”, not “Uno”. --overwrite takes what the source says.")
    (notice,) = [each for each in heard.notices if each.severity is Severity.KEPT]
    assert (notice.before, notice.after) == ("One, corrected", "Uno")


def test_a_row_that_says_the_same_as_the_edit_is_not_told(take, sheet, by_hand, heard):
    take(sheet(SHEET), type="document")
    by_hand("One", title="Uno")
    summary = take(sheet(SHEET.replace("One", "Uno")), type="document")
    assert (summary.unchanged, summary.kept) == (2, 0)
    assert heard.lines(Severity.KEPT) == []


def test_a_row_that_is_as_before_touches_nothing(take, sheet, by_hand, titles):
    take(sheet(SHEET), type="document")
    by_hand("One", title="Mine")
    assert take(sheet(SHEET), type="document").unchanged == 2
    assert titles() == ["Mine", "Two"]


def test_overwrite_takes_what_the_source_says_also_where_the_source_is_as_before(
    take, sheet, by_hand, titles
):
    take(sheet(SHEET), type="document")
    by_hand("One", title="Mine")
    summary = take(sheet(SHEET), type="document", overwrite=True)
    assert titles() == ["One", "Two"]
    assert (summary.changed, summary.unchanged, summary.kept) == (1, 1, 0)


def test_what_was_overwritten_is_no_longer_held_to_be_edited(take, sheet, by_hand, titles):
    take(sheet(SHEET), type="document")
    by_hand("One", title="Mine")
    take(sheet(SHEET), type="document", overwrite=True)
    assert take(sheet(SHEET.replace("One", "Uno")), type="document").kept == 0
    assert titles() == ["Two", "Uno"]


def test_overwriting_can_be_taken_back_and_the_edit_is_respected_again(take, sheet, by_hand, titles, revert):
    take(sheet(SHEET), type="document")
    by_hand("One", title="Mine")
    overwriting = take(sheet(SHEET), type="document", overwrite=True)
    done = revert(overwriting.import_id)
    assert (done.restored, done.withdrawn, done.kept) == (1, 0, ())
    assert titles() == ["Mine", "Two"]
    summary = take(sheet(SHEET.replace("One", "Uno")), type="document")
    assert (titles(), summary.kept) == (["Mine", "Two"], 1)


def test_an_edit_after_overwriting_survives_the_revert_and_is_named(take, sheet, by_hand, titles, revert):
    take(sheet(SHEET), type="document")
    by_hand("One", title="Mine")
    overwriting = take(sheet(SHEET), type="document", overwrite=True)
    by_hand("One", title="Mine again")
    done = revert(overwriting.import_id)
    assert titles() == ["Mine again", "Two"]
    assert [(kept.title, kept.fields) for kept in done.kept] == [("Mine again", ("title",))]


def test_no_import_decides_anew_who_may_see_a_record(take, sheet, records, parts, heard):
    take(sheet(SHEET), type="document", publish=True)
    one, two = sorted(records(), key=lambda each: each.title)
    with parts.catalogue.write() as session:
        withdraw(session, [one.id], Why("ana"))
        set_access(session, [two.id], Access.RESTRICTED, None, Why("ana"))
    changed = SHEET.replace("first", "1").replace("second", "2")
    summary = take(sheet(changed), type="document", publish=True, overwrite=True)
    assert (summary.changed, summary.kept) == (2, 2)
    one, two = sorted(records(), key=lambda each: each.title)
    assert (one.state, two.access) == (State.WITHDRAWN, Access.RESTRICTED)
    for said in heard.lines(Severity.KEPT):
        assert said.endswith("Who may see it is never changed by an import.")


def test_a_publication_by_hand_stays_without_a_word(take, sheet, records, parts):
    take(sheet(SHEET), type="document")
    with parts.catalogue.write() as session:
        alter(session, {each.id: {"@state": "published"} for each in records()}, "published", Why("ana"))
    assert take(sheet(SHEET.replace("first", "1")), type="document").kept == 0
    assert {each.state for each in records()} == {State.PUBLISHED}


def test_two_imports_of_one_source_are_taken_back_in_either_order(take, sheet, records, revert, titles):
    first = take(sheet(SHEET), type="document")
    second = take(sheet(SHEET.replace("One", "Uno")), type="document")
    revert(second.import_id)
    assert titles() == ["One", "Two"]
    third = take(sheet(SHEET.replace("One", "Eins")), type="document")
    assert (third.new, third.changed, third.unchanged) == (0, 1, 1)
    revert(first.import_id)
    assert {each.state for each in records()} == {State.WITHDRAWN}
    revert(third.import_id)
    assert titles() == ["One", "Two"]
    assert {each.state for each in records()} == {State.WITHDRAWN}
    again = take(sheet(SHEET), type="document")
    assert (again.refused, titles()) == (0, ["One", "Two"])
    assert {each.state for each in records()} == {State.DRAFT}


def test_an_edit_of_a_record_that_the_import_made_is_named_when_it_goes(
    take, sheet, by_hand, revert, records
):
    first = take(sheet(SHEET), type="document")
    by_hand("One", title="Mine")
    done = revert(first.import_id)
    assert (done.withdrawn, [(kept.title, kept.fields) for kept in done.kept]) == (2, [("Mine", ("title",))])
    again = take(sheet(SHEET), type="document")
    assert again.kept == 1
    assert {each.title: each.state for each in records()} == {"Mine": State.DRAFT, "Two": State.DRAFT}
