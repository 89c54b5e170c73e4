"""The background worker: looks every little while whether followers have something to do.

One runs for an instance, whoever starts it; another that finds the lock held waits its turn, and
takes over if the first is gone.
"""

import logging
from threading import Event

from archive.assembly import Archive
from archive.core.errors import Busy
from archive.jobs.followers import followers, lock_of, step
from archive.jobs.locks import held

LOG = logging.getLogger(__name__)
PAUSE = 0.5  # seconds between two looks when there is nothing to do
PATIENCE = 5.0  # seconds until another try, after a failure or while another worker runs


def run_forever(archive: Archive, stop: Event) -> None:
    """Keep every follower up to date until `stop` is set. Stops between two batches."""
    while not stop.is_set():
        try:
            with held(archive.settings.DATA_DIR / "locks" / "worker.lock"):
                _work(archive, stop)
        except Busy:
            stop.wait(PATIENCE)


def _work(archive: Archive, stop: Event) -> None:
    while not stop.is_set():
        if not _look(archive, stop):
            stop.wait(PAUSE)


def _look(archive: Archive, stop: Event) -> bool:
    """Let each follower take one batch; say whether any had something to do."""
    busy = False
    for follower in followers(archive):
        if stop.is_set():
            return False
        try:
            with held(lock_of(archive, follower)):
                busy = step(archive, follower) or busy
        except Busy:
            continue  # a command is letting it catch up just now
        except Exception:
            # One follower's trouble (a full disk, as OSError or as any of a database's errors) must not
            # stop the others, nor end the worker: nobody would notice that the index stands still.
            LOG.exception("follower %s could not go on; it will be tried again", follower.name)
            stop.wait(PATIENCE)
    return busy
