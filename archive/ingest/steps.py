"""The steps from a row to a draft that can be catalogued: read `STEPS` first.

Each takes a draft and returns a fuller one, or raises Invalid with all that it finds wrong. None of
them knows the catalogue, so they run in any process.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath

from archive.core.clock import today
from archive.core.errors import Invalid, Problem
from archive.core.nearest import nearest
from archive.core.words import Message, message
from archive.ingest.cleaning import clean
from archive.ingest.draft import Draft, DraftFile, Refusal, Step
from archive.ingest.enclosed import take_out
from archive.ingest.examine import examine
from archive.ingest.manifest import Row
from archive.ingest.names import is_a_file, is_a_link, locate, readable, title_from
from archive.ingest.special import (
    ACCESS,
    COLLECTION,
    EMBARGO,
    FILE,
    TYPE,
    access_level,
    embargo_end,
    record_type,
    type_of_file,
    wrong,
)
from archive.ingest.stated_files import STATED_KEYS, label, verify
from archive.media.limits import explained
from archive.media.problems import NO_READER
from archive.metadata.access import Access, level_on
from archive.metadata.field import FieldSpec
from archive.metadata.item_types import RECORD_TYPES, declared
from archive.metadata.loading import Loaded, load

SET_APART = (TYPE, ACCESS, EMBARGO, COLLECTION)
FILE_KEYS = ("name", "language", "access", "embargo_until", *STATED_KEYS)
UNDESCRIBED = message("Not described yet: taken from the file itself.")


def legible(draft: Draft) -> Draft:
    """Refuse a row that could not even be read; tell what its source noted of it."""
    if draft.row.problems:
        raise Invalid(draft.row.problems)
    return replace(draft, warnings=draft.row.warnings) if draft.row.warnings else draft


def set_apart(draft: Draft) -> Draft:
    """Part what says how the record is kept from what describes it."""
    stated = {name: one_text(name, draft.row.raw.get(name)) for name in SET_APART}
    defaults = draft.defaults
    return replace(
        draft,
        raw={name: value for name, value in draft.row.raw.items() if name not in SET_APART},
        type=record_type(stated[TYPE]) if stated[TYPE] else defaults.type,
        collection=stated[COLLECTION] or ("" if stated[TYPE] == "collection" else defaults.collection),
        access=access_level(stated[ACCESS]) if stated[ACCESS] else draft.access,
        embargo_until=embargo_end(stated[EMBARGO]) if stated[EMBARGO] else None,
    )


def find_files(draft: Draft) -> Draft:
    """Find each file that the row names, within the folder of its source."""
    problems: list[Problem] = []
    files: dict[str, DraftFile] = {}
    for stated in draft.row.files:
        try:
            found = _found(draft.row, stated, files.keys())
            files[found.name] = found
        except Invalid as error:
            problems += error.problems
    if problems:
        raise Invalid(problems)
    return replace(draft, files=tuple(files.values()))


def examine_files(draft: Draft) -> Draft:
    """Take each file's digest, format, facts and text; gather what public files propose for empty fields.

    What stands in a file that the public may not read must not reach a description that it may.
    """
    proposed: dict[str, tuple[str, ...]] = {}
    files: list[DraftFile] = []
    warnings = list(draft.warnings)
    for number, file in enumerate(draft.files):
        fallen = [each for each in draft.fallen if each.file == number]
        read, proposals = examine(file, draft.defaults, number, fallen)
        files.append(replace(file, read=read))
        if _is_open(draft, file):
            proposed = {**proposals, **proposed}
        if read.facts.problem and not _is_packet(file.name, read.facts.problem):
            warnings.append(_unread(file.name, read.facts.problem))
    return replace(draft, files=tuple(files), proposed=proposed, warnings=tuple(warnings))


def choose_type(draft: Draft) -> Draft:
    """Take the type from the kind of file, or as the source takes it, where nobody has said it."""
    if draft.type:
        return draft
    if not draft.files or draft.files[0].read is None:
        if draft.row.type:
            return replace(draft, type=draft.row.type)
        raise Invalid(
            [Problem(field=TYPE, reason=message("no type is stated"), remedy=message("Add --type."))]
        )
    return replace(draft, type=type_of_file(draft.files[0].read.facts.media_type))


def propose(draft: Draft) -> Draft:
    """Fill empty fields from the files' own metadata, never overwriting; name what has no name."""
    known = declared(RECORD_TYPES[draft.type].schema)
    stated = {name.partition(":")[0] for name in draft.raw}
    proposed = {
        name: values for name, values in draft.proposed.items() if name in known and name not in stated
    }
    draft = replace(draft, raw=_with_beside(draft, known, proposed))
    if draft.row.raw or not draft.files:
        return replace(draft, proposed=proposed)
    proposed.setdefault("title", (title_from(Path(readable(draft.files[0].path.name))),))
    note = {"value": UNDESCRIBED.template, "language": "en"}
    return replace(draft, proposed=proposed, raw={**draft.raw, "archivist_note": note})


def validate(draft: Draft) -> Draft:
    """Check everything against the schema; what a file proposes wrongly is left out, not held against it."""
    loaded = _without_bad_proposals(draft)
    return replace(draft, metadata=loaded.metadata, warnings=(*draft.warnings, *loaded.warnings))


