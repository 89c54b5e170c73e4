"""The about page: how to read, search and cite what is here."""

from flask import Blueprint, render_template, url_for

from archive.core.words import _
from archive.web import current
from archive.web.page import Page

SIGNS = (
    ("comuna -consejo", _("the first word, and not the second")),
    ("“por ahora”", _("these words, one after the other")),
    ("comuna OR consejo", _("either word")),
    ("commun*", _("words that begin so")),
    ("chaves~", _("words spelt nearly so")),
    ("title:… speaker:…", _("words in one field of the description")),
    ("date:1998..2002", _("records of these years")),
    ("has:transcript missing:license", _("records that have, or want, something")),
)

bp = Blueprint("about", __name__)
PAGE = Page(name="about", blueprint=bp, label=_("About"))


@bp.get("/about")
def index() -> str:
    """Show the about page."""
    api = current.archive().settings.BASE_URL + url_for("search_api.results", q="comuna")
    return render_template("about.html", signs=SIGNS, api=api)
