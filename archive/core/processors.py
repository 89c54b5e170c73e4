"""How many processors there are for this archive's work."""

import os


def usable() -> int:
    """Return how many processors this process may use, at least one.

    An operator or a container may hold it to some of the machine's; not every system can tell.
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
