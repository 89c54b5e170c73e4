"""Notices that a table has come in before under another name: a copy, or a file that was moved."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from archive.catalogue import imports
from archive.catalogue.session import Catalogue
from archive.core.errors import Problem
from archive.core.words import message
from archive.ingest.cataloguing import Arrival

TRIES = 3  # batches of new rows in which to look for such a source at all
SAMPLE = 50  # rows of each that are looked for in every source


@dataclass(slots=True)
class Moved:
    """Counts new rows that have the key and the title of records from another source."""

    catalogue: Catalogue
    name: str  # of this source
    _tries: int = TRIES
    _like: str = ""  # the source it is like
    _counted: Counter[str] = field(default_factory=Counter)

    def look(self, arrivals: Sequence[Arrival]) -> None:
        """Look for the new rows of a batch: a few in every source, then all in the one that is like."""
        titles = {each.draft.row.key: _title(each) for each in arrivals if not each.known}
        if not titles or not (self._like or self._tries):
            return
        with self.catalogue.read() as session:
            if not self._like:
                self._tries -= 1
                step = -(-len(titles) // SAMPLE)
                sample = dict(list(titles.items())[::step])
                found = imports.alike(session, sample, imports.others(session, self.name))
                self._like = max(found, key=lambda each: found[each], default="")
            if self._like:
                self._counted.update(imports.alike(session, titles, [self._like]))

    def told(self, dry_run: bool) -> Problem | None:
        """Say how many rows there were, and what to do if it is the same table."""
        count = self._counted[self._like]
        if not count:
            return None
        same = message(
            "If it is the same table, copied or moved, --name {name} lets its records be known again.",
            name=self._like,
        )
        twice = message("{same} They are in twice now: take this import back first.", same=same)
        reason = message(
            "{count} rows have the key and the title of records that came from {name}",
            count=count,
            name=self._like,
        )
        return Problem(reason=reason, remedy=same if dry_run else twice)


def _title(arrival: Arrival) -> str:
    titles = arrival.draft.metadata.get("title", ())
    return titles[0].text if titles else ""
