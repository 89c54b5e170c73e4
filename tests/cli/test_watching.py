"""What a watch remembers of what it takes in."""

from archive.cli.watching import Outcome
from archive.core.errors import Problem
from archive.core.words import message
from archive.ingest.summary import Notice, Severity


def test_of_rows_that_come_in_nothing_is_kept_in_memory():
    outcome = Outcome()
    for severity in Severity:
        outcome.noticed(Notice(severity, Problem(reason=message("said"))))
    assert [each.severity for each in outcome.refused] == [Severity.REFUSED]
