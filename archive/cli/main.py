"""The program `archive`: one module per command, found by name, loaded when run."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from archive import __version__
from archive.cli.call import STOPPED, Call
from archive.cli.commands import COMMANDS
from archive.cli.failures import tell, unexpected
from archive.core.errors import ArchiveError
from archive.core.translation import from_environment, languages
from archive.core.words import message


class Program(click.Group):
    """A group whose commands are imported when they are run, and whose errors are one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order of the list."""
        return [each.name for each in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of this name."""
        for each in COMMANDS:
            if each.name == cmd_name:
                found: click.Command = import_module(f"archive.cli.{each.module}").command
                return found
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview without importing a single command."""
        with formatter.section("Commands"):
            formatter.write_dl([(each.name, each.help) for each in COMMANDS])

    def main(self, args: Sequence[str] | None = None, *rest: Any, **more: Any) -> Any:
        """Run a command; whatever goes wrong is one line and an exit code, never a traceback."""
        call = Call()
        more |= {"standalone_mode": False, "obj": call}
        sys.exit(self._code(call, args, *rest, **more))

    def _code(self, call: Call, args: Sequence[str] | None, *rest: Any, **more: Any) -> int:
        try:
            code = super().main(args, *rest, **more)
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except (click.Abort, KeyboardInterrupt):
            call.say(message("Stopped."), err=True)
            return STOPPED
        except ArchiveError as error:
            return tell(call, error)
        except BrokenPipeError:
            # Whoever read our output has gone (`archive export … | head`): nothing more to say.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except Exception as error:  # the edge: nothing may reach the user as a traceback
            return unexpected(call, error)
        return code if isinstance(code, int) else 0


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tribuna")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="The config.py of the instance, or its folder. Else $ARCHIVE_CONFIG, else the checkout's own.",
)
@click.option(
    "--lang", type=click.Choice(languages()), help="Language of messages; else that of the terminal."
)
@click.option("--debug", is_flag=True, help="Show where an error came from.")
@click.pass_obj
def program(call: Call, config: Path | None, lang: str | None, debug: bool) -> None:
    """Tribuna: catalogue speeches, documents and images, search every word, publish Dublin Core."""
    call.config = config
    call.language = lang or from_environment(os.environ, languages())
    call.debug = debug


def main() -> None:
    """Run the program."""
    program()


if __name__ == "__main__":
    main()
