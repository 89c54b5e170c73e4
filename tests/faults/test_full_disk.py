"""A disk that takes no more: said clearly, nothing half, and the next run goes on."""

import json

import pytest
from click.testing import CliRunner

from archive.cli.main import program as archive_program
from archive.storage.registry import open_store

LARGE = 3_000_000  # bytes: more than a catalogue of a few rows

pytestmark = pytest.mark.faults


@pytest.fixture
def sheet(tmp_path):
    """Six items with files; the fourth file is large."""
    folder = tmp_path / "source"
    folder.mkdir()
    lines = ["id,title,file"]
    for number in range(6):
        size = LARGE if number == 3 else 1000
        (folder / f"{number}.bin").write_bytes(bytes([number]) * size)
        lines.append(f"N{number},Item {number},{number}.bin")
    path = folder / "items.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(data, *words):
    done = CliRunner().invoke(archive_program, ["--config", str(data / "config.py"), *map(str, words)])
    assert done.exit_code == 0, done.output
    return done.stdout


# Where a file of the store, and where the catalogue itself, finds no room.
@pytest.mark.parametrize("most", [LARGE - 1, 400_000, 100_000])
def test_it_is_said_what_to_do_and_the_next_run_goes_on(program, instance, sheet, most):
    data = instance("small")
    run(data, "status")
    words = [
        "--config",
        data / "config.py",
        "ingest",
        sheet,
        "--type",
        "document",
        "--publish",
        "--workers",
        1,
    ]
    stopped = program.run(words, {"bytes": most})
    assert stopped["code"] == 1
    assert "nothing more can be written to" in stopped["said"]
    assert "Make room, and run the same command again" in stopped["said"]
    assert "Unexpected" not in stopped["said"]
    assert program.run(words)["code"] == 0
    assert json.loads(run(data, "status", "--json"))["records"]["item"] == [6, 6]
    assert json.loads(run(data, "verify", "--json"))["problems"] == []
    assert len(list(open_store(f"file:{data / 'data' / 'store'}").items())) == 6
    assert json.loads(run(data, "search", "--json", "item"))["total"]["value"] == 6
