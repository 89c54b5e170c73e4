"""*Did you mean*: from the archive's own words, for one viewer, and never applied unasked."""

import pytest

from archive.catalogue.entry import Entry, EntryFile, Why
from archive.catalogue.writing import save
from archive.core.identifiers import mint
from archive.jobs.followers import catch_up
from archive.metadata.access import Access, Role, State, Viewer
from archive.metadata.loading import load
from archive.metadata.record import FileFacts
from archive.search.resemblance import slips
from archive.search.searching import Question, search
from archive.text.passages import Passage

WHY = Why("Ana", "test")
PUBLIC = Viewer.public()
READING_ROOM = Viewer(Role.READING_ROOM, PUBLIC.on)
ARCHIVIST = Viewer.archivist()


@pytest.fixture(scope="module")
def keep(archive):
    def keep(type, text="", access=Access.PUBLIC, files=Access.PUBLIC, **stated):
        file = FileFacts(id=mint(), name="t.txt", media_type="text/plain", size=1, access=files,
                         sha512=mint() * 14)  # fmt: skip
        entry = Entry(
            id=mint(),
            type=type,
            metadata=load(type, stated).metadata,
            access=access,
            state=State.PUBLISHED,
            files=(EntryFile(facts=file, passages=(Passage(number=1, text=text),)),) if text else (),
        )
        with archive.catalogue.write() as session:
            save(session, [entry], WHY)

    return keep


@pytest.fixture(scope="module")
def filled(archive, keep):
    for number in range(4):
        keep("document", f"Por ahora, dijo Hugo Chávez, la comuna {number}.", title=f"Chávez {number}",
             date="1992")  # fmt: skip
        keep("speech", "The government of the people: comunalización, democracia.", title=f"Speech {number}",
             date="1863")  # fmt: skip
    keep("person", title="Maduro Moros, Nicolás")
    keep("document", "Nicolás Maduro y Nicolás Moreno.", title="Names")
    keep("document", "chavismo zorroaster", title="Closed", access=Access.RESTRICTED)
    keep("document", "quetzalcoatl", title="Letters", files=Access.READING_ROOM)
    catch_up(archive)


@pytest.fixture
def meant(archive, filled):
    """Ask, and return what else may have been meant."""

    def meant(q, viewer=PUBLIC, **question):
        return search(archive.catalogue, archive.search, Question(q=q, **question), viewer).suggestion

    return meant


@pytest.mark.parametrize(
    ("typed", "meant_by_it"),
    [
        ("Chavs", "chávez"),
        ("hugo chavs", "hugo chávez"),
        ("goverment", "government"),
        ("demokracia", "democracia"),
        ("comunalisacion", "comunalización"),
        ("comuna lización", "comunalización"),
        ("porahora", "por ahora"),
        ("por aora", "por ahora"),
        ("nicolas madruo", "nicolas maduro"),
    ],
)
def test_a_slip_is_put_right_as_the_archive_writes_it(meant, typed, meant_by_it):
    assert meant(typed) == meant_by_it


@pytest.mark.parametrize(
    ("typed", "meant_by_it"),
    [
        ('"por aora"', '"por ahora"'),
        ('"por aora"~2 date:1992', '"por ahora"~2 date:1992'),
        ("title:chavs", "title:chávez"),
        ("Chavs -madruo type:document", "chávez -madruo type:document"),
        ("zzzzz OR goverment", "zzzzz OR government"),
        ("(goverment  OR chavs) NOT zzzzz", "(government  OR chávez) NOT zzzzz"),
        ('"porahora"', '"por ahora"'),
    ],
)
def test_all_else_of_the_query_stays_as_it_was_typed(meant, typed, meant_by_it):
    assert meant(typed) == meant_by_it


@pytest.mark.parametrize(
    "q",
    [
        "",
        "chávez",
        "hugo",
        "zzzzzzzz",
        "19923",
        "ch*vs",
        "-chavs",
        "title:",
        '"',
        "ab",
        "date:chavs",
        "chavs:x",
    ],
)
def test_nothing_is_suggested_where_nothing_is_better(meant, q):
    assert meant(q) is None


def test_a_suggestion_finds_something_under_the_same_filters(meant):
    assert meant("chavs", facets={"type": ("document",)}) == "chávez"
    assert meant("chavs", facets={"type": ("speech",)}) is None
    assert meant("chavs", first="1990") == "chávez"
    assert meant("chavs", last="1900") is None


def test_what_was_typed_is_searched_and_not_the_suggestion(archive, filled):
    found = search(archive.catalogue, archive.search, Question(q="hugo chavs"), PUBLIC)
    assert found.relaxed
    assert found.suggestion == "hugo chávez"
    none = search(archive.catalogue, archive.search, Question(q="chavs"), PUBLIC)
    assert (none.total, none.results) == (0, ())


def test_a_suggestion_can_be_searched_and_finds_more(archive, filled):
    for q in ("chavs", '"por aora" OR zzzzz', "comuna lización"):
        found = search(archive.catalogue, archive.search, Question(q=q), PUBLIC)
        again = search(archive.catalogue, archive.search, Question(q=found.suggestion), PUBLIC)
        assert again.total > (0 if found.relaxed else found.total)
        assert not again.relaxed


@pytest.mark.parametrize(
    ("typed", "viewer", "meant_by_it"),
    [
        ("zoroaster", PUBLIC, None),
        ("zoroaster", READING_ROOM, None),
        ("zoroaster", ARCHIVIST, "zorroaster"),
        ("quetzalcoatle", PUBLIC, None),
        ("quetzalcoatle", READING_ROOM, "quetzalcoatl"),
        ("quetzalcoatle", ARCHIVIST, "quetzalcoatl"),
        ("zorro aster", PUBLIC, None),
        ("zorro aster", ARCHIVIST, "zorroaster"),
    ],
)
def test_words_of_what_is_closed_are_suggested_to_nobody_else(meant, typed, viewer, meant_by_it):
    assert meant(typed, viewer) == meant_by_it


@pytest.mark.parametrize(
    ("heard", "not_heard"), [("chavez", "chaven"), ("havana", "gavana"), ("filosofia", "vilosofia")]
)
def test_slips_that_ears_do_not_hear_are_smaller(heard, not_heard):
    typed = {"chavez": "chaves", "havana": "abana", "filosofia": "philosophia"}[heard]
    assert slips(typed, heard) < slips(typed, not_heard)
