"""The index knows a collection made by the way as long as something visible stands in it."""

from archive.catalogue.entry import Why
from archive.catalogue.holdings import find_or_make
from archive.catalogue.writing import withdraw
from archive.jobs.followers import catch_up
from archive.metadata.access import Access, State

WHY = Why("test")


def test_a_collection_made_by_the_way_is_found_with_its_contents(archive, keep, entry, titles):
    with archive.catalogue.write() as session:
        box = find_or_make(session, "Papeles secretos", WHY, State.PUBLISHED)
    keep(entry("Closed", collection=box, access=Access.RESTRICTED))
    catch_up(archive)
    assert titles("papeles") == []
    item = entry("Open", collection=box)
    keep(item)
    catch_up(archive)
    assert titles("papeles") == ["Papeles secretos"]
    with archive.catalogue.write() as session:
        withdraw(session, [item.id], WHY)
    catch_up(archive)
    assert titles("papeles") == []
