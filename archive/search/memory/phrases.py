"""Where a phrase stands in one field of one document."""

from collections.abc import Collection, Mapping

from archive.search.occurrences import Places
from archive.search.phrases import MOST_SLOP, runs


def ends(
    parts: tuple[str, ...], forms: Mapping[str, Collection[str]], places: Places, slop: int = 0
) -> set[int]:
    """Return the positions right behind each occurrence of a phrase.

    A run of its words may stand there as one; `forms` gives the forms of each run. In all, up to
    `slop` positions may be passed over between the first word and the last.
    """
    most = min(slop, MOST_SLOP)
    # for each number of words read: the position behind them → the fewest passed over to get there
    reached: list[dict[int, int]] = [{} for _ in range(len(parts) + 1)]
    for start, end, text in runs(parts):
        for place in {place for form in forms[text] for place in places.get(form, ())}:
            passed = 0 if start == 0 else _fewest(reached[start], place)
            if passed <= most:
                reached[end][place + 1] = min(passed, reached[end].get(place + 1, passed))
    return set(reached[-1])


def _fewest(reached: Mapping[int, int], place: int) -> int:
    """Return how few positions are passed over in all by going on at `place`."""
    ways = (passed + place - behind for behind, passed in reached.items() if behind <= place)
    return min(ways, default=MOST_SLOP + 1)
