"""The sweep of years: how many items each stretch of time has, as the bars of a chart.

The bars are as wide as a finger needs (WCAG 2.2, 2.5.8), so a long span of years is gathered into
stretches of two, five, ten … years until the bars are few enough.
"""

from collections.abc import Mapping
from dataclasses import dataclass

WIDTH = 1040  # of the chart, about
LEAST_STEP = 26  # width of a bar with its margins: no narrower than a finger
GROUND = 180  # height of the tallest bar, and where the bars stand
FOOT = 26  # for the years below
MOST_BARS = 40
STRETCHES = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
TICKS = 9


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


@dataclass(frozen=True, slots=True)
class Sweep:
    """The whole chart."""

    bars: tuple[Bar, ...]
    step: int  # width of a bar with its margins
    first: int  # the year of the first item
    last: int
    ground: int = GROUND
    height: int = GROUND + FOOT

    @property
    def width(self) -> int:
        """Its width in its own units, which are pixels on a narrow screen."""
        return len(self.bars) * self.step


def _tick(start: int, stretch: int, every: int) -> str:
    """Return the round year that a bar holds, if it holds one."""
    year = -(-start // every) * every
    return str(year) if year < start + stretch else ""


def sweep(years: Mapping[int, int]) -> Sweep | None:
    """Return the chart of a count by year, or None if there is nothing to show."""
    if not years:
        return None
    low, high = min(years), max(years)
    stretch = next((each for each in STRETCHES if (high - low) // each < MOST_BARS), STRETCHES[-1])
    starts = range(low - low % stretch, high + 1, stretch)
    counts = dict.fromkeys(starts, 0)
    for year, count in years.items():
        counts[year - year % stretch] += count
    most = max(counts.values())
    step = max(LEAST_STEP, WIDTH // len(starts))
    every = next((each for each in STRETCHES if (high - low) // each < TICKS), STRETCHES[-1])
    bars = (
        Bar(
            first=start,
            last=start + stretch - 1,
            count=count,
            x=place * step,
            height=max(2, round(count / most * (GROUND - 6))) if count else 0,
            tick=_tick(start, stretch, every),
        )
        for place, (start, count) in enumerate(counts.items())
    )
    return Sweep(tuple(bars), step, low, high)
