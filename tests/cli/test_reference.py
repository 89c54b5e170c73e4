"""The page of commands is what the program says of itself."""

from pathlib import Path

from archive.cli.commands import COMMANDS
from archive.cli.main import program
from archive.cli.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"


def test_the_page_of_commands_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == reference(), (
        "run: python -m archive.cli.reference > docs/reference/commands.md"
    )


def test_every_command_lists_or_shows_as_json_too():
    for name in ("ingest", "search", "explain", "show", "status", "verify", "doctor"):
        assert "--json" in {option for each in program.get_command(None, name).params for option in each.opts}
    assert {each.name for each in COMMANDS} >= {"init", "serve", "demo", "follow", "export", "imports"}
