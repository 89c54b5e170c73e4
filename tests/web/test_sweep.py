"""The chart of years keeps every item, in bars that a finger can hit."""

from hypothesis import given
from hypothesis import strategies as st

from archive.web.sweep import LEAST_STEP, MOST_BARS, sweep


@given(st.dictionaries(st.integers(-4000, 2100), st.integers(1, 100_000), min_size=1))
def test_every_item_is_in_one_bar(years):
    chart = sweep(years)
    assert sum(bar.count for bar in chart.bars) == sum(years.values())
    assert len(chart.bars) <= MOST_BARS + 1
    assert chart.step >= LEAST_STEP
    assert all(bar.last + 1 == after.first for bar, after in zip(chart.bars, chart.bars[1:], strict=False))
    assert all(0 <= bar.height <= chart.ground for bar in chart.bars)


def test_a_short_span_is_shown_year_by_year():
    chart = sweep({1992: 3, 2025: 1})
    assert [bar.label for bar in chart.bars][:2] == ["1992", "1993"]
    assert (chart.first, chart.last) == (1992, 2025)


def test_a_single_item_is_still_to_be_seen():
    assert min(bar.height for bar in sweep({1900: 1, 1901: 90_000}).bars) >= 2


def test_nothing_makes_no_chart():
    assert sweep({}) is None
