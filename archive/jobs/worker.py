"""The background worker: looks every little while whether followers have something to do.

One runs for an instance, whoever starts it; another that finds the lock held waits its turn, and
takes over if the first is gone.
"""

import logging
from collections.abc import Sequence
from contextlib import ExitStack
from threading import Event

from archive.assembly import Archive
from archive.core.errors import ArchiveError, Busy, NoRoom
from archive.jobs.followers import Follower, engaged, followers, let_go, lock_of, step, trouble_of
from archive.jobs.locks import held
from archive.jobs.troubles import described, make_room, note, settled

LOG = logging.getLogger(__name__)
PAUSE = 0.5  # seconds between two looks when there is nothing to do
PATIENCE = 5.0  # seconds until another try, after a failure or while another worker runs

Told = dict[str, str]  # the trouble of each follower that the log has been told of, "" for none


def run_forever(archive: Archive, stop: Event) -> None:
    """Keep every follower up to date until `stop` is set. Stops between two batches."""
    while not stop.is_set():
        try:
            with held(archive.settings.DATA_DIR / "locks" / "worker.lock"):
                _work(archive, stop)
        except (Busy, NoRoom):  # who writes beside it says that the disk is full
            stop.wait(PATIENCE)


def _work(archive: Archive, stop: Event) -> None:
    told: Told = {}
    all_of_them = followers(archive)
    with ExitStack() as engagement:
        for follower in all_of_them:
            make_room(trouble_of(archive, follower))
            engagement.enter_context(engaged(follower))
        while not stop.is_set():
            if not _look(archive, all_of_them, stop, told):
                stop.wait(PAUSE)


def _look(archive: Archive, all_of_them: Sequence[Follower], stop: Event, told: Told) -> bool:
    """Let each follower take one batch; say whether any had something to do."""
    busy = False
    for follower in all_of_them:
        if stop.is_set():
            return False
        try:
            with held(lock_of(archive, follower)):
                busy = _let_go_on(archive, follower, told) or busy
        except Exception as error:
            # One follower's trouble (a full disk, as OSError or as any of a database's errors) must not
            # stop the others, nor end the worker: nobody would notice that the index stands still.
            let_go(follower)  # nobody knows when it will go on, nor from where
            if _elsewhere(error):
                continue
            _tell(archive, follower, error, told)
            stop.wait(PATIENCE)
    return busy


class _Held(Busy):
    """Somebody holds what a follower writes to, though not the follower."""


def _elsewhere(error: Exception) -> bool:
    """Say whether a command is letting the follower catch up just now."""
    return isinstance(error, Busy) and not isinstance(error, _Held)


def _let_go_on(archive: Archive, follower: Follower, told: Told) -> bool:
    try:
        busy = step(archive, follower)
    except Busy as error:
        raise _Held(str(error)) from error
    if told.get(follower.name) != "":
        over = settled(trouble_of(archive, follower))
        told[follower.name] = ""
        if over is not None:
            LOG.warning("follower %s goes on again, after: %s", follower.name, over.said)
    return busy


def _tell(archive: Archive, follower: Follower, error: Exception, told: Told) -> None:
    """Keep what is wrong where `archive status` finds it; the log is told when it changes."""
    note(trouble_of(archive, follower), error)
    said = described(error)
    if told.get(follower.name) == said:
        return
    told[follower.name] = said
    expected = isinstance(error, OSError | ArchiveError)
    LOG.error(
        "follower %s could not go on, and will be tried again every %g seconds: %s",
        follower.name,
        PATIENCE,
        said,
        exc_info=None if expected else error,
    )
