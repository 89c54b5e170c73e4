"""`archive demo`: the sample collections, loaded once, and the site."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from archive.cli.call import STOPPED, Call, pass_call
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
    if load_only:
        load(call, ctx)
        return
    if not is_loaded(call):
        load_beside(call)
    serve(call, host, port)


def load_beside(call: Call) -> None:
    """Load the collections in a process of its own, and stop if it was stopped.

    What takes files in has begun processes that those which serve, copies of this one, could not use
    and would take for their own.
    """
    told = ["--lang", call.language, *(["--config", str(call.config)] if call.config else [])]
    told += ["--debug"] if call.debug else []
    command = [sys.executable, "-m", "archive.cli.main", *told, "demo", "--load-only"]
    if subprocess.run(command, check=False).returncode == STOPPED:  # noqa: S603 -- this very program
        raise click.Abort


def is_loaded(call: Call) -> bool:
    """Say whether the collections look as they did when they were last loaded, and tell if so."""
    settings = call.settings()
    folder = samples(settings)
    seen = settings.DATA_DIR / SEEN
    if not seen.is_file() or seen.read_text() != fingerprint(folder):
        return False
    call.say(message("{folder}: loaded already.", folder=folder))
    return True


def load(call: Call, ctx: click.Context) -> None:
    """Ingest the collections, unless they look as they did when they were last loaded."""
    if is_loaded(call):
        return
    settings = call.settings()
    folder = samples(settings)
    state = fingerprint(folder)
    # Through the group, which imports it: what reads files is not needed to serve them.
    group = ctx.find_root().command
    ingest = group.get_command(ctx, "ingest") if isinstance(group, click.Group) else None
    if ingest is not None and ctx.invoke(ingest, sources=(folder,), publish=True) == 0:
        (settings.DATA_DIR / SEEN).write_text(state)


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
