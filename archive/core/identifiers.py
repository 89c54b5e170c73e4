"""Opaque identifiers: NOID alphabet, random, with a check character.

Spec: https://www.ietf.org/archive/id/draft-kunze-ark-39.html (ARK), and the NOID Check Digit
Algorithm of https://metacpan.org/dist/Noid/view/noid#NOID-CHECK-DIGIT-ALGORITHM
"""

import re
import secrets

ALPHABET = "0123456789bcdfghjkmnpqrstvwxz"  # NOID "extended digits": no vowels, no l
LENGTH = 9  # eight random characters (29^8, 5 × 10^11) and the check character
# The first is a letter, so that an identifier never looks like a number to a spreadsheet.
LETTERS = ALPHABET[10:]
FORM = re.compile(f"[{LETTERS}][{ALPHABET}]{{{LENGTH - 1}}}")


def mint() -> str:
    """Return a fresh identifier such as `b7k2m9x4t`."""
    body = secrets.choice(LETTERS) + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 2))
    return body + check_character(body)


def check_character(body: str) -> str:
    """Return the check character of `body`: detects any one wrong or any two swapped characters."""
    # Characters outside the alphabet, such as the slash of a prefix, count as nought.
    total = sum(place * max(ALPHABET.find(char), 0) for place, char in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]


def is_identifier(text: str) -> bool:
    """Say whether `text` has the form and the check character of an identifier."""
    return bool(FORM.fullmatch(text)) and check_character(text[:-1]) == text[-1]


def ark(naan: str, identifier: str) -> str:
    """Return the ARK of an identifier: `ark:/99999/b7k2m9x4t`."""
    return f"ark:/{naan}/{identifier}"
