"""Templates of a mapping: words with columns in braces, `{repository}: {path}`."""

from collections.abc import Callable, Mapping
from functools import cache
from string import Formatter

Raw = Mapping[str, object]


@cache
def pieces(template: str) -> tuple[tuple[str, str | None], ...]:
    """Return the words of a template, each with the column that follows it. Raise ValueError for odd braces.

    A column is called as its heading is, "No." and "title:es" too: nothing in it is an instruction.
    """
    found = []
    for words, name, more, conversion in Formatter().parse(template):
        if name is not None:
            name += (f"!{conversion}" if conversion else "") + (f":{more}" if more else "")
            if not name:
                raise ValueError(template)
        found.append((words, name))
    return tuple(found)


def columns_of(template: str) -> tuple[str, ...]:
    """Return the columns that a template names."""
    return tuple(dict.fromkeys(name for _, name in pieces(template) if name))


def filled(template: str, told: Callable[[str], str]) -> str:
    """Return the template with what is told of each column; "" if one of them is empty."""
    words: list[str] = []
    for before, name in pieces(template):
        cell = told(name) if name else ""
        if name and not cell:
            return ""
        words += (before, cell)
    return "".join(words)


def text_of(raw: Raw, column: str) -> str:
    """Return the cell of a column as one text; of columns of one heading, all of them."""
    cell = raw.get(column, "")
    return ", ".join(map(str, cell)) if isinstance(cell, list) else str(cell)
