"""Where a phrase stands among the words found in a text."""

from collections.abc import Mapping, Sequence

from archive.search.phrases import runs
from archive.text.sought import Place

Phrase = tuple[str, ...]  # folded words
Span = tuple[int, int]
ByForm = Mapping[str, Mapping[int, Place]]  # form → position → the word there


def by_form(found: Sequence[Place]) -> ByForm:
    """Return the words found by their forms and positions."""
    places: dict[str, dict[int, Place]] = {}
    for place in found:
        places.setdefault(place.folded, {})[place.position] = place
    return places


def whole(places: ByForm, phrase: Phrase) -> list[Span]:
    """Return where the words of a phrase follow one another, from the first's start to the last's end."""
    # position that must come next → where the phrase began, and where it has got to
    reached: list[dict[int, Span]] = [{} for _ in range(len(phrase) + 1)]
    for start, end, text in runs(phrase):
        for position, place in places.get(text, {}).items():
            if start == 0:
                reached[end].setdefault(position + 1, (place.start, place.end))
            elif position in reached[start]:
                reached[end].setdefault(position + 1, (reached[start][position][0], place.end))
    return sorted(reached[-1].values())


def loose(places: ByForm, phrase: Phrase, slop: int) -> list[Span]:
    """Return the words of a phrase, each by itself, where they stand in order, up to `slop` others between.

    Every word that is part of any such match is among them.
    """
    if not all(any(word in form for form in places) for word in phrase):
        return []
    steps = [(start, end, places[text]) for start, end, text in runs(phrase) if text in places]
    reached = _reached(steps, len(phrase), slop)
    spans: set[Span] = set()
    # position behind a word → how many others may have come between up to there
    allowed: list[dict[int, int]] = [{} for _ in reached]
    allowed[-1] = dict.fromkeys(reached[-1], slop)
    for start, end, standing in sorted(steps, key=lambda step: -step[1]):
        for behind, most in allowed[end].items():
            place = standing.get(behind - 1)
            if place is None:
                continue
            for before, least in reached[start].items():
                between = 0 if start == 0 else place.position - before
                if between >= 0 and least + between <= most:
                    spans.add((place.start, place.end))
                    allowed[start][before] = max(allowed[start].get(before, 0), most - between)
    return sorted(spans)


def _reached(
    steps: Sequence[tuple[int, int, Mapping[int, Place]]], length: int, slop: int
) -> list[dict[int, int]]:
    """Return, for so many words of a phrase, the positions behind them and the fewest others between."""
    reached: list[dict[int, int]] = [{} for _ in range(length + 1)]
    reached[0][0] = 0
    for start, end, standing in steps:  # in the order of their starts: what is reached there is known
        for position in standing:
            fewest = _fewest(reached[start], position, slop) if start else 0
            if fewest is not None:
                known = reached[end].get(position + 1, fewest)
                reached[end][position + 1] = min(known, fewest)
    return reached


def _fewest(reached: Mapping[int, int], position: int, slop: int) -> int | None:
    """Return how few other words have come between if the next one stands at `position`, within `slop`."""
    counted = [reached[position - gap] + gap for gap in range(slop + 1) if position - gap in reached]
    fewest = min(counted, default=slop + 1)
    return fewest if fewest <= slop else None
