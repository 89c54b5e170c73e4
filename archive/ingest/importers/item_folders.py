"""Exports that are folders of folders, one an item: which of them are items, and what stands among them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archive.core.errors import Problem
from archive.core.words import message
from archive.ingest.importers.files import is_litter
from archive.ingest.manifest import Row
from archive.ingest.names import readable


@dataclass(frozen=True, slots=True)
class ItemFolders:
    """The folders of items under a folder, and the other folders there."""

    items: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()

    @property
    def tell(self) -> bool:
        """Whether there are enough of them to take all for an export: more than there are others."""
        return len(self.items) > len(self.others)


def item_folders(path: Path, is_item: Callable[[Path], bool]) -> ItemFolders:
    """Return `path` if it is an item itself, else what of the folders in it are items."""
    if not path.is_dir():
        return ItemFolders()
    if is_item(path):
        return ItemFolders((path,))
    try:
        below = [each for each in sorted(path.iterdir()) if each.is_dir() and not is_litter(each.name)]
    except OSError:
        return ItemFolders()
    items = {each: None for each in below if is_item(each)}
    return ItemFolders(tuple(items), tuple(each for each in below if each not in items))


def not_an_item(folder: Path) -> Row:
    """Return the row that tells of a folder which is no item: nothing is passed over in silence."""
    problem = Problem(
        reason=message("this folder is no item of the export, and was not taken in"),
        remedy=message("Take it in by itself."),
    )
    shown = readable(folder.name)
    return Row(number=None, key=f"folder/{shown}", raw={}, place=shown, folder=folder, problems=(problem,))
