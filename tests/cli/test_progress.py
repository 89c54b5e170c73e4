"""Progress: rate, remaining time, current item and errors so far; as lines and as data."""

import json
import time

import pytest
from click.testing import CliRunner
from rich.console import Console

from archive.cli import displays
from archive.cli.main import program
from archive.cli.pace import Pace, span

EVENTS = {
    "began": {"event", "stage", "source", "rows"},
    "progress": {
        "event", "stage", "source", "done", "safe", "rows", "rate", "remaining_seconds", "current", "refused",
    },
    "notice": {
        "event", "severity", "source", "row", "key", "column", "field", "value", "reason", "remedy", "record",
        "text",
    },
}  # fmt: skip


@pytest.fixture
def often(monkeypatch):
    """Let displays speak many times a second."""
    monkeypatch.setattr(displays, "LINES_EVERY", 0.02)
    monkeypatch.setattr(displays, "JSON_EVERY", 0.02)


@pytest.fixture
def many(tmp_path):
    path = tmp_path / "many.csv"
    rows = [f"{n},Item {n},{'31 Feb 1992' if n in (3, 900) else 1992}" for n in range(1500)]
    path.write_text("\n".join(["id,title,date", *rows]), encoding="utf-8")
    return path


def test_json_lines_are_all_that_the_error_stream_holds_and_have_the_documented_shape(run, many, often):
    done = run("ingest", many, "--type", "document", "--progress", "json")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    for each in events:
        assert set(each) == EVENTS[each["event"]]
    ingest = [each for each in events if each["event"] == "progress" and each["stage"] == "ingest"]
    assert ingest[-1]["done"] == ingest[-1]["safe"] == ingest[-1]["rows"] == 1500
    assert ingest[-1]["refused"] == 2
    assert [each["done"] for each in ingest] == sorted(each["done"] for each in ingest)
    assert any(each["current"].startswith("Item ") and each["rate"] > 0 for each in ingest)
    assert [each["row"] for each in events if each["event"] == "notice"] == [5, 902]
    assert events[0] == {"event": "began", "stage": "ingest", "source": "many.csv", "rows": 1500}
    assert "1498 new" in done.stdout


def test_the_index_is_a_stage_of_its_own(run, sheet):
    done = run("ingest", sheet, "--type", "speech", "--progress", "json")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [each["stage"] for each in events if each["event"] == "began"] == ["ingest", "index"]
    assert (events[-1]["stage"], events[-1]["done"]) == ("index", events[-1]["rows"])


def test_off_a_terminal_there_is_a_line_every_some_seconds(run, many, often, monkeypatch):
    done = run("ingest", many, "--type", "document", "--no-index", "--progress", "lines")
    lines = [line for line in done.stderr.splitlines() if line.startswith("many.csv: ")]
    assert lines
    assert all(" of 1500" in line for line in lines)
    assert "/s" in lines[-1]
    assert " left" in lines[-1]
    assert "refused" in lines[-1]


def test_without_progress_only_problems_are_told(run, many, often):
    done = run("ingest", many, "--type", "document", "--no-index", "--progress", "none")
    assert [line.split(",")[0] for line in done.stderr.splitlines()] == [
        "refused many.csv",
        "refused many.csv",
    ]


def test_a_rate_is_that_of_late(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    pace = Pace("sheet", 1000)
    for second in range(1, 61):
        clock[0], pace.done = float(second), 10 * second
        assert pace.rate() == pytest.approx(10)
    for second in range(61, 91):
        clock[0], pace.done = float(second), pace.done + 1
        pace.rate()
    assert pace.rate() == pytest.approx(1)
    assert pace.remaining() == pytest.approx(370)


@pytest.mark.parametrize(
    ("seconds", "said"), [(None, "-:--"), (0, "0:00"), (61.9, "1:01"), (3723, "1:02:03")]
)
def test_spans_of_time(seconds, said):
    assert span(seconds) == said


def test_the_bar_is_drawn_with_what_is_worked_on(many, instance, monkeypatch):
    seen = []

    class Seen(displays.Bar):
        def _told(self):
            seen.append(super()._told())
            return seen[-1]

    monkeypatch.setattr(displays, "Bar", Seen)
    terminal = Console(stderr=True, force_terminal=True, width=120, highlight=False)
    monkeypatch.setattr(displays, "error_console", lambda: terminal)
    args = ["--config", str(instance), "ingest", str(many), "--type", "document", "--no-index"]
    CliRunner().invoke(program, args)
    assert any("/s" in each and "left" in each and "refused" in each and "Item" in each for each in seen)
