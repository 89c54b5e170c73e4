"""A question as it stands in an address, and the addresses of the questions next to it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext, ngettext

from archive.core.words import _
from archive.metadata.record import Kind, Record
from archive.search.facets import Facet, FacetValue
from archive.search.searching import FACETS, Question, Results
from archive.search.unknown import Unknown
from archive.web import current
from archive.web.parameters import ASKED, MOST_CHOSEN, MOST_DIGITS, Arguments, limit_problems
from archive.web.routing import query_of, record_address

LARGEST_PAGE = 100
IN_SIGHT = 8  # values of a facet on the search page; the others are a step away
SORTS = {
    "relevance": _("Best match"),
    "-date": _("Newest first"),
    "date": _("Oldest first"),
    "title": _("By title"),
    "-added": _("Latest added"),
}


def question(arguments: Arguments, size: int) -> Question:
    """Return the question that an address asks; what makes no sense in it is left out."""
    sort = arguments.get("sort", "")
    chosen = {name: tuple(filter(None, arguments.getlist(name)))[:MOST_CHOSEN] for name in FACETS}
    return Question(
        q=arguments.get("q", "").strip(),
        facets={name: values for name, values in chosen.items() if values},
        first=arguments.get("from", "").strip(),
        last=arguments.get("to", "").strip(),
        sort=sort if sort in SORTS else "relevance",
        page=page_number(arguments),
        size=min(max(1, size), LARGEST_PAGE),
        locale=current.locale(),
    )


def page_number(arguments: Arguments) -> int:
    """Return the page that an address asks for; the first, if it names none."""
    stated = arguments.get("page", "")
    return max(1, int(stated)) if stated.isdecimal() and len(stated) <= MOST_DIGITS else 1


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter in force, and the address without it."""

    name: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Order:
    """A way to sort, and its address."""

    label: str
    address: str
    here: bool


