"""`archive follow`: let followers catch up, build them anew, or keep them at it."""

import os
import signal
import sys
from threading import Event, Thread

import click

from archive.assembly import Archive
from archive.cli.call import Call, pass_call
from archive.cli.opening import opened
from archive.cli.progress import index_progress
from archive.core.words import message
from archive.jobs.followers import catch_up
from archive.jobs.worker import run_forever

NICENESS = 5  # beside readers and an ingest the index comes second
PATIENCE = 60.0  # seconds for the batch of a worker that runs beside `archive serve`


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--rebuild", "anew", is_flag=True, help="Forget what is there and begin again.")
@click.option("--forever", is_flag=True, help="Keep following until stopped.")
@click.option("--until-closed", is_flag=True, hidden=True, help="Keep following until standard input closes.")
@pass_call
def command(call: Call, names: tuple[str, ...], anew: bool, forever: bool, until_closed: bool) -> None:
    """Bring the index, and whatever else follows the catalogue, up to date.

    NAME is a follower, such as "search"; without one, all follow. It can be stopped at any moment:
    the next time it goes on where it was.
    """
    with opened(call) as archive:
        if forever or until_closed:
            _keep_at_it(archive, until_closed)
            return
        with index_progress(call) as on_progress:
            reached = catch_up(archive, names or None, on_progress, patience=PATIENCE, anew=anew)
    for name, revision in reached.items():
        call.say(message("{name} has seen revision {revision}.", name=name, revision=revision))


def _keep_at_it(archive: Archive, until_closed: bool) -> None:
    stop = Event()
    if until_closed:
        if hasattr(os, "nice"):
            os.nice(NICENESS)
        # Ctrl+C reaches every process of the terminal; only the one that started us decides.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        Thread(target=_wait_for_end, args=(stop,), daemon=True).start()
    else:
        signal.signal(signal.SIGINT, lambda *_: stop.set())
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    run_forever(archive, stop)


def _wait_for_end(stop: Event) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        continue
    stop.set()
