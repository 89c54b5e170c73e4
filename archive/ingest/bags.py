"""BagIt bags: read, and verified before anything is taken from them.

Spec: https://www.rfc-editor.org/rfc/rfc8493 (BagIt 1.0; section 3 says when a bag is complete and valid)
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archive.core.errors import Problem, SourceError
from archive.core.words import Message, message
from archive.ingest.names import readable
from archive.ingest.unpacking import safe_parts

DECLARATION, PAYLOAD, FETCH = "bagit.txt", "data", "fetch.txt"
INFO = ("bag-info.txt", "package-info.txt")
FIRST, LAST = (0, 93), (1, 0)
ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
_ENCODED = re.compile("%(0[AaDd]|25)")
_SIGNS = {"0a": "\n", "0d": "\r", "25": "%"}


@dataclass(slots=True)
class Manifest:
    """One manifest: path within the bag → digest, as it states them."""

    name: str
    algorithm: str
    of_payload: bool
    digests: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Bag:
    """What a bag says of itself, and what is wrong with how it says it."""

    path: Path
    version: tuple[int, int] = LAST
    encoding: str = "utf-8"
    info: list[tuple[str, str]] = field(default_factory=list)  # label and value, in order
    manifests: list[Manifest] = field(default_factory=list)
    to_fetch: dict[str, str] = field(default_factory=dict)  # path → address
    faults: list[Problem] = field(default_factory=list)

    def fault(self, value: str, reason: Message, remedy: Message | None = None) -> None:
        """Note something wrong."""
        self.faults.append(
            Problem(value=value, reason=reason, remedy=remedy, source=readable(self.path.name))
        )


def is_bag(path: Path) -> bool:
    """Say whether a folder declares itself a bag."""
    return (path / DECLARATION).is_file()


def own_files(path: Path) -> Iterator[Path]:
    """Yield the files by which a folder is a bag, as far as they are there."""
    for file in sorted(path.iterdir()):
        if file.name in (DECLARATION, FETCH, *INFO) or _MANIFEST.fullmatch(file.name):
            yield file


def read_bag(path: Path) -> Bag:
    """Read the tag files of a bag. Raise SourceError if it is of a version that is not understood."""
    bag = Bag(path)
    _declare(bag)
    bag.info = _tags(bag, INFO[bag.version < (0, 96)], bag.encoding)
    for file in sorted(path.iterdir()):
        if match := _MANIFEST.fullmatch(file.name):
            bag.manifests.append(_manifest(bag, file.name, match[2], match[1] is None))
    if (path / FETCH).is_file():
        _fetch(bag)
    return bag


def same_name(path: str) -> str:
    """Return a path as it is compared: composed, since systems take accented letters apart."""
    return unicodedata.normalize("NFC", path)


def _declare(bag: Bag) -> None:
    stated = dict(_tags(bag, DECLARATION, "utf-8"))
    version = re.fullmatch(r"(\d+)\.(\d+)", stated.get("BagIt-Version", ""))
    if version is None:
        raise SourceError(message("{path}: bagit.txt states no version", path=bag.path))
    bag.version = (int(version[1]), int(version[2]))
    if not FIRST <= bag.version <= LAST:
        raise SourceError(
            message("{path}: BagIt {version} is not understood", path=bag.path, version=version[0])
        )
    bag.encoding = stated.get("Tag-File-Character-Encoding", "utf-8")
    try:
        "".encode(bag.encoding)
    except LookupError:
        bag.fault(bag.encoding, message("no such encoding, in bagit.txt"))
        bag.encoding = "utf-8"


def _lines(bag: Bag, name: str, encoding: str) -> Iterator[str]:
    try:
        text = (bag.path / name).read_bytes().decode(encoding)
    except FileNotFoundError:
        return
    except (OSError, UnicodeError) as error:
        bag.fault(name, message("cannot be read: {error}", error=error))
        return
    if text.startswith("\ufeff"):
        if name == DECLARATION:
            bag.fault(name, message("begins with a byte-order mark, which BagIt forbids"))
        text = text[1:]
    yield from re.split("\r\n|\r|\n", text)


def _tags(bag: Bag, name: str, encoding: str) -> list[tuple[str, str]]:
    """Read a file of labels and values; a line that begins with a space goes on with the value before."""
    tags: list[tuple[str, str]] = []
    for line in _lines(bag, name, encoding):
        if not line.strip():
            continue
        label, colon, value = line.partition(":")
        if line[0].isspace() and tags:
            tags[-1] = (tags[-1][0], f"{tags[-1][1]} {line.strip()}")
        elif colon:
            tags.append((label.strip(), value.strip()))
        else:
            bag.fault(
                line, message("{name}: neither a label with a colon nor more of the line before", name=name)
            )
    return tags


def _manifest(bag: Bag, name: str, algorithm: str, of_payload: bool) -> Manifest:
    manifest = Manifest(name, algorithm, of_payload)
    for line in _lines(bag, name, bag.encoding):
        stated = line.split(None, 1)
        if not stated:
            continue
        path = _path(bag, stated[1].lstrip("*")) if len(stated) == 2 else ""
        if not path or (of_payload and not path.startswith(f"{PAYLOAD}/")):
            bag.fault(line, message("{name}: not a digest and a path within the bag", name=name))
        elif manifest.digests.setdefault(path, stated[0].lower()) != stated[0].lower():
            bag.fault(path, message("{name}: listed twice, with two digests", name=name))
    return manifest


def _fetch(bag: Bag) -> None:
    for line in _lines(bag, FETCH, bag.encoding):
        stated = line.split(None, 2)
        if not stated:
            continue
        path = _path(bag, stated[2]) if len(stated) == 3 else ""
        if path.startswith(f"{PAYLOAD}/"):
            bag.to_fetch[path] = stated[0]
        else:
            bag.fault(line, message("{name}: not an address, a size and a path within the bag", name=FETCH))


def _path(bag: Bag, stated: str) -> str:
    """Return a path within the bag, its encoded signs read; "" if it leads out of it."""
    stated = stated.rstrip("\r\n")
    if _ENCODED.search(stated) and not (bag.path / stated).is_file():
        stated = _ENCODED.sub(lambda code: _SIGNS[code[1].lower()], stated)
    parts = safe_parts(stated)
    return "" if isinstance(parts, Message) else same_name("/".join(parts))
