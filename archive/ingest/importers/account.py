"""A record of another system on its way into our fields, with an account of every value.

A value goes into the field that its source's field means here if that field takes it; else it is kept word
for word in a note. Nothing that another system keeps closed comes in open: such a record or file is
restricted here, and says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError
from marshmallow.fields import Field

from archive.core.errors import Problem
from archive.core.words import Message, message
from archive.ingest.cleaning import LONGEST_LINE
from archive.ingest.importers.access_words import DOUBT, REMEDY, level_of
from archive.ingest.losses import Losses
from archive.ingest.manifest import Row, one_or_several
from archive.ingest.special import ACCESS, COLLECTION, EMBARGO, TYPE
from archive.metadata.access import Access
from archive.metadata.field import FieldSpec
from archive.metadata.item_types import RECORD_TYPES, declared
from archive.metadata.schemas.item import ItemSchema
from archive.metadata.vocabularies import languages

NOTE, TITLE, ALTERNATIVE = "note", "title", "alternative"
UNTITLED = "[Untitled]"
OTHERWISE = "document"  # what a thing is taken for of which nobody says what it is
STAFF = message("only staff sees it there, and no field here is for staff alone")
OF_THE_SYSTEM = message("it speaks of the other system, not of the record")
DERIVED = message("it is made anew here from the original")


@dataclass(slots=True)
class Account:
    """One record being put together. `type` is empty where the source does not say what it is."""

    losses: Losses
    type: str = ""
    raw: dict[str, list[object]] = field(default_factory=dict)
    files: list[dict[str, str]] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    agents: dict[str, str] = field(default_factory=dict)  # name → person, body or family, where it is said
    access: Access = Access.PUBLIC
    embargo: str = ""  # ISO day
    collection: str = ""  # by its reference code or title, where the source has no key for it

    def put(self, source: str, target: str, text: str, language: str = "", edtf: str = "") -> bool:
        """Put a value of the source's field into ours, or into a note if ours does not take it."""
        text = text.strip()
        if not text:
            return False
        spec = self.fields.get(target)
        tag = _tag_of(language)
        stated = _stated(spec, text, tag, edtf)
        if spec is None or not self._takes(spec, text, stated):
            self.note(source, text, language)
            return False
        values = self.raw.setdefault(target, [])
        if stated not in values:
            values.append(stated)
        self.losses.mapped(source, target)
        return True

    def put_all(self, source: str, target: str, texts: Iterable[str], language: str = "") -> None:
        """Put several values."""
        for text in texts:
            self.put(source, target, text, language)

    def first_of(self, source: str, targets: Iterable[str], text: str, language: str = "") -> None:
        """Put a value into the first of several fields that this type of record has."""
        has = next((target for target in targets if target in self.fields), NOTE)
        self.put(source, has, text, language)

    def name_as(self, title: str) -> None:
        """Give the record a title that its source has for another: it has been accounted for there."""
        if title.strip():
            self.raw[TITLE] = [title.strip()]

    def note(self, source: str, text: str, language: str = "") -> None:
        """Keep a value word for word, under the name that its source has for it."""
        if not text.strip():
            return
        tag = _tag_of(language)
        words = f"{source}: {text.strip()}"
        stated = {"value": words, "language": tag} if tag else words
        notes = self.raw.setdefault(NOTE, [])
        if stated not in notes:
            notes.append(stated)
        self.losses.noted(source)

    def drop(self, source: str, reason: Message, values: int = 1) -> None:
        """Leave values out, and say why."""
        self.losses.dropped(source, reason, values)

    def close(self, source: str, value: str) -> None:
        """Restrict the record, because the source does."""
        self.access = Access.RESTRICTED
        self.losses.mapped(source, ACCESS)
        remedy = message("It comes in restricted; open it here if it may be seen.")
        self.warn(source, value, message("not public where it comes from"), remedy)

    def hear(self, source: str, text: str, doubtful: bool = False) -> None:
        """Restrict the record, or keep its files to the reading room, if words on access say so or may do.

        They are `doubtful`, whatever they say, where the source marks them as restrictions.
        """
        level = level_of(text)
        if level is Access.RESTRICTED:
            self.close(source, text)
        elif (doubtful or level is Access.READING_ROOM) and self.access is Access.PUBLIC:
            self.access = Access.READING_ROOM
            self.losses.mapped(source, ACCESS)
            self.warn(source, text, DOUBT, REMEDY)

    def add_file(self, source: str, name: str, closed: str = "", language: str = "") -> None:
        """Add a file by its name within the row's folder; restricted if the source says so (`closed`)."""
        stated = {"name": name}
        if closed:
            stated["access"] = str(Access.RESTRICTED)
            self.warn(source, name, message("not public where it comes from: {why}", why=closed))
        if tag := _tag_of(language):
            stated["language"] = tag
        if all(each["name"] != name for each in self.files):
            self.files.append(stated)
        self.losses.mapped(source, "file")

    def miss_file(self, source: str, address: str) -> None:
        """Note the address of a file that did not come with the export."""
        self.note(source, address)
        remedy = message("Put it beside the export and take it in again.")
        self.warn(source, address, message("the file is not in the export"), remedy)

    def warn(self, source: str, value: str, reason: Message, remedy: Message | None = None) -> None:
        """Tell something of the record that somebody should look at."""
        self.warnings.append(Problem(field=source, value=value, reason=reason, remedy=remedy))

    def row(
        self,
        key: str,
        place: str,
        folder: Path = Path(),
        within: str | None = None,
        number: int | None = None,
    ) -> Row:
        """Return the finished row."""
        if not self.raw.get(TITLE):
            self.raw[TITLE] = [UNTITLED]
            self.warn(TITLE, "", message("has no title"), message("Give it one."))
        return Row(
            number=number,
            raw={**{name: one_or_several(values) for name, values in self.raw.items()}, **self._kept()},
            key=key,
            place=place,
            folder=folder,
            within=within,
            files=tuple(self.files),
            warnings=tuple(each.at(place, number) for each in self.warnings),
            agents=self.agents,
            type="" if self.type else OTHERWISE,
        )

    def accepts(self, target: str, text: str, language: str = "", edtf: str = "") -> bool:
        """Say whether one of our fields would take a value."""
        spec = self.fields.get(target)
        tag = _tag_of(language)
        return spec is not None and self._takes(spec, text, _stated(spec, text, tag, edtf))

    @property
    def fields(self) -> Mapping[str, FieldSpec]:
        """The fields that a record of its type has; those of every item, where the type is not known."""
        return declared(_schema(self.type))

    def _takes(self, spec: FieldSpec, text: str, stated: object) -> bool:
        if spec.widget != "paragraphs" and len(text) > LONGEST_LINE:
            return False
        if not spec.repeatable and self._has_another(spec.name, stated):
            return False
        try:
            _fields(self.type)[spec.name].deserialize([stated])
        except ValidationError:
            return False
        return True

    def _has_another(self, name: str, stated: object) -> bool:
        """Say whether a field that takes one value, or one in each language, has another already."""
        return any(_tag(each) == _tag(stated) and each != stated for each in self.raw.get(name, ()))

    def _kept(self) -> dict[str, object]:
        """Return what says how the record is kept."""
        kept = {TYPE: self.type, ACCESS: str(self.access) if self.access is not Access.PUBLIC else ""}
        kept |= {EMBARGO: self.embargo, COLLECTION: self.collection}
        return {name: value for name, value in kept.items() if value}


def _stated(spec: FieldSpec | None, text: str, tag: str, edtf: str) -> object:
    if edtf:
        return {"value": text, "edtf": edtf}
    return {"value": text, "language": tag} if tag and spec is not None and spec.translatable else text


def _tag_of(language: str) -> str:
    """Return the tag of a language as other systems state it (`es_ES`, "Spanish"), "" if it is not known."""
    return (languages.recognise(language.replace("_", "-")) or "") if language else ""


def _tag(stated: object) -> object:
    return stated.get("language") if isinstance(stated, Mapping) else None


def _schema(type: str) -> type[Schema]:
    return RECORD_TYPES[type].schema if type else ItemSchema


@cache
def _fields(type: str) -> Mapping[str, Field[Any]]:
    return _schema(type)().fields
