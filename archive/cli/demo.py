"""`archive demo`: the sample collections, loaded once, and the site."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import click

from archive.cli.call import Call, pass_call
from archive.cli.serve import PORTS, serve
from archive.core.errors import ConfigError
from archive.core.words import message
from archive.settings import Settings, shared

SEEN = "demo.sha256"  # in DATA_DIR: what the collections looked like when they were loaded


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, envvar="PORT", type=PORTS, help="Port to listen on.")
@click.option("--load-only", is_flag=True, help="Load the samples and do not serve.")
@click.pass_context
@pass_call
def command(call: Call, ctx: click.Context, host: str, port: int, load_only: bool) -> None:
    """Load the sample collections once, publish them, and serve the site.

    Run again, it loads only what has changed in the folder of collections.
    """
    load(call, ctx)
    if not load_only:
        serve(call, host, port)


def load(call: Call, ctx: click.Context) -> None:
    """Ingest the collections, unless they look as they did when they were last loaded."""
    settings = call.settings()
    folder = samples(settings)
    seen = settings.DATA_DIR / SEEN
    state = fingerprint(folder)
    if seen.is_file() and seen.read_text() == state:
        call.say(message("{folder}: loaded already.", folder=folder))
        return
    # Through the group, which imports it: what reads files is not needed to serve them.
    group = ctx.find_root().command
    ingest = group.get_command(ctx, "ingest") if isinstance(group, click.Group) else None
    if ingest is not None and ctx.invoke(ingest, sources=(folder,), publish=True) == 0:
        seen.write_text(state)


def samples(settings: Settings) -> Path:
    """Return the folder of collections: the instance's own if it holds any, else the package's."""
    for folder in (settings.COLLECTIONS_DIR, shared("collections")):
        if any(folder.glob("*/collection.toml")):
            return folder
    raise ConfigError(message("no collections in {folder}", folder=settings.COLLECTIONS_DIR))


def fingerprint(folder: Path) -> str:
    """Return a digest of the names, sizes and times of all files in a folder."""
    return hashlib.sha256("\n".join(_facts(folder)).encode("utf-8", "surrogateescape")).hexdigest()


def _facts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        found = path.stat()
        yield f"{path.relative_to(folder).as_posix()} {found.st_size} {found.st_mtime_ns}"
