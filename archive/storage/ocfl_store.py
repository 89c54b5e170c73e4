"""Originals on disk as OCFL objects: a form that outlives this program.

Spec: https://ocfl.io/1.1/spec/

An object is built whole in staging and renamed into its place, so a reader sees all of it or nothing.
A new version is built in staging too; its folder is renamed into the object, then the object's
inventory is replaced, which is the moment the version begins to exist. What is killed between the two
leaves a folder that no inventory names, cleared by `purge_staging` or by the next version.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from archive.core.clock import now
from archive.core.errors import FixityError, Invalid, NotFound, Problem
from archive.core.words import Message, message
from archive.storage import fixity, inventory, layout
from archive.storage.inventory import INVENTORY, SIDECAR, Inventory
from archive.storage.staging import Staging

MESSAGE = "Files taken in"
SYNC = getattr(os, "sync", None)  # none on Windows: there each file is flushed as it is written


class OcflStore:
    """A store in a folder of this machine; staging stands beside it, on the same disk."""

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()
        self._staging = Staging(self._root.with_name(self._root.name + ".staging"))
        layout.declare_root(self._root)

    def put(self, item_id: str, files: Mapping[str, Path], digests: Mapping[str, str]) -> bool:
        """Make these the files of an item; see `Store.put`."""
        state = {name: digests[name] for name in files}
        _refuse_names(state)
        place = layout.object_path(self._root, item_id)
        if not state and not place.exists():
            return False
        return self._create(item_id, files, state) or self._update(item_id, files, state)

    def path(self, item_id: str, name: str) -> Path:
        """Return where to read a file, by its name or its sha512; raise NotFound."""
        place = layout.object_path(self._root, item_id)
        if not (place / INVENTORY).exists():
            raise NotFound(f"no files of {item_id!r}")
        kept = inventory.read(place)
        paths = kept.manifest.get(kept.state.get(name, name))
        if not paths:
            raise NotFound(f"no file {name!r} of {item_id!r}")
        return place / paths[0]

    def verify(self, item_id: str) -> list[Problem]:
        """Read every byte kept for an item and return what is not as it was put in."""
        place = layout.object_path(self._root, item_id)
        try:
            kept = inventory.read(place)
        except (FixityError, OSError):
            return [_problem(item_id, INVENTORY, message("the inventory is missing or damaged"))]
        problems = []
        if (place / SIDECAR).read_bytes() != inventory.sidecar((place / INVENTORY).read_bytes()):
            problems.append(_problem(item_id, SIDECAR, message("the inventory is not what its digest says")))
        for digest, paths in kept.manifest.items():
            for path in paths:
                if not (place / path).exists():
                    problems.append(_problem(item_id, path, message("the file is missing")))
                elif fixity.sha512(place / path) != digest:
                    problems.append(
                        _problem(item_id, path, message("the bytes are not what their digest says"))
                    )
        return problems

    def items(self) -> Iterator[str]:
        """Give the identifiers of the items that have files."""
        return layout.item_ids(self._root)

    def settle(self) -> None:
        """Return when all that was put is safe from a power cut."""
        if SYNC is not None:
            SYNC()

    def purge_staging(self) -> int:
        """Clear away what killed writers left half done; return how many there were."""
        return self._staging.purge(self._mend)

    def _create(self, item_id: str, files: Mapping[str, Path], state: Mapping[str, str]) -> bool:
        """Make an object with its first version; say False if there is one already."""
        place = layout.object_path(self._root, item_id)
        if place.exists():
            return False
        staged = self._staging.place(item_id)
        _write(staged / f"0={layout.OBJECT}", f"{layout.OBJECT}\n".encode())
        self._stage(staged, inventory.empty(layout.object_id(item_id)), files, state)
        place.parent.mkdir(exist_ok=True)
        try:
            staged.rename(place)
        except OSError:
            if not place.exists():
                raise
            return False  # another process was quicker; its files are there now, ours become a version
        return True

    def _update(self, item_id: str, files: Mapping[str, Path], state: Mapping[str, str]) -> bool:
        """Add a version to an object if its files are not as they shall be."""
        place = layout.object_path(self._root, item_id)
        if inventory.read(place).state == state:
            return False
        staged = self._staging.place(item_id)
        with self._staging.alone():
            self._mend(item_id)
            kept = inventory.read(place)
            version = f"v{self._stage(staged, kept, files, state).head}"
            (staged / version).rename(place / version)
            (staged / INVENTORY).replace(place / INVENTORY)
            (staged / SIDECAR).replace(place / SIDECAR)
            staged.rmdir()
        return True

    def _stage(
        self, staged: Path, kept: Inventory, files: Mapping[str, Path], state: Mapping[str, str]
    ) -> Inventory:
        """Write the next version of an object, and the inventory that has it, into a staging folder."""
        grown, added = kept.with_version(state, now(), MESSAGE)
        version = staged / f"v{grown.head}"
        (version / "content" if added else version).mkdir(parents=True)
        sources = {digest: files[name] for name, digest in state.items()}
        for digest, path in added.items():
            self._take_in(sources[digest], staged / path, digest)
        written = grown.to_bytes()
        for folder in (staged, version):
            _write(folder / INVENTORY, written)
            _write(folder / SIDECAR, inventory.sidecar(written))
        return grown

    def _take_in(self, source: Path, target: Path, digest: str) -> None:
        """Bring in one file: one of our own is linked, not copied, so that no byte is on disk twice."""
        if source.absolute().is_relative_to(self._root):
            try:
                os.link(source, target)
                return
            except OSError:  # a file system without links
                target.unlink(missing_ok=True)
        fixity.copy(source, target, digest)

    def _mend(self, item_id: str) -> None:
        """Undo, or complete, the version that a killed writer had under way."""
        place = layout.object_path(self._root, item_id)
        if not place.exists():
            if place.parent.exists() and not any(place.parent.iterdir()):
                place.parent.rmdir()
            return
        kept = inventory.read(place)
        for folder in place.glob("v*"):
            if folder.name not in kept.versions:
                shutil.rmtree(folder)
        expected = inventory.sidecar((place / INVENTORY).read_bytes())
        if (place / SIDECAR).read_bytes() != expected and _same_inventory(place, kept):
            _write(place / SIDECAR, expected)


def _same_inventory(place: Path, kept: Inventory) -> bool:
    return (place / f"v{kept.head}" / INVENTORY).read_bytes() == (place / INVENTORY).read_bytes()


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        if SYNC is None:
            file.flush()
            os.fsync(file.fileno())


def _refuse_names(state: Mapping[str, str]) -> None:
    for name in state:
        if not name or name in (".", "..") or "/" in name or "\0" in name:
            raise Invalid(
                [Problem(reason=message("a file cannot be called {name!r}", name=name), value=name)]
            )


def _problem(item_id: str, path: str, reason: Message) -> Problem:
    return Problem(reason=reason, value=path, source=item_id)
