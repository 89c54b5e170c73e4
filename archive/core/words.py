"""Words for people: messages that are written once in English and shown in the reader's language."""

from collections.abc import Callable
from dataclasses import dataclass, field

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
