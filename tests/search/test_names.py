"""Names of one authority find one another, and those of what is closed tell nothing."""

import pytest

from archive.catalogue import authorities
from archive.catalogue.entry import Entry, Why
from archive.catalogue.names import name_key
from archive.catalogue.writing import save, withdraw
from archive.core.identifiers import mint
from archive.jobs.followers import catch_up
from archive.metadata.access import Access, State, Viewer
from archive.metadata.loading import load
from archive.search.names import understood
from archive.search.query_language import parse
from archive.search.searching import Question, search
from archive.search.tree import Or, Phrase

WHY = Why("Ana", "test")
FULL, TURNED = "Nicolás Maduro Moros", "Maduro, Nicolas"


@pytest.fixture(scope="module")
def keep(archive):
    def keep(type, access=Access.PUBLIC, state=State.PUBLISHED, **stated):
        entry = Entry(id=mint(), type=type, metadata=load(type, stated).metadata, access=access, state=state)
        with archive.catalogue.write() as session:
            save(session, [entry], WHY)
        return entry.id

    return keep


@pytest.fixture(scope="module")
def ids(archive, keep):
    def tells(words):
        return keep("document", title=f"Document {mint()}", description=words)

    keep("person", title="Maduro Moros, Nicolás", alternative=["Nicolás Maduro", "Maduro, Nicolas, 1962-"])
    keep("person", title="Guillén Batista, Nicolás", alternative=["Poeta Nacional"])
    keep("person", title="Rosa Luna", alternative=["Rosa Luna Paz"])
    keep(
        "body",
        title="Partido Socialista Unido de Venezuela",
        alternative=["PSUV", "PS", "United Socialist Party of Venezuela", "Partido"],
    )
    keep("person", title="Frías, Hugo", alternative=["Chávez", "Comandante Supremo"])
    keep("person", access=Access.RESTRICTED, title="Ana Closed", alternative=["Blanca Secret"])
    gone = keep("person", title="Carlos Gone", alternative=["Diego Withdrawn"])
    with archive.catalogue.write() as session:
        withdraw(session, [gone], WHY)
    found = {
        "full": tells("Then Nicolás Maduro Moros spoke."),
        "turned": tells("Maduro, Nicolas: speeches."),
        "apart": tells("Maduro came; so did Nicolás Guillén."),
        "short": tells("The PSUV met. A partido is a party, and ps is a postscript."),
        "long": tells("El Partido Socialista Unido de Venezuela se reunió."),
        "chavez": tells("Chávez spoke."),
        "title": keep("document", title="On the Comandante Supremo"),
        "secret": tells("Blanca Secret came, and Diego Withdrawn."),
    }
    catch_up(archive)
    return found


@pytest.fixture
def ask(archive, ids):
    """Ask, and return which of the records are found, and what was said."""
    called = {id: name for name, id in ids.items()}

    def ask(q, viewer=None):
        results = search(archive.catalogue, archive.search, Question(q=q), viewer or Viewer.public())
        found = {called[each.record.id] for each in results.results if each.record.id in called}
        return found, " ".join(map(str, results.notices))

    return ask


@pytest.mark.parametrize("query", [f'"{FULL}"', '"nicolas maduro"', '"MADURO MOROS, Nicolás"'])
def test_a_quoted_name_finds_all_its_forms_and_nothing_else(ask, query):
    found, said = ask(query)

    assert found == {"full", "turned"}
    assert "Other names" in said


def test_a_name_without_quotation_marks_finds_the_others(ask):
    assert ask("Maduro Nicolas")[0] == {"full", "turned", "apart"}
    assert ask(TURNED)[0] == {"full", "turned", "apart"}
    assert ask(FULL)[0] == {"full", "turned"}
    assert ask(f"{FULL} -guillén missing:subject")[0] == {"full", "turned"}


