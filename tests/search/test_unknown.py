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
