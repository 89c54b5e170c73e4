"""What each process of the server runs, and what is made ready before they are forked."""

import gc

from flask import Flask

from archive.assembly import open_archive
from archive.core.offspring import end_with_parent
from archive.settings import Settings
from archive.web import wsgi
from archive.web.app import create_app

USUAL = ("/", "/search?q=a")  # pages that most of what is made at first use is made for


def prepare(settings: Settings) -> None:
    """Bring the tables up to date, and make what would be made when it is first needed.

    Templates, words and tables of letters are then shared by all processes, and no first reader waits.
    """
    _draw(settings)
    gc.collect()
    gc.freeze()  # what the collector never touches need not be copied


def _draw(settings: Settings) -> None:
    archive = open_archive(settings)
    site = create_app(archive)
    for name in site.jinja_env.list_templates():
        site.jinja_env.get_template(name)
    reader = site.test_client(use_cookies=False)
    for language in settings.LANGUAGES:
        for page in USUAL:
            reader.get(page, headers={"Accept-Language": language})
    archive.close()


def application() -> Flask:
    """Return the site, and let the process end with the server it belongs to."""
    end_with_parent()
    return wsgi.application()
