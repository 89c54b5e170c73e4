"""Why a search finds a record, or does not: the engine's own figures, with what the catalogue knows.

Whoever may not see a record is told of it what is told of one that never was. To archivists it is also
told whether the public and the reading room find it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive.catalogue.changes import last_revision
from archive.catalogue.records import many
from archive.catalogue.session import Catalogue, Session
from archive.core.errors import NotFound
from archive.core.words import Message, message
from archive.metadata.access import Role, Viewer
from archive.metadata.record import Record
from archive.search.asked import Asked, Branch, branch, told
from archive.search.backend import Explanation, Request, SearchBackend
from archive.search.freshness import Building, being_built, unknown_to
from archive.search.loosening import ask
from archive.search.names import understood
from archive.search.query_language import parse
from archive.search.searching import Question, request_of
from archive.search.standing import Texts, texts_of
from archive.search.titles import MOST, titled
from archive.search.why_not import (
    FOLLOW,
    Filters,
    Obstacle,
    Standing,
    asks_for_text,
    closed,
    filtered,
    lacking,
    textless,
    unindexed,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a search for one viewer makes of a record."""

    found: bool
    score: float = 0.0  # what the words count, also where a filter leaves the record out
    together: float = 0.0  # of that, for words of the query that stand near one another
    relaxed: bool = False  # nothing has all that was asked for: some of it was enough
    notices: tuple[Message, ...] = ()
    asked: tuple[Asked, ...] = ()  # in the order of the query
    obstacles: tuple[Obstacle, ...] = ()  # if it is not found


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether somebody else finds the record, and why not."""

    roles: tuple[Role, ...]
    found: bool
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a record is found, or is not."""

    record: Record
    account: Account
    index: Standing
    verdicts: tuple[Verdict, ...] = ()  # of the public and the reading room; archivists are told


@dataclass(frozen=True, slots=True)
class _Case:
    """The archive and the question, and whether whoever reads the answer is an archivist."""

    session: Session
    backend: SearchBackend
    question: Question
    index: Standing
    staff: bool


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was asked of the index for one viewer, and what it said of one record."""

    record: Record
    request: Request
    explanation: Explanation
    texts: Texts

    @property
    def root(self) -> Branch | None:
        """The tree that was searched, with its reasons; None if there are none."""
        if self.request.tree is None or not self.explanation.seen:
            return None
        return branch(self.request.tree, iter(self.explanation.reasons))


def why(catalogue: Catalogue, backend: SearchBackend, question: Question, id: str, viewer: Viewer) -> Why:
    """Say why a question finds a record, or does not. Raise NotFound for what the viewer may not see."""
    with catalogue.read() as session:
        found = many(session, [id], viewer)
        if id not in found:
            raise NotFound(f"no record {id!r}")
        index = Standing(backend.revision(), last_revision(session))
        case = _Case(session, backend, question, index, viewer.role is Role.ARCHIVIST)
        return Why(
            record=found[id],
            account=_account(case, found[id], viewer),
            index=index,
            verdicts=_verdicts(case, id, viewer) if case.staff else (),
        )


def _account(case: _Case, record: Record, viewer: Viewer) -> Account:
    if (building := being_built(case.session, case.backend)) is not None:
        return _meanwhile(case, building, record, viewer)
    parsed = understood(case.session, case.question.q, viewer)
    request, notices = request_of(case.question, parsed, viewer)
    without = unknown_to(case.session, case.backend, viewer)
    request = replace(request, without=without, offset=0, size=1, counted=())
    _, asked = ask(case.backend, request)
    relaxed, request = asked is not request, asked
    if relaxed:
        notices.append(message("Nothing matches all of this; some of it is enough."))
    explanation = case.backend.explain(request, record.id)
    looked = _Looked(record, request, explanation, texts_of(case.session, record.id, viewer))
    root = looked.root
    return Account(
        found=explanation.found,
        score=explanation.score,
        together=explanation.together,
        relaxed=relaxed,
        notices=(*parsed.notices, *notices),
        asked=told(root.leaves, looked.texts) if root else (),
        obstacles=() if explanation.found else tuple(_obstacles(case, looked)),
    )


def _meanwhile(case: _Case, building: Building, record: Record, viewer: Viewer) -> Account:
    """Return what a search by titles makes of a record, as long as most is missing from the index."""
    request, notices = request_of(case.question, parse(case.question.q), viewer)
    answer = titled(case.session, replace(request, offset=0, size=MOST))
    found = any(each.id == record.id for each in answer.records)
    remedy = message("Run: {command}", command=FOLLOW) if case.staff else None
    said = message("Its title and names do not have these words.")
    return Account(
        found=found,
        notices=(building.notice, *notices, *answer.notices),
        obstacles=() if found else (Obstacle("building", said, remedy),),
    )


def _obstacles(case: _Case, looked: _Looked) -> Iterator[Obstacle]:
    request, record, root = looked.request, looked.record, looked.root
    waits = record.id in request.without
    yield from unindexed(looked.explanation, record, case.index, waits, case.staff)
    filters = Filters(request.facets, request.viewer, case.question.locale)
    yield from filtered(case.session, record, looked.explanation.excluded_by, filters)
    if root is not None and not root.holds:
        yield from lacking(root, record.type)
        if asks_for_text(root.leaves):
            yield from textless(case.session, record, looked.texts, request.viewer, case.staff)


def _verdicts(case: _Case, id: str, viewer: Viewer) -> tuple[Verdict, ...]:
    """Return whether others find the record: each answer once, with all for whom it is the same."""
    verdicts = [_verdict(case, id, Viewer(role, viewer.on)) for role in (Role.PUBLIC, Role.READING_ROOM)]
    public, room = verdicts
    if (public.found, public.obstacles) == (room.found, room.obstacles):
        return (replace(public, roles=(*public.roles, *room.roles)),)
    return public, room


def _verdict(case: _Case, id: str, viewer: Viewer) -> Verdict:
    seen = many(case.session, [id], viewer)
    if id in seen:
        account = _account(case, seen[id], viewer)
        return Verdict((viewer.role,), account.found, account.obstacles)
    record = many(case.session, [id], Viewer.archivist())[id]
    return Verdict((viewer.role,), False, tuple(closed(case.session, record, viewer)))
