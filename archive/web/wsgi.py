"""The entry for a WSGI server: `granian --interface wsgi --factory archive.web.wsgi:application`.

The instance is the one that `ARCHIVE_CONFIG` and the other `ARCHIVE_*` variables name.
"""

from flask import Flask

from archive.assembly import open_archive
from archive.settings import load
from archive.web.app import create_app


def application() -> Flask:
    """Open the instance that the environment describes and return its site."""
    return create_app(open_archive(load()))
