"""Names are found as they are typed, by the beginning of any word, and only those that a viewer may know."""

import pytest

from archive.catalogue.lookup import begins, called, seen, words_of
from archive.metadata.record import Kind


@pytest.fixture
def people(catalogue, put, entry):
    maduro = entry("person", title="Maduro Moros, Nicolás", alternative="Hijo de Madre")
    machado = entry("person", title="Machado, María Corina")
    closed = entry("person", title="Madriz, Oculta", access="restricted")
    put(maduro, machado, closed)
    return {"maduro": maduro.id, "machado": machado.id, "closed": closed.id}


def found(catalogue, typed, viewer, kind=Kind.AGENT, most=10):
    with catalogue.read() as session:
        return called(session, kind, words_of(typed), viewer, most)


@pytest.mark.parametrize("typed", ["mad", "MADURO", "Nicolás mad", "mor", "moros, n", "hijo", "madre"])
def test_any_word_of_any_name_may_be_begun(catalogue, people, public, typed):
    assert people["maduro"] in found(catalogue, typed, public)
    assert people["machado"] not in found(catalogue, typed, public)


@pytest.mark.parametrize("typed", ["aduro", "mad corina", "%", "_ad", "x"])
def test_what_begins_no_word_finds_nothing(catalogue, people, public, typed):
    assert found(catalogue, typed, public) == ()


def test_a_name_that_begins_so_comes_before_one_that_goes_on_so(catalogue, put, entry, public):
    later, first = entry("person", title="Abad, Rosa"), entry("person", title="Rosas, Zoilo")
    put(later, first)
    assert found(catalogue, "rosa", public) == (first.id, later.id)
    assert found(catalogue, "rosa", public, most=1) == (first.id,)


def test_who_is_closed_is_found_by_archivists_alone(catalogue, people, public, archivist):
    assert people["closed"] not in found(catalogue, "mad", public)
    assert people["closed"] in found(catalogue, "mad", archivist)
    with catalogue.read() as session:
        assert seen(session, people.values(), public) == {people["maduro"], people["machado"]}


def test_collections_are_found_by_their_titles(catalogue, put, entry, public):
    fonds = entry("collection", title="Papeles de la Comuna")
    put(fonds)
    assert found(catalogue, "com", public, Kind.COLLECTION) == (fonds.id,)
    assert found(catalogue, "com", public) == ()


def test_words_are_compared_as_names_are():
    assert begins("Ángel de la Guarda (S. XX)", words_of("ANG guar"))
    assert not begins("Ángel de la Guarda", words_of("gel"))
    assert begins("anything", ())
