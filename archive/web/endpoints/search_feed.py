"""`/search.atom`: what answers a question as a feed, the newest added first. A saved search is its address.

A feed is what anybody may know, for everybody alike: it is kept, passed on and read elsewhere, so that it
must not say more because it was fetched in a reading room.

Specifications: RFC 4287 (Atom); RFC 5005, 3 (paged feeds)
"""

from dataclasses import replace
from datetime import UTC, datetime, time
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from flask_babel import gettext
from lxml import etree

from archive.core.markup import XML_LANG, child, serialise
from archive.metadata.access import Viewer
from archive.metadata.item_types import RECORD_TYPES
from archive.metadata.record import Record
from archive.search.freshness import Building
from archive.search.searching import FACETS, Question, Results, search
from archive.web import asking, caching, current, showing
from archive.web.page import Endpoint

ATOM = "http://www.w3.org/2005/Atom"
CONTENT_TYPE = "application/atom+xml"
ENTRIES = 50  # on a page
PARTS = ("q", *FACETS, "from", "to")  # of a question, in the order in which a feed's identifier has them
LONGEST_SUMMARY = 600
LATER = 60  # seconds, while the index is being rebuilt

bp = Blueprint("search_feed", __name__)
ENDPOINT = Endpoint(name="search_feed", blueprint=bp)


@bp.get("/search.atom")
def feed() -> Response:
    """Answer a question with a feed."""
    archive = current.archive()
    asked = asking.question(request.args, ENTRIES)
    # Nobody subscribes to what has only some of the words.
    question = replace(asked, sort="-added", named=0, helped=False, quoted=False)
    found = search(archive.catalogue, archive.search, question, Viewer.public())
    if found.building is not None:
        return _later(found.building)
    response = Response(serialise(_feed(question, found)), content_type=f"{CONTENT_TYPE}; charset=utf-8")
    response.headers["Cache-Control"] = "public, no-cache"
    response.vary.update(caching.VARY)
    response.add_etag()
    response.make_conditional(request)
    return response


def _later(building: Building) -> Response:
    """Ask to come back: whoever reads the feed would keep what is only found meanwhile."""
    said = building.notice.render(current.translate())
    response = Response(f"{said}\n", 503, content_type="text/plain; charset=utf-8")
    response.headers["Retry-After"] = str(LATER)
    response.headers["Cache-Control"] = "no-store"
    return response


def _feed(question: Question, found: Results) -> etree._Element:
    settings = current.archive().settings
    names: dict[str | None, str] = {None: ATOM}
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=names)  # type: ignore[arg-type]  # the default namespace
    root.set(XML_LANG, question.locale)
    title = f"{settings.TITLE}: {question.q}" if question.q else f"{settings.TITLE}: {gettext('Search')}"
    _add(root, "id", _address("/search.atom", page=1))
    _add(root, "title", title)
    _add(root, "updated", _moment(_changed(found)))
    _author(root, settings.TITLE)
    _link(root, "alternate", _address("/search", page=1), "text/html")
    for rel, page in _pages(question.page, found.pages).items():
        _link(root, rel, _address("/search.atom", page), CONTENT_TYPE)
    for result in found.results:
        root.append(_entry(result.record))
    return root


def _pages(here: int, pages: int) -> dict[str, int]:
    """Return the pages that a page of the feed names, by what they are to it."""
    found = {"self": here, "first": 1, "last": max(pages, 1)}
    if here > 1:
        found["previous"] = min(here - 1, max(pages, 1))
    if here < pages:
        found["next"] = here + 1
    return found


def _entry(record: Record) -> etree._Element:
    archive, person = current.archive(), showing.reader()
    entry = etree.Element(f"{{{ATOM}}}entry")
    _add(entry, "id", archive.links.ark(record.id))
    title = showing.heading(record, person.locale)
    _add(entry, "title", title.text, title.language)
    _add(entry, "updated", _moment(record.modified))
    _add(entry, "published", _moment(record.created))
    for maker in showing.makers(record, person):
        _author(entry, maker.text)
    _link(entry, "alternate", archive.links.record(record.kind, record.id), "text/html")
    label = str(gettext(RECORD_TYPES[record.type].label))
    etree.SubElement(entry, f"{{{ATOM}}}category", term=record.type, label=label)
    if said := showing.summary(record, person.locale):
        _add(entry, "summary", _shortened(said.text), said.language)
    return entry


def _shortened(text: str) -> str:
    if len(text) <= LONGEST_SUMMARY:
        return text
    return text[:LONGEST_SUMMARY].rsplit(maxsplit=1)[0] + " …"


def _changed(found: Results) -> datetime:
    """Return when the latest change among the entries was; of a feed without any, the beginning of today."""
    moments = [result.record.modified for result in found.results]
    return max(moments, default=datetime.combine(Viewer.public().on, time(), UTC))


def _moment(moment: datetime) -> str:
    """Return a date construct (RFC 3339)."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _address(path: str, page: int) -> str:
    """Return an absolute address of the question, always written the same way."""
    given = [(name, value) for name in PARTS for value in sorted(filter(None, request.args.getlist(name)))]
    if language := request.args.get("lang"):
        given.append(("lang", language))
    if page > 1:
        given.append(("page", str(page)))
    query = f"?{urlencode(given)}" if given else ""
    return f"{current.archive().settings.BASE_URL}{path}{query}"


def _add(parent: etree._Element, name: str, text: str, language: str | None = None) -> None:
    child(parent, f"{{{ATOM}}}{name}", text, {XML_LANG: language})


def _author(parent: etree._Element, name: str) -> None:
    _add(etree.SubElement(parent, f"{{{ATOM}}}author"), "name", name)


def _link(parent: etree._Element, rel: str, href: str, media_type: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", rel=rel, href=href, type=media_type)
