"""Whether a bag is complete and valid: every file there, no other, each with the digests it was sent with.

Spec: https://www.rfc-editor.org/rfc/rfc8493#section-3
"""

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from pathlib import Path

from archive.core.errors import Invalid, Problem
from archive.core.words import message
from archive.ingest.bags import ALGORITHMS, PAYLOAD, Bag, same_name
from archive.ingest.names import readable

BLOCK = 1 << 20
MOST_FAULTS = 1000  # that are told one by one
OXUM = "Payload-Oxum"  # "octets.files"

Stop = Callable[[], bool]


def check(bag: Bag, stop: Stop = lambda: False) -> None:
    """Raise Invalid with everything that is wrong with the bag."""
    if _check_structure(bag):
        held = dict(_payload(bag))
        _check_complete(bag, held)
        _check_oxum(bag, held)
        _check_digests(bag, held, stop)
    if bag.faults:
        raise Invalid(_told(bag))


def _check_structure(bag: Bag) -> bool:
    if not (bag.path / PAYLOAD).is_dir():
        bag.fault(PAYLOAD, message("there is no such folder, which would hold the payload"))
        return False
    if not any(each.of_payload and each.algorithm in ALGORITHMS for each in bag.manifests):
        known = ", ".join(f"manifest-{each}.txt" for each in ALGORITHMS)
        bag.fault(
            "",
            message("no manifest of the payload that is understood"),
            message("One of: {known}", known=known),
        )
        return False
    return True


def _payload(bag: Bag) -> Iterator[tuple[str, Path]]:
    """Yield the files of the payload, as the disk has them: path within the bag, and where it is."""
    for here, folders, names in os.walk(bag.path / PAYLOAD):
        folders.sort()
        for name in sorted(names):
            path = Path(here) / name
            yield same_name(readable(path.relative_to(bag.path).as_posix())), path
        for name in folders:
            if (Path(here) / name).is_symlink():
                bag.fault(name, message("it is a link"))


def _check_complete(bag: Bag, held: Mapping[str, Path]) -> None:
    listed = {path for each in bag.manifests if each.of_payload for path in each.digests}
    for path in sorted(listed - held.keys()):
        _miss(bag, path)
    for path in sorted(held.keys() - listed):
        bag.fault(path, message("is in the payload, but in no manifest"))
    for path in sorted(bag.to_fetch.keys() - listed):
        bag.fault(path, message("is in fetch.txt, but in no manifest"))
    for path in sorted(path for path, file in held.items() if file.is_symlink()):
        bag.fault(path, message("it is a link"))
    if bag.version >= (1, 0):
        _check_agreement(bag, listed & held.keys())


def _miss(bag: Bag, path: str) -> None:
    if path not in bag.to_fetch:
        bag.fault(path, message("is listed in a manifest, but not there"))
        return
    bag.fault(
        path,
        message("is to be fetched from {address}", address=bag.to_fetch[path]),
        message("Nothing is fetched from the network. Fetch it, and put it in its place."),
    )


def _check_agreement(bag: Bag, paths: Set[str]) -> None:
    """Refuse a file that one manifest of the payload lists and another does not."""
    for manifest in (each for each in bag.manifests if each.of_payload):
        for path in sorted(paths - manifest.digests.keys()):
            bag.fault(path, message("is not in {name}, though in another manifest", name=manifest.name))


def _check_oxum(bag: Bag, held: Mapping[str, Path]) -> None:
    size = sum(each.stat().st_size for each in held.values() if each.exists())
    there = f"{size}.{len(held)}"
    for label, value in bag.info:
        if label.lower() == OXUM.lower() and value != there:
            reason = message(
                "bag-info.txt counts other octets and files (Payload-Oxum) than there are: {there}",
                there=there,
            )
            bag.fault(value, reason)


def _check_digests(bag: Bag, held: Mapping[str, Path], stop: Stop) -> None:
    for path, stated in _stated_digests(bag).items():
        file = held.get(path, bag.path / path)
        if not file.is_file() or file.is_symlink():
            continue  # told already
        for algorithm, found in _digests(file, stated, stop).items():
            if found != stated[algorithm]:
                gaps = {"algorithm": algorithm, "found": found, "stated": stated[algorithm]}
                reason = message("its {algorithm} is {found}, not {stated}", **gaps)
                bag.fault(path, reason, message("It has changed since it was bagged; ask for it once more."))


def _stated_digests(bag: Bag) -> Mapping[str, dict[str, str]]:
    """Return the digests of each file by algorithm; tell of tag files that are not there."""
    stated: dict[str, dict[str, str]] = defaultdict(dict)
    for manifest in bag.manifests:
        for path, digest in manifest.digests.items():
            if manifest.algorithm in ALGORITHMS:
                stated[path][manifest.algorithm] = digest
            if not manifest.of_payload and not (bag.path / path).is_file():
                bag.fault(path, message("is listed in {name}, but not there", name=manifest.name))
    return stated


def _digests(file: Path, algorithms: Mapping[str, str], stop: Stop) -> dict[str, str]:
    """Read a file once and return its digest by each algorithm."""
    running = {each: hashlib.new(each, usedforsecurity=False) for each in algorithms}
    with file.open("rb") as stream:
        while block := stream.read(BLOCK):
            if stop():
                raise KeyboardInterrupt
            for each in running.values():
                each.update(block)
    return {name: each.hexdigest() for name, each in running.items()}


def _told(bag: Bag) -> list[Problem]:
    faults = bag.faults[:MOST_FAULTS]
    if more := len(bag.faults) - len(faults):
        faults.append(Problem(source=bag.path.name, reason=message("… and {more} more faults", more=more)))
    return faults
