"""What a watch remembers of what it takes in."""

import threading

from archive.cli.watch import changes
from archive.cli.watching import Outcome
from archive.core.errors import Problem
from archive.core.words import message
from archive.ingest.summary import Notice, Severity


def test_of_rows_that_come_in_nothing_is_kept_in_memory():
    outcome = Outcome()
    for severity in Severity:
        outcome.noticed(Notice(severity, Problem(reason=message("said"))))
    assert [each.severity for each in outcome.refused] == [Severity.REFUSED]


def test_a_link_that_leads_to_itself_does_not_end_the_watch(tmp_path, monkeypatch):
    monkeypatch.setattr("archive.cli.watch.AGAIN", 0.01)
    stop = threading.Event()
    found = changes([tmp_path], stop, 50)
    assert next(found) == next(found) == []
    (tmp_path / "loop").symlink_to("loop")
    for _ in range(20):
        next(found)
    (tmp_path / "later.txt").write_text("words", encoding="utf-8")
    assert any(tmp_path / "later.txt" in next(found) for _ in range(100))
    stop.set()
    assert list(found)[-1:] in ([], [[]])
