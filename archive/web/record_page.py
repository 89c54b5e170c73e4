"""What every record's page has: negotiation, the way to its address, citation, Dublin Core in its head."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from archive.catalogue import records
from archive.catalogue.neighbours import neighbours
from archive.catalogue.session import Session
from archive.export.exporter import Exporter
from archive.export.registry import EXPORTERS
from archive.export.statements import statements
from archive.metadata.record import Kind, Record
from archive.web import current, showing
from archive.web.routing import record_address

HTML = "text/html"
Template = Callable[[Record], str]
Parts = Callable[[Session, Record, showing.Reader], dict[str, object]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The records that a record's page names: above it, beside it, linked from it."""

    above: tuple[Record, ...]  # collections, outermost first
    before: Record | None
    after: Record | None
    names: Mapping[str, showing.Word]  # of linked authorities, in the reader's language


@dataclass(frozen=True, slots=True)
class Citation:
    """The words by which a record is cited."""

    who: str
    title: str
    when: str
    within: str  # its collection
    address: str


def respond(identifier: str, kind: Kind, template: Template, parts: Parts) -> ResponseReturnValue:
    """Answer with a record's page, or its metadata in the format that the client prefers."""
    archive = current.archive()
    with archive.catalogue.read() as session:
        record = records.get(session, identifier, current.viewer())
        if record.kind is not kind:
            return redirect(record_address(record.kind, record.id), 301)
        if exporter := preferred():
            return exported(record, exporter)
        around = surroundings(session, record)
        person = replace(showing.reader(), names=around.names)
        own = parts(session, record, person)
    return render_template(template(record), **common(record, around, person), **own)


def preferred() -> Exporter | None:
    """Return the format that the client would rather have than HTML, or None."""
    if "Accept" not in request.headers:
        return None
    # Where several formats are of one media type, the first holds.
    offered = {each.media_type.partition(";")[0]: each for each in reversed(list(EXPORTERS))}
    chosen = request.accept_mimetypes.best_match([HTML, *offered], default=HTML)
    return offered.get(chosen or HTML)


def exported(record: Record, exporter: Exporter) -> Response:
    """Return a record in one format."""
    links = current.archive().links
    response = Response(exporter.one(record, links), content_type=exporter.media_type)
    response.headers["Content-Location"] = f"{record_address(record.kind, record.id)}.{exporter.extension}"
    response.headers["Link"] = f'<{links.record(record.kind, record.id)}>; rel="canonical"'
    return response


def surroundings(session: Session, record: Record) -> Surroundings:
    """Look up, in one go, what a record's page names beside the record itself."""
    viewer, locale = current.viewer(), current.locale()
    beside = neighbours(session, record.id, viewer)
    above = [each.id for each in record.ancestors]
    linked = {each.authority for values in record.metadata.values() for each in values}
    found = records.many(session, filter(None, [*above, *beside, *linked]), viewer)
    return Surroundings(
        above=tuple(found[id] for id in above if id in found),
        before=found.get(beside.before or ""),
        after=found.get(beside.after or ""),
        names={id: showing.heading(found[id], locale) for id in linked if id in found},
    )


def common(record: Record, around: Surroundings, person: showing.Reader) -> dict[str, object]:
    """Return what the frame of a record's page shows."""
    return {
        "record": record,
        "around": around,
        "makers_named": showing.makers(record, person),
        "dublin_core": list(statements(record, current.archive().links)),
        "citation": citation(record, around, person),
        "terms": showing.rows(record, showing.rights_of(record.type), person),
    }


def citation(record: Record, around: Surroundings, person: showing.Reader) -> Citation:
    """Return how a record is cited."""
    return Citation(
        who="; ".join(word.text for word in showing.makers(record, person)),
        title=showing.heading(record, person.locale).text,
        when=showing.when(record, person),
        within=showing.heading(around.above[-1], person.locale).text if around.above else "",
        address=current.archive().links.record(record.kind, record.id),
    )
