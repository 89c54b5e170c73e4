"""Where an OCFL object stands below its storage root, and what the root says of itself.

Spec: https://ocfl.io/1.1/spec/#storage-root and
https://ocfl.github.io/extensions/0003-hash-and-id-n-tuple-storage-layout.html

The layout keeps an object under its own identifier within 4,096 folders: short paths, few folders to
make, and whoever has nothing but a file browser finds the item.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

EXTENSION = "0003-hash-and-id-n-tuple-storage-layout"
TUPLE_SIZE = 3
CONFIG = {
    "extensionName": EXTENSION,
    "digestAlgorithm": "sha256",
    "tupleSize": TUPLE_SIZE,
    "numberOfTuples": 1,
}
DESCRIPTION = "One object for each item, under its identifier, in folders by the first digits of its sha256"
ROOT = "ocfl_1.1"
OBJECT = "ocfl_object_1.1"
SCHEME = "tribuna:"  # OCFL wants identifiers to be URIs
PLAIN = re.compile(r"[\w-]+", re.ASCII)


def object_id(item_id: str) -> str:
    """Return the OCFL identifier of an item."""
    return SCHEME + item_id


def object_path(root: Path, item_id: str) -> Path:
    """Return the folder of an item's object."""
    identifier = object_id(item_id)
    digest = hashlib.sha256(identifier.encode()).hexdigest()
    return root / digest[:TUPLE_SIZE] / _encoded(identifier)


def item_ids(root: Path) -> Iterator[str]:
    """Give the items that have an object, in no order."""
    prefix = _encoded(SCHEME)
    for tuples in root.iterdir():
        if tuples.is_dir() and len(tuples.name) == TUPLE_SIZE:
            for folder in tuples.iterdir():
                yield folder.name.removeprefix(prefix)


def declare_root(root: Path) -> None:
    """Make the storage root, if it is not there yet."""
    declaration = root / f"0={ROOT}"
    if declaration.exists():
        return
    (root / "extensions" / EXTENSION).mkdir(parents=True, exist_ok=True)
    (root / "extensions" / EXTENSION / "config.json").write_text(json.dumps(CONFIG, indent=1))
    layout = {"extension": EXTENSION, "description": DESCRIPTION}
    (root / "ocfl_layout.json").write_text(json.dumps(layout, indent=1))
    declaration.write_text(f"{ROOT}\n")


def _encoded(identifier: str) -> str:
    """Return an identifier as the layout names its folder: what is no letter or digit as %-hex."""
    return "".join(
        char if PLAIN.fullmatch(char) else "".join(f"%{byte:02x}" for byte in char.encode())
        for char in identifier
    )
