"""Why a record is not found: each obstacle by name, and nothing of what is closed to whoever asks."""

from datetime import timedelta

import pytest

from archive.catalogue.entry import Entry, Why
from archive.catalogue.writing import publish, save, set_access
from archive.core.clock import today
from archive.core.errors import NotFound
from archive.jobs.followers import catch_up
from archive.metadata.access import Access, Role, State, Viewer
from archive.metadata.loading import load
from archive.search.document import Document

WHY = Why("Ana", "test")
PUBLIC, ROOM, ARCHIVIST = (Viewer(role, today()) for role in Role)
TOMORROW = today() + timedelta(days=1)


def codes(obstacles):
    return [each.code for each in obstacles]


def said(obstacles):
    return [str(each.said) for each in obstacles]


def test_missing_words_are_named_with_how_many_records_have_them(kept):
    account = kept.why(kept.ids.other, "comuna nada -plaza").account

    assert not account.found
    assert said(account.obstacles) == [
        "Not in it: comuna. Records that have it: 1.",
        "Not in it: nada. Records that have it: 1.",
        "This was excluded, and holds for it: plaza",
    ]
    assert codes(account.obstacles) == ["missing", "missing", "excluded"]


@pytest.mark.parametrize(
    ("q", "told"),
    [
        ("title:asamblea", "Not in it under “Title”: asamblea. Records that have it there: 1."),
        ("title:xyzzy", "Nothing that may be searched has this: title:xyzzy"),
        ("has:license", "It does not have this: Licence or rights statement"),
        ("missing:language", "It has this, and should not: Language"),
        ("missing:speaker", "Records of its type never have this: Speaker"),
        ("date:1999", "Its date is not of this time: 1999"),
        ("asamblea OR plaza", "None of these holds for it: asamblea · plaza"),
    ],
)
def test_condition_that_fails_is_told(kept, q, told):
    account = kept.why(kept.ids.text, q).account

    assert not account.found
    assert said(account.obstacles) == [told]


def test_filters_that_leave_it_out_are_told_with_what_it_has(kept):
    chosen = {"type": ("image", "speech"), "genre": ("report",), "creator": ("Nobody",)}
    account = kept.why(kept.ids.text, "comuna", facets=chosen, first="2015", last="2016").account

    assert said(account.obstacles) == [
        "Type: “Image”, “Speech” was asked for; it has “Document”.",
        "Creator or speaker: “Nobody” was asked for; it states none.",
        "Its date, 2012, is not within the time that was asked for.",
    ]
    assert codes(account.obstacles) == ["filter", "filter", "date"]
    assert account.score > 0
    undated = kept.why(kept.ids.other, "plaza", first="2015").account
    assert codes(undated.obstacles) == ["date"]


def test_an_address_that_brings_a_closed_identifier_is_not_told_its_name(kept):
    chosen = {"collection": (kept.ids.series,)}

    assert "Closed series" not in str(said(kept.why(kept.ids.text, "", facets=chosen).account.obstacles))
    told = said(kept.why(kept.ids.text, "", ARCHIVIST, facets=chosen).account.obstacles)
    assert "Closed series" in told[0]


@pytest.mark.parametrize("name", ["draft", "restricted", "embargo", "within", "gone", "series"])
@pytest.mark.parametrize("viewer", [PUBLIC, ROOM], ids=["public", "room"])
def test_what_is_closed_is_as_unknown_as_what_never_was(kept, name, viewer):
    id = getattr(kept.ids, name)
    with pytest.raises(NotFound) as closed:
        kept.why(id, "comuna", viewer)
    with pytest.raises(NotFound) as unknown:
        kept.why("bcdfghjk0", "comuna", viewer)

    assert type(closed.value) is type(unknown.value) is NotFound
    assert str(closed.value).replace(id, "") == str(unknown.value).replace("bcdfghjk0", "")


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("draft", "draft", "nobody has published it"),
        ("restricted", "restricted", "It is restricted."),
        ("embargo", "embargo", f"until {TOMORROW.isoformat()}"),
        ("within", "collection", "It stands in “Closed series”. It is restricted."),
        ("gone", "withdrawn", "It was withdrawn."),
    ],
)
def test_archivists_find_it_and_are_told_why_the_public_does_not(kept, name, code, words):
    found = kept.why(getattr(kept.ids, name), "comuna", ARCHIVIST)

    assert found.account.found
    (verdict,) = found.verdicts
    assert (verdict.roles, verdict.found) == ((Role.PUBLIC, Role.READING_ROOM), False)
    assert codes(verdict.obstacles) == [code]
    assert words in str(verdict.obstacles[0].said)


def test_archivists_are_told_that_the_reading_room_finds_what_the_public_does_not(kept):
    public, room = kept.why(kept.ids.room, "quince", ARCHIVIST).verdicts

    assert (public.found, room.found) == (False, True)
    assert codes(public.obstacles) == ["missing", "reading_room"]


def test_nobody_else_is_told_what_others_find(kept):
    for viewer in (PUBLIC, ROOM):
        assert kept.why(kept.ids.text, "comuna", viewer).verdicts == ()


