"""The home page: what is here, how far it reaches, and what came last."""

from collections.abc import Sequence

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
        chosen = outermost(holdings.tree(session, viewer))
        return render_template(
            "home.html",
            holdings=[(name, counts[name]) for name in ITEM_TYPES.names() if counts.get(name)],
            sweep=sweep(browse.years(session, viewer)),
            collections=records.many(session, chosen, viewer).values(),
            latest=browse.latest(session, viewer, LATEST),
        )


def outermost(tree: Sequence[holdings.Branch]) -> list[str]:
    """Return the first collections, level by level: where there are few fonds, their series too."""
    level, chosen = list(tree), list[str]()
    while level and len(chosen) < COLLECTIONS:
        chosen += [branch.id for branch in level]
        level = [child for branch in level for child in branch.children]
    return chosen[:COLLECTIONS]
