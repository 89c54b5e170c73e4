"""What the columns of AtoM's ISAD(G) template mean here.

Spec: https://www.accesstomemory.org/docs/latest/user-manual/import-export/csv-import/
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from archive.core.words import message
from archive.ingest.importers.account import OF_THE_SYSTEM, STAFF, Account
from archive.ingest.importers.foreign_table import FilesBeside, cell, cells
from archive.ingest.manifest import Row
from archive.metadata.vocabularies.registry import VOCABULARIES

BAR = "|"
TEXTS = {
    "title": "title",
    "extentAndMedium": "extent",
    "archivalHistory": "provenance",
    "acquisition": "acquisition",
    "scopeAndContent": "scope",
    "appraisal": "appraisal",
    "accruals": "accruals",
    "arrangement": "arrangement",
    "reproductionConditions": "rights",
    "physicalCharacteristics": "physical_condition",
    "findingAids": "finding_aid",
    "locationOfOriginals": "location_of_originals",
    "locationOfCopies": "location_of_copies",
    "relatedUnitsOfDescription": "related_units",
    "rules": "rules",
    "sources": "archivist_note",
    "archivistNote": "archivist_note",
    "revisionHistory": "archivist_note",
    "alternateTitle": "alternative",
}
LISTS = {
    "language": "language",
    "publicationNote": "publication_note",
    "subjectAccessPoints": "subject",
    "placeAccessPoints": "spatial",
    "nameAccessPoints": "subject",
    "genreAccessPoints": "genre",
}
FOR_STAFF = ("accessionNumber", "physicalObjectName", "physicalObjectLocation", "physicalObjectType")
SYSTEM = ("legacyId", "slug", "digitalObjectChecksum")
ELSEWHERE = {
    "parentId", "qubitParentSlug", "digitalObjectPath", "digitalObjectURI", "culture", "publicationStatus",
    "identifier", "levelOfDescription", "alternativeIdentifiers", "alternativeIdentifierLabels",
    "generalNote", "accessConditions",
}  # fmt: skip
EVENTS = (
    "eventTypes",
    "eventDates",
    "eventStartDates",
    "eventEndDates",
    "eventActors",
    "eventActorHistories",
)
CREATORS = {"creation", "accumulation", "creación", "acumulación", "production", "producción"}
DRAFT = ("draft", "borrador", "brouillon", "rascunho")
NOTHING = "NULL"
_EMPTY_PARTS = re.compile(r"(?:-00)+$")


def put_fields(account: Account, row: Row) -> None:
    """Put everything that a row says into its place; a row in another language adds its words."""
    culture = cell(row, "culture")
    for heading in row.raw:
        if heading in TEXTS:
            account.put(heading, TEXTS[heading], cell(row, heading), culture)
        elif heading in LISTS:
            language = culture if heading != "language" else ""
            account.put_all(heading, LISTS[heading], _told(row, heading), language)
        elif heading not in ELSEWHERE and heading not in EVENTS:
            _leave(account, row, heading, culture)
    if culture:
        account.losses.mapped("culture", "language of the values")
    _put_control(account, row, culture)
    _put_events(account, row, culture)


def is_draft(row: Row) -> bool:
    """Say whether AtoM does not show the description to the public."""
    return cell(row, "publicationStatus").casefold() in DRAFT


def _leave(account: Account, row: Row, heading: str, culture: str) -> None:
    if heading in FOR_STAFF:
        account.drop(heading, STAFF)
    elif heading in SYSTEM:
        account.drop(heading, OF_THE_SYSTEM)
    else:
        for text in _told(row, heading):
            account.note(heading, text, culture)


def put_digital_object(account: Account, row: Row, files: FilesBeside) -> None:
    """Find the file of a description, or note its address."""
    for heading in ("digitalObjectPath", "digitalObjectURI"):
        for told in _told(row, heading):
            if found := files.find(told):
                account.add_file(heading, found)
            else:
                account.miss_file(heading, told)


def _put_control(account: Account, row: Row, culture: str) -> None:
    account.put("identifier", "reference_code", cell(row, "identifier"))
    if level := cell(row, "levelOfDescription"):
        known = VOCABULARIES["levels"].recognise(level)
        account.put("levelOfDescription", "level", known or level)
    _put_conditions(account, cell(row, "accessConditions"), culture)
    for text in _told(row, "generalNote"):
        account.put("generalNote", "note", text, culture)
    codes, labels = _told(row, "alternativeIdentifiers"), _told(row, "alternativeIdentifierLabels")
    for code, label in zip_longest(codes, labels[: len(codes)], fillvalue=""):
        account.put("alternativeIdentifiers", "identifier", f"{code} ({label})" if label else code)
        if label:
            account.losses.mapped("alternativeIdentifierLabels", "identifier")
    status = cell(row, "publicationStatus")
    if is_draft(row):
        account.close("publicationStatus", status)
    elif status:
        account.drop("publicationStatus", message("only --publish makes a record public here"))


def _put_conditions(account: Account, text: str, culture: str) -> None:
    """Put the conditions of access, and close what they close."""
    account.put("accessConditions", "access_rights", text, culture)
    account.hear("accessConditions", text)


def _put_events(account: Account, row: Row, culture: str) -> None:
    for kind, shown, start, end, actor, history in _events(row):
        creates = kind.casefold() in CREATORS or not kind
        edtf = _edtf(start, end)
        if shown or edtf:
            _put_date(account, creates, kind, shown or edtf, edtf)
        if actor:
            account.put("eventActors", "creator" if creates else "contributor", actor, culture)
        if history:
            account.first_of("eventActorHistories", ("history",), history, culture)
        if kind and not creates:
            account.note(
                "eventTypes", " · ".join(part for part in (kind, actor, shown or edtf) if part), culture
            )
        elif kind:
            account.losses.mapped("eventTypes", "creator, date")


def _put_date(account: Account, creates: bool, kind: str, shown: str, edtf: str) -> None:
    made = "date" if account.type == "collection" else "created"
    published = kind.casefold() in ("publication", "publicación") and account.type != "collection"
    target = "issued" if published else made if creates else ""
    if not target:
        return  # told in the note of the event
    if edtf and account.accepts(target, edtf):
        account.put("eventDates", target, shown, edtf=edtf)
        account.losses.mapped("eventStartDates, eventEndDates", target)
    else:
        account.put("eventDates", target, shown)


def _events(row: Row) -> Iterator[tuple[str, ...]]:
    """Give the events of a row: type, date as shown, start, end, actor, history of the actor."""
    columns = [[_known(each) for each in cell(row, name).split(BAR)] for name in EVENTS]
    for event in zip_longest(*columns, fillvalue=""):
        if any(event):
            yield event


def _edtf(start: str, end: str) -> str:
    """Return two days as AtoM keeps them, `2016-00-00` for a year, as EDTF."""
    first, last = _EMPTY_PARTS.sub("", start), _EMPTY_PARTS.sub("", end)
    if first == "0000":
        first = ""
    if not first or not last or first == last:
        return first or last
    return f"{first}/{last}"


def _told(row: Row, heading: str) -> list[str]:
    return [text for text in cells(row, heading, BAR) if text != NOTHING]


def _known(text: str) -> str:
    text = text.strip()
    return "" if text == NOTHING else text
