"""A harvest as a source: its rows are the records of a repository, its collections the sets.

Keys are OAI identifiers, so that nothing comes in twice, whatever is asked for again. What is remembered
goes on only when rows are safely in (`settled`): a harvest that was killed asks for the page after these.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from oaipmh_scythe.exceptions import BadResumptionToken, NoRecordsMatch, OAIPMHException

from archive.core.errors import Problem, SourceError
from archive.core.words import Message, message
from archive.ingest.faults import guarded
from archive.ingest.harvesting.course import Course
from archive.ingest.harvesting.facts import Facts, SetNames, likely, moment
from archive.ingest.harvesting.pages import Harvested, Page, read_page
from archive.ingest.harvesting.repository import Repository, refusal
from archive.ingest.harvesting.state import HarvestState, Interrupted, Window
from archive.ingest.importers import dublin_core
from archive.ingest.importers.account import OTHERWISE, Account
from archive.ingest.importers.description_forms import form_of
from archive.ingest.importers.xml_reading import local
from archive.ingest.losses import Losses
from archive.ingest.manifest import Row

OVERLAP = timedelta(days=2)  # repositories often list a change a day after its date
RESTARTS = 3  # of one window whose token has expired
CUT_OFF = 3  # times one page may end in the middle


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of a repository is asked for."""

    prefix: str
    set: str = ""
    since: str = ""  # --from; empty: since the last harvest
    until: str = ""
    by_sets: bool = True  # sets become collections


@dataclass(frozen=True, slots=True)
class _Mark:
    """A page whose rows have all been given: what to remember when they are in."""

    rows: int
    state: HarvestState