def value_label(facet: Facet, value: FacetValue) -> str:
    """Return the words for a value of a facet; types and terms are in the reader's language."""
    return current.translate()(value.label) if facet.worded else value.label


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, and the address with it put in or taken out."""

    label: str
    address: str
    count: int
    selected: bool


@lru_cache(maxsize=5_000)  # years and values of facets stand in many addresses
def _pair(name: str, value: str) -> str:
    return urlencode({name: value})


def _encoded(name: str, values: list[str]) -> str:
    return "&".join([_pair(name, value) for value in values])


class Addresses:
    """The addresses around a question: with a filter more or less, of another page, of its feed."""

    def __init__(self, arguments: Arguments) -> None:
        self._path = url_for("search.index")
        self._given = {
            name: kept
            for name, values in arguments.lists()
            if name in ASKED and (kept := [value for value in values if value][:MOST_CHOSEN])
        }
        # A page has more than a hundred addresses, which have most of their parameters in common.
        self._texts = {name: _encoded(name, values) for name, values in self._given.items()}
        self._query = "?" + "&".join(self._texts.values()) if self._texts else ""

    def _address(self, changed: Mapping[str, list[str]] = MappingProxyType({}), path: str = "") -> str:
        """Return the address with some parameters changed; an empty list takes one out."""
        texts = {**self._texts, **{name: _encoded(name, values) for name, values in changed.items()}}
        query = "&".join(filter(None, texts.values()))
        return f"{path or self._path}?{query}" if query else path or self._path

    def kept(self, *without: str) -> Iterator[tuple[str, str]]:
        """Yield the parameters that a form must carry along."""
        for name, values in self._given.items():
            if name not in without:
                yield from ((name, value) for value in values)

    def has(self, name: str) -> bool:
        """Say whether a facet filters."""
        return bool(self._given.get(name))

    def toggled(self, name: str, value: str) -> str:
        """Return the address with a value of a facet put in or taken out."""
        values = self._given.get(name, [])
        changed = [each for each in values if each != value] if value in values else [*values, value]
        return self._address({name: changed})

    def choices(self, facet: Facet, values: Iterable[FacetValue]) -> list[Choice]:
        """Return some values of a facet as links."""
        return [
            Choice(value_label(facet, each), self.toggled(facet.name, each.value), each.count, each.selected)
            for each in values
        ]

    def between(self, **limits: str) -> str:
        """Return the address with these dates as `from` and `to`, in place of all limits of time."""
        dates = {name: [date] for name, date in limits.items()}
        return self._address({"from": [], "to": [], "year": []} | dates)

    def at(self, page: int) -> str:
        """Return the address of another page of results."""
        return self._address({"page": [str(page)]})

    def instead(self, q: str) -> str:
        """Return the address with other words, all filters kept."""
        return self._address({"q": [q]})

    def values(self, facet: str, **more: str) -> str:
        """Return the address of all values of a facet."""
        asked = {"facet": [facet]} | {name: [value] for name, value in more.items()}
        return self._address(asked, url_for("search.values"))

    def why(self, record: Record) -> str:
        """Return the address that tells why a record is found."""
        return f"{self._path}/why/{record.id}{self._query}"

    @property
    def advanced(self) -> str:
        """The address of the form that comes filled with the question."""
        return self._address(path=url_for("advanced.index"))

    @property
    def here(self) -> str:
        """The address of the question itself: its first page."""
        return self._path + self._query

    @property
    def bare(self) -> str:
        """The address without any filter."""
        return self._address({name: [] for name in self._given if name not in ("q", "sort")})

    @property
    def feed(self) -> str:
        """The address of the feed of what answers: the newest first, whatever the order here."""
        changed: dict[str, list[str]] = {"sort": []}
        if current.locale() != current.archive().settings.LANGUAGES[0]:
            changed["lang"] = [current.locale()]  # a reader of feeds has no taste in languages of its own
        return self._address(changed, url_for("search_feed.feed"))

    @property
    def filters(self) -> int:
        """How many filters are in force."""
        return sum(len(self._given.get(name, [])) for name in (*FACETS, "from", "to"))


class Asked(Addresses):
    """A question and its results, as the search page needs them: every link it has."""

    def __init__(self, arguments: Arguments, question: Question, results: Results) -> None:
        super().__init__(arguments)
        self._question = question
        self._results = results
        self._marking = query_of(q=question.q) if question.q else ""

    def item(self, record: Record) -> str:
        """Return the address of a result, its text to be marked."""
        address = record_address(record.kind, record.id)
        return address + self._marking if record.kind is Kind.ITEM else address

    @property
    def pages(self) -> int:
        """How many pages of results there are."""
        return self._results.pages

    @property
    def sorts(self) -> list[Order]:
        """The ways to sort; by match only where there is something to match."""
        offered = [name for name in SORTS if name != "relevance" or self._question.q]
        return [
            Order(SORTS[name], self._address({"sort": [name]}), name == self._question.sort)
            for name in offered
        ]

    @property
    def chosen(self) -> list[Chosen]:
        """The filters in force, each with the address without it."""
        found = list(self._values())
        for name, label in (("from", _("From")), ("to", _("To"))):
            for value in self._given.get(name, [])[:1]:
                if limit_problems(name, value):
                    continue  # it filters nothing; the results say that it was not understood
                found.append(Chosen(label, value, self._address({name: []})))
        return found

    def lost(self, unknown: Iterable[Unknown]) -> list[Chosen]:
        """Return those filters in force that nothing has, whatever else is asked."""
        wanted = {(each.facet.name, each.value) for each in unknown}
        return list(self._values(wanted)) if wanted else []

    def _values(self, wanted: Collection[tuple[str, str]] | None = None) -> Iterator[Chosen]:
        """Yield the values chosen from facets, or some of them."""
        for facet in self._results.facets:
            for value in facet.values:
                if value.selected and (wanted is None or (facet.name, value.value) in wanted):
                    address = self.toggled(facet.name, value.value)
                    yield Chosen(facet.label, value_label(facet, value), address)

    def counted(self, results: Results) -> str:
        """Return how many records were found, in words."""
        words = ngettext("%(num)s record", "%(num)s records", results.total)
        return str(words if results.exact else gettext("More than %(count)s", count=words))


def in_sight(facet: Facet) -> tuple[FacetValue, ...]:
    """Return the values of a facet that are shown at once: the most frequent, and each that was chosen."""
    room = IN_SIGHT - sum(value.selected for value in facet.values)
    shown: list[FacetValue] = []
    for value in facet.values:
        if value.selected or room > 0:
            room -= not value.selected
            shown.append(value)
    return tuple(shown)
