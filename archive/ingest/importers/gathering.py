"""What one foreign record says, gathered statement by statement until its type is known, then accounted for.

A statement goes into the first of its fields that the type of record has and that takes it. What none
takes is kept in a note under the name it has in the record; a value that a field would refuse costs the
record nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.core.errors import Problem
from archive.core.words import Message, message
from archive.ingest.importers.account import NOTE, TITLE, Account
from archive.ingest.importers.dc_terms import kind_of
from archive.ingest.losses import Losses
from archive.text.normalise import fold

COLLECTIONS = ("collection", "coleccion")
# Elements whose name says no more than that it is a note.
NAMELESS = frozenset({"p", "note", "odd", "didnote"})
LONGEST_TITLE = 250  # characters of a title that is formed from other words
FORMED = message("The record has no title: this one was formed from what else it says.")

# Where a statement goes whose field the type of record does not have, or which has its one value already.
ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "title": ("alternative",),
    "reference_code": ("identifier",),
    "genre": ("subject",),
    "medium": ("format", "extent"),
    "format": ("extent",),
    "dimensions": ("extent",),
    "pages": ("extent",),
    "duration": ("extent",),
    "table_of_contents": ("description",),
    "scope": ("description",),
    "history": ("description",),
    "abstract": ("description",),
    "created": ("recorded", "delivered", "date"),
    "issued": ("date",),
    "spatial": ("place",),
    "place": ("spatial",),
    "place_of_publication": ("spatial",),
    "speaker": ("creator",),
    "photographer": ("creator",),
    "recipient": ("contributor",),
    "editor": ("contributor",),
    "translator": ("contributor",),
    "transcriber": ("contributor",),
    "performer": ("contributor",),
    "interviewer": ("contributor",),
    "recordist": ("contributor",),
    "is_part_of": ("related_units",),
    "relation": ("related_units",),
    "source": ("related_units",),
    "born": ("founded", "date"),
    "died": ("dissolved",),
    "parent_body": ("related_agent",),
    "preceded_by": ("related_agent",),
    "succeeded_by": ("related_agent",),
    "family_member": ("related_agent",),
    "member_of": ("related_agent",),
    "license": ("rights",),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a record: the element it stands in, the field it is for, and its value."""

    source: str  # as the standard calls it
    field: str
    text: str
    language: str = ""
    edtf: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A digital object that a record names: a file beside it, or an address elsewhere."""

    source: str
    href: str
    title: str = ""


@dataclass(slots=True)
class Gathering:
    """The statements of one record while it is read."""

    losses: Losses
    said: list[Said] = field(default_factory=list)
    types: list[str] = field(default_factory=list)  # types of ours that its words mean
    agents: dict[str, str] = field(default_factory=dict)  # name → person, body or family
    links: list[Link] = field(default_factory=list)  # digital objects that it names
    closed: str = ""  # the words by which it is closed to the public
    conditions: list[tuple[str, str, bool]] = field(default_factory=list)  # see `condition`
    warnings: list[Problem] = field(default_factory=list)

    def say(self, source: str, field: str, text: str, language: str = "", edtf: str = "") -> None:
        """Take a statement for a field."""
        if text.strip():
            self.said.append(Said(source, field, text.strip(), language, edtf))

    def note(self, source: str, text: str, label: str = "") -> None:
        """Keep words for which there is no field, under their own label or the name of their element."""
        name = label.strip(" :.") or source.rpartition("/")[2]
        if text.strip():
            self.say(source, NOTE, text if name in NAMELESS else f"{name}: {text.strip()}")

    def drop(self, source: str, reason: Message) -> None:
        """Leave something out."""
        self.losses.dropped(source, reason)

    def warn(self, source: str, value: str, reason: Message, remedy: Message | None = None) -> None:
        """Tell something of the record that somebody should look at."""
        self.warnings.append(Problem(field=source, value=value, reason=reason, remedy=remedy))

    def condition(self, source: str, text: str, doubtful: bool = False) -> None:
        """Take words on access; they are `doubtful` where the source marks them as restrictions."""
        self.conditions.append((source, text, doubtful))

    def typed(self, source: str, text: str) -> None:
        """Take the words for a kind of thing: one of our types if they mean one, else its genre."""
        found = "collection" if fold(text).strip() in COLLECTIONS else kind_of([text])
        if found:
            self.types.append(found)
            self.losses.mapped(source, "type")
        else:
            self.say(source, "genre", text)

    def named(self, source: str, field: str, name: str, type: str = "") -> None:
        """Take the name of an agent, and what sort of agent it is where the record says so."""
        self.say(source, field, name)
        if type and name.strip():
            self.agents.setdefault(name.strip(), type)

    def first(self, *fields: str) -> str:
        """Return the first words said for any of these fields."""
        return next((each.text for each in self.said if each.field in fields), "")

    def type(self, otherwise: str) -> str:
        """Return the first type that the record states, or what it is taken for otherwise."""
        return next(iter(self.types), otherwise)

    def settled(self, type_name: str, stand_in: str = "") -> Account:
        """Account for what was said, as a record of this type; a title it lacks is formed of `stand_in`."""
        account = Account(self.losses, type_name, warnings=self.warnings, agents=self.agents)
        if stand_in and not self.first(TITLE):
            self._form_title(account, stand_in)
        for each in self.said:
            _settle(each, account)
        if self.closed:
            account.close("access", self.closed)
        for source, text, doubtful in self.conditions:
            account.hear(source, text, doubtful)
        return account

    def _form_title(self, account: Account, stand_in: str) -> None:
        title = f"[{shortened(stand_in)}]"
        account.raw[TITLE] = [title]
        account.raw["archivist_note"] = [{"value": FORMED.template, "language": "en"}]
        self.warn(TITLE, title, message("has no title; one was formed from what else it says"))


def _settle(said: Said, account: Account) -> None:
    if said.field == NOTE:
        notes = account.raw.setdefault(NOTE, [])
        if said.text not in notes:
            notes.append(said.text)
        account.losses.noted(said.source)
        return
    for target in (said.field, *ELSEWHERE.get(said.field, ())):
        if account.accepts(target, said.text, said.language, said.edtf):
            account.put(said.source, target, said.text, said.language, said.edtf)
            return
    account.note(said.source, said.text, said.language)
    if said.field == TITLE and TITLE not in account.raw:
        account.raw[TITLE] = [shortened(said.text)]


def shortened(text: str) -> str:
    """Return as many whole words as a title that is formed may have."""
    if len(text) <= LONGEST_TITLE:
        return text
    return text[:LONGEST_TITLE].rpartition(" ")[0].rstrip(" ,;:") + " …"
