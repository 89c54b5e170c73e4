"""Tables on the terminal."""

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from archive.cli.call import Call
from archive.core.lines import printable
from archive.core.words import Message


def table(call: Call, headings: Iterable[Message], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under headings; numbers to the right, nothing cut off where the output is no terminal."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=1000)
    cells = [list(row) for row in rows]
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for index, heading in enumerate(headings):
        told = [row[index] for row in cells if row[index]]
        numbers = all(cell.replace(",", "").replace(".", "").isdigit() for cell in told)
        drawn.add_column(Text(call.words(heading)), justify="right" if numbers else "left", overflow="fold")
    for row in cells:
        drawn.add_row(*(Text(printable(cell)) for cell in row))
    console.print(drawn)
