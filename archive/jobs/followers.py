"""The followers of the catalogue, and the one loop that lets them catch up.

A follower remembers the last revision it has seen, works in batches that may be killed at any
moment, may be deleted and built again, and never writes to the catalogue.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, runtime_checkable

from archive.assembly import Archive
from archive.catalogue.changes import Change, last_revision, since
from archive.core.registry import Registry
from archive.core.words import _
from archive.jobs.locks import held
from archive.jobs.troubles import Trouble, read
from archive.research.likeness import LikenessFollower
from archive.search.follower import SearchFollower

LOG = logging.getLogger(__name__)
BATCH = 5000  # changes


class Follower(Protocol):
    """Whatever is derived from the catalogue and keeps itself up to date."""

    @property
    def name(self) -> str:
        """What it is asked for by: `archive follow NAME`."""
        ...

    def revision(self) -> int:
        """Return the last revision it has seen; 0 if it must begin again."""
        ...

    def apply(self, changes: Sequence[Change]) -> None:
        """Take in changes, oldest first, all or the first of them; remember the last revision taken."""
        ...

    def keep(self) -> bool:
        """Do what time alone makes needful; say whether there was anything."""
        ...

    def reset(self) -> None:
        """Forget everything."""
        ...


@runtime_checkable
class Closing(Protocol):
    """A follower that may keep something open from one batch to the next, such as other processes."""

    def close(self) -> None:
        """Let go of it; what comes next begins with it again, if need be."""
        ...


def _search(archive: Archive) -> Follower:
    return SearchFollower(archive.catalogue, archive.search, archive.settings.database_url)


def likeness_of(archive: Archive) -> LikenessFollower:
    """Return the follower that knows what files are like."""
    return LikenessFollower(archive.catalogue, archive.settings.DATA_DIR / "likeness.sqlite")


# Read this list first.
FOLLOWERS: tuple[Callable[[Archive], Follower], ...] = (_search,)
# These follow when they are asked for by name, and not beside every change.
WHEN_ASKED: tuple[Callable[[Archive], Follower], ...] = (likeness_of,)

Progress = Callable[[str, int, int], None]  # name, revision reached, last revision


def followers(archive: Archive, names: Iterable[str] | None = None) -> list[Follower]:
    """Return the followers that always follow, or those of these names; raise UnknownName for another."""
    always = [make(archive) for make in FOLLOWERS]
    if names is None:
        return always
    every = Registry(_("follower"), (*always, *(make(archive) for make in WHEN_ASKED)))
    return [every[name] for name in names]


def catch_up(
    archive: Archive,
    names: Iterable[str] | None = None,
    on_progress: Progress | None = None,
    *,
    patience: float = 0.0,
    anew: bool = False,
) -> dict[str, int]:
    """Let followers take in every change there is, from the beginning if `anew`.

    Return the revision each has reached. Raise Busy if another process is still at it after `patience`
    seconds: a worker gives way between two batches.
    """
    reached = {}
    for follower in followers(archive, names):
        with held(lock_of(archive, follower), patience), engaged(follower):
            if anew:
                follower.reset()
            while step(archive, follower):
                if on_progress is not None:
                    on_progress(follower.name, follower.revision(), _last(archive))
            reached[follower.name] = follower.revision()
    return reached


@contextmanager
def engaged(follower: Follower) -> Iterator[None]:
    """Let a follower be at work; at the end, however that comes, it keeps nothing open."""
    try:
        yield
    finally:
        let_go(follower)


def let_go(follower: Follower) -> None:
    """Let a follower keep nothing open."""
    if isinstance(follower, Closing):
        follower.close()


def step(archive: Archive, follower: Follower) -> bool:
    """Let a follower take in one batch of changes; say whether there was anything to do."""
    seen = follower.revision()
    with archive.catalogue.read() as session:
        changes = since(session, seen, BATCH)
        lost = not changes and seen > last_revision(session)
    if lost:
        LOG.warning(
            "follower %s is ahead of the catalogue, which was restored: it begins anew", follower.name
        )
        follower.reset()
        return True
    if not changes:
        return follower.keep()
    if seen == 0:
        follower.reset()
    follower.apply(changes)
    return True


def lag(archive: Archive) -> dict[str, int]:
    """Return how many revisions each follower is behind."""
    last = _last(archive)
    return {follower.name: last - follower.revision() for follower in followers(archive)}


def _last(archive: Archive) -> int:
    with archive.catalogue.read() as session:
        return last_revision(session)


def lock_of(archive: Archive, follower: Follower) -> Path:
    """Return the file that whoever lets a follower go on must hold."""
    return archive.settings.DATA_DIR / "locks" / f"{follower.name}.lock"


def trouble_of(archive: Archive, follower: Follower) -> Path:
    """Return the file that says what last kept a follower from going on."""
    return archive.settings.DATA_DIR / "followers" / f"{follower.name}.json"


def troubles(archive: Archive) -> dict[str, Trouble]:
    """Return the last trouble of each follower that ever had any."""
    found = {each.name: read(trouble_of(archive, each)) for each in followers(archive)}
    return {name: trouble for name, trouble in found.items() if trouble is not None}
