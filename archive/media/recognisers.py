"""Pages recognised several at a time, in processes of their own and within limits.

A page that brings down what draws it, or never lets it end, costs that page and stops no other.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from archive.core.errors import Unreadable
from archive.media import ocr, problems
from archive.media.alto import Recognised
from archive.media.confined import excess, limited
from archive.media.limits import Downfall, Limits, Stage
from archive.media.ocr import Page
from archive.media.sandbox import Readers
from archive.media.tesseract import SECONDS, Tesseract

DRAWN = 60  # seconds that a page may take beside Tesseract's own


@dataclass(frozen=True, slots=True)
class Task:
    """A page to be recognised, the file it is of, and where what is recognised is kept."""

    engine: Tesseract
    path: Path
    folder: Path
    page: Page
    again: bool = False


@dataclass(frozen=True, slots=True)
class _Refused:
    """What there is to say of a page that cannot be recognised."""

    problem: str


class Recognisers:
    """The processes; each starts when there are pages for it."""

    def __init__(self, limits: Limits, workers: int) -> None:
        within = replace(limits, seconds=max(limits.seconds, SECONDS + DRAWN))
        self._readers: Readers[Task, Recognised | _Refused | OSError] = Readers(
            _recognised, within, workers, preload=__name__
        )

    def pages(self, tasks: Iterable[Task]) -> Iterator[Recognised | Unreadable]:
        """Yield what stands on each page, in order, or why that cannot be told.

        Raises OSError for what is wrong with the machine, such as a full disk, and not with a page.
        """
        for found in self._readers.map(tasks, _never_again):
            if isinstance(found, OSError):
                raise found
            if isinstance(found, Recognised):
                yield found
            else:
                yield Unreadable(found.reason if isinstance(found, Downfall) else found.problem)

    def close(self) -> None:
        """End the processes."""
        self._readers.close()


def _recognised(task: Task) -> Recognised | _Refused | OSError:
    """Recognise a page, in a process of its own."""
    try:
        with limited(0, Stage.DRAWING):
            return ocr.recognised(task.engine, task.path, task.folder, task.page, again=task.again)
    except Unreadable as error:
        return _Refused(excess(error) or str(error))
    except Exception as error:  # libraries raise anything at damage
        if reason := excess(error):
            return _Refused(reason)
        if isinstance(error, OSError) and error.errno:  # of the machine, not of the page
            return error
        return _Refused(problems.NOT_RECOGNISED)


def _never_again(task: Task, downfall: Downfall) -> None:
    return None