@dataclass(slots=True)
class Harvest:
    """The records of a repository since the last time, page by page."""

    repository: Repository
    wanted: Wanted
    facts: Facts
    sets: SetNames
    state: HarvestState
    keep: Callable[[HarvestState], None]
    known: Callable[[Sequence[str]], set[str]]  # which identifiers the catalogue has
    losses: Losses = field(default_factory=Losses)
    headings: tuple[str, ...] = ()
    broke_off: Message | None = None  # why it ended before the repository's end
    _first: Page | None = None
    _given: int = 0
    _in: int = 0
    _marks: deque[_Mark] = field(default_factory=deque)
    _seen: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The address: records of one repository have one origin, whichever set they are harvested by."""
        return self.repository.endpoint

    @property
    def window(self) -> Window:
        """The stretch of time that is asked for."""
        since = self.wanted.since
        if not since and self.state.complete:
            since = self.facts.stamp(moment(self.state.complete) - OVERLAP)
        return Window(since=since, until=self.wanted.until)

    def count(self) -> int:
        """Return how many records the repository says there are; 0 if it does not say."""
        if self._first is None:
            try:
                self._first = self._begin()
            except SourceError:
                return 0  # `rows` tells it
        return max(self._first.size, len(self._first.records))

    def rows(self) -> Iterator[Row]:
        """Fetch page after page. What breaks off ends the rows and is told by `broke_off`."""
        try:
            for page, state in self._pages():
                for record in page.records:
                    if not record.deleted and record.identifier not in self._seen:
                        yield from self._of(record)
                self.state = replace(state, deleted=self._to_withdraw(page))
                self._marks.append(_Mark(self._given, self.state))
        except SourceError as error:
            said = error.args[0]
            self.broke_off = said if isinstance(said, Message) else message("{error}", error=said)

    def settled(self, rows: int) -> None:
        """Hear that so many more rows are safely in, and remember the pages that are in whole."""
        self._in += rows
        latest = None
        while self._marks and self._marks[0].rows <= self._in:
            latest = self._marks.popleft()
        if latest is not None:
            self.keep(latest.state)

    def _of(self, record: Harvested) -> Iterator[Row]:
        """Give the set that a record stands in, if it is new, and the record."""
        self._seen.add(record.identifier)
        chosen = self.sets.chosen(record.sets, self.wanted.set) if self.wanted.by_sets else ""
        for row in self.sets.rows(chosen, self.losses, self.name) if chosen else ():
            self._given += 1
            yield row
        self._given += 1
        known = Row(number=None, key=record.identifier or "?", raw={}, place=self.name)
        yield from guarded(known, self._row, record, chosen)

    def _row(self, record: Harvested, chosen: str) -> Row:
        key = record.identifier
        form = form_of(record.described) if record.described is not None else None
        reason = record.problem
        if reason is None and form is None and record.described is not None:
            reason = message("a description in <{name}> is not understood", name=local(record.described))
        if reason is not None or form is None or record.described is None:
            problem = Problem(field="record", value=key, reason=reason or message("it has no description"))
            return Row(number=None, key=key or "?", raw={}, place=self.name, problems=(problem,))
        # Dublin Core has no fields that only one type has, so that whoever harvests may say the type.
        otherwise = "" if form is dublin_core.FORM else OTHERWISE
        account = form.describe(record.described, self.losses, otherwise).account
        account.put("header/identifier", "identifier", key)
        self._put_sets(account, record, chosen)
        if record.abouts:
            account.drop("about", message("it speaks of the description, not of the thing"), record.abouts)
        if record.read_as:
            reason = message(
                "is not in the encoding that its page states; it was read as {encoding}",
                encoding=record.read_as,
            )
            account.warn("record", key, reason, message("Look whether its letters are right."))
        if record.mended:
            remedy = message("They were left out.")
            account.warn("record", key, message("holds characters that XML cannot hold"), remedy)
        return account.row(key, self.name, within=f"set:{chosen}" if chosen else None)

    def _put_sets(self, account: Account, record: Harvested, chosen: str) -> None:
        for spec in record.sets:
            if spec == chosen:
                account.losses.mapped("header/setSpec", "collection")
            elif not chosen.startswith(f"{spec}:"):
                account.note("header/setSpec", self.sets.titled(spec))

    def _to_withdraw(self, page: Page) -> tuple[str, ...]:
        """Return what is to be withdrawn: deleted there, here, and not there again since."""
        deleted = [each.identifier for each in page.records if each.deleted]
        alive = {each.identifier for each in page.records if not each.deleted}
        if deleted:
            reason = message("the repository has deleted it: withdrawn here if it is here")
            self.losses.dropped('header[@status="deleted"]', reason, len(deleted))
        here = self.known(deleted) | (self._seen & set(deleted))
        waiting = (*self.state.deleted, *(each for each in deleted if each in here))
        return tuple(each for each in dict.fromkeys(waiting) if each not in alive)

    def _pages(self) -> Iterator[tuple[Page, HarvestState]]:
        """Yield each page, and what is to be remembered when it is in."""
        page, self._first = self._first or self._begin(), None
        began = self._began(page)
        restarts = 0
        course = Course()
        while True:
            yield page, self._after(page, began)
            if not page.token:
                return
            course.met(page)
            try:
                page = self._fetch({"verb": "ListRecords", "resumptionToken": page.token})
            except BadResumptionToken:
                restarts += 1
                if restarts > RESTARTS:
                    raise SourceError(
                        message("its resumption tokens expire before they can be used")
                    ) from None
                course = Course()
                page = self._from_the_start()

    def _begin(self) -> Page:
        """Fetch the first page: where the last harvest was interrupted, else at the window's beginning."""
        interrupted = self.state.interrupted
        if interrupted is not None and interrupted.window == self.window:
            try:
                return self._fetch({"verb": "ListRecords", "resumptionToken": interrupted.token})
            except BadResumptionToken:
                pass  # it has expired: the window begins again
        self.state = replace(self.state, interrupted=None)
        return self._from_the_start()

    def _from_the_start(self) -> Page:
        window = self.window
        query = {
            "verb": "ListRecords",
            "metadataPrefix": self.wanted.prefix,
            "set": self.wanted.set,
            "from": window.since,
            "until": window.until,
        }
        return self._fetch({name: value for name, value in query.items() if value})

    def _fetch(self, query: dict[str, str]) -> Page:
        try:
            for _ in range(CUT_OFF):
                page = read_page(self.repository.harvest(query).http_response.content)
                if not page.cut_off:
                    return page
        except NoRecordsMatch:
            return Page(records=())
        except BadResumptionToken:
            if "resumptionToken" in query:
                raise
            raise SourceError(message("the repository refuses a token that it was not given")) from None
        except OAIPMHException as error:
            code, said = refusal(error)
            raise SourceError(
                message("the repository refuses: {code} {said}", code=code, said=said)
            ) from error
        raise SourceError(message("the repository's answers end in the middle"))

    def _began(self, page: Page) -> str:
        """Return when the harvest began, by the repository's clock: the next goes on from there."""
        interrupted = self.state.interrupted
        return interrupted.began if interrupted is not None else likely(page.answered)

    def _after(self, page: Page, began: str) -> HarvestState:
        window = self.window
        if page.token:
            under_way = Interrupted(window=window, token=page.token, began=began)
            return replace(self.state, interrupted=under_way)
        told = self.wanted.since or self.wanted.until  # a window of its own says nothing of what is complete
        complete = self.state.complete if told or not began else began
        return replace(self.state, interrupted=None, complete=complete)
