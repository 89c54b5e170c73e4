"""Why a record is not found: each obstacle in words, with what would take it away.

Obstacles say nothing that the viewer may not know. Who may not see a record is not told of any, as
nothing is told of it at all; why it is closed to them (`closed`) is for archivists.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.catalogue.records import many, withheld
from archive.catalogue.session import Session
from archive.core.words import Message, message
from archive.media.limits import explained
from archive.metadata.access import Access, State, Viewer, level_on
from archive.metadata.item_types import RECORD_TYPES
from archive.metadata.reading import show
from archive.metadata.record import AUTHORITIES, Kind, Record
from archive.search.asked import Asked, Branch, called
from archive.search.backend import Explanation
from archive.search.facets import label_of
from archive.search.fields import SPECS, TEXT, never_in
from archive.search.named import own_values, values_named
from archive.search.standing import Texts
from archive.search.tree import And, DateRange, Has, Missing, Not, Or, Word, unparse

FOLLOW, REBUILD = "archive follow", "archive follow search --rebuild"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason why a record is not found, and what would take it away."""

    code: str  # for programs; stays as it is
    said: Message
    remedy: Message | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the index has come, and how far there is to go."""

    seen: int  # revision
    last: int

    @property
    def behind(self) -> int:
        """How many changes it has yet to see."""
        return max(0, self.last - self.seen)


def closed(session: Session, record: Record, viewer: Viewer) -> Iterator[Obstacle]:
    """Yield why a viewer may not see a record. This is for archivists to know."""
    own = list(_closed_itself(record, viewer))
    yield from own
    above = many(session, [each.id for each in record.ancestors], Viewer.archivist())
    for collection in above.values():
        for each in _closed_itself(collection, viewer):
            # A collection made by the way is a draft, and shows as soon as something in it does.
            if each.code != "draft" or not own:
                said = message("It stands in “{title}”. {reason}", title=collection.title, reason=each.said)
                yield Obstacle("collection", said, each.remedy)


def _closed_itself(record: Record, viewer: Viewer) -> Iterator[Obstacle]:
    if record.state is State.WITHDRAWN:
        yield Obstacle("withdrawn", message("It was withdrawn."))
    elif record.state is State.DRAFT and record.kind in AUTHORITIES:
        said = message("It is a name that nobody has published, and nothing that may be seen mentions it.")
        yield Obstacle("draft", said)
    elif record.state is State.DRAFT:
        remedy = message("Take its source in again with --publish.")
        yield Obstacle("draft", message("It is a draft: nobody has published it."), remedy)
    if level_on(record.access, record.embargo_until, viewer.on) is Access.RESTRICTED:
        if record.embargo_until is None:
            yield Obstacle("restricted", message("It is restricted."))
        else:
            until = record.embargo_until.isoformat()
            yield Obstacle("embargo", message("It is closed until {day}.", day=until))


def unindexed(
    explanation: Explanation, record: Record, standing: Standing, waits: bool, staff: bool
) -> Iterator[Obstacle]:
    """Yield what of a record the index has yet to learn; `waits`: it is held back until then."""
    follow = message("Run: {command}", command=FOLLOW) if staff else None
    behind = message("Changes that the index has yet to see: {behind}.", behind=f"{standing.behind:,}")
    if not explanation.known and record.revision > standing.seen:
        said = message("It is not in the index yet.")
        yield Obstacle("not_indexed", _more(said, behind, staff), follow)
    elif not explanation.known:
        said = message("The index does not have it, though it has seen its last change.")
        remedy = message("Run: {command}", command=REBUILD) if staff else None
        yield Obstacle("lacking", said, remedy)
    elif waits:
        said = message("It was changed, and is held back until the index has seen how.")
        yield Obstacle("waiting", _more(said, behind, staff), follow)
    elif not explanation.seen:
        said = message("The index has yet to see that it is open.")
        yield Obstacle("opened", _more(said, behind, staff), follow)
    elif record.revision > standing.seen:
        said = message("The index has yet to see its last change.")
        yield Obstacle("outdated", _more(said, behind, staff), follow)


def _more(said: Message, behind: Message, staff: bool) -> Message:
    return message("{one} {other}", one=said, other=behind) if staff else said


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search was narrowed by, and for whom its values are named."""

    facets: Mapping[str, tuple[str, ...]]
    viewer: Viewer
    locale: str


