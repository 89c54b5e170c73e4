"""What a file is and what it says: digest, format, facts, text and pictures, in one visit.

Each stage that looks into the file is held to limits, where it is done in a process that has them. What
a stage fell over once is not tried again: the file comes in with what the other stages give, and says why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from archive.catalogue.entry import EntryFile
from archive.core.identifiers import mint
from archive.ingest.bounding import bounded
from archive.ingest.draft import Defaults, DraftFile
from archive.media import derivatives
from archive.media.confined import excess, limited
from archive.media.extractor import Extracted
from archive.media.identify import UNKNOWN, Format, identify
from archive.media.limits import Downfall, Stage
from archive.media.registry import read
from archive.metadata.record import FileFacts
from archive.storage.fixity import sha512

UNTOLD = Format(UNKNOWN, None, "", "none")


def examine(
    file: DraftFile, defaults: Defaults, number: int = 0, fallen: Sequence[Downfall] = ()
) -> tuple[EntryFile, Mapping[str, tuple[str, ...]]]:
    """Return the file's facts and text, and what it proposes for empty fields. A damaged file says so.

    `number` is its place in its row; `fallen` are the stages that cannot be gone through with it.
    """
    barred = {each.stage: each for each in fallen}
    form = _identified(file.path, number, barred)
    extracted = _extracted(file.path, form, defaults, number, barred)
    facts = FileFacts(
        id=mint(),
        name=file.name,
        media_type=form.media_type,
        size=file.path.stat().st_size,
        sha512=sha512(file.path),
        puid=form.puid,
        format_name=form.name,
        access=file.access,
        embargo_until=file.embargo_until,
        width=extracted.width,
        height=extracted.height,
        pages=extracted.pages,
        language=file.language,
        problem=extracted.problem,
        technical=extracted.technical,
    )
    if defaults.derivatives is not None and _is_picture(extracted, facts):
        facts = _drawn(file.path, facts, defaults, number, barred)
    return EntryFile(facts=facts, passages=extracted.passages), extracted.proposed


def _identified(path: Path, number: int, barred: Mapping[Stage, Downfall]) -> Format:
    if Stage.IDENTIFYING in barred:
        return UNTOLD
    with limited(number, Stage.IDENTIFYING):
        return identify(path)


def _extracted(
    path: Path, form: Format, defaults: Defaults, number: int, barred: Mapping[Stage, Downfall]
) -> Extracted:
    fall = barred.get(Stage.READING) or barred.get(Stage.IDENTIFYING)
    if fall:
        return Extracted(problem=fall.reason, technical={"last_words": fall.said} if fall.said else {})
    with limited(number, Stage.READING):
        return bounded(read(path, form, defaults.extractors), defaults.limits.text)


def _drawn(
    path: Path, facts: FileFacts, defaults: Defaults, number: int, barred: Mapping[Stage, Downfall]
) -> FileFacts:
    """Make the web sizes; return the facts, which say so if none can be made."""
    folder = defaults.derivatives
    if folder is None:
        return facts
    if fall := barred.get(Stage.DRAWING):
        derivatives.renounce(folder, facts.sha512)
        return replace(facts, problem=fall.reason)
    try:
        with limited(number, Stage.DRAWING):
            derivatives.make(path, folder, facts, defaults.max_pixels)
    except (MemoryError, OSError) as error:
        if not (reason := excess(error)):
            raise
        derivatives.renounce(folder, facts.sha512)
        return replace(facts, problem=reason)
    return facts


def _is_picture(extracted: Extracted, facts: FileFacts) -> bool:
    return facts.media_type.startswith("image/") and extracted.width is not None and not extracted.problem
