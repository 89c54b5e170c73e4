"""The program as a whole: commands found by name, errors in one line, exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.cli.commands import COMMANDS
from archive.cli.main import program
from archive.core.errors import Busy, Unreadable
from archive.settings import load


def test_the_overview_lists_every_command_with_its_own_first_sentence():
    overview = CliRunner().invoke(program, ["--help"]).output
    for each in COMMANDS:
        assert f"{each.name} " in overview
        assert each.help.split()[0] in overview


@pytest.mark.parametrize("name", [each.name for each in COMMANDS])
def test_every_command_is_where_the_list_says_and_explains_itself(name):
    result = CliRunner().invoke(program, [name, "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_the_overview_imports_no_command():
    code = (
        "import sys; from click.testing import CliRunner; from archive.cli.main import program;"
        "CliRunner().invoke(program, ['--help']);"
        "print({'sqlalchemy', 'flask', 'whoosh', 'rich', 'archive.ingest'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "set()"


def test_an_unknown_command_and_an_unknown_option_are_usage_errors(run):
    assert run("catalog").exit_code == 2
    assert run("ingest", "--colour").exit_code == 2


def test_a_missing_instance_is_said_in_one_line():
    result = CliRunner().invoke(program, ["--config", "/nowhere/config.py", "status"])
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1


def test_a_misspelt_setting_names_the_right_one(run, instance):
    instance.write_text('TITEL = "Trial"\n')
    result = run("status")
    assert result.exit_code == 2
    assert "TITLE" in result.stderr


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (Busy("somebody else is writing"), 1, "Error: somebody else is writing"),
        (Unreadable("it is locked"), 1, "Error: it is locked"),
        (ZeroDivisionError("division by zero"), 1, "Unexpected error: ZeroDivisionError: division by zero"),
    ],
)
def test_no_error_reaches_the_user_as_a_traceback(run, instance, monkeypatch, error, code, said):
    def fail(*_args, **_kwargs):
        raise error

    monkeypatch.setattr("archive.cli.opening.open_archive", fail)
    result = run("status")
    assert result.exit_code == code
    assert result.stderr.startswith(said)
    assert "Traceback" not in result.output + result.stderr
    if isinstance(error, ZeroDivisionError):
        log = instance.parent / "data" / "log" / "archive.log"
        assert str(log) in result.stderr
        assert "Traceback" in log.read_text()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_log_that_cannot_be_written_shows_no_traceback(run, instance, monkeypatch, capsys):
    def fail(*_args, **_kwargs):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("archive.cli.opening.open_archive", fail)
    log = instance.parent / "data" / "log" / "archive.log"
    log.parent.mkdir(parents=True)
    log.symlink_to("/dev/full")
    result = run("status")
    assert result.stderr.startswith("Unexpected error: ZeroDivisionError: division by zero")
    assert "Traceback" not in result.stderr + capsys.readouterr().err


def test_debug_shows_where_an_error_came_from(run, instance):
    result = CliRunner().invoke(program, ["--config", str(instance), "--debug", "show", "nothing"])
    assert "Traceback" in result.stderr


def test_messages_are_in_the_language_of_the_terminal(run, instance, monkeypatch):
    monkeypatch.setenv("LANG", "es_VE.UTF-8")
    result = CliRunner().invoke(program, ["--config", str(instance), "status"])
    assert result.exit_code == 0


def test_status_of_an_empty_instance_counts_nothing(run):
    found = json.loads(run("status", "--json").stdout)
    assert found["title"] == "Trial"
    assert set(found["records"]) == {"item", "collection", "agent", "place", "subject", "event"}
    assert found["followers"] == {"search": 0}


def test_doctor_finds_a_fresh_instance_well(run):
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert "✓ Catalogue: ok" in result.output


def test_init_makes_an_instance_that_works_and_never_touches_one(run, tmp_path):
    folder = tmp_path / "new"
    assert run("init", folder).exit_code == 0
    assert "change-me" not in (folder / "config.py").read_text()
    assert (folder / "collections").is_dir()
    written = (folder / "config.py").read_text()
    assert load(folder, {}).SUBTITLE == ""
    assert len(load(folder, {}).SECRET_KEY) == 64
    again = run("init", folder)
    assert again.exit_code == 2
    assert (folder / "config.py").read_text() == written
    assert CliRunner().invoke(program, ["--config", str(folder), "status"]).exit_code == 0
