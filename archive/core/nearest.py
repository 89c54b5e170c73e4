"""The known name nearest to a misspelt one."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from heapq import nlargest, nsmallest

MANY = 1_000  # names: to compare one with all of a longer list takes a second, and a sheet has many rows
AROUND = 50  # of a longer list: names on either side, in their order


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name`, or None if none is near.

    Of many names those are compared that begin most alike.
    """
    by_fold = {each.casefold(): each for each in known}
    wanted = name.casefold()
    close = get_close_matches(wanted, _likely(wanted, by_fold), n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None


def _likely(wanted: str, names: Collection[str]) -> Collection[str]:
    if len(names) <= MANY:
        return names
    before = nlargest(AROUND, (each for each in names if each <= wanted))
    return before + nsmallest(AROUND, (each for each in names if each > wanted))