def filtered(
    session: Session, record: Record, excluded_by: Sequence[str], filters: Filters
) -> Iterator[Obstacle]:
    """Yield what the search was narrowed by that the record does not have."""
    for name in excluded_by:
        if name == "date":
            yield Obstacle("date", _dated(record, filters.locale))
            continue
        own = own_values(record, name, filters.locale)
        chosen = values_named(session, name, filters.facets.get(name, ()), filters.viewer, filters.locale)
        gaps = {"facet": Message(label_of(name)), "chosen": chosen, "own": own}
        if own is None:
            said = message("{facet}: {chosen} was asked for; it states none.", **gaps)
        else:
            said = message("{facet}: {chosen} was asked for; it has {own}.", **gaps)
        yield Obstacle("filter", said, message("Ask again without this filter."))


def _dated(record: Record, locale: str) -> Message:
    names = (name for group in RECORD_TYPES[record.type].dated for name in group)
    dates = [show(value, SPECS[name], locale) for name in names if (value := record.first(name))]
    if record.earliest is None or not dates:
        return message("A time was asked for; it has no date that can be compared with it.")
    return message("Its date, {date}, is not within the time that was asked for.", date=dates[0])


def lacking(branch: Branch, record_type: str) -> Iterator[Obstacle]:
    """Yield which parts of the query do not hold for a record of this type."""
    if branch.holds:
        return
    match branch.node:
        case And():
            for part in branch.parts:
                yield from lacking(part, record_type)
        case Or():
            listed = " · ".join(unparse(part.node) for part in branch.parts)
            yield Obstacle("missing", message("None of these holds for it: {words}", words=listed))
        case Not(part):
            said = message("This was excluded, and holds for it: {words}", words=unparse(part))
            yield Obstacle("excluded", said)
        case _:
            yield _leaf(branch.leaves[0], record_type)


def _leaf(leaf: Asked, record_type: str) -> Obstacle:
    node, field = leaf.reason.node, leaf.reason.field
    match node:
        case DateRange(text):
            return Obstacle("date", message("Its date is not of this time: {words}", words=text))
        case Has(name):
            return Obstacle("missing", message("It does not have this: {field}", field=called(name)))
        case Missing(name) if record_type in never_in(name):
            said = message("Records of its type never have this: {field}", field=called(name))
            return Obstacle("excluded", said)
        case Missing(name):
            return Obstacle("excluded", message("It has this, and should not: {field}", field=called(name)))
    gaps = {
        "words": unparse(node),
        "field": called(field) if field else "",
        "records": f"{leaf.reason.records:,}",
    }
    if not leaf.reason.records:
        gaps["words"] = leaf.said
        remedy = message("Allow for another spelling: {words}~", **gaps) if isinstance(node, Word) else None
        said = message("Nothing that may be searched has this: {words}", **gaps)
        return Obstacle("missing", said, remedy)
    if field:
        said = message("Not in it under “{field}”: {words}. Records that have it there: {records}.", **gaps)
    else:
        said = message("Not in it: {words}. Records that have it: {records}.", **gaps)
    return Obstacle("missing", said)


def textless(
    session: Session, record: Record, texts: Texts, viewer: Viewer, staff: bool
) -> Iterator[Obstacle]:
    """Yield which words of an item cannot be searched."""
    if record.kind is not Kind.ITEM:
        return
    if withheld(session, [record.id], viewer):
        said = message("The words of its files are searched in the reading room only.")
        yield Obstacle("reading_room", said)
    unread = [file for file in record.files if file.problem]
    for file in unread:
        said = message("{file}: {problem}", file=file.name, problem=explained(file.problem))
        remedy = message("Mend it, or add a file that has its text, and take its source in again.")
        yield Obstacle("unread", said, remedy if staff else None)
    words = any(passage.text.strip() for several in texts.values() for passage in several)
    if not unread and record.files and not words:
        yield Obstacle("no_text", message("Its files have no text: its description alone is searched."))


def asks_for_text(leaves: Iterable[Asked]) -> bool:
    """Say whether some word that is not there may be in a text that cannot be searched."""
    words = (each for each in leaves if each.wanted and not each.condition and not each.reason.holds)
    return any(each.reason.field in (None, TEXT) for each in words)
