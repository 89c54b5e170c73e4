"""*More like this*: by the words of what the reader may read, for that reader."""

from types import SimpleNamespace

import pytest

from archive.assembly import open_archive
from archive.jobs.followers import catch_up
from archive.metadata.access import Role, Viewer
from archive.search.similar import similar
from archive.settings import Settings
from archive.text.passages import Passage
from archive.web.app import create_app

WORDS = (
    "The barefoot vicuña of the altiplano grazes quietly; vicuñas graze on the altiplano, says the shepherd."
)


@pytest.fixture(scope="module")
def herd(tmp_path_factory, builder_type):
    """Some texts of the same things, and many of others."""
    folder = tmp_path_factory.mktemp("similar")
    opened = open_archive(
        Settings(DATA_DIR=folder / "data", BASE_URL="https://archive.example.org",
                 READING_ROOM_NETWORKS=("192.0.2.0/24",))
    )  # fmt: skip
    build = builder_type(opened, folder)

    def tells(title, text, access="public"):
        passages = (Passage(number=1, text=text),)
        file = build.file(f"{title}.txt")
        return build.add("document", {"title": title}, files=[file], passages=passages, access=access)

    ids = SimpleNamespace(
        first=tells("First", WORDS),
        like=tells("Second", "A vicuña stood on the altiplano with a shepherd."),
        less=tells("Third", "No shepherd came to market."),
        room=tells("Letters", "The vicuña, the altiplano, quetzal and the jaguar.", access="reading_room"),
        hidden=tells("Closed", WORDS + " quetzal jaguar", access="restricted"),
        plain=build.add("image", {"title": "Portrait of a shepherd", "subject": ["Altiplano"]}),
        alone=build.add("image", {"title": "1992"}),
        collection=build.add("collection", {"title": "Altiplano papers of a shepherd"}),
    )
    for number in range(12):
        tells(f"Other {number}", f"The market of the town and the harbour, number {number}.")
    catch_up(opened)
    yield SimpleNamespace(archive=opened, ids=ids, client=create_app(opened).test_client())
    opened.close()


@pytest.fixture
def like(herd):
    def like(id, viewer=None):
        return similar(herd.archive.catalogue, herd.archive.search, id, viewer or Viewer.public())

    return like


def test_what_shares_the_rarest_words_comes_first_and_the_item_itself_is_left_out(like, herd):
    found = like(herd.ids.first)
    assert [each.record.id for each in found.results][:2] == [herd.ids.like, herd.ids.plain]
    assert herd.ids.first not in [each.record.id for each in found.results]
    assert herd.ids.collection not in [each.record.id for each in found.results]
    assert set(found.results[0].shared) == {"vicuña", "altiplano", "shepherd"}
    assert not {"the", "of", "on"} & set(found.words)


def test_forms_of_one_word_are_one_word(like, herd):
    words = like(herd.ids.first).words
    assert len([word for word in words if word.startswith("vicuña")]) == 1


def test_an_item_without_text_is_compared_by_its_title_and_subjects(like, herd):
    found = like(herd.ids.plain)
    assert not found.by_text
    assert set(found.words) == {"shepherd", "altiplano"}
    assert [each.record.id for each in found.results][:2] == [herd.ids.like, herd.ids.first]


def test_words_and_items_of_what_is_closed_are_used_for_nobody_else(like, herd):
    room, archivist = Viewer(Role.READING_ROOM, Viewer.public().on), Viewer.archivist()
    seen = {viewer.role: {each.record.id for each in like(herd.ids.first, viewer).results}
            for viewer in (Viewer.public(), room, archivist)}  # fmt: skip
    assert herd.ids.hidden not in seen[Role.PUBLIC] | seen[Role.READING_ROOM]
    assert herd.ids.hidden in seen[Role.ARCHIVIST]
    public, staff = like(herd.ids.room), like(herd.ids.room, archivist)
    assert (public.by_text, public.results) == (False, ())
    assert staff.by_text
    assert "quetzal" in staff.words
    for_public = [each for each in like(herd.ids.first).results if each.record.id == herd.ids.room]
    assert for_public == []


def test_a_word_that_only_closed_texts_share_is_not_looked_for(like, herd):
    room = Viewer(Role.READING_ROOM, Viewer.public().on)
    assert "quetzal" not in like(herd.ids.room, room).words
    assert "quetzal" in like(herd.ids.room, Viewer.archivist()).words


def test_the_page_shows_what_is_shared_and_leads_to_the_marked_text(herd):
    page = herd.client.get(f"/items/{herd.ids.first}/similar").text
    assert "Found by the words that are most this text’s own:" in page
    assert "Shared words:" in page
    assert f'href="/items/{herd.ids.like}?q=' in page
    assert 'content="noindex, nofollow"' in page
    assert "Closed" not in page
    spanish = herd.client.get(f"/items/{herd.ids.first}/similar?lang=es").text
    assert "Más como este" in spanish


def test_the_item_leads_to_it(herd):
    page = herd.client.get(f"/items/{herd.ids.first}?lang=en").text
    assert f'<a href="/items/{herd.ids.first}/similar" rel="nofollow">More like this</a>' in page
    assert "/similar" not in herd.client.get(f"/collections/{herd.ids.collection}").text


def test_an_item_with_no_words_to_go_by_says_so(herd):
    page = herd.client.get(f"/items/{herd.ids.alone}/similar?lang=en")
    assert page.status_code == 200
    assert "There are no words here by which others could be found." in page.text


def test_what_a_reader_may_not_see_answers_as_its_page_does(herd):
    for id in (herd.ids.hidden, "bcdfghjkm", herd.ids.collection):
        assert herd.client.get(f"/items/{id}/similar").status_code == 404
