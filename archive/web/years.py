"""The years of an answer as a chart: each bar leads to its years, and two handles can be drawn over it."""

from collections.abc import Mapping
from dataclasses import dataclass

from archive.core.errors import Invalid
from archive.metadata.calendar_days import year_of
from archive.metadata.dates import first_day, last_day
from archive.search.searching import Question
from archive.web.asking import Addresses
from archive.web.current import ngettext
from archive.web.sweep import Bar, Sweep, edtf, sweep

ROOM = 80  # of a hundred of its height; below stand the years


@dataclass(frozen=True, slots=True)
class Column:
    """A bar in its place, in hundredths of the chart's width and height."""

    bar: Bar
    x: float
    y: float
    width: float
    height: float
    within: bool  # the dates in force
    address: str

    @property
    def middle(self) -> float:
        """Where its year is written."""
        return self.x + self.width / 2

    @property
    def room(self) -> str:
        """The attributes of the rectangle that can be clicked: as wide as it, and as high as the chart."""
        return f'x="{self.x}%" y="0" width="{self.width}%" height="{ROOM}%"'

    @property
    def place(self) -> str:
        """The attributes of the rectangle that is seen."""
        return f'x="{self.x}%" y="{self.y}%" width="{self.width}%" height="{self.height}%"'

    @property
    def said(self) -> str:
        """Its years and how many records they have."""
        return f"{self.bar.label}: {ngettext('%(num)s record', '%(num)s records', self.bar.count)}"


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole chart; `first` and `last` are the years at which its handles stand."""

    sweep: Sweep
    columns: tuple[Column, ...]
    low: int
    high: int
    first: int
    last: int
    limited: bool
    before: str  # the address of what lies far before it
    after: str

    @property
    def said(self) -> str:
        """The span between the handles; the edges of the chart are the years of the first and last record."""
        first, last = max(self.first, self.sweep.first), min(self.last, self.sweep.last)
        return f"{first}–{last}" if first < last else str(min(first, last))


def chart_of(years: Mapping[str, int], question: Question, addresses: Addresses) -> Chart | None:
    """Return the chart of a count by year, or None where there is nothing to choose between."""
    drawn = sweep({int(year): count for year, count in years.items()})
    first, last = _limits(question)
    limited = first is not None or last is not None
    if drawn is None or (sum(bar.count > 0 for bar in drawn.bars) < 2 and not limited):
        return None
    low, high = drawn.bars[0].first, drawn.bars[-1].last
    start = min(max(low, low if first is None else first), high)
    end = max(start, min(high, high if last is None else last))
    return Chart(
        sweep=drawn,
        columns=tuple(_columns(drawn, start, end, addresses)),
        low=low,
        high=high,
        first=start,
        last=end,
        limited=limited,
        before=addresses.between(to=edtf(low - 1)),
        after=addresses.between(**{"from": edtf(high + 1)}),
    )


def _columns(drawn: Sweep, start: int, end: int, addresses: Addresses) -> list[Column]:
    width = 100 / len(drawn.bars)
    return [
        Column(
            bar=bar,
            x=round(place * width, 3),
            y=round(ROOM * (1 - bar.height / drawn.ground), 2),
            width=round(width, 3),
            height=round(ROOM * bar.height / drawn.ground, 2),
            within=bar.last >= start and bar.first <= end,
            address=addresses.between(**bar.limits),
        )
        for place, bar in enumerate(drawn.bars)
    ]


def _limits(question: Question) -> tuple[int | None, int | None]:
    """Return the first and the last year that the dates in force touch."""
    found: list[int | None] = []
    for stated, read in ((question.first, first_day), (question.last, last_day)):
        try:
            found.append(year_of(read(stated)) if stated else None)
        except (Invalid, ValueError, OverflowError):
            found.append(None)
    return found[0], found[1]
