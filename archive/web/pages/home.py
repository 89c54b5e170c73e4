"""The home page: what is here, how far it reaches, and what came last."""

from flask import Blueprint, render_template

from archive.catalogue import browse, holdings, records
from archive.metadata.item_types import ITEM_TYPES
from archive.web import current
from archive.web.page import Page
from archive.web.sweep import sweep

LATEST = 5
COLLECTIONS = 6

bp = Blueprint("home", __name__)
PAGE = Page(name="home", blueprint=bp)


@bp.get("/")
def index() -> str:
    """Show the home page."""
    archive, viewer = current.archive(), current.viewer()
    with archive.catalogue.read() as session:
        counts = browse.by_type(session, viewer)
        roots = [branch.id for branch in holdings.tree(session, viewer)[:COLLECTIONS]]
        return render_template(
            "home.html",
            holdings=[(name, counts[name]) for name in ITEM_TYPES.names() if counts.get(name)],
            sweep=sweep(browse.years(session, viewer)),
            collections=records.many(session, roots, viewer).values(),
            latest=browse.latest(session, viewer, LATEST),
        )
