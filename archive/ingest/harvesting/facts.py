"""What a repository says of itself: how finely it dates, in which forms it describes, which sets it has.

Spec: https://www.openarchives.org/OAI/openarchivesprotocol.html (sections 3.3, 4.2, 4.4 and 4.6)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice

from oaipmh_scythe.exceptions import OAIPMHException

from archive.core.clock import now
from archive.core.errors import SourceError
from archive.core.words import message
from archive.ingest.harvesting.repository import Repository, refusal
from archive.ingest.importers.account import Account
from archive.ingest.importers.xml_reading import child, words
from archive.ingest.losses import Losses
from archive.ingest.manifest import Row

PREFERRED = ("mods", "oai_dc")  # the fuller first; every repository has the second
MOST_SETS = 20_000
FIRST_YEAR = 1990  # before it nobody harvested: some programs write the year 1 for no date
DAY, SECOND = "%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A repository's name, how finely it dates, and the forms that it offers."""

    name: str
    to_the_second: bool
    prefixes: tuple[str, ...]

    def stamp(self, when: datetime) -> str:
        """Return a moment as the repository writes it."""
        return when.strftime(SECOND if self.to_the_second else DAY)

    def bounds(self, since: str, until: str) -> tuple[str, str]:
        """Return two ends of one fineness, which OAI-PMH demands; a day that ends a stretch is in it."""
        if not self.to_the_second:
            return since[:10], until[:10]
        if len(since or until) == len(until or since):
            return since, until
        return (
            since if len(since) > 10 else f"{since}T00:00:00Z",
            until if len(until) > 10 else f"{until}T23:59:59Z",
        )

    def prefix(self, asked: str) -> str:
        """Return the form to ask for. Raise SourceError if it is not offered, or none that is understood."""
        if asked in self.prefixes or (asked and not self.prefixes):
            return asked
        known = ", ".join(self.prefixes)
        if asked:
            raise SourceError(
                message("the repository has no form {asked!r}; it has {known}", asked=asked, known=known)
            )
        if not self.prefixes:
            return PREFERRED[-1]
        chosen = next((each for each in PREFERRED if each in self.prefixes), "")
        if not chosen:
            raise SourceError(message("choose a form with --prefix; the repository has {known}", known=known))
        return chosen


def facts_of(repository: Repository) -> Facts:
    """Ask a repository what it is. Raise SourceError if it is none."""
    try:
        said = repository.identify()
        prefixes = [_prefix(each) for each in islice(repository.list_metadata_formats(), MOST_SETS)]
    except ValueError as error:
        raise SourceError(
            message("{address} is no OAI-PMH repository", address=repository.endpoint)
        ) from error
    except OAIPMHException as error:
        code, words = refusal(error)
        raise SourceError(message("the repository refuses: {code} {said}", code=code, said=words)) from error
    granularity = str(getattr(said, "granularity", "") or "")
    return Facts(
        name=str(said.repositoryName or repository.endpoint).strip(),
        to_the_second="hh" in granularity.lower(),
        prefixes=tuple(dict.fromkeys(filter(None, prefixes))),
    )


@dataclass(slots=True)
class SetNames:
    """The sets of a repository, and which of them have been given as collections."""

    titles: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    _given: set[str] = field(default_factory=set)

    def titled(self, spec: str) -> str:
        """Return the name of a set, with its code if it has one."""
        title = self.titles.get(spec)
        return f"{title} ({spec})" if title and title != spec else spec

    def chosen(self, specs: Sequence[str], asked: str) -> str:
        """Return the set whose collection a record stands in: one under the set asked for, the innermost."""
        within = [each for each in specs if asked and (each == asked or each.startswith(f"{asked}:"))]
        candidates = within or list(specs)
        if asked and not within:
            return asked
        # DSpace lists the communities of a record, `com_…`, before its collection, `col_…`.
        return max(candidates, key=lambda each: (each.startswith("col_"), each.count(":")), default="")

    def rows(self, spec: str, losses: Losses, place: str) -> Iterator[Row]:
        """Give a set as a collection, after those that it stands in; each once."""
        above = spec.rpartition(":")[0]
        above = above if above in self.titles else ""
        if spec in self._given:
            return
        self._given.add(spec)
        if above:
            yield from self.rows(above, losses, place)
        account = Account(losses, "collection")
        account.put("set/setName", "title", self.titles.get(spec) or spec)
        account.put("set/setSpec", "identifier", spec)
        account.put("set/setDescription", "description", self.descriptions.get(spec, ""))
        yield account.row(f"set:{spec}", place, within=f"set:{above}" if above else "")


def sets_of(repository: Repository) -> SetNames:
    """Ask a repository for its sets; one that has none, or does not tell, has none here either."""
    found = SetNames()
    try:
        for each in islice(repository.list_sets(), MOST_SETS):
            spec = words(child(each.xml, "setSpec"))
            if spec:
                found.titles[spec] = words(child(each.xml, "setName")) or spec
                found.descriptions[spec] = _described(each.xml)
    except OAIPMHException:
        return found
    return found


def _prefix(format: object) -> str:
    return str(getattr(format, "metadataPrefix", "") or "").strip()


def moment(text: str) -> datetime:
    """Return a moment as repositories write it; one that cannot be read counts as yesterday."""
    return _moment(text) or now() - timedelta(days=1)


def likely(answered: str) -> str:
    """Return when an answer was given, as it says; by our own clock where it is ahead of that, or unclear.

    The next harvest asks from there: what a clock that is wrong passes over would never come in.
    """
    if not answered.strip():
        return ""
    said = _moment(answered)
    if said is not None and said <= now() + timedelta(days=1):
        return answered
    return (now() - timedelta(days=1)).strftime(SECOND)


def _moment(text: str) -> datetime | None:
    for form in (SECOND, DAY, "%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%S%z"):
        try:
            found = datetime.strptime(text.strip(), form).replace(tzinfo=UTC)
        except ValueError:
            continue
        return found if found.year >= FIRST_YEAR else None
    return None


def _described(element: object) -> str:
    description = child(element, "setDescription", "dc", "description")  # type: ignore[arg-type]
    return words(description)
