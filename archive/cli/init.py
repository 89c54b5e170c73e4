"""`archive init`: a new instance."""

import secrets
import shlex
from pathlib import Path

import click

from archive.cli.call import Call, pass_call
from archive.core.errors import ConfigError
from archive.core.words import message

CONFIG = "config.py"
TEMPLATE = '''"""Settings of this instance of Tribuna, in capitals; docs/reference/settings.md lists them all.

A variable ARCHIVE_<NAME> in the environment wins over this file. Relative paths start from here.
"""

TITLE = "A new archive"
SUBTITLE = ""  # one line under the title, on the home page
ADMIN_EMAIL = "archive@example.org"  # shown on the page about the archive

# The public address; part of every permanent link.
BASE_URL = "http://127.0.0.1:8000"

# Signs cookies. Made at random for this instance alone: tell nobody.
SECRET_KEY = "{secret}"

LANGUAGES = ["en", "es"]  # of the interface; the first is the default
DATA_DIR = "data"  # catalogue, index and files: the one folder to back up
COLLECTIONS_DIR = "collections"
'''


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@pass_call
def command(call: Call, folder: Path) -> None:
    """Make a new, empty instance in the folder DIR: its config.py and its collections/."""
    config = folder / CONFIG
    if config.exists():
        raise ConfigError(message("{config} is there already; nothing was touched", config=config))
    try:
        (folder / "collections").mkdir(parents=True, exist_ok=True)
        config.write_text(TEMPLATE.format(secret=secrets.token_hex(32)), encoding="utf-8")
    except OSError as error:
        raise ConfigError(message("{folder}: {error}", folder=folder, error=error.strerror)) from error
    call.say(message("Made {config}. Set TITLE, BASE_URL and ADMIN_EMAIL there, then:", config=config))
    place = shlex.join(["archive", "--config", str(folder)])
    click.echo(f"  {place} ingest FOLDER_OR_SPREADSHEET --publish\n  {place} serve")
