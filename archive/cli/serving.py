"""What each process of the server runs."""

from flask import Flask

from archive.core.offspring import end_with_parent
from archive.web import wsgi


def application() -> Flask:
    """Return the site, and let the process end with the server it belongs to."""
    end_with_parent()
    return wsgi.application()
