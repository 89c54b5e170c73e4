"""The chart of years keeps every item, in bars that a finger can hit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.metadata import dates
from archive.web.sweep import LEAST_STEP, MOST_BARS, sweep


@given(st.dictionaries(st.integers(-(10**12), 10**12), st.integers(1, 100_000), min_size=1))
def test_every_item_is_in_one_bar_or_counted_beside_them(years):
    chart = sweep(years)
    assert sum(bar.count for bar in chart.bars) + chart.earlier + chart.later == sum(years.values())
    assert len(chart.bars) <= MOST_BARS + 1
    assert chart.step >= LEAST_STEP
    assert all(bar.last + 1 == after.first for bar, after in zip(chart.bars, chart.bars[1:], strict=False))
    assert all(0 <= bar.height <= chart.ground for bar in chart.bars)


@given(st.dictionaries(st.integers(1500, 2100), st.integers(1, 100), min_size=1))
def test_one_item_of_the_ice_age_does_not_hide_the_others(years):
    several = years | {min(years) + 1: 4}
    chart = sweep(several | {-170_000_000: 1})
    assert chart.earlier >= 1
    assert chart.first >= 1500


def test_a_short_span_is_shown_year_by_year():
    chart = sweep({1992: 3, 2025: 1})
    assert [bar.label for bar in chart.bars][:2] == ["1992", "1993"]
    assert (chart.first, chart.last) == (1992, 2025)
    assert (chart.earlier, chart.later) == (0, 0)


def test_a_few_items_are_seen_beside_very_many():
    few, many = sweep({1900: 9, 1901: 900}).bars
    assert few.height >= many.height // 10
    assert min(bar.height for bar in sweep({1900: 1, 1901: 90_000}).bars) >= 4


def test_nothing_makes_no_chart():
    assert sweep({}) is None


@pytest.mark.parametrize("year", [-170_000_000, -12, 0, 800, 1992, 20_000])
def test_a_bar_leads_to_a_search_for_its_years(year):
    limits = sweep({year: 1}).bars[0].limits
    assert dates.years(dates.from_edtf(limits["from"])) == (year, year)
    assert limits["from"] == limits["to"]
