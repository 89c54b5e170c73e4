"""What the values of a column look like: addresses, files, dates, numbers, codes, several in a cell."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from archive.ingest.manifest import Source
from archive.ingest.mappings.date_formats import date_reader
from archive.ingest.names import is_a_file, locate
from archive.metadata.dates import is_date

LOOKED_AT = 20_000  # rows
MOST_VALUES = 1_000  # different ones of a column that are looked at closely
MOST = 0.9  # of the values, for a column to be taken for what they are
SEPARATORS = ("|", ";", " / ", "·", "\n")
LONG = 300  # characters: words for readers, not a list
DATE_LENGTH = 80  # characters that a date in words hardly exceeds
FEW = 0.2  # of the dates that are not read otherwise: for fewer, no form is stated
FORMS = ("day-first", "month-first", "%Y%m%d", "excel")

_URL = re.compile(r"https?://\S+")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_YEAR = re.compile(r"[12]\d{3}")
_DIGEST = re.compile(r"[0-9a-fA-F]{32,128}")
_CODE = re.compile(r"\S{1,60}")
_FILE = re.compile(r"[^\n|;]{1,200}\.[A-Za-z0-9]{2,5}")


@dataclass(slots=True)
class Sample:
    """The cells of one column, as far as they were looked at."""

    heading: str
    rows: int = 0
    filled: int = 0
    values: Counter[str] = field(default_factory=Counter)  # different cells → how often
    unlisted: bool = False  # there are more than are listed

    def add(self, cell: str) -> None:
        """Count a cell."""
        self.filled += 1
        if cell in self.values or len(self.values) < LOOKED_AT:
            self.values[cell] += 1
        else:
            self.unlisted = True

    def closely(self) -> list[str]:
        """Return those different cells that are looked at one by one."""
        return list(islice(self.values, MOST_VALUES))

    def share(self, fits: Callable[[str], object]) -> float:
        """Return which part of the different cells fits."""
        looked_at = self.closely()
        return sum(bool(fits(each)) for each in looked_at) / len(looked_at) if looked_at else 0.0

    def frequency(self, cells: Iterable[str]) -> int:
        """Return in how many rows any of some different cells stands."""
        return sum(self.values[each] for each in cells)

    def are(self, fits: Callable[[str], object]) -> bool:
        """Say whether nearly all cells fit."""
        return self.share(fits) >= MOST

    @property
    def names_rows(self) -> bool:
        """Say whether each row has its own, short and without blanks, so that it can name the row."""
        alone = self.filled == self.rows == len(self.values) and not self.unlisted
        return alone and self.are(_CODE.fullmatch) and not self.are(_DIGEST.fullmatch)

    @property
    def example(self) -> str:
        """Return the cell that stands for the others: the first that is not very long."""
        return next((each for each in self.values if len(each) <= 60), next(iter(self.values), ""))


@dataclass(slots=True)
class Samples:
    """The columns of a sheet, in their order."""

    folder: Path
    rows: int = 0
    columns: dict[str, Sample] = field(default_factory=dict)


def samples_of(source: Source, folder: Path) -> Samples:
    """Look at the rows of a sheet."""
    found = Samples(folder)
    found.columns = {heading: Sample(heading) for heading in source.headings if heading}
    for row in islice(source.rows(), LOOKED_AT):
        found.rows += 1
        for heading, cell in row.raw.items():
            for words in cell if isinstance(cell, list) else (cell,):
                found.columns[heading].add(str(words))
    for sample in found.columns.values():
        sample.rows = found.rows
    return found


def addresses(sample: Sample) -> bool:
    """Say whether the cells are web addresses."""
    return sample.are(_URL.fullmatch)


def digests(sample: Sample) -> bool:
    """Say whether the cells are checksums."""
    return sample.are(_DIGEST.fullmatch)


def numbers(sample: Sample) -> bool:
    """Say whether the cells are numbers."""
    return sample.are(_NUMBER.fullmatch)


def files(sample: Sample, folder: Path) -> float:
    """Return which part of the cells, if they look like file names, names files that are there."""
    if not are_files(sample):
        return 0.0
    return sample.share(lambda name: is_a_file(locate(folder, name.replace("\\", "/"))))


def are_files(sample: Sample) -> bool:
    """Say whether the cells look like names of files."""
    return sample.are(_FILE.fullmatch) and not sample.are(_URL.fullmatch)


def separator(sample: Sample) -> str | None:
    """Return the sign between several values of a cell: some cells have it, and the parts come again."""
    looked_at = [each for each in sample.closely() if len(each) <= LONG]
    for sign in SEPARATORS:
        parts = [[part.strip() for part in each.split(sign)] for each in looked_at if sign in each]
        if len(parts) < max(1, 0.05 * len(looked_at)):
            continue
        each_part = [part for several in parts for part in several if part]
        if each_part and sum(map(len, each_part)) / len(each_part) < 60:
            return sign
    return None


def commas(sample: Sample) -> bool:
    """Say whether commas may part several values: three or more in some cells, which come again."""
    several = [each.split(",") for each in sample.closely() if each.count(",") > 1 and len(each) <= LONG]
    parts = [part.strip() for each in several for part in each]
    return len(several) > 1 and len(set(parts)) < 0.7 * len(parts)


@dataclass(frozen=True, slots=True)
class DateForm:
    """How dates are written, as far as their looks tell."""

    formats: tuple[str, ...]  # those that read what would not be read without; none if all is read
    either: bool  # day and month could be the other way about in every one
    read: float  # the part of the cells that is read

    @property
    def are_dates(self) -> bool:
        """Say whether the cells are dates at all."""
        return self.read >= 0.8


def dates(sample: Sample) -> DateForm:
    """Return how the dates of a column are written."""
    if sample.share(lambda cell: len(cell) <= DATE_LENGTH) < 1 - MOST:
        return DateForm((), False, 0.0)  # words for readers
    looked_at = list(sample.values)  # all: those that come often come early
    unread = [each for each in looked_at if not is_date(each)]
    if not looked_at or not unread:
        return DateForm((), False, 1.0 if looked_at else 0.0)
    fitting = {name: _fitting(name, unread) for name in FORMS}
    # "13/2/1998" is read by itself, and tells how "3/2/1998" beside it is meant.
    by_all = {name: _fitting(name, looked_at) for name in FORMS}
    best = max(FORMS, key=lambda name: (len(fitting[name]), len(by_all[name])))
    if len(fitting[best]) < FEW * len(unread):
        return DateForm((), False, 1 - sample.frequency(unread) / sample.frequency(looked_at))
    either = best == "day-first" and len(by_all["month-first"]) == len(by_all[best])
    # A year alone among days that a spreadsheet has counted is that year, not a day of 1905.
    years = best == "excel" and any(_YEAR.fullmatch(each) for each in looked_at)
    left = sample.frequency(set(unread) - set(fitting[best])) / sample.frequency(looked_at)
    return DateForm(("%Y", best) if years else (best,), either, 1 - left)


def _fitting(name: str, values: Iterable[str]) -> list[str]:
    read = date_reader([name])
    return [each for each in values if read(each) is not None]
