"""Opens the instance a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager

from archive.assembly import Archive, open_archive
from archive.cli.call import Call
from archive.cli.failures import keep_log


@contextmanager
def opened(call: Call) -> Iterator[Archive]:
    """Give the open archive; close it at the end."""
    settings = call.settings()
    archive = open_archive(settings)
    keep_log(settings.DATA_DIR / "log")
    try:
        yield archive
    finally:
        archive.close()
