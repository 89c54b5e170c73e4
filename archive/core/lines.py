"""Problems and texts on one line, as a terminal shows them."""

import re

from archive.core.errors import Problem
from archive.core.words import Message, Translate, message

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")  # a terminal would obey them


def line(problem: Problem, translate: Translate) -> str:
    """Return a problem as one line: `items.csv, row 48, "creater": no such field. Did you mean "creator"?`"""
    row = message("row {row}", row=problem.row).render(translate) if problem.row is not None else ""
    field = column_of(problem)
    told = shortened(problem.value) in problem.reason.gaps.values()  # once is enough
    value = f"“{shortened(problem.value)}”" if problem.value and not told else ""
    place = ", ".join(part for part in (problem.source, row, field, value) if part)
    return " ".join(f"{place}: {sentences(translate, problem.reason, problem.remedy)}".split())


def column_of(problem: Problem) -> str:
    """Return the column a problem stands in, by its heading and, if that is another word, its field."""
    heading, name = problem.column, problem.field
    if not heading or heading.casefold() == name.casefold():
        return f'"{name}"' if name else ""
    return f'"{heading}" ({name})' if name else f'"{heading}"'


def printable(text: str) -> str:
    """Return a text on one line, without what a terminal would obey."""
    return " ".join(_CONTROL.sub(" ", text).split())


def shortened(text: str, length: int = 60) -> str:
    """Return a text on one line, cut to a length."""
    plain = printable(text)
    return plain if len(plain) <= length else f"{plain[: length - 1]}…"


def sentences(translate: Translate, *said: Message | None) -> str:
    """Return messages one after the other, each ended before the next begins."""
    text = ""
    for each in said:
        if words := each.render(translate) if each else "":
            text += f"{'.' if text and text[-1] not in '.?!…' else ''}{' ' if text else ''}{words}"
    return text
