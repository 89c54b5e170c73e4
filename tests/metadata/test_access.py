"""The rule of access, and the page that explains it."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.metadata.access import Access, level_on

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "access.md"
ROW = re.compile(r"^\| `(\w+)` \| `(\w+)` \| `(\w+)` \|$", re.MULTILINE)
OPENS = date(2040, 1, 1)
STRICTNESS = [Access.PUBLIC, Access.READING_ROOM, Access.RESTRICTED]


def test_the_page_has_a_row_for_every_level():
    assert [row[0] for row in ROW.findall(PAGE.read_text(encoding="utf-8"))] == [*Access]


@pytest.mark.parametrize(("stated", "before", "after"), ROW.findall(PAGE.read_text(encoding="utf-8")))
def test_an_embargo_does_what_the_page_says(stated, before, after):
    assert level_on(Access(stated), OPENS, OPENS - timedelta(days=1)) == before
    assert level_on(Access(stated), OPENS, OPENS) == after


@given(st.sampled_from(Access), st.dates())
def test_without_an_embargo_the_level_holds_for_good(stated, day):
    assert level_on(stated, None, day) is stated


@given(st.sampled_from(Access), st.none() | st.dates(), st.dates(), st.dates())
def test_a_record_only_ever_opens(stated, embargo_until, one, other):
    sooner, later = sorted([one, other])
    strict, open = (STRICTNESS.index(level_on(stated, embargo_until, day)) for day in (sooner, later))
    assert open <= strict
