"""Whatever is done to collections within collections, what stands in them follows."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.catalogue import authorities, browse, holdings, records
from archive.catalogue.entry import Entry, Why
from archive.catalogue.writing import publish, save, set_access, withdraw
from archive.core.identifiers import mint
from archive.metadata.access import Access, Role, State, Viewer
from archive.metadata.record import Kind, Value

SOON = date(2030, 1, 1)
LEVELS = tuple(product(Access, (None, SOON)))
VIEWERS = tuple(Viewer(role, day) for role, day in product(Role, (SOON - timedelta(days=1), SOON)))
WHY = Why("Ana")
DEEPEST = 4  # collections, one in another; then two items

Operation = st.tuples(
    st.sampled_from(["access", "publish", "withdraw", "move"]),
    st.integers(0, DEEPEST + 1),
    st.integers(0, DEEPEST - 1),
    st.sampled_from(LEVELS),
)


def first_entries(file, by_the_way):
    ids = [mint() for _ in range(DEEPEST + 2)]
    for position, id in enumerate(ids):
        kind = "collection" if position < DEEPEST else "document"
        parent = ids[min(position, DEEPEST) - 1] if position else None
        metadata = {"title": (Value("T"),), "creator": (Value("Rosa Luna"),)}
        files = (
            () if position < DEEPEST else tuple(file(f"{level}.txt", "x", access=level) for level in Access)
        )
        yield Entry(
            id=id, type=kind, metadata=metadata, collection=parent, files=files,
            state=State.DRAFT if by_the_way[position] else State.PUBLISHED, by_the_way=by_the_way[position],
        )  # fmt: skip


def after(session, old, operation, into, level):
    """Carry an operation out, and return what the record is by then."""
    access, embargo = level
    match operation:
        case "access":
            set_access(session, [old.id], access, embargo, WHY)
            return replace(old, access=access, embargo_until=embargo)
        case "publish":
            publish(session, [old.id], WHY)
            return replace(old, state=State.PUBLISHED)
        case "withdraw":
            withdraw(session, [old.id], WHY)
            return replace(old, state=State.WITHDRAWN)
    moved = replace(old, collection=into, access=access, embargo_until=embargo)
    save(session, [moved], WHY)
    return moved


def tree_of(branches):
    return {id for branch in branches for id in (branch.id, *tree_of(branch.children))}


def collections_of(entries):
    return {each.id for each in entries if each.type == "collection"}


@settings(max_examples=30, deadline=None)
@given(st.lists(Operation, max_size=12), st.tuples(*[st.booleans()] * DEEPEST))
def test_whatever_is_done_to_nested_collections_the_rules_hold(
    tmp_path_factory, open_in, rule, file, operations, by_the_way
):
    catalogue = open_in(tmp_path_factory.mktemp("nested"))
    entries = list(first_entries(file, (*by_the_way, False, False)))
    with catalogue.write() as session:
        save(session, entries, WHY)
        agent = authorities.find(session, Kind.AGENT, ["Rosa Luna"])["Rosa Luna"]
        for operation, which, into, level in operations:
            if operation != "move" or into < which:  # never into itself
                entries[which] = after(session, entries[which], operation, entries[into].id, level)
    rules = rule({each.id: each for each in entries})
    with catalogue.read() as session:
        for viewer in VIEWERS:
            expected = {id for id in rules.entries if rules.sees(id, viewer)}
            found = records.many(session, rules.entries, viewer)
            assert set(found) == expected
            assert browse.uses(session, viewer, [agent]).get(agent, 0) == len(expected)
            assert tree_of(holdings.tree(session, viewer)) == expected & collections_of(entries)
            for id, record in found.items():
                files = [each.facts for each in rules.entries[id].files]
                allowed = [facts.name for facts in files if rules.reads(id, facts, viewer)]
                assert [facts.name for facts in record.files] == allowed
    catalogue.dispose()
