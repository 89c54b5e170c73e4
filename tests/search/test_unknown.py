"""Values chosen from facets that nothing has: told with those there are, and nothing of what is closed."""

from types import SimpleNamespace

import pytest

from archive.catalogue.records import get
from archive.jobs.followers import catch_up
from archive.metadata.access import Access, Viewer
from archive.search.searching import Question
from archive.search.unknown import settled, unknown

PUBLIC, STAFF = Viewer.public(), Viewer.archivist()


@pytest.fixture
def kept(fresh):
    fonds = fresh.keep("collection", title="Fondo del barrio", reference_code="AB-1")
    empty = fresh.keep("collection", title="Fondo sin nada")
    ids = [
        fresh.keep(title="Acta", language="es", subject="Comunas", collection=fonds),
        fresh.keep(title="Letter", language="en", subject="Communes", collection=fonds),
    ]
    closed = fresh.keep("subject", title="Secreto", access=Access.RESTRICTED)
    fresh.keep(title="Cerrado", language="fr", subject=["Secreto"], access=Access.RESTRICTED)
    catch_up(fresh.archive)
    with fresh.archive.catalogue.read() as session:
        subjects = [get(session, id, STAFF).first("subject").authority for id in ids]
    return SimpleNamespace(archive=fresh.archive, fonds=fonds, empty=empty, subjects=subjects, closed=closed)


def told(kept, viewer=PUBLIC, locale="en", **facets):
    question = Question(facets=facets, locale=locale)
    return {
        (each.facet.name, each.value): each.known
        for each in unknown(kept.archive.catalogue, kept.archive.search, question, viewer)
    }


def test_what_there_is_is_known_whatever_else_is_asked(kept):
    assert not told(kept)
    assert not told(
        kept,
        type=("document", "image"),
        language=("es",),
        subject=tuple(kept.subjects),
        collection=(kept.fonds, kept.empty),
    )
    question = Question(q="zzz", facets={"language": ("es",)}, first="1900", last="1901")
    assert not unknown(kept.archive.catalogue, kept.archive.search, question, PUBLIC)


def test_what_nothing_has_is_told_with_what_there_is(kept):
    found = told(kept, type=("document", "foo"), language=("xx", "es"), collection=("AB-1",), year=("1850",))
    assert set(found) == {("type", "foo"), ("language", "xx"), ("collection", "AB-1"), ("year", "1850")}
    assert "speech" in found["type", "foo"]
    assert set(found["language", "xx"]) == {"es", "en"}
    assert found["collection", "AB-1"] == ("Fondo del barrio",)


def test_what_is_closed_is_as_unknown_as_what_there_never_was(kept):
    found = told(kept, language=("fr",), subject=(kept.closed,))
    assert set(found) == {("language", "fr"), ("subject", kept.closed)}
    assert set(found["language", "fr"]) == {"es", "en"}
    assert set(found["subject", kept.closed]) == {"Comunas", "Communes"}
    assert not told(kept, STAFF, language=("fr",), subject=(kept.closed,))


def test_names_are_read_as_what_they_name(kept):
    def read(viewer=PUBLIC, locale="en", **facets):
        question = Question(facets=facets, locale=locale)
        found, left = settled(kept.archive.catalogue, kept.archive.search, question, viewer)
        return found.facets, [each.value for each in left]

    assert read(collection=("ab-1", "AB-1", "fondo sin nada")) == (
        {"collection": ("ab-1", kept.fonds, kept.empty)},
        ["ab-1"],
    )
    assert read(language=("Spanish", "en"), subject=("COMUNAS",)) == (
        {"language": ("es", "en"), "subject": (kept.subjects[0],)},
        [],
    )
    assert read(locale="es", type=("documento",)) == ({"type": ("document",)}, [])
    assert read(subject=("Secreto",))[1] == ["Secreto"]
    assert read(STAFF, subject=("Secreto",)) == ({"subject": (kept.closed,)}, [])


@pytest.fixture
def building(fresh):
    """What there is before the index knows any of it."""
    found = SimpleNamespace(archive=fresh.archive)
    found.fonds = fresh.keep("collection", title="Fondo del barrio", reference_code="AB-1")
    found.closed = fresh.keep("collection", title="Secreto", reference_code="AB-2", access=Access.RESTRICTED)
    fresh.keep(title="Acta", language="es", collection=found.fonds)
    return found


def test_while_the_index_is_built_types_and_collections_are_known_all_the_same(building):
    found = told(
        building,
        type=("foo", "document", "image"),
        collection=(building.fonds, building.closed, "AB-3"),
        language=("xx",),
    )
    assert set(found) == {("type", "foo"), ("collection", building.closed), ("collection", "AB-3")}
    assert "speech" in found["type", "foo"]
    assert found["collection", "AB-3"] == ("Fondo del barrio",)
    assert told(building, STAFF, collection=(building.closed, "x")) == {
        ("collection", "x"): ("Fondo del barrio", "Secreto")
    }


def test_while_the_index_is_built_names_of_types_and_codes_of_collections_are_read(building):
    def read(viewer=PUBLIC, **facets):
        question = Question(facets=facets, locale="es")
        found, left = settled(building.archive.catalogue, building.archive.search, question, viewer)
        return found.facets, [each.value for each in left]

    assert read(type=("Documento", "foo"), collection=("AB-1", "fondo del BARRIO", "AB-2")) == (
        {"type": ("document", "foo"), "collection": (building.fonds, building.fonds, "AB-2")},
        ["foo", "AB-2"],
    )
    assert read(STAFF, collection=("AB-2",)) == ({"collection": (building.closed,)}, [])


def test_a_type_is_read_by_its_name_though_nothing_has_it(kept):
    question = Question(facets={"type": ("Recording",)})
    found, left = settled(kept.archive.catalogue, kept.archive.search, question, PUBLIC)
    assert (found.facets, left) == ({"type": ("recording",)}, ())
