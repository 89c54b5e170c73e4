"""Attachments of e-mails and files within PDFs become files of the item, beside what they came in.

They are written into a folder of the run, examined like any other file, and go when the batch is stored.
What they came in is kept whole, so nothing depends on them; and what they say of themselves proposes
nothing, since the item is described by what it came as.
"""

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from archive.catalogue.entry import EntryFile
from archive.core.errors import Problem, Unreadable
from archive.core.words import Message, message
from archive.ingest.draft import Draft, DraftFile
from archive.ingest.examine import examine
from archive.ingest.names import readable
from archive.ingest.special import FILE
from archive.media.confined import excess, limited
from archive.media.enclosures import MOST, enclosed
from archive.media.limits import Stage, explained

DEEPEST = 3  # files within files within files
MOST_BYTES = 4 << 30  # of all that is taken from one row
ENCLOSED_IN = "enclosed_in"  # the fact that says in which file of the item it came
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_LONGEST = 180  # bytes of a name, and room for a number behind it: file systems take 255


@dataclass(slots=True)
class _Taking:
    """What is being taken out of the files of one row."""

    draft: Draft
    folder: Path
    files: list[DraftFile]
    warnings: list[Problem] = field(default_factory=list)
    depths: dict[str, int] = field(default_factory=dict)  # by name: how deep within others
    taken: int = 0  # bytes

    def take(self) -> None:
        """Take out what the files hold, and what these hold in turn."""
        place = 0
        while place < len(self.files):
            holder = self.files[place]
            if _holds(holder) and self.depths.get(holder.name, 0) < DEEPEST:
                self._open(holder, place)
            place += 1

    def _open(self, holder: DraftFile, place: int) -> None:
        if any(each.file == place and each.stage is Stage.UNPACKING for each in self.draft.fallen):
            self._warn(holder, message("its attachments could not be taken out"))
            return
        began = len(self.files)
        try:
            with limited(place, Stage.UNPACKING):
                for name, data in enclosed(holder.path, _media_type(holder)):
                    if self.taken + len(data) > MOST_BYTES or len(self.files) >= MOST:
                        self._warn(holder, message("it holds more attachments than are taken out"))
                        break
                    self.taken += len(data)
                    self.files.append(self._written(holder, name, data))
        except (Unreadable, MemoryError) as error:
            self._warn(holder, explained(excess(error) or str(error)))
        for number in range(began, len(self.files)):
            self._examine(holder, number)

    def _written(self, holder: DraftFile, stated: str, data: bytes) -> DraftFile:
        """Write a file; who may read what it came in may read it, and for as long."""
        taken = {file.name for file in self.files}
        name = next(each for each in _names(safe(stated)) if each not in taken)
        path = Path(tempfile.mkdtemp(dir=self.folder)) / name
        path.write_bytes(data)
        self.depths[name] = self.depths.get(holder.name, 0) + 1
        return replace(holder, path=path, name=name, enclosed_in=holder.name, read=None)

    def _examine(self, holder: DraftFile, number: int) -> None:
        file = self.files[number]
        fallen = [each for each in self.draft.fallen if each.file == number]
        read, _ = examine(file, self.draft.defaults, number, fallen)
        facts = replace(read.facts, technical={**read.facts.technical, ENCLOSED_IN: holder.name})
        self.files[number] = replace(file, read=EntryFile(facts=facts, passages=read.passages))
        if facts.problem:
            self._warn(file, explained(facts.problem))

    def _warn(self, file: DraftFile, reason: Message) -> None:
        remedy = message("It is stored all the same.")
        self.warnings.append(Problem(field=FILE, value=file.name, reason=reason, remedy=remedy))


def take_out(draft: Draft) -> Draft:
    """Add the attachments of its files to a draft, where the run has a folder for them."""
    folder = draft.defaults.enclosures
    if folder is None or not any(map(_holds, draft.files)):
        return draft
    taking = _Taking(draft, folder, list(draft.files))
    taking.take()
    return replace(draft, files=tuple(taking.files), warnings=(*draft.warnings, *taking.warnings))


def discard(drafts: Iterable[Draft]) -> None:
    """Remove what was taken out for these drafts: it is in the store, or will not be."""
    for draft in drafts:
        for file in draft.files:
            if file.enclosed_in:
                shutil.rmtree(file.path.parent, ignore_errors=True)


def safe(stated: str) -> str:
    """Return the last part of a name without what no file system takes: it was chosen by a stranger."""
    last = PurePosixPath(readable(stated).replace("\\", "/")).name
    name = _FORBIDDEN.sub("_", last).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    end = f"{dot}{suffix}" if stem and len(suffix) < 10 else ""
    kept = (
        name.removesuffix(end)
        .encode(errors="replace")[: _LONGEST - len(end.encode())]
        .decode(errors="ignore")
    )
    return f"{kept}{end}" or "attachment"


def _holds(file: DraftFile) -> bool:
    return file.read is not None and bool(file.read.facts.technical.get("attachments"))


def _media_type(file: DraftFile) -> str:
    return file.read.facts.media_type if file.read else ""


def _names(name: str) -> Iterator[str]:
    yield name
    path = PurePosixPath(name)
    for number in range(2, 10 * MOST):
        yield f"{path.stem}-{number}{path.suffix}"
