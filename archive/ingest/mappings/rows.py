"""What a mapping says of whole rows: which are left out, what they are part of, which files are theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

from archive.core.words import message
from archive.ingest.mappings.columns import check_template
from archive.ingest.mappings.conditions import EXAMPLE, Condition, read_conditions
from archive.ingest.mappings.place import Place
from archive.ingest.mappings.templates import columns_of

KEYS = ("skip", "files", "files_missing", "part_of")
MISSING = ("warn", "refuse", "accept")  # what becomes of a row whose pattern finds no file
PART_KEYS = ("column", "named_by", "levels", "strict")
PART_OF = (
    'part_of = "Parent", part_of = { column = "Parent", named_by = "ID" } or part_of = { levels = "Level" }'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOf:
    """How a row says which other row of the sheet it is part of."""

    column: str = ""  # the column that names the other row …
    named_by: str = ""  # … by what stands in this column of it; else by its key
    levels: str = ""  # or: the column of levels; a row is part of the last one above it of a higher level
    strict: bool = False  # whoever names a row that is not there is refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What is done with rows before and beside their columns."""

    skip: tuple[tuple[Condition, ...], ...] = ()  # a row that fulfils one of them is left out
    files: tuple[str, ...] = ()
    files_missing: str = "warn"
    part_of: PartOf | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns that must be there."""
        part = self.part_of
        named = (part.column, part.named_by, part.levels) if part else ()
        skipped = (each.column for conditions in self.skip for each in conditions)
        return tuple(name for name in dict.fromkeys((*named, *skipped)) if name)


def read_rows(place: Place, stated: Mapping[str, object]) -> Rows:
    """Read the table [rows]."""
    place.known(stated, KEYS)
    missing = place.text(stated, "files_missing", 'files_missing = "refuse"') or "warn"
    files = place.texts(stated, "files", 'files = "scans/{identifier}_*.tif"')
    for pattern in files:
        _check_files(place, pattern)
    return Rows(
        skip=_skip(place, stated.get("skip", [])),
        files=files,
        files_missing=place.one_of(missing, MISSING, "files_missing"),
        part_of=_part_of(place, stated["part_of"]) if "part_of" in stated else None,
    )


def _skip(place: Place, stated: object) -> tuple[tuple[Condition, ...], ...]:
    """Read the conditions of which any leaves a row out; those in a list of their own must all hold."""
    each = stated if isinstance(stated, list) else [stated]
    if not all(isinstance(one, Mapping | list) for one in each):
        raise place.write(f"skip = [{EXAMPLE}]", "skip")
    return tuple(read_conditions(place, one, "skip") for one in each)


def _check_files(place: Place, pattern: str) -> None:
    check_template(place, pattern, "files")
    outside = PurePosixPath(pattern).is_absolute() or PureWindowsPath(pattern).is_absolute()
    if outside or ".." in PurePosixPath(pattern.replace("\\", "/")).parts or not columns_of(pattern):
        said = message(
            "write a pattern below the folder of the sheet with a column in it: {example}",
            example='"scans/{identifier}_*.tif"',
        )
        raise place.wrong(said, "files")


def _part_of(place: Place, stated: object) -> PartOf:
    if isinstance(stated, str):
        return PartOf(column=stated)
    if not isinstance(stated, Mapping):
        raise place.write(PART_OF, "part_of")
    below = place.below("part_of")
    below.known(stated, PART_KEYS)
    named = {key: below.text(stated, key, PART_OF) or "" for key in PART_KEYS[:3]}
    if bool(named["column"]) == bool(named["levels"]) or (named["levels"] and named["named_by"]):
        raise place.write(PART_OF, "part_of")
    return PartOf(**named, strict=bool(below.flag(stated, "strict")))
