"""The values of facets bear the names they have now, told to those who may know, and no more than wanted."""

from archive.catalogue.authorities import find
from archive.catalogue.entry import Entry
from archive.catalogue.writing import save, set_access
from archive.jobs.followers import catch_up
from archive.metadata.access import Access, State, Viewer
from archive.metadata.loading import load
from archive.metadata.record import Kind


def named(results, name):
    return {
        value.value: value.label for facet in results.facets if facet.name == name for value in facet.values
    }


def agent(keeper, name):
    with keeper.archive.catalogue.read() as session:
        return find(session, Kind.AGENT, [name])[name]


def test_a_new_title_is_told_before_the_index_has_heard_of_it(fresh):
    series = fresh.keep("collection", title="Old series")
    fresh.keep(title="One", collection=series)
    catch_up(fresh.archive)
    assert named(fresh.search(), "collection") == {series: "Old series"}

    renamed = Entry(
        id=series,
        type="collection",
        metadata=load("collection", {"title": "New series"}).metadata,
        state=State.PUBLISHED,
    )
    fresh.change(save, [renamed])

    assert named(fresh.search(viewer=Viewer.archivist()), "collection") == {series: "New series"}
    catch_up(fresh.archive)
    assert named(fresh.search(), "collection") == {series: "New series"}


def test_a_name_that_archivists_were_told_is_not_told_to_others(fresh):
    fresh.keep(title="One", creator="Secret Person")
    person = agent(fresh, "Secret Person")
    fresh.change(set_access, [person], Access.RESTRICTED, None)
    catch_up(fresh.archive)
    chosen = {"creator": (person,)}

    assert named(fresh.search(viewer=Viewer.archivist(), facets=chosen), "creator")[person] == "Secret Person"
    assert named(fresh.search(facets=chosen), "creator") == {person: person}


def test_no_more_values_are_named_than_are_wanted_beside_those_chosen(fresh):
    for number in range(4):
        for _ in range(4 - number):
            fresh.keep(title=f"By {number}", genre=f"g{number}", date=str(1990 + number))
    catch_up(fresh.archive)

    found = fresh.search(named=2, facets={"genre": ("g3",)})

    assert list(named(found, "genre")) == ["g0", "g1", "g3"]
    assert next(facet for facet in found.facets if facet.name == "genre").distinct == 4
    assert list(named(fresh.search(named=2), "year")) == ["1990", "1991"]
    assert len(named(fresh.search(), "year")) == 4
