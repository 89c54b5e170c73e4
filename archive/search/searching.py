"""The one search function: the site, the API and the command line all ask here.

The index says which records, in which order, and how many; the catalogue gives the records and
passages themselves, through the viewer's rights. So a snippet never shows what may not be read,
whatever the index believes.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from archive.catalogue.records import many, passages_of
from archive.catalogue.session import Catalogue, Session
from archive.core.errors import Invalid
from archive.core.words import Message, message
from archive.metadata.access import Viewer
from archive.metadata.dates import first_day, last_day
from archive.metadata.record import Record
from archive.search.backend import MOST_VALUES, SORTS, Answer, Request, SearchBackend
from archive.search.facets import FACETS, Facet, Wanted, facets
from archive.search.fields import YEAR
from archive.search.freshness import Building, being_built, unknown_to
from archive.search.highlight import Loose, Marks, Part, excerpts
from archive.search.lexicon import spelling
from archive.search.loosening import ask
from archive.search.names import understood
from archive.search.query_language import Node, Parsed, parse
from archive.search.suggesting import FEW, suggestion
from archive.search.titles import titled
from archive.search.tree import Fuzzy, Phrase, Word, affirmed
from archive.text.passages import Passage

__all__ = [
    "FACETS",
    "Question",
    "Result",
    "Results",
    "Snippet",
    "marks",
    "request_of",
    "search",
]

SNIPPETS = 3  # for each result
TOLD_IN = ("abstract", "description", "scope", "history", "definition", "occasion", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asks. Values of one facet are joined by *or*, facets by *and*."""

    q: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first: str = ""  # dates as written: EDTF or human text
    last: str = ""
    sort: str = "relevance"
    page: int = 1
    size: int = 20
    locale: str = "en"  # in which facet values are named
    charted: bool = False  # the years are wanted, also those beyond its dates
    named: int = MOST_VALUES  # values of each facet that are told, beside those chosen
    helped: bool = True  # where few answer: some of the words are enough, and another query is offered
    quoted: bool = True  # passages that show the matches are wanted


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage that shows the match; number 0 is the description."""

    number: int
    label: str
    parts: tuple[Part, ...]
    file_id: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A record that answers, and the passages that show it best."""

    record: Record
    score: float
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The answer to a question, one page of it."""

    total: int
    exact: bool  # False: there may be more
    results: tuple[Result, ...]
    facets: tuple[Facet, ...]
    years: Mapping[str, int]  # how many each has if the question's dates and years are left aside
    notices: tuple[Message, ...]
    relaxed: bool  # nothing matched all; these match some
    pages: int
    took_ms: int
    parsed: Parsed
    suggestion: str | None = None  # a query that finds more, where few answer; never asked unbidden
    building: Building | None = None  # the index, so that only titles and names were searched


def search(catalogue: Catalogue, backend: SearchBackend, question: Question, viewer: Viewer) -> Results:
    """Answer a question for this viewer."""
    began = time.perf_counter()
    with catalogue.read() as session:
        if (building := being_built(session, backend)) is not None:
            return replace(_meanwhile(session, building, question, viewer), took_ms=_milliseconds(began))
        parsed = understood(session, question.q, viewer)
        request, notices = request_of(question, parsed, viewer)
        request = replace(request, without=unknown_to(session, backend, viewer))
        answer, asked = ask(backend, request) if question.helped else (backend.search(request), request)
        relaxed = asked is not request
        if relaxed:
            notices.append(message("Nothing matches all of this; these match some of it."))
        if not answer.exact:
            notices.append(message("A word with * stands for many words; the most frequent were searched."))
        wanted = Wanted(question.facets, question.locale, question.named)
        marks = _marks(request.tree, answer.forms) if question.quoted else Marks()
        return Results(
            total=answer.total,
            exact=answer.exact,
            results=_results(session, answer, marks, viewer),
            facets=facets(session, answer, wanted, viewer),
            years=_years(backend, request, answer) if question.charted else {},
            notices=(*parsed.notices, *notices),
            relaxed=relaxed,
            pages=-(-answer.total // question.size),
            took_ms=_milliseconds(began),
            parsed=parsed,
            suggestion=_suggestion(session, backend, request, question, 0 if relaxed else answer.total),
        )


def _meanwhile(session: Session, building: Building, question: Question, viewer: Viewer) -> Results:
    """Answer by titles and names, as long as most is missing from the index."""
    parsed = parse(question.q)
    request, notices = request_of(question, parsed, viewer)
    found = titled(session, request)
    return Results(
        total=found.total,
        exact=found.exact,
        results=tuple(Result(record, 0.0, ()) for record in found.records),
        facets=(),
        years={},
        notices=(building.notice, *parsed.notices, *notices, *found.notices),
        relaxed=False,
        pages=-(-found.total // question.size),
        took_ms=0,
        parsed=parsed,
        building=building,
    )


def _milliseconds(began: float) -> int:
    return round((time.perf_counter() - began) * 1000)


def _suggestion(
    session: Session, backend: SearchBackend, request: Request, question: Question, found: int
) -> str | None:
    wanted = question.helped and found < FEW
    return suggestion(session, backend, request, question.q, found) if wanted else None


def marks(session: Session, backend: SearchBackend, q: str, viewer: Viewer) -> Marks:
    """Return what to mark in a text for somebody who came to it with this query."""
    tree = understood(session, q, viewer).tree
    return _marks(tree, backend.forms(tree)) if tree is not None else Marks()


def request_of(question: Question, parsed: Parsed, viewer: Viewer) -> tuple[Request, list[Message]]:
    """Return what the index is asked, and what of the question made no sense."""
    notices: list[Message] = []
    days: list[int | None] = []
    for text, read in ((question.first, first_day), (question.last, last_day)):
        try:
            days.append(read(text) if text.strip() else None)
        except Invalid:
            days.append(None)
            notices.append(message('"{text}" is not understood as a date and was left out.', text=text))
    if days[0] is not None and days[1] is not None and days[0] > days[1]:
        days = [first_day(question.last), last_day(question.first)]
        text = f"{question.first}..{question.last}"
        notices.append(message('"{text}" ends before it begins; it was read the other way about.', text=text))
    request = Request(
        tree=parsed.tree,
        viewer=viewer,
        facets={name: values for name, values in question.facets.items() if name in FACETS},
        first_day=days[0],
        last_day=days[1],
        sort=question.sort if question.sort in SORTS else "relevance",
        offset=max(0, question.page - 1) * question.size,
        size=question.size,
    )
    return request, notices


def _years(backend: SearchBackend, request: Request, answer: Answer) -> Mapping[str, int]:
    if request.first_day is None and request.last_day is None:
        return answer.facets.get(YEAR, {})
    whole = replace(request, first_day=None, last_day=None, offset=0, size=0, counted=(YEAR,))
    return ask(backend, whole)[0].facets.get(YEAR, {})


def _marks(tree: Node | None, forms: Mapping[Node, frozenset[str]]) -> Marks:
    nodes = dict.fromkeys(node for _, node in affirmed(tree))
    words = [node for node in nodes if node in forms]
    return Marks(
        words=tuple(forms[node] for node in words),
        phrases=tuple(_spelt(node) for node in nodes if isinstance(node, Phrase) and not node.slop),
        loose=tuple(
            Loose(_spelt(node), node.slop) for node in nodes if isinstance(node, Phrase) and node.slop
        ),
        very=tuple(
            frozenset({spelling(node.text)}) if isinstance(node, Word | Fuzzy) else forms[node]
            for node in words
        ),
    )


def _spelt(phrase: Phrase) -> tuple[str, ...]:
    return tuple(map(spelling, phrase.words))


def _results(session: Session, answer: Answer, marks: Marks, viewer: Viewer) -> tuple[Result, ...]:
    ids = [hit.id for hit in answer.hits]
    records = many(session, ids, viewer)
    texts = passages_of(session, [id for id in records if records[id].files], viewer) if marks else {}
    return tuple(
        Result(records[hit.id], hit.score, _snippets(records[hit.id], texts.get(hit.id, ()), marks))
        for hit in answer.hits
        if hit.id in records
    )


def _snippets(record: Record, passages: tuple[Passage, ...], marks: Marks) -> tuple[Snippet, ...]:
    if not marks:
        return ()
    shown = excerpts(passages, marks, SNIPPETS)
    if shown:
        return tuple(Snippet(each.number, each.label, parts, each.file_id) for each, parts in shown)
    told = (Passage(number=1, text=text) for name in TOLD_IN for text in record.texts(name))
    return tuple(Snippet(0, "", parts) for _, parts in excerpts(told, marks, 1))
