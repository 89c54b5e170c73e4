"""What the timeline posters tell: read from `scripts/texts/timeline.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

_SOURCE = Path(__file__).resolve().parent.parent / "texts" / "timeline.toml"


@dataclass(frozen=True, slots=True)
class Entry:
    """One act, law or vote; what is told stands under the tag of each language."""

    day: dict[str, str]
    what: dict[str, str]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One period."""

    years: str
    name: dict[str, str]
    entries: tuple[Entry, ...]


def chapters() -> tuple[Chapter, ...]:
    """Return the periods in their order."""
    told = tomllib.loads(_SOURCE.read_text(encoding="utf-8"))
    return tuple(
        Chapter(
            years=chapter["years"],
            name=chapter["name"],
            entries=tuple(
                Entry(entry["day"], {tag: entry[tag] for tag in ("en", "es")}) for entry in chapter["entry"]
            ),
        )
        for chapter in told["chapter"]
    )
