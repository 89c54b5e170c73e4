"""A text within an RTF document that runs by itself: the body, one note, one header, one text box."""

from dataclasses import dataclass, field

from archive.media.blocks import LONGEST_CELL, Block

_FIRST_SURROGATE, _LAST_SURROGATE = "\ud800", "\udfff"


@dataclass(slots=True)
class Flow:
    """One text and the paragraph under way in it."""

    kind: str
    done: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)  # of the paragraph under way
    cells: list[str] = field(default_factory=list)  # of the row under way
    heading: bool = False
    in_table: bool = False
    boxes: list[Block] = field(default_factory=list)  # anchored in the paragraph under way

    def paragraph(self) -> None:
        """End a paragraph; within a table, a line of its cell."""
        if self.in_table:
            self.parts.append("\n")
            return
        if self.cells:  # of a row whose end is missing
            self.row()
        self._add(Block(self._take(), heading=self.heading))

    def cell(self) -> None:
        """End a cell."""
        self.cells.append(self._take().strip())

    def row(self) -> None:
        """End a row."""
        cells, self.cells = self.cells, []
        if any(len(cell) > LONGEST_CELL for cell in cells):  # the table is there for the look of the page
            for line in "\n".join(cells).split("\n"):
                self._add(Block(line))
        else:
            self._add(Block(" | ".join(filter(None, (" ".join(cell.split()) for cell in cells)))))

    def end(self) -> None:
        """End whatever is under way."""
        if self.cells:
            self.cell()
        self.in_table = False
        self.paragraph()

    def _take(self) -> str:
        """Return the paragraph under way, the halves of letters beyond 16 bits joined, and begin another."""
        text = "".join(self.parts)
        self.parts.clear()
        if any(_FIRST_SURROGATE <= letter <= _LAST_SURROGATE for letter in text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text

    def _add(self, block: Block) -> None:
        if block.text.strip():
            self.done.append(block)
        self.done += self.boxes
        self.boxes.clear()