STEPS: tuple[Step, ...] = (
    legible, clean, set_apart, find_files, verify, examine_files, label, take_out, choose_type, propose,
    validate,
)  # fmt: skip


def run(draft: Draft, steps: Sequence[Step] = STEPS) -> Draft | Refusal:
    """Apply the steps in order; the first that refuses stops the row."""
    row = draft.row
    try:
        for step in steps:
            draft = step(draft)
    except Invalid as error:
        return Refusal(row=row, problems=tuple(each.at(row.place, row.number) for each in error.problems))
    return replace(draft, warnings=tuple(each.at(row.place, row.number) for each in draft.warnings))


def one_text(name: str, stated: object) -> str:
    """Return the one text of a column that can have only one."""
    if stated is None:
        return ""
    if isinstance(stated, str):
        return stated.strip()
    raise wrong(name, str(stated), message("only one value is allowed here"))


def _with_beside(
    draft: Draft, known: Mapping[str, FieldSpec], proposed: Mapping[str, object]
) -> Mapping[str, object]:
    """Return what is stated, with what its container says of it: that adds, and never overrides."""
    raw = dict(draft.raw)
    stated = {name.partition(":")[0] for name in raw}
    for name, value in draft.row.beside.items():
        if name in known and name in raw and known[name].repeatable:
            before = raw[name]
            raw[name] = [*before, value] if isinstance(before, list) else [before, value]
        elif name in known and name not in stated and name not in proposed:
            raw[name] = value
    return raw


def _without_bad_proposals(draft: Draft) -> Loaded:
    proposed: dict[str, object] = dict(draft.proposed)
    while True:
        try:
            return load(draft.type, {**draft.raw, **proposed})
        except Invalid as error:
            bad = {problem.field for problem in error.problems} & set(proposed)
            if not bad:
                raise
            proposed = {name: values for name, values in proposed.items() if name not in bad}


def _found(row: Row, stated: Mapping[str, object], taken: Set[str]) -> DraftFile:
    folder = row.folder
    for key in stated:
        if key not in FILE_KEYS:
            raise Invalid(
                [Problem(field=FILE, value=key, reason=message("a file is stated with an unknown key"))]
            )
    name = one_text(FILE, stated.get("name"))
    path = _meant(folder, stated.get("name"), name)
    if not name or not is_a_file(path):
        raise _missing(row, name, path)
    if not path.resolve().is_relative_to(folder.resolve()):
        remedy = message("Put it beside the sheet, or in a folder there.")
        raise Invalid(
            [
                Problem(
                    field=FILE,
                    value=name,
                    reason=message("it lies outside the source's folder"),
                    remedy=remedy,
                )
            ]
        )
    access, embargo = one_text(ACCESS, stated.get("access")), one_text(EMBARGO, stated.get("embargo_until"))
    shown = PurePosixPath(readable(path.relative_to(folder).as_posix()))
    return DraftFile(
        path=path,
        name=next(each for each in _names(shown) if each not in taken),
        language=one_text("language", stated.get("language")) or None,
        access=access_level(access) if access else Access.PUBLIC,
        embargo_until=embargo_end(embargo) if embargo else None,
    )


def _meant(folder: Path, stated: object, name: str) -> Path:
    """Return the file that is meant: a name may begin or end with spaces, where a file is called so."""
    path = locate(folder, name.replace("\\", "/"))
    spaced = str(stated) != name and not is_a_file(path)
    return locate(folder, str(stated)) if spaced else path


def _missing(row: Row, name: str, path: Path) -> Invalid:
    if name and is_a_link(path):
        return wrong(FILE, name, message("it is a link that leads nowhere"))
    where = row.known_as or readable(str(row.folder.absolute()))
    return wrong(FILE, name, message("there is no such file in {folder}", folder=where), _nearby(path))


def _names(relative: PurePosixPath) -> Iterator[str]:
    """Yield names for a file within its item: its own, else with its folders, else numbered."""
    yield relative.name
    yield "-".join(relative.parts)
    for number in range(2, 10_000):
        yield f"{relative.stem}-{number}{relative.suffix}"


def _nearby(path: Path) -> Message:
    """Say which file of that kind may be meant: names differ in case or accents between systems."""
    around: list[str] = []
    with suppress(OSError):  # no such folder, or none that a disk could hold
        around = [readable(each.name) for each in path.parent.iterdir()]
    suffix = path.suffix.lower()
    around = [each for each in around if Path(each).suffix.lower() == suffix and each != path.name]
    close = nearest(path.name, around)
    return (
        message('Did you mean "{close}"?', close=close)
        if close
        else message("Check the name, or add the file.")
    )


def _is_open(draft: Draft, file: DraftFile) -> bool:
    """Say whether anybody may read the file today, by its row and its collection."""
    stated = ((draft.access, draft.embargo_until), (file.access, file.embargo_until))
    return not draft.row.closed and all(
        level_on(access, until, today()) is Access.PUBLIC for access, until in stated
    )


def _is_packet(name: str, problem: str) -> bool:
    """Say whether a file is a packet of XMP that has been kept: nobody looks for words in it."""
    return problem == NO_READER and name.lower().endswith(".xmp")


def _unread(name: str, problem: str) -> Problem:
    remedy = message("It is stored all the same.")
    return Problem(field=FILE, value=name, reason=explained(problem), remedy=remedy)
