"""While the index is being rebuilt, it is said so, and titles and names still answer, for each viewer."""

import shutil

import pytest

from archive.jobs import followers
from archive.jobs.followers import catch_up
from archive.metadata.access import Access, State, Viewer
from archive.search.searching import Question
from archive.search.values import Enquiry, values


@pytest.fixture
def rebuilding(archive, tmp_path):
    """Take the index away, as somebody does by hand."""

    def rebuilding() -> None:
        shutil.rmtree(tmp_path / "index", ignore_errors=True)

    return rebuilding


def said(results) -> str:
    return " ".join(map(str, results.notices))


def test_titles_answer_until_the_index_is_level_with_the_catalogue(archive, keep, entry, find, rebuilding):
    keep(entry("Golpe de Timón", "comuna o nada"), entry("Por ahora", "los objetivos"))
    catch_up(archive)
    assert find("golpe").building is None
    rebuilding()

    found = find("golpe timon")
    assert [result.record.title for result in found.results] == ["Golpe de Timón"]
    assert "being rebuilt: 0 of 3 changes" in said(found)
    assert found.facets == ()
    assert find("comuna").total == 0

    catch_up(archive)
    assert find("comuna").total == 1
    assert said(find("golpe")) == ""


def test_part_of_an_index_answers_nothing(archive, keep, entry, find, rebuilding, monkeypatch):
    keep(entry("First", "comuna"))
    keep(entry("Second", "comuna"))
    monkeypatch.setattr(followers, "BATCH", 1)
    reached = []

    def look(name: str, revision: int, last: int) -> None:
        reached.append((revision, find("comuna").total, find("second").total, said(find("second"))))

    catch_up(archive, on_progress=look)

    first, *_, last = reached
    assert first[1:3] == (0, 1)
    assert f"{first[0]} of 3 changes" in first[3]
    assert last == (3, 2, 1, "")


@pytest.mark.parametrize(
    ("q", "found"),
    [
        pytest.param("tim", ["Golpe de Timón"], id="beginning of a word"),
        pytest.param("GOLPE", ["Golpe de Timón", "Otro golpe"], id="beginning of a title comes first"),
        pytest.param("golpe -otro", ["Golpe de Timón", "Otro golpe"], id="what is excluded is not looked at"),
        pytest.param('"golpe de timón"', ["Golpe de Timón"], id="phrase"),
        pytest.param("title:timon", ["Golpe de Timón"], id="field"),
        pytest.param("timo*", ["Golpe de Timón"], id="pattern"),
        pytest.param("chavez hugo", ["Hugo Chávez"], id="name in any order"),
        pytest.param("comandante", ["Hugo Chávez"], id="other name of an authority"),
        pytest.param("speaker:chavez", [], id="another field"),
        pytest.param("date:1992", [], id="no words"),
        pytest.param("100%", [], id="a sign that means something in SQL"),
        pytest.param("olpe", [], id="middle of a word"),
    ],
)
def test_words_are_looked_for_at_the_beginnings_of_words(archive, keep, entry, find, q, found):
    keep(
        entry("Otro golpe", "w"),
        entry("Golpe de Timón", "w"),
        entry("Hugo Chávez", type="person", alternative="El Comandante"),
    )
    assert [result.record.title for result in find(q).results] == found


def test_nothing_asked_lists_records_by_title_page_by_page(archive, keep, entry, find):
    keep(*(entry(f"Speech {number}", "w") for number in range(5)))
    second = find("", size=2, page=2, facets={"type": ("speech",)})
    assert [result.record.title for result in second.results] == ["Speech 2", "Speech 3"]
    assert (second.total, second.pages, second.exact) == (5, 3, True)


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param({"state": State.DRAFT}, id="draft"),
        pytest.param({"access": Access.RESTRICTED}, id="restricted"),
    ],
)
def test_closed_titles_are_found_by_archivists_alone(archive, keep, entry, find, hidden):
    keep(entry("Hidden xyzzy", "w", speaker="Ada Xyzzy", **hidden))
    found = find("xyzzy")
    assert (found.total, found.results) == (0, ())
    assert "yzzy" not in repr((found.facets, found.notices))
    assert find("xyzzy", Viewer.archivist()).total == 2


def test_type_and_collection_still_narrow_and_other_filters_are_said_to_be_left_out(
    archive, keep, entry, find
):
    fonds = entry("Fonds", type="collection")
    series = entry("Series", type="collection", collection=fonds.id)
    keep(fonds)
    keep(series)
    keep(entry("Known speech", "w", collection=series.id), entry("Known document", "w", type="document"))

    inside = find("known", facets={"collection": (fonds.id,)})
    assert [result.record.title for result in inside.results] == ["Known speech"]
    documents = find("known", facets={"type": ("document",)})
    assert [result.record.title for result in documents.results] == ["Known document"]
    assert "left out" not in said(documents)
    assert "left out" in said(find("known", facets={"language": ("es",)}))
    assert "left out" in said(find("known", first="1992"))


def test_values_of_a_facet_are_not_counted_meanwhile(archive, keep, entry, rebuilding):
    keep(entry("One", "comuna"))
    enquiry = Enquiry(question=Question(), facet="creator", find="chav")
    found = values(archive.catalogue, archive.search, enquiry, Viewer.public())
    assert (found.facet.values, found.more) == ((), False)
    catch_up(archive)
    found = values(archive.catalogue, archive.search, enquiry, Viewer.public())
    assert len(found.facet.values) == 1
