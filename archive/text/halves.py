"""Halves of characters: JSON and YAML can escape them, and no file, database or terminal can hold them.

Spec: https://www.rfc-editor.org/rfc/rfc8259#section-8.2 (unpaired surrogates)
"""

import re
from typing import Any

SIGN = "\ufffd"  # that a character stood here
_HALF = re.compile("[\ud800-\udfff]")


def without_halves(value: Any) -> Any:
    """Return texts, lists and tables with a sign in the place of each half of a character."""
    if isinstance(value, str):
        return _HALF.sub(SIGN, value)
    if isinstance(value, list):
        return [without_halves(each) for each in value]
    if isinstance(value, dict):
        return {without_halves(name): without_halves(each) for name, each in value.items()}
    return value
