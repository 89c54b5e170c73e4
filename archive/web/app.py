"""The application factory: one open archive in, one WSGI application out."""

from pathlib import Path

from flask import Flask

from archive.assembly import Archive
from archive.core.translation import FOLDER as TRANSLATIONS
from archive.media.guarded import Guard
from archive.media.limits import limits_of
from archive.settings import shared
from archive.web import caching, crawlers, current, errors, languages, security, templating
from archive.web.registry import ENDPOINTS, PAGES
from archive.web.routing import IdentifierConverter

TEMPLATES = Path(__file__).resolve().parent / "templates"


def create_app(archive: Archive) -> Flask:
    """Return the site of an open archive."""
    static = shared("static")
    app = Flask(
        "archive.web", static_folder=str(static), static_url_path="/static", template_folder=str(TEMPLATES)
    )
    settings = archive.settings
    app.config.update(SECRET_KEY=settings.SECRET_KEY, MAX_CONTENT_LENGTH=settings.MAX_UPLOAD_BYTES)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the API's members come in the contract's order
    app.extensions["archive"] = archive
    app.extensions["guard"] = Guard(limits_of(settings))
    app.extensions["reading_room"] = current.networks(settings.READING_ROOM_NETWORKS)
    app.url_map.converters["identifier"] = IdentifierConverter
    for part in (*PAGES, *ENDPOINTS):
        app.register_blueprint(part.blueprint)
    languages.join(app)
    crawlers.join(app)
    caching.join(app, PAGES, caching.edition((TEMPLATES, TRANSLATIONS, static)))
    templating.join(app, static)
    errors.join(app)
    security.join(app)
    return app
