"""Lengths of time as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.metadata.durations import Unclear, iso_duration, seconds, spoken


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("PT1H20M", "PT1H20M"),
        ("P1DT1H", "PT25H"),
        ("1:20:05", "PT1H20M5S"),
        ("00:04:05", "PT4M5S"),
        ("80 min", "PT1H20M"),
        ("1 h 20 min", "PT1H20M"),
        ("1 hora y 20 minutos", "PT1H20M"),
        ("2 hours and 5 minutes", "PT2H5M"),
        ("45 seg", "PT45S"),
        ("3′ 20″", "PT3M20S"),
    ],
)
def test_a_length_of_time_is_kept_as_iso_8601(text, iso):
    assert iso_duration(text) == iso


@pytest.mark.parametrize("text", ["12:30", "80", "", "P", "long", "1:75:00"])
def test_what_could_mean_two_lengths_or_none_is_refused(text):
    with pytest.raises(Unclear):
        iso_duration(text)


@given(st.integers(min_value=0, max_value=10**6))
def test_every_length_reads_back_as_itself(total):
    iso = iso_duration(f"PT{total}S")
    assert seconds(iso) == total
    assert seconds(spoken(iso)) == total
