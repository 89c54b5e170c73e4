"""For which documents a condition holds: their dates, and what they have or miss."""

from archive.metadata.access import Role
from archive.search.fields import RANK, TYPE, never_in
from archive.search.tree import DateRange, Has, Missing
from archive.search.whoosh.arrays import Truth
from archive.search.whoosh.columns import presence
from archive.search.whoosh.facts import Facts


def true_of(facts: Facts, node: DateRange | Has | Missing, role: Role) -> Truth:
    """Return for which documents a condition holds, as far as this role may know."""
    if isinstance(node, DateRange):
        return (facts.inside if node.inside else facts.overlapping)(node.first_day, node.last_day)
    having = facts.lists("present").having([presence(node.name, rank) for rank in range(RANK[role] + 1)])
    if isinstance(node, Has):
        return having
    return ~(having | facts.lists(TYPE).having(never_in(node.name)))
