"""Child processes that end with their parent, however it ends."""

import multiprocessing
import os
from threading import Thread


def end_with_parent() -> None:
    """Let this process end as soon as the one that started it is gone.

    A parent that is killed outright can tell its children nothing: they would wait for work for ever,
    or go on answering at an address that a new server wants.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_wait, args=(parent,), daemon=True).start()


def _wait(parent: "multiprocessing.process.BaseProcess") -> None:
    parent.join()
    os._exit(1)
