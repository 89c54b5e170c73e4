r"""Several values in one cell of a table: parted by a sign, which a backslash before it makes a letter again.

`a|b` is two values, `a\|b` is one that holds a bar, `a\\|b` is two of which the first ends with a backslash.
Backslashes that stand before no sign are what they are, so that paths and formulas need no care.
"""

import re
from collections.abc import Iterable

SEPARATOR = "|"
_BAR = re.compile(r"(\\*)\|")
_ENDING = re.compile(r"\\+\Z")


def joined(values: Iterable[str]) -> str:
    """Return values as one cell, from which `parted` gives them back."""
    *others, last = [_BAR.sub(r"\1\1\\|", value) for value in values] or [""]
    return SEPARATOR.join([*(_ENDING.sub(r"\g<0>\g<0>", value) for value in others), last])


def parted(cell: str, separator: str = SEPARATOR) -> list[str]:
    """Return the values of a cell, in order, blank ones too. Mappings may name another separator."""
    values, start = [""], 0
    for found in re.finditer(rf"(\\*){re.escape(separator)}", cell):
        signs = len(found[1])
        values[-1] += cell[start : found.start()] + "\\" * (signs // 2)
        if signs % 2:
            values[-1] += separator
        else:
            values.append("")
        start = found.end()
    values[-1] += cell[start:]
    return values
