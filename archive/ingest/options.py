"""How a source is to be taken in."""

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from pathlib import Path

from archive.core.words import Translate
from archive.ingest.draft import Defaults
from archive.ingest.mapping import NO_MAPPING, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a source is to be taken in."""

    actor: str
    mapping: Mapping = NO_MAPPING
    defaults: Defaults = field(default_factory=Defaults)
    publish: bool = False
    dry_run: bool = False
    overwrite: bool = False  # also what somebody has set by hand
    workers: int = 1
    source_name: str = ""  # under which the catalogue remembers it; the source's own if empty
    asked: Map[str, object] = field(default_factory=dict)  # the same as it was asked for, in plain data
    reports: Path | None = None  # folder of the reports of refused rows; none are kept without
    translate: Translate = str  # for these reports
    whole: bool = True  # the source is all there is of it: what it had before and has no more has left it

    def report_of(self, import_id: int | None) -> Path | None:
        """Return where the refused rows of an import are to be found."""
        return None if self.reports is None or import_id is None else self.reports / f"{import_id}.csv"
