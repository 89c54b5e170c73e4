"""Why a record is found: what of the question stands where in it and what each gave; or why it is not."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from archive.metadata.record import Kind, Record
from archive.search.asked import Asked, Found
from archive.search.searching import Question
from archive.search.why import Account, why
from archive.web import asking, current
from archive.web.page import Page
from archive.web.routing import record_address

MOST_FORMS = 8  # of one word that are listed; a star may stand for hundreds
MOST_SPOTS = 12  # passages that are named for one form

bp = Blueprint("why", __name__)
PAGE = Page(name="why", blueprint=bp)


@dataclass(frozen=True, slots=True)
class Line:
    """One word or phrase of the question: what it gave, as a part of the whole, and the forms that did."""

    asked: Asked
    percent: float  # of the score
    shown: tuple[Found, ...]
    others: tuple[Found, ...]
    start: float = 0.0  # where its part of the bar begins, in per cent

    @property
    def others_gave(self) -> float:
        """What the forms gave that are not shown."""
        return sum(each.match.share for each in self.others)


@bp.get("/search/why/<identifier:identifier>", endpoint="index")
def reasons(identifier: str) -> str:
    """Show why the question in the address finds a record, or why it does not."""
    archive = current.archive()
    question = asking.question(request.args, archive.settings.PAGE_SIZE)
    found = why(archive.catalogue, archive.search, question, identifier, current.viewer())
    return render_template(
        "why.html",
        why=found,
        account=found.account,
        record=found.record,
        question=question,
        asked=asking.Addresses(request.args),
        lines=tuple(lines(found.account)),
        text_address=_text_address(found.record, question),
        most_spots=MOST_SPOTS,
    )


def lines(account: Account) -> Iterator[Line]:
    """Yield what was wanted and stands in the record, in the order of the question."""
    start = 0.0
    for each in account.asked:
        if each.wanted and each.found:
            percent = 100 * each.reason.score / account.score if account.score else 0.0
            yield Line(each, percent, each.found[:MOST_FORMS], each.found[MOST_FORMS:], start)
            start += percent


def _text_address(record: Record, question: Question) -> str:
    """Return the address of the record's page with the words marked."""
    query = {"q": question.q} if question.q and record.kind is Kind.ITEM else {}
    return record_address(record.kind, record.id, **query)
