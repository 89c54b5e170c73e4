"""`archive init`: a new instance."""

import secrets
from pathlib import Path

import click

from archive.cli.call import Call, pass_call
from archive.core.errors import ConfigError
from archive.core.words import message
from archive.settings import SAMPLE_SECRET_KEY, shared

CONFIG = "config.py"


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@pass_call
def command(call: Call, folder: Path) -> None:
    """Make a new, empty instance in the folder DIR: its config.py and its collections/."""
    config = folder / CONFIG
    if config.exists():
        raise ConfigError(message("{config} is there already; nothing was touched", config=config))
    template = shared(CONFIG).read_text(encoding="utf-8")
    try:
        (folder / "collections").mkdir(parents=True, exist_ok=True)
        config.write_text(template.replace(SAMPLE_SECRET_KEY, secrets.token_hex(32)), encoding="utf-8")
    except OSError as error:
        raise ConfigError(message("{folder}: {error}", folder=folder, error=error.strerror)) from error
    call.say(message("Made {config}. Set TITLE, BASE_URL and ADMIN_EMAIL there, then:", config=config))
    place = f"archive --config {folder}"
    click.echo(f"  {place} ingest FOLDER_OR_SPREADSHEET --publish\n  {place} serve")
