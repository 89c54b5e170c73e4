"""What pages ask of files when somebody looks at them, done in a process of its own and within limits.

A picture or the place of a word is made when it is first asked for, of a file that may bring its reader
down. The site then goes on, and does not try that file again.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from queue import LifoQueue
from typing import ParamSpec, TypeVar

from archive.core.errors import Unreadable
from archive.media import derivatives, problems, word_boxes
from archive.media.confined import limited
from archive.media.limits import Downfall, Limits, Stage
from archive.media.sandbox import Readers
from archive.media.word_boxes import Lettering
from archive.metadata.record import FileFacts

PATIENCE = 30  # seconds that somebody waits for a page at most
AT_ONCE = 2

P = ParamSpec("P")
T = TypeVar("T")
_Asked = Callable[[], object]
_Mark = tuple[Path, str, int | None]
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Refused:
    """What a reader has to say of a file that it cannot read."""

    problem: str


class Guard:
    """Makes pictures and letterings for one site, in processes that start when they are first needed."""

    def __init__(self, limits: Limits) -> None:
        within = replace(limits, seconds=min(limits.seconds, PATIENCE))
        self._free: LifoQueue[Readers[_Asked, object]] = LifoQueue()
        for _ in range(AT_ONCE):
            self._free.put(Readers(_done, within, 1, preload=__name__))

    def make(self, path: Path, folder: Path, facts: FileFacts, max_pixels: int) -> None:
        """Make all sizes of a picture. Raises Unreadable if it brings its reader down."""
        if not derivatives.renounced(folder, facts.sha512):
            mark = (folder, facts.sha512, None)
            self._have(mark, derivatives.make, path, folder, facts, max_pixels)

    def make_page(self, path: Path, folder: Path, facts: FileFacts, number: int, width: int) -> Path:
        """Make the picture of a page and return its path. Raises Unreadable if there is none."""
        target = derivatives.page_place(folder, facts.sha512, number, width)
        if target.exists():
            return target
        mark = _untried(folder, facts, number)
        return self._have(mark, derivatives.make_page, path, folder, facts, number, width)

    def lettering(self, path: Path, folder: Path, facts: FileFacts, number: int) -> Lettering:
        """Return the lettering of a page. Raises Unreadable if there is none."""
        kept = word_boxes.kept_lettering(folder, facts, number)
        if kept is not None:
            return kept
        mark = _untried(folder, facts, number)
        return self._have(mark, word_boxes.lettering, path, folder, facts, number)

    def _have(self, mark: _Mark, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        readers = self._free.get()
        try:
            [answer] = readers.map([partial(work, *args, **kwargs)], _never_again)
        finally:
            self._free.put(readers)
        if isinstance(answer, _Refused):
            raise Unreadable(answer.problem)
        if isinstance(answer, Downfall):
            LOG.warning("%s: %s %s", mark[1][:16], answer.reason, answer.said)
            derivatives.renounce(*mark)
            raise Unreadable(answer.reason)
        return answer  # type: ignore[return-value]  # what `work` has returned

    def close(self) -> None:
        """End the processes."""
        for _ in range(AT_ONCE):
            self._free.get().close()


def _untried(folder: Path, facts: FileFacts, number: int) -> _Mark:
    """Return how a page is marked that cannot be drawn. Raises Unreadable if it has been marked before."""
    if derivatives.renounced(folder, facts.sha512, number):
        raise Unreadable(problems.DAMAGED_PAGES)
    return folder, facts.sha512, number


def _done(asked: _Asked) -> object:
    """Do what is asked, in a reader's process."""
    try:
        with limited(0, Stage.DRAWING):
            return asked()
    except Unreadable as error:
        return _Refused(str(error))


def _never_again(asked: _Asked, downfall: Downfall) -> None:
    return None
