"""What was public once is gone, what never was is not found."""

from datetime import timedelta

import pytest

from archive.catalogue import records
from archive.catalogue.writing import publish, set_access, withdraw
from archive.core.clock import today
from archive.core.errors import Gone, NotFound
from archive.metadata.access import Access, State


def error_of(catalogue, id, viewer):
    with catalogue.read() as session, pytest.raises(NotFound) as raised:
        records.get(session, id, viewer)
    return raised.type


@pytest.mark.parametrize("hide", ["withdraw", "restrict", "collection"])
def test_what_was_public_and_is_hidden_is_gone(catalogue, put, entry, public, archivist, why, hide):
    collection = entry("collection")
    item = entry(collection=collection.id)
    put(collection, item)
    with catalogue.write() as session:
        match hide:
            case "withdraw":
                withdraw(session, [item.id], why)
            case "restrict":
                set_access(session, [item.id], Access.RESTRICTED, None, why)
            case "collection":
                set_access(session, [collection.id], Access.RESTRICTED, None, why)
    assert error_of(catalogue, item.id, public) is Gone
    with catalogue.read() as session:
        assert records.get(session, item.id, archivist).id == item.id


def test_what_never_was_public_is_not_found(catalogue, put, entry, public, why):
    draft, restricted = entry(state=State.DRAFT), entry(access=Access.RESTRICTED)
    embargoed = entry(embargo_until=today() + timedelta(days=1))
    put(draft, restricted, embargoed)
    with catalogue.write() as session:
        withdraw(session, [draft.id], why)
    for each in (draft.id, restricted.id, embargoed.id, "b7k2m9x4t"):
        assert error_of(catalogue, each, public) is NotFound


def test_what_an_ended_embargo_opened_is_gone_when_hidden(catalogue, put, entry, public, why):
    item = entry(embargo_until=today())
    put(item)
    with catalogue.write() as session:
        withdraw(session, [item.id], why)
    assert error_of(catalogue, item.id, public) is Gone


def test_an_agent_seen_through_an_item_is_gone_with_it(catalogue, put, entry, public, archivist, why):
    item = entry(creator="Rosa Luna")
    put(item)
    with catalogue.read() as session:
        agent = records.get(session, item.id, public).first("creator").authority
        assert records.get(session, agent, public).title == "Rosa Luna"
    with catalogue.write() as session:
        withdraw(session, [item.id], why)
    assert error_of(catalogue, agent, public) is Gone
    with catalogue.write() as session:
        publish(session, [item.id], why)
    with catalogue.read() as session:
        assert records.get(session, agent, public).title == "Rosa Luna"
