"""`archive watch`: take in what arrives in a folder."""

import logging
import math
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import cycle
from pathlib import Path
from types import FrameType
from typing import Any

import click
from watchfiles import watch as changes_in

from archive.cli import ingest
from archive.cli.asked import Asked, options_of
from archive.cli.call import Call, pass_call
from archive.cli.indexing import index_to_the_end
from archive.cli.opening import opened
from archive.cli.watching import Watched, watched
from archive.core.words import message

LOG = logging.getLogger(__name__)
FULL_LOOK = 60.0  # seconds: network drives tell of nothing by themselves
FASTEST, SLOWEST = 100, 1000  # milliseconds between two looks at what is still growing
AGAIN = 1.0  # seconds until the system is asked again to tell of changes
# Options of `archive ingest` that have no meaning here, and what they are.
OTHERS: dict[str, Any] = {
    "sources": (),
    "name": "",
    "dry_run": False,
    "report": None,
    "as_json": False,
    "progress": "none",
}


@click.command()
@click.argument(
    "folders",
    nargs=-1,
    required=True,
    metavar="DIR...",
    type=click.Path(path_type=Path, exists=True, file_okay=False, resolve_path=True),
)
@click.option(
    "--settle",
    type=click.FloatRange(min=0.1, max=86_400),
    default=5.0,
    show_default=True,
    help="Seconds that something must stand still before it is taken in.",
)
@click.option("--remove", is_flag=True, help="Remove from DIR what is safely kept, each byte verified.")
@pass_call
def command(call: Call, /, folders: tuple[Path, ...], settle: float, remove: bool, **given: Any) -> int:
    """Take in whatever arrives in each DIR, and what has arrived since the last time.

    Each file or folder directly in DIR is a delivery; it is taken in, as `archive ingest` would, once it
    has stopped growing. What is refused stays where it is, with NAME.refused.csv beside it saying why,
    and is tried again when it has changed. Nothing is removed unless asked. Ctrl+C ends it.
    """
    asked = Asked(**OTHERS, **given)
    stop = threading.Event()
    with opened(call) as archive, asked_to_stop(stop), ExitStack() as stack:
        options_of(asked, archive)  # a wrong option is told now, not with the first arrival
        all_watched = [stack.enter_context(watched(call, archive, folder, settle)) for folder in folders]
        for folder in folders:
            call.say(message("Watching {folder}. Ctrl+C ends it.", folder=folder))
        for each in look(all_watched, settle, stop):
            took = each.take_in(asked, remove, stop.is_set)
            if took and not (asked.no_index or stop.is_set()):
                index_to_the_end(call, archive, stop.is_set)
    call.say(message("Stopped."))
    return 0


command.params[1:1] = [each for each in ingest.command.params if each.name not in OTHERS]


def look(all_watched: list[Watched], settle: float, stop: threading.Event) -> Iterator[Watched]:
    """Yield each watched folder again and again, whenever something may have settled in it."""
    looked = -math.inf
    pause = int(min(max(settle * 500, FASTEST), SLOWEST))
    for paths in changes([each.arrivals.folder for each in all_watched], stop, pause):
        everything = time.monotonic() - looked > FULL_LOOK
        looked = time.monotonic() if everything else looked
        for each in all_watched:
            with suppress(OSError):  # a drive that is gone may come back
                if everything:
                    each.arrivals.look_at_all()
                each.arrivals.look({name for path in paths if (name := each.name_of(path))})
            yield each
            if stop.is_set():
                return


def changes(folders: Sequence[Path], stop: threading.Event, pause: int) -> Iterator[list[Path]]:
    """Yield what has changed, and nothing after each pause; by looking, where the system tells no more."""
    options: dict[str, Any] = {"stop_event": stop, "watch_filter": None, "rust_timeout": pause}
    options |= {"yield_on_timeout": True, "raise_interrupt": False, "ignore_permission_denied": True}
    yield []
    for polling in cycle((None, True)):
        try:
            for found in changes_in(*folders, force_polling=polling, **options):
                yield [Path(path) for _, path in found]
            return
        except (OSError, RuntimeError):  # also for one link that leads to itself
            LOG.warning("the system tells of no more changes; looking for them otherwise", exc_info=True)
        yield []
        if stop.wait(AGAIN):
            return


@contextmanager
def asked_to_stop(stop: threading.Event) -> Iterator[None]:
    """Let Ctrl+C, or a service manager, end the watch after what is under way; asked twice, at once."""

    def ask(_signal: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    with ExitStack() as stack:
        for number in (signal.SIGINT, signal.SIGTERM):
            stack.callback(signal.signal, number, signal.signal(number, ask))
        yield
