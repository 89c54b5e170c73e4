"""Writes docs/reference/commands.md from the commands: `python -m archive.cli.reference`."""

import sys
from collections.abc import Iterator

import click

from archive.cli.commands import COMMANDS
from archive.cli.main import program

HEAD = """\
# Commands

Generated from the program itself (`python -m archive.cli.reference > docs/reference/commands.md`), and a
test keeps it so; `archive COMMAND --help` says the same.

Exit codes: **0** done; **1** something was refused or not found, the rest is done; **2** nothing was
begun (a setting, an option or a source is wrong); 130 stopped by Ctrl+C at once. No error shows a
traceback: it is one line, and what a programmer needs is in `log/archive.log` under `DATA_DIR`
(`--debug` shows it).
"""


def reference() -> str:
    """Return the whole page."""
    context = click.Context(program, info_name="archive", **program.context_settings)
    return "\n".join((HEAD, *_section("archive", program, context), *_sections(context)))


def _sections(parent: click.Context) -> Iterator[str]:
    for each in COMMANDS:
        command = program.get_command(parent, each.name)
        if command is None:
            raise LookupError(each.name)
        yield from _tree(f"archive {each.name}", command, parent)


def _tree(title: str, command: click.Command, parent: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=title.rpartition(" ")[2], parent=parent)
    yield from _section(title, command, context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from _tree(f"{title} {name}", below, context)


def _section(title: str, command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield a heading and the help of one command, at a width that does not depend on the terminal."""
    context.terminal_width = context.max_content_width = 100
    yield f"## {title}\n"
    yield f"```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(reference())
