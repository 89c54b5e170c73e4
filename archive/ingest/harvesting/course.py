"""The course of a list from page to page: one that leads in a circle, or nowhere, ends."""

from dataclasses import dataclass, field

from archive.core.errors import SourceError
from archive.core.words import message
from archive.ingest.harvesting.pages import Page

MOST_IDLE = 1_000  # pages in a row that bring what came before, or nothing: some repositories have hundreds


@dataclass(slots=True)
class Course:
    """What of a list has been met so far."""

    _tokens: set[str] = field(default_factory=set)
    _pages: set[int] = field(default_factory=set)
    _idle: int = 0

    def met(self, page: Page) -> None:
        """Note a page. Raise SourceError if the list goes on without leading anywhere."""
        if not page.token:
            return
        if page.token in self._tokens:
            raise SourceError(message("the repository gives the same resumption token twice"))
        self._tokens.add(page.token)
        records = hash(tuple((each.identifier, each.datestamp) for each in page.records))
        self._idle = self._idle + 1 if records in self._pages or not page.records else 0
        self._pages.add(records)
        if self._idle >= MOST_IDLE:
            raise SourceError(
                message("the repository gives {count} pages in a row with nothing new", count=MOST_IDLE)
            )
