"""A first mapping for a sheet, from its headings and the look of its values, and what it is unsure of.

Nothing is lost in it: a column that nobody recognises becomes a note that says its heading.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from archive.core.nearest import nearest
from archive.core.words import Message, message
from archive.ingest.mappings import samples
from archive.ingest.mappings.samples import Sample, Samples
from archive.ingest.special import FILE, special
from archive.metadata.field import FieldSpec
from archive.metadata.headings import understand
from archive.metadata.item_types import RECORD_TYPES, declared
from archive.metadata.vocabularies.matching import plain
from archive.metadata.vocabularies.registry import VOCABULARIES

NOTE = "note"
MEDIA = {
    "image": ("jpg", "jpeg", "tif", "tiff", "png", "gif", "jp2", "webp", "bmp", "heic"),
    "recording": ("mp3", "wav", "flac", "ogg", "m4a", "mp4", "mov", "mkv", "avi", "webm"),
}
LIKELY = ("document", "image", "speech", "recording", "person", "body", "place", "event", "subject")
DATED = re.compile(r"date|year|fecha|ano\b|anos\b|day|dia\b")
PLACED = re.compile(r"\b(?:lat|lon|long|lng|latitude|longitude|latitud|longitud|coordenadas|coordinates)\b")
PAIR = re.compile(r"[-+]?\d{1,3}\.\d+\s*[,; ]\s*[-+]?\d{1,3}\.\d+")
MOSTLY = 0.8
PARENT = re.compile(r"parent|part of|within|padre|pertenece|superior")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What one column may mean."""

    heading: str
    target: str = ""  # empty: left out
    options: Mapping[str, object] = field(default_factory=dict)
    apart: tuple[str, ...] = ()  # cells that the field does not take: a note has them
    unsure: tuple[Message, ...] = ()
    example: str = ""
    filled: int = 0

    def means(self, target: str, *doubts: Message, **options: object) -> "Suggestion":
        """Return the same column with another meaning, and the doubts about that."""
        return replace(self, target=target, options=options, apart=(), unsure=doubts)

    def as_note(self, *doubts: Message) -> "Suggestion":
        """Return the same column as a note that says its heading."""
        words = self.heading.replace("{", "(").replace("}", ")")
        return self.means(NOTE, *doubts, format=f"{words}: {{value}}", split="")

    def without(self, cells: tuple[str, ...], *doubts: Message) -> "Suggestion":
        """Return the same column, some of whose cells become notes."""
        return replace(self, apart=cells, unsure=(*self.unsure, *doubts))

    def doubted(self, *doubts: Message) -> "Suggestion":
        """Return the same column with doubts more."""
        return replace(self, unsure=(*self.unsure, *doubts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A first mapping."""

    type: str
    columns: tuple[Suggestion, ...]
    rows: int
    key: str = ""
    part_of: str = ""  # the column that names the row of the sheet of which a row is part
    unsure: tuple[Message, ...] = ()  # of the whole

    def doubts(self) -> Iterator[tuple[str, Message]]:
        """Yield what is unsure, with the heading it is of; "" for the whole."""
        yield from (("", each) for each in self.unsure)
        yield from ((column.heading, each) for column in self.columns for each in column.unsure)


def suggest(found: Samples, type_name: str = "") -> Proposal:
    """Return a first mapping for a sheet whose rows are of a type, or of the type that they look like."""
    unsure: tuple[Message, ...] = ()
    if not type_name:
        type_name = _type_of(found)
        unsure = (message("the rows are taken for records of the type “{type}”", type=type_name),)
    key = next((each.heading for each in _in_order(found) if each.names_rows), "")
    part_of = next(
        (each.heading for each in found.columns.values() if key and _names_others(each, found, key)), ""
    )
    columns = [_column(sample, found, type_name, key) for sample in found.columns.values()]
    columns = [replace(each, target="", unsure=()) if each.heading == part_of else each for each in columns]
    if not key:
        unsure += (
            message("no column has a name of its own for each row: a corrected row comes in as another"),
        )
    titled = _titled(_once(columns, type_name), found)
    return Proposal(
        type=type_name, columns=tuple(titled), rows=found.rows, key=key, part_of=part_of, unsure=unsure
    )


def _type_of(found: Samples) -> str:
    """Return the type that the rows look to be of: by their files, else by their headings."""
    for sample in found.columns.values():
        if samples.files(sample, found.folder):
            ends = [each.rpartition(".")[2].lower() for each in sample.closely()]
            for name, endings in MEDIA.items():
                if sum(end in endings for end in ends) > MOSTLY * len(ends):
                    return name
    understood = {
        name: sum(_meant(heading, name) is not None for heading in found.columns) for name in LIKELY
    }
    return max(LIKELY, key=lambda name: understood[name])


def _meant(heading: str, type_name: str) -> tuple[str, str | None] | None:
    """Return the field and language that a heading means, `yearOfBirth` read as "year of birth"."""
    if (name := special(heading)) and name in declared(RECORD_TYPES[type_name].schema):
        return name, None
    return understand(heading, type_name) or understand(_words(heading), type_name)


def _in_order(found: Samples) -> list[Sample]:
    """Return the columns, those first whose heading says that they identify."""
    named = ("identifier", "id", "file")
    return sorted(
        found.columns.values(),
        key=lambda each: (special(each.heading) not in named, "id" not in each.heading.lower()),
    )


def _names_others(sample: Sample, found: Samples, key: str) -> bool:
    """Say whether a column names other rows of the sheet, by their key."""
    known = found.columns[key].values
    others = sample.heading != key and 0 < sample.filled < found.rows
    return bool(
        others and PARENT.search(_words(sample.heading)) and all(each in known for each in sample.values)
    )


def _column(sample: Sample, found: Samples, type_name: str, key: str) -> Suggestion:
    """Decide about one column: by its heading if that is understood, else by the look of its values."""
    column = Suggestion(heading=sample.heading, example=sample.example, filled=sample.filled)
    if not sample.filled:
        return column
    name = special(sample.heading)
    if name == FILE:
        return _files(column, sample, found)
    known = declared(RECORD_TYPES[type_name].schema)
    if name and name not in known:
        return column.means(name)
    meant = _meant(sample.heading, type_name)
    if meant is None:
        return _by_looks(column, sample, found, known, key)
    name, language = meant
    return _valued(column.means(f"{name}:{language}" if language else name), sample, known[name])


def _files(column: Suggestion, sample: Sample, found: Samples) -> Suggestion:
    share = samples.files(sample, found.folder)
    if not share:
        return column.as_note(message("no file of these names is beside the sheet"))
    missing = message("some of the files are not beside the sheet: their rows will be refused")
    return column.means(FILE, *([missing] if share < 1 else []))


def _valued(column: Suggestion, sample: Sample, spec: FieldSpec) -> Suggestion:
    """Return a column with what its field needs to be told of its values: formats of dates, separators."""
    if spec.kind == "edtf":
        return _dated(column, sample)
    sign = samples.separator(sample) if spec.repeatable and spec.widget != "paragraphs" else None
    if sign and sign != "|":
        return column.means(column.target, split=sign)
    if not sign and spec.kind in ("agent", "subject", "place") and samples.commas(sample):
        return column.doubted(message('commas may part several values; then write split = ","'))
    return column


def _dated(column: Suggestion, sample: Sample) -> Suggestion:
    form = samples.dates(sample)
    if form.formats:
        column = replace(
            column, options={"date": form.formats[0] if len(form.formats) == 1 else form.formats}
        )
    if form.either:
        column = column.doubted(message("day and month could be the other way about: month-first"))
    if form.read < 1:
        part = f"{1 - form.read:.0%}"
        column = column.doubted(
            message("{part} of the dates are not understood and stay as words", part=part)
        )
    return column


def _by_looks(
    column: Suggestion, sample: Sample, found: Samples, known: Mapping[str, FieldSpec], key: str
) -> Suggestion:
    """Decide by what the values look like; what looks like nothing becomes a note."""
    words = _words(sample.heading)
    if samples.digests(sample):
        return column.doubted(message("checksums are left out: the archive makes its own"))
    if samples.are_files(sample):
        return _files(column, sample, found)
    if PLACED.search(words) or sample.are(PAIR.fullmatch):
        return column.as_note(message("coordinates belong to a place; a record of this type has none"))
    if sample.heading == key and "identifier" in known:
        return column.means("identifier", message("each row has a code of its own here"))
    dated = DATED.search(words) or not samples.numbers(sample)
    if dated and "date" in known and samples.dates(sample).are_dates:
        return _dated(column.means("date", message("the values are dates, of what is not said")), sample)
    return _addressed(column, sample, known) or _unknown(column, known)


def _addressed(column: Suggestion, sample: Sample, known: Mapping[str, FieldSpec]) -> Suggestion | None:
    """Return what addresses in the cells mean: licences, or pages elsewhere."""
    if "license" in known and sample.are(VOCABULARIES["rights"].recognise):
        return column.means("license", message("the values are licences or statements of rights"))
    if "see_also" in known and samples.addresses(sample):
        return column.means("see_also", message("the values are addresses of pages"))
    return None


def _unknown(column: Suggestion, known: Mapping[str, FieldSpec]) -> Suggestion:
    close = nearest(column.heading, known)
    if close:
        return column.as_note(message("nothing tells what it means; perhaps “{field}”", field=close))
    return column.as_note(message("nothing tells what it means"))


def _once(columns: Sequence[Suggestion], type_name: str) -> list[Suggestion]:
    """Return the columns: no field of one value filled twice, no date guessed beside a stated one."""
    known = declared(RECORD_TYPES[type_name].schema)
    stated = {each.target for each in columns if not each.unsure}
    taken: set[str] = set()
    found = []
    for column in columns:
        name = column.target
        single = name in known and not known[name].repeatable
        guessed = name == "date" and bool(column.unsure) and (name in stated or name in taken)
        if (single and name in taken) or guessed:
            column = column.as_note(message("another column is taken for “{field}”", field=name))
        taken.add(column.target)
        found.append(column)
    return found


def _titled(columns: list[Suggestion], found: Samples) -> list[Suggestion]:
    """Return the columns, one of them taken for the title if none is."""
    if any(each.target.partition(":")[0] == "title" for each in columns):
        return columns
    worth = {each.heading: _worth(found.columns[each.heading]) for each in columns if each.filled}
    best = max(worth, key=lambda heading: worth[heading], default="")
    doubt = message("no column is headed as a title: this one is taken for it")
    return [each.means("title", doubt) if each.heading == best else each for each in columns]


def _worth(sample: Sample) -> tuple[bool, bool, float]:
    """Say how well a column would do for a title: words, different in each row, in every row."""
    no_words = samples.numbers(sample) or samples.digests(sample) or samples.addresses(sample)
    named = bool(re.search(r"title|name|titulo|nombre|label|text|texto", _words(sample.heading)))
    return not no_words, named, len(sample.values) / max(sample.rows, 1)


def _words(heading: str) -> str:
    """Return a heading as folded words: `yearOfBirth` is "year of birth"."""
    return plain(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading))