def test_text_that_cannot_be_searched_is_told_where_a_word_is_missing(kept):
    def obstacles(id, q, viewer=PUBLIC):
        return codes(kept.why(id, q, viewer).account.obstacles)

    assert obstacles(kept.ids.room, "quince") == ["missing", "reading_room"]
    assert obstacles(kept.ids.room, "plum", ROOM) == ["missing"]
    assert obstacles(kept.ids.pages, "quince") == ["missing", "unread"]
    assert obstacles(kept.ids.empty, "comuna") == ["missing", "no_text"]
    assert obstacles(kept.ids.pages, "title:comuna") == ["missing"]
    assert obstacles(kept.ids.text, "quince") == ["missing"]
    unread = kept.why(kept.ids.pages, "quince").account.obstacles[-1]
    assert str(unread.said) == "a.txt: No page has a text layer: the pages are images."


def test_counts_in_obstacles_are_of_what_the_viewer_may_see(kept):
    def records(viewer):
        (asked,) = kept.why(kept.ids.other, "comuna", viewer).account.asked
        return asked.reason.records

    assert records(PUBLIC) < records(ARCHIVIST)


def test_what_is_not_in_the_index_yet_is_told_with_how_far_that_is_behind(fresh):
    fresh.keep(title="Other")
    catch_up(fresh.archive)
    id = fresh.keep(title="Comuna")
    staff, public = (fresh.why(id, "comuna", viewer).account for viewer in (ARCHIVIST, PUBLIC))

    (obstacle,) = staff.obstacles
    assert obstacle.code == "not_indexed"
    assert str(obstacle.said) == "It is not in the index yet. Changes that the index has yet to see: 1."
    assert str(obstacle.remedy) == "Run: archive follow"
    assert [(each.code, each.remedy) for each in public.obstacles] == [("not_indexed", None)]
    catch_up(fresh.archive)
    assert fresh.why(id, "comuna").account.found


def test_while_the_index_is_rebuilt_titles_alone_are_told_of(fresh):
    id = fresh.keep(title="Comuna", text=("Una plaza",))

    by_title, by_text = (fresh.why(id, q, ARCHIVIST) for q in ("comuna", "plaza"))
    assert fresh.search("comuna").results[0].record.id == id
    assert (by_title.account.found, by_text.account.found) == (True, False)
    assert "being rebuilt" in str(by_text.account.notices[0])
    (obstacle,) = by_text.account.obstacles
    assert (obstacle.code, str(obstacle.remedy)) == ("building", "Run: archive follow")
    assert by_text.index.behind == 1


def test_what_the_index_has_yet_to_see_is_open_is_told(fresh):
    id = fresh.keep(title="Comuna", embargo_until=today())
    yesterday = Document(id=id, seen_by=Role.ARCHIVIST, texts={"title": ("Comuna",)}, title="comuna")
    fresh.archive.search.apply([yesterday], [], 1, today().toordinal() - 1)

    assert codes(fresh.why(id, "comuna").account.obstacles) == ["opened"]
    catch_up(fresh.archive)
    assert fresh.why(id, "comuna").account.found


def test_what_waits_for_the_index_is_told(fresh):
    item = fresh.keep(title="Comuna", state=State.DRAFT)
    other = fresh.keep(title="Other")
    catch_up(fresh.archive)
    fresh.change(set_access, [other], Access.RESTRICTED, None)
    fresh.change(publish, [item])

    assert fresh.search("comuna").total == 0
    assert codes(fresh.why(item, "comuna").account.obstacles) == ["waiting"]


def test_what_an_index_lacks_though_it_has_seen_it_is_to_be_built_anew(fresh):
    id = fresh.keep(title="Comuna")
    catch_up(fresh.archive)
    index = fresh.archive.search
    index.apply([], [id], index.revision(), index.day())

    (obstacle,) = fresh.why(id, "comuna", ARCHIVIST).account.obstacles
    assert obstacle.code == "lacking"
    assert str(obstacle.remedy) == "Run: archive follow search --rebuild"


def test_change_that_the_index_has_yet_to_see_is_told(fresh):
    id = fresh.keep(title="Commune")
    catch_up(fresh.archive)
    with fresh.archive.catalogue.write() as session:
        save(session, [Entry(id=id, type="document", metadata=load("document", {"title": "Quince"}).metadata,
                             state=State.PUBLISHED)], WHY)  # fmt: skip

    account = fresh.why(id, "quince", ARCHIVIST).account
    assert codes(account.obstacles) == ["outdated", "missing"]


def test_draft_in_a_draft_collection_made_by_the_way_is_told_of_itself_alone(fresh):
    series = fresh.keep("collection", title="Made by the way", state=State.DRAFT, by_the_way=True)
    draft = fresh.keep(title="Comuna", state=State.DRAFT, collection=series)
    shelf = fresh.keep("collection", title="A shelf", state=State.DRAFT)
    shelved = fresh.keep(title="Comuna", collection=shelf)
    name = fresh.keep("person", title="Comuna", state=State.DRAFT)
    catch_up(fresh.archive)

    def reasons(id):
        return [each.code for each in fresh.why(id, "comuna", ARCHIVIST).verdicts[0].obstacles]

    assert (reasons(draft), reasons(shelved), reasons(name)) == (["draft"], ["collection"], ["draft"])
