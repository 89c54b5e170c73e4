"""What a run would change in a record, field by field, in words that can be laid side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from archive.catalogue.entry import KeptValue
from archive.catalogue.imports import Change
from archive.catalogue.snapshot import BY_THE_WAY, FILES, PARENT, POSITION
from archive.ingest.special import COLLECTION, FILE
from archive.metadata.cells import SEPARATOR
from archive.metadata.loading import undump
from archive.metadata.record import Value

LENGTH = 60  # of each side on one line
AROUND = 20  # characters before the first that differs
UNTOLD = {BY_THE_WAY, POSITION}  # nobody has stated them
NAMES = {PARENT: COLLECTION, FILES: FILE}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field before and after, as texts; empty for nothing."""

    field: str
    before: str
    after: str


def differences(change: Change) -> Iterator[Difference]:
    """Yield what differs, field by field."""
    for key in sorted(change.after.keys() - UNTOLD, key=lambda key: key.removeprefix("@")):
        yield _difference(key, change.before.get(key), change.after[key], change.names)


def kept(value: KeptValue) -> Difference:
    """Return a value that stays as it is, beside what the source says."""
    return _difference(value.key, value.present, value.stated, {})


def contrasted(difference: Difference, length: int = LENGTH) -> tuple[str, str]:
    """Return both sides on one line each, cut so that the place where they begin to differ is seen."""
    sides = [" ".join(side.split()) for side in (difference.before, difference.after)]
    first = next((at for at, (one, other) in enumerate(zip(*sides, strict=False)) if one != other), None)
    if first is None:
        first = min(map(len, sides))
    start = first - AROUND if first > length - AROUND else 0
    before, after = (_cut(side, start, length) for side in sides)
    return before, after


def _cut(text: str, start: int, length: int) -> str:
    lead = "…" if start else ""
    room = length - len(lead)
    rest = text[start:]
    return f"{lead}{rest}" if len(rest) <= room else f"{lead}{rest[: room - 1]}…"


def _difference(key: str, before: Any, after: Any, names: Mapping[str, str]) -> Difference:
    shown = [_shown(key, each, names) for each in (before, after)]
    if shown[0] == shown[1]:  # the words are the same; what is known of them is not
        shown = [_in_full(key, each) for each in (before, after)]
    return Difference(NAMES.get(key, key.removeprefix("@")), *shown)


def _shown(key: str, stated: Any, names: Mapping[str, str]) -> str:
    if stated is None:
        return ""
    if key == FILES:
        return SEPARATOR.join(str(file["name"]) for file in stated)
    if key.startswith("@"):
        return names.get(str(stated), str(stated))
    return SEPARATOR.join(_words(value) for value in undump({key: stated})[key])


def _in_full(key: str, stated: Any) -> str:
    if stated is None:
        return ""
    if key == FILES:
        return SEPARATOR.join(_facts(file) for file in stated)
    if key.startswith("@"):
        return str(stated)
    values = undump({key: stated})[key]
    return SEPARATOR.join(
        f"{_words(value)} ({', '.join(filter(None, (value.edtf, value.authority)))})" for value in values
    )


def _words(value: Value) -> str:
    return f"{value.text} [{value.language}]" if value.language else value.text


def _facts(file: Mapping[str, Any]) -> str:
    """Return a file in words that tell two states of it apart: its bytes, its text, who may read it."""
    told = (f"{file['size']} B", f"sha512 {file['sha512'][:8]}", file["access"], file["embargo_until"],
            file["language"], file["format_name"], f"{file['passages']} passages",
            f"text {file['text_digest'][:8]}" if file["text_digest"] else "", file["problem"])  # fmt: skip
    return f"{file['name']} ({', '.join(str(each) for each in told if each)})"
