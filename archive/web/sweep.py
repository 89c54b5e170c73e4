"""The sweep of years: how many items each stretch of time has, as the bars of a chart.

The bars are as wide as a finger needs (WCAG 2.2, 2.5.8), so a long span of years is gathered into
stretches of two, five, ten … years until the bars are few enough. Items very far from all others are
counted beside the chart: one of the ice age would press all the rest into a single bar. Heights grow with
the square root of the count, so that a year of one item is still seen beside a year of thousands.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count as counting
from math import sqrt

WIDTH = 1040  # of the chart, about
LEAST_STEP = 26  # width of a bar with its margins: no narrower than a finger
GROUND = 180  # height of the tallest bar, and where the bars stand
LEAST_HEIGHT = 4
FOOT = 26  # for the years below
MARGIN = 18  # at both sides: the first year and the last are wider than their bars
MOST_BARS = 40
TICKS = 9
# An item is far from the others if it lies this many times the span of their middle half beyond it.
FAR = 5
LEAST_SPAN = 50  # years: the span of holdings of a few years alone


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of years."""

    first: int
    last: int
    count: int
    x: int
    height: int
    tick: str  # written below it, or nothing

    @property
    def y(self) -> int:
        """Where its top stands."""
        return GROUND - self.height

    @property
    def label(self) -> str:
        """The years it stands for."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def limits(self) -> dict[str, str]:
        """The limits of a search for what it stands for."""
        return {"from": edtf(self.first), "to": edtf(self.last)}


@dataclass(frozen=True, slots=True)
class Sweep:
    """The whole chart."""

    bars: tuple[Bar, ...]
    step: int  # width of a bar with its margins
    first: int  # the year of the first item shown
    last: int
    earlier: int  # how many items lie far before the chart
    later: int
    ground: int = GROUND
    height: int = GROUND + FOOT
    margin: int = MARGIN

    @property
    def width(self) -> int:
        """Its width in its own units, which are pixels on a narrow screen."""
        return len(self.bars) * self.step

    @property
    def before(self) -> dict[str, str]:
        """The limits of a search for what lies far before it."""
        return {"to": edtf(self.bars[0].first - 1)}

    @property
    def after(self) -> dict[str, str]:
        """The limits of a search for what lies far after it."""
        return {"from": edtf(self.bars[-1].last + 1)}


def edtf(year: int) -> str:
    """Return a year as an address states it (EDTF, level 0; level 1 beyond four digits)."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def stretch_of(span: int, most: int) -> int:
    """Return the least round number of years that parts a span into at most so many."""
    return next(each for each in _stretches() if span // each < most)


def _stretches() -> Iterator[int]:
    for power in counting():
        yield from (10**power, 2 * 10**power, 5 * 10**power)


def sweep(years: Mapping[int, int]) -> Sweep | None:
    """Return the chart of a count by year, or None if there is nothing to show."""
    if not years:
        return None
    near, far = _bounds(years)
    shown = {year: count for year, count in years.items() if near <= year <= far}
    low, high = min(shown), max(shown)
    stretch = stretch_of(high - low, MOST_BARS)
    counts = dict.fromkeys(range(low - low % stretch, high + 1, stretch), 0)
    for year, count in shown.items():
        counts[year - year % stretch] += count
    return Sweep(
        bars=_bars(counts, stretch, every=stretch_of(high - low, TICKS)),
        step=_step(counts),
        first=low,
        last=high,
        earlier=sum(count for year, count in years.items() if year < near),
        later=sum(count for year, count in years.items() if year > far),
    )


def _bounds(years: Mapping[int, int]) -> tuple[int, int]:
    """Return the years beyond which an item lies far from the others."""
    total, passed = sum(years.values()), 0
    quarters: list[int] = []
    for year in sorted(years):
        passed += years[year]
        quarters += [year] * (passed * 4 // total - len(quarters))
    low, high = quarters[0], quarters[2]
    reach = FAR * max(high - low, LEAST_SPAN)
    return low - reach, high + reach


def _step(counts: Mapping[int, int]) -> int:
    return max(LEAST_STEP, WIDTH // len(counts))


def _bars(counts: Mapping[int, int], stretch: int, every: int) -> tuple[Bar, ...]:
    most, step = max(counts.values()), _step(counts)
    return tuple(
        Bar(
            first=start,
            last=start + stretch - 1,
            count=count,
            x=place * step,
            height=max(LEAST_HEIGHT, round(sqrt(count / most) * (GROUND - 6))) if count else 0,
            tick=_tick(start, stretch, every),
        )
        for place, (start, count) in enumerate(counts.items())
    )


def _tick(start: int, stretch: int, every: int) -> str:
    """Return the round year that a bar holds, if it holds one."""
    year = -(-start // every) * every
    return str(year) if year < start + stretch else ""
