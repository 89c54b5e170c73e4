"""The inventory of an OCFL object: what files each version has, and where their bytes are.

Spec: https://ocfl.io/1.1/spec/#inventory
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.core.errors import FixityError

TYPE = "https://ocfl.io/1.1/spec/#inventory"
INVENTORY = "inventory.json"
SIDECAR = "inventory.json.sha512"
# What every file system can hold; other names are kept under their digest (the state has the name).
PLAIN = re.compile(r'[^<>:"/\\|?*\x00-\x1f]*[^<>:"/\\|?*\x00-\x1f .]')
LONGEST = 200  # bytes of a name

State = Mapping[str, str]  # name → sha512


@dataclass(frozen=True, slots=True)
class Inventory:
    """An object's inventory; versions as their JSON."""

    id: str
    head: int  # number of the latest version
    manifest: Mapping[str, list[str]]  # sha512 → paths within the object
    versions: Mapping[str, Any]

    @property
    def state(self) -> dict[str, str]:
        """Return the files of the latest version: name → sha512."""
        digests: Mapping[str, list[str]] = self.versions[f"v{self.head}"]["state"]
        return {name: digest for digest, names in digests.items() for name in names}

    def with_version(
        self, state: State, created: datetime, message: str
    ) -> tuple["Inventory", dict[str, str]]:
        """Return the inventory with one more version, and the paths of what is new with it by digest."""
        number = self.head + 1
        added: dict[str, str] = {}
        for name, digest in state.items():
            if digest not in self.manifest and digest not in added:
                added[digest] = f"v{number}/content/{_content_name(name, digest, added.values())}"
        version = {
            "created": created.isoformat(),
            "state": _by_digest(state),
            "message": message,
            "user": {"name": "Tribuna", "address": "urn:tribuna:archive"},
        }
        manifest = {**self.manifest, **{digest: [path] for digest, path in added.items()}}
        versions = {**self.versions, f"v{number}": version}
        return replace(self, head=number, manifest=manifest, versions=versions), added

    def to_bytes(self) -> bytes:
        """Return the inventory as JSON."""
        return json.dumps(
            {
                "id": self.id,
                "type": TYPE,
                "digestAlgorithm": "sha512",
                "head": f"v{self.head}",
                "manifest": self.manifest,
                "versions": self.versions,
            },
            ensure_ascii=False,
            indent=1,
        ).encode()


def empty(id: str) -> Inventory:
    """Return the inventory of an object that has no version yet."""
    return Inventory(id, 0, {}, {})


def read(folder: Path) -> Inventory:
    """Return the inventory of the object in a folder; raise FixityError if it cannot be understood."""
    try:
        found = json.loads((folder / INVENTORY).read_bytes())
        return Inventory(found["id"], int(found["head"][1:]), found["manifest"], found["versions"])
    except (ValueError, KeyError, TypeError) as error:
        raise FixityError(f"{folder.name}: its inventory is damaged") from error


def sidecar(inventory: bytes) -> bytes:
    """Return what stands in the digest file beside an inventory."""
    return f"{hashlib.sha512(inventory).hexdigest()} {INVENTORY}\n".encode()


def _by_digest(state: State) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, digest in state.items():
        found.setdefault(digest, []).append(name)
    return found


def _content_name(name: str, digest: str, taken: Iterable[str]) -> str:
    """Return the name under which a file is kept; unlike any other even where case is not told apart."""
    if PLAIN.fullmatch(name) and len(name.encode()) <= LONGEST:
        folded = name.casefold()
        if all(path.rsplit("/", 1)[1].casefold() != folded for path in taken):
            return name
    return digest[:32]
