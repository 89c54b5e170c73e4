"""`archive demo`: the sample collections, loaded once, and the site."""

from pathlib import Path

import click

from archive.cli.call import Call, pass_call
from archive.cli.ingest import Work, actor, take_in
from archive.cli.opening import opened
from archive.cli.serve import PORTS, serve
from archive.cli.telling import telling, total_of
from archive.core.errors import ConfigError
from archive.core.words import message
from archive.ingest.draft import Defaults
from archive.ingest.importers.registry import open_sources
from archive.ingest.manifest import Reading
from archive.ingest.pipeline import Options
from archive.settings import Settings, shared


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, envvar="PORT", type=PORTS, help="Port to listen on.")
@click.option("--load-only", is_flag=True, help="Load the samples and do not serve.")
@pass_call
def command(call: Call, host: str, port: int, load_only: bool) -> None:
    """Load the sample collections once, publish them, and serve the site.

    Run again, it loads only what has changed in the folder of collections.
    """
    load(call)
    if not load_only:
        serve(call, host, port)


def load(call: Call) -> None:
    """Take in the collections of the instance, or those that ship with the package."""
    folder = samples(call.settings())
    with opened(call) as archive, telling(call, None) as teller:
        options = Options(
            actor=actor(),
            defaults=Defaults(derivatives=archive.derivatives, max_pixels=archive.settings.MAX_IMAGE_PIXELS),
            publish=True,
        )
        total = total_of(take_in(call, archive, Work(open_sources(folder, Reading()), options), teller))
    if total.new + total.changed + total.refused:
        said = message("{folder}: {new} records loaded.", folder=folder, new=total.new + total.changed)
    else:
        said = message("{folder}: all {rows} records are in already.", folder=folder, rows=total.rows)
    call.say(said)


def samples(settings: Settings) -> Path:
    """Return the folder of collections: the instance's own if it holds any, else the package's."""
    for folder in (settings.COLLECTIONS_DIR, shared("collections")):
        if any(folder.glob("*/collection.toml")):
            return folder
    raise ConfigError(message("no collections in {folder}", folder=settings.COLLECTIONS_DIR))
