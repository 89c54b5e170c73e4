"""One look through a table before it is read: where its headings stand, how many rows it has, what is odd.

People put titles above their tables, merge headings, leave columns without one and write a remark below.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from archive.core.words import Message, message
from archive.ingest.manifest import Reading

Cells = Sequence[str]
TOP = 20  # rows among which the headings are looked for
END = "\x1a"  # some programs end a file with it, as CP/M did
LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Merges:
    """The merged cells of a sheet that matter to headings; rows are counted from 1, columns from 0."""

    # Row → how many rows the tallest that begins there has.
    tall: Mapping[int, int] = field(default_factory=dict)
    # Row → first and last columns of those that begin there.
    wide: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)
    # Every row is as wide as the sheet: cells beyond the headings are columns without one.
    endless: bool = False


NO_MERGES = Merges()


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What was seen."""

    headings: tuple[str, ...]
    heading_row: int
    last_heading_row: int
    rows: int
    unheaded: tuple[str, ...] = ()  # the names given to columns that have cells and no heading
    stray: int = 0  # the last line, where it is a remark and no row; 0: there is none
    remark: str = ""

    def told(self) -> Message:
        """Say it in one line."""
        parts = [message("headings in row {row}", row=self.heading_row)]
        if self.last_heading_row > self.heading_row:
            parts = [
                message("headings in rows {row} to {last}", row=self.heading_row, last=self.last_heading_row)
            ]
        parts.append(message("rows below: {count}", count=f"{self.rows:,}"))
        if self.unheaded:
            parts.append(message("without a heading: {columns}", columns=", ".join(self.unheaded)))
        if self.stray:
            shown = self.remark if len(self.remark) <= LONGEST_SHOWN else f"{self.remark[:LONGEST_SHOWN]}…"
            parts.append(
                message("row {row} is a remark and left out: “{words}”", row=self.stray, words=shown)
            )
        return joined(parts)


def joined(parts: Sequence[Message]) -> Message:
    """Return several messages as one, parted by semicolons."""
    gaps = {f"part{at}": part for at, part in enumerate(parts)}
    return Message("; ".join(f"{{{name}}}" for name in gaps), dict(gaps))


def blank(cells: Cells) -> bool:
    """Say whether a row has nothing in it."""
    return not any(cells) or all(not cell or cell.isspace() or cell == END for cell in cells)


def survey(read: Callable[[], Iterator[Cells]], reading: Reading, merges: Merges) -> Survey:
    """Look through a table once."""
    top = [list(cells) for cells in islice(read(), max(TOP, reading.heading_row + 5))]
    row = reading.heading_row or _heading_row(top)
    height = reading.heading_rows or max(1, merges.tall.get(row, 1))
    headings = _headings(top[row - 1 : row - 1 + height], row, merges)
    if merges.endless:
        headings += [""] * (max(map(len, top), default=0) - len(headings))
    counted = _Counted(without=tuple(at for at, heading in enumerate(headings) if not heading))
    for number, cells in enumerate(read(), start=1):
        if number >= row + height and not blank(cells):
            counted.add(number, cells)
    unheaded = {at: f"column {letters(at)}" for at in sorted(counted.unheaded)}
    stray = counted.stray() if len(headings) > 2 else 0
    named = [unheaded.get(at, heading) for at, heading in enumerate(headings)]
    while named and not named[-1]:
        named.pop()
    return Survey(
        headings=tuple(named),
        heading_row=row,
        last_heading_row=row + height - 1,
        rows=counted.rows - bool(stray),
        unheaded=tuple(unheaded.values()),
        stray=stray,
        remark=counted.remark if stray else "",
    )


def letters(column: int) -> str:
    """Return the letters by which a spreadsheet calls a column, counted from 0."""
    name = ""
    while column >= 0:
        name = chr(ord("A") + column % 26) + name
        column = column // 26 - 1
    return name


@dataclass(slots=True)
class _Counted:
    """The rows below the headings."""

    without: tuple[int, ...]  # columns without a heading
    rows: int = 0
    unheaded: set[int] = field(default_factory=set)  # … that have cells
    fewest: int = 1 << 30  # cells of a row, the last one aside
    last: tuple[int, int] = (0, 0)  # the number of the last row, and its cells
    codes: bool = True  # the first cells of all rows but the last are single words
    first: bool = True  # … and that of the last
    apart: bool = False  # a blank line stands before the last row
    remark: str = ""

    def add(self, number: int, cells: Cells) -> None:
        """Count a row."""
        if self.last[0]:
            self.fewest = min(self.fewest, self.last[1])
            self.codes = self.codes and self.first
            self.apart = number > self.last[0] + 1
        self.first = len(cells[0].split()) < 2
        filled = sum(1 for cell in cells if cell and not cell.isspace())
        self.rows += 1
        self.last = (number, filled)
        self.remark = cells[0].strip() if filled == 1 else ""
        for at in self.without:
            if at < len(cells) and cells[at].strip():
                self.unheaded.add(at)

    def stray(self) -> int:
        """Return the number of the last row if it is a remark: words in its first cell and nowhere else.

        All other rows have several cells, and it stands apart, or where they have codes.
        """
        words = self.rows > 2 and len(self.remark.split()) > 1 and self.fewest > 1
        return self.last[0] if words and (self.apart or self.codes) else 0


def _heading_row(top: Sequence[Cells]) -> int:
    """Return the row of the headings, counted from 1: the first that is not blank, lines of title aside.

    A line of title fills a cell or two where the table is wider; headings fill most columns, with words.
    """
    filled = [[cell for cell in cells if cell.strip()] for cells in top]
    widest = max(map(len, filled), default=0)
    first = next((at for at, cells in enumerate(filled) if cells), 0)
    if widest < 3 or len(filled[first]) * 2 >= widest:
        return first + 1
    for at, cells in enumerate(filled):
        if len(cells) >= max(3, 0.6 * widest) and not any(_is_number(cell) for cell in cells):
            return at + 1
    return first + 1


def _is_number(cell: str) -> bool:
    return cell.strip().replace(".", "").replace(",", "").isdigit()


def _headings(rows: Sequence[Cells], first: int, merges: Merges) -> list[str]:
    """Return one heading for each column: of several rows, what stands above goes first."""
    spread = [_spread(cells, merges.wide.get(first + at, ())) for at, cells in enumerate(rows)]
    if len(spread) == 1:
        return spread[0]
    width = max(map(len, spread), default=0)
    padded = [cells + [""] * (width - len(cells)) for cells in spread]
    for above, below in pairwise(padded):
        for at in range(1, width):
            if not above[at] and below[at]:
                above[at] = above[at - 1]
    return [" ".join(dict.fromkeys(filter(None, column))) for column in zip(*padded, strict=True)]


def _spread(cells: Cells, wide: Sequence[tuple[int, int]]) -> list[str]:
    """Return headings on one line each; one that is merged over several columns stands over each of them."""
    words = [" ".join(cell.split()) for cell in cells]
    for first, last in wide:
        for at in range(first + 1, min(last + 1, len(words))):
            words[at] = words[at] or words[first]
    return words
