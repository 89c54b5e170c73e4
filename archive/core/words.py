"""Words for people: messages that are written once in English and shown in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with named gaps (`{name}`), translated only when it is shown."""

    template: str
    gaps: dict[str, object] = field(default_factory=dict)

    def render(self, translate: Translate = str) -> str:
        """Return the sentence in the language of `translate`, gaps filled; messages in gaps likewise."""
        sentence = translate(self.template)
        if not self.gaps:
            return sentence
        gaps = {
            name: gap.render(translate) if isinstance(gap, Message) else gap
            for name, gap in self.gaps.items()
        }
        return sentence.format(**gaps)

    def __str__(self) -> str:
        return self.render()


def _(text: str) -> str:
    """Mark a text for translation (gettext's extractor looks for this name) and return it unchanged."""
    return text


def message(template: str, **gaps: object) -> Message:
    """Return a message; `template` is marked for translation, `gaps` fill its braces."""
    return Message(template, gaps)


def plain(said: Message) -> dict[str, Any]:
    """Return a message as plain data, to be kept and shown later to whoever reads it then."""
    gaps = {name: plain(gap) if isinstance(gap, Message) else gap for name, gap in said.gaps.items()}
    kept = (str, int, float, bool, dict)
    return {
        "template": said.template,
        "gaps": {name: gap if isinstance(gap, kept) else str(gap) for name, gap in gaps.items()},
    }


def from_plain(kept: Mapping[str, Any]) -> Message:
    """Return a message that was kept."""
    gaps = kept.get("gaps", {})
    return Message(
        str(kept["template"]),
        {name: from_plain(gap) if isinstance(gap, Mapping) else gap for name, gap in gaps.items()},
    )
