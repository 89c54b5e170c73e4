"""When a repository says that it answered, and what is made of a clock that cannot be right."""

from datetime import timedelta

import pytest

from archive.core.clock import now
from archive.ingest.harvesting.facts import likely, moment
from archive.ingest.harvesting.source import OVERLAP


@pytest.mark.parametrize("odd", ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31", "soon"])
def test_a_date_that_cannot_be_right_is_taken_for_yesterday(odd):
    asked_from = moment(likely(odd)) - OVERLAP
    assert now() - OVERLAP - timedelta(days=2) < asked_from < now()


def test_a_likely_date_stays_as_the_repository_wrote_it():
    assert likely("2024-05-31T10:00:00Z") == "2024-05-31T10:00:00Z"
    assert moment("2024-05-31").isoformat() == "2024-05-31T00:00:00+00:00"
