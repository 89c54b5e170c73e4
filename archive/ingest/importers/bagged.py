"""BagIt bags: verified as a whole, then what is in their payload is taken in.

Spec: https://www.rfc-editor.org/rfc/rfc8493 (2.2.2: the labels of bag-info.txt)
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from archive.core.errors import SourceError
from archive.core.markup import clean
from archive.core.words import message
from archive.ingest.bag_checks import OXUM, check
from archive.ingest.bags import PAYLOAD, Bag, is_bag, own_files, read_bag
from archive.ingest.importers.contained import Addition, Inward, contained, said_outside
from archive.ingest.losses import Losses
from archive.ingest.manifest import Reading, Source
from archive.ingest.names import readable

# Where what a bag says of itself is kept: who sent it, and when (ISAD(G) 3.2.4).
INTO = "acquisition"
PRIVATE = ("contact-phone", "contact-email")
OF_THE_BAG = (OXUM.lower(), "bag-size", "bag-count", "bag-software-agent", "bagit-profile-identifier")


class BagFolder:
    """A folder that is a bag."""

    name = "bag"

    def recognise(self, path: Path) -> bool:
        """Say whether `path` is a folder with the declaration of a bag."""
        return path.is_dir() and is_bag(path)

    def open(self, path: Path, reading: Reading, inward: Inward) -> list[Source]:
        """Verify it, and open its payload. Raise Invalid with each fault of a bag that is not valid."""
        bag = read_bag(path)
        check(bag, reading.workspace.stop if reading.workspace else lambda: False)
        payload = path / PAYLOAD
        if not any(payload.iterdir()):
            raise SourceError(message("{path} holds no files", path=path))
        try:
            sources = inward(payload, reading)
        except SourceError as error:
            raise said_outside(error, payload, path / PAYLOAD) from error
        beside = {INTO: said} if (said := said_of(bag)) else {}
        return contained(sources, path, payload, Addition(beside=beside, own=partial(losses_of, bag)))


def said_of(bag: Bag) -> str:
    """Return what a bag says of who sent it and when, in the words of its labels."""
    return clean("; ".join(f"{label}: {value}" for label, value in bag.info if value and _kept(label)))


def losses_of(bag: Bag) -> Losses:
    """Say what became of each label of a bag, and of the files beside its payload."""
    losses = Losses()
    for label, value in bag.info:
        if not value:
            continue
        if label.lower() in PRIVATE:
            losses.dropped(label, message("a person's own; it must not become public"))
        elif label.lower() in OF_THE_BAG:
            losses.dropped(label, message("speaks of the bag, which has been verified"))
        else:
            losses.mapped(label, INTO)
    for name in _tag_files(bag):
        losses.dropped(name, message("stands beside the payload; verified where a manifest lists it"))
    return losses


def _kept(label: str) -> bool:
    return label.lower() not in (*PRIVATE, *OF_THE_BAG)


def _tag_files(bag: Bag) -> Iterator[str]:
    """Yield the files beside the payload that are not the bag's own."""
    own = frozenset(own_files(bag.path))
    for top in sorted(bag.path.iterdir()):
        for path in [top] if top.is_file() else sorted(top.rglob("*")) if top.name != PAYLOAD else []:
            name = readable(path.relative_to(bag.path).as_posix())
            if path.is_file() and path not in own:
                yield name