def test_the_names_that_were_searched_are_said(ask):
    assert "“Nicolás Maduro”; “Maduro, Nicolas, 1962-”" in ask(f'"{FULL}"')[1]


def test_names_that_find_nothing_more_are_not_said(ask):
    assert ask('"Rosa Luna"')[1] == ask("Luna, Rosa")[1] == ""


def test_an_abbreviation_is_found_by_the_name_and_a_mere_word_is_not(ask):
    found, said = ask('"Partido Socialista Unido de Venezuela"')

    assert found == {"long", "short"}
    assert "PSUV" in said
    assert "“PS”" not in said
    assert "“Partido”" not in said


def test_a_name_of_many_words_is_one_even_where_words_repeat(ask):
    assert ask("United Socialist Party of Venezuela")[0] == {"long", "short"}
    assert "Other names" not in ask("party United Socialist Party of Venezuela")[1]


def test_a_single_word_stands_for_itself(ask):
    assert ask("Chávez") == ({"chavez"}, "")
    assert ask('"Chávez"') == ({"chavez"}, "")


def test_a_name_in_a_field_is_asked_of_that_field(ask):
    assert ask('title:"Hugo Frías"')[0] == {"title"}
    assert ask('description:"Hugo Frías"')[0] == set()


def test_what_is_excluded_is_excluded_as_it_is_written(ask):
    assert ask(f'maduro -"{FULL}"')[0] == {"turned", "apart"}


@pytest.mark.parametrize(
    "query",
    [
        '"Comandante Supremo" OR "Hugo Frías"',
        '"Hugo Frías" OR "Comandante Supremo" OR "Frías, Hugo"',
        'title:("Hugo Frías" OR "Comandante Supremo")',
    ],
)
def test_two_names_of_one_count_no_more_than_one(archive, ids, query):
    def scores(q):
        found = search(archive.catalogue, archive.search, Question(q=q), Viewer.public())
        return {each.record.id: each.score for each in found.results}

    one = 'title:"Hugo Frías"' if query.startswith("title:") else '"Hugo Frías"'
    assert scores(query) == scores(one) != {}


def test_a_question_with_a_name_in_it_keeps_the_words_that_it_repeats(archive, ids):
    asked = "what did they say and what not and why"
    with archive.catalogue.read() as session:
        tree = understood(session, f'{asked} "Hugo Frías"', Viewer.public()).tree

    assert tree.parts[0] == parse(asked).tree
    assert tree.parts[1] == Or(
        (Phrase(("hugo", "frías")), Phrase(("frías", "hugo")), Phrase(("comandante", "supremo")))
    )


def test_a_phrase_can_be_held_to_its_words(ask):
    assert ask(f'"{FULL}"~0') == ({"full"}, "")


@pytest.mark.parametrize("query", ["Ana Closed", '"Ana Closed"', "Carlos Gone", '"Gone, Carlos"'])
def test_names_of_what_is_closed_or_withdrawn_tell_nothing(ask, query):
    found, said = ask(query)

    assert "secret" not in found
    assert "Secret" not in said
    assert "Withdrawn" not in said


def test_an_archivist_finds_by_the_names_of_what_is_closed(ask):
    assert "secret" in ask('"Ana Closed"', Viewer.archivist())[0]


def test_a_name_that_is_known_and_found_nowhere_finds_what_has_some_of_it(ask):
    found, said = ask("Guillén Batista, Nicolás has:description")

    assert found == {"full", "turned", "apart"}
    assert "match some of it" in said


def test_all_names_are_looked_up_at_once(archive, ids):
    with archive.catalogue.read() as session:
        keys = [name_key(each) for each in ("Nicolás Maduro", "PSUV", "nobody")]
        found = authorities.bearers(session, keys, Viewer.public())

    assert {key: names[0][0] for key, names in found.items()} == {
        "nicolas maduro": "Maduro Moros, Nicolás",
        "psuv": "Partido Socialista Unido de Venezuela",
    }
