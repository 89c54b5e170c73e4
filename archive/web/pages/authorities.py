"""Agents, places, subjects and events: a list of names by letter, and the page of each."""

from functools import partial

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from archive.catalogue import browse
from archive.catalogue.selection import Selection
from archive.catalogue.session import Session
from archive.core.words import _
from archive.export.links import PATHS
from archive.metadata.record import Kind, Record
from archive.web import current, record_page, showing
from archive.web.lists import listed
from archive.web.page import Page

NAMES = 120  # on one page of a list
COLLECTIONS = 50  # that an authority is named in, shown at once


class Section:
    """The pages of one kind of authority."""

    def __init__(self, kind: Kind, label: str, lead: str) -> None:
        self.kind, self.label, self.lead = kind, label, lead
        name = PATHS[kind]
        self.blueprint = Blueprint(name, __name__)
        self.blueprint.add_url_rule(f"/{name}", "index", self.index)
        self.blueprint.add_url_rule(f"/{name}/<identifier:identifier>", "show", self.show)

    def index(self) -> str:
        """Show the names, a page of them at a time."""
        archive, viewer = current.archive(), current.viewer()
        letter = request.args.get("letter", "")
        selection = Selection(kind=self.kind, letter=letter, size=NAMES)
        with archive.catalogue.read() as session:
            return render_template(
                "authorities.html",
                section=self,
                letter=letter,
                letters=browse.letters(session, viewer, Selection(kind=self.kind)),
                listing=listed(partial(browse.page, session, viewer), selection),
            )

    def show(self, identifier: str) -> ResponseReturnValue:
        """Show what is known of one, and the records it stands in."""
        return record_page.respond(identifier, self.kind, self._template, self._parts)

    def _template(self, _record: Record) -> str:
        return "records/authority.html"

    def _parts(self, session: Session, record: Record, person: showing.Reader) -> dict[str, object]:
        viewer = current.viewer()
        size = current.archive().settings.PAGE_SIZE
        items = Selection(kind=Kind.ITEM, authority=record.id, sort="date", size=size)
        held = Selection(kind=Kind.COLLECTION, authority=record.id, size=COLLECTIONS)
        referring = Selection(kind=self.kind, authority=record.id, size=NAMES)
        return {
            "section": self,
            "listing": listed(partial(browse.page, session, viewer), items),
            "count": browse.count(session, viewer, items),
            "collections": browse.page(session, viewer, held).records,
            "referring": browse.page(session, viewer, referring).records,
            "description": showing.description(record, person),
        }


SECTIONS = (
    Section(
        Kind.AGENT,
        _("People"),
        _("Who spoke, wrote, photographed, published or is spoken of: people, bodies, families."),
    ),
    Section(Kind.PLACE, _("Places"), _("Where it was said, written or made, and what it is about.")),
    Section(Kind.SUBJECT, _("Subjects"), _("What the records are about.")),
    Section(Kind.EVENT, _("Events"), _("What happened, as far as records here tell of it.")),
)
PAGES = tuple(Page(name=PATHS[each.kind], blueprint=each.blueprint, label=each.label) for each in SECTIONS)
