"""`archive copies`: copies of recordings that browsers play."""

import json
from collections.abc import Sequence
from dataclasses import asdict

import click

from archive.assembly import Archive
from archive.cli.call import Call, pass_call
from archive.cli.failures import NOT_BEGUN, REFUSED
from archive.cli.opening import opened
from archive.cli.pages import told
from archive.cli.telling import telling
from archive.core.words import message
from archive.ingest.copying import Copied, Parts, recorded, run
from archive.ingest.recognising import Listener
from archive.media import playing

MISSING = message("FFmpeg is not installed. On Debian: apt-get install ffmpeg")


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--again", is_flag=True, help="Make anew what was made before.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@pass_call
def command(call: Call, /, ids: tuple[str, ...], again: bool, as_json: bool) -> int:
    """Make copies of recordings that browsers cannot play, or that are far larger than listening needs.

    Of the items ID, or of all. Originals stay as they are. Stopped with Ctrl+C or killed, the same command
    goes on where it was.
    """
    if playing.program() is None:
        call.say(MISSING, err=True)
        return NOT_BEGUN
    with opened(call) as archive, telling(call, None) as teller:
        done = run(parts_of(archive), ids or recorded(archive.catalogue), told(teller), again=again)
        teller.finished()
    if as_json:
        click.echo(json.dumps(asdict(done), indent=2))
    else:
        say(call, done)
    return REFUSED if done.failed or done.stopped else 0


def brought(archive: Archive, imports: Sequence[int], listener: Listener) -> Copied | None:
    """Copy the recordings that imports brought; None if there was nothing to do, or no program for it."""
    if playing.program() is None or not imports or listener.stop():
        return None
    ids = recorded(archive.catalogue, imports)
    return run(parts_of(archive), ids, listener) if ids else None


def parts_of(archive: Archive) -> Parts:
    """Return what copying works with."""
    return Parts(catalogue=archive.catalogue, store=archive.store, derivatives=archive.derivatives)


def say(call: Call, done: Copied) -> None:
    """Print what came of a run."""
    counts = {"copies": done.copies, "bytes": f"{done.bytes:,}"}
    call.say(message("{copies} copies of recordings made: {bytes} bytes.", **counts))
    if done.stopped:
        call.say(message("Stopped. Run `archive copies` to go on."))
