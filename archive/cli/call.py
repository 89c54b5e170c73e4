"""What a command is told before its own options: which instance, in which language."""

from dataclasses import dataclass, field
from pathlib import Path

import click

from archive.core.translation import translator
from archive.core.words import Message, Translate
from archive.settings import Settings, load

STOPPED = 130  # as shells count an end by Ctrl+C


@dataclass(slots=True)
class Call:
    """One call of the program."""

    config: Path | None = None
    language: str = "en"
    debug: bool = False
    settings_read: Settings | None = field(default=None, repr=False)

    @property
    def translate(self) -> Translate:
        """Return the function that puts words into the user's language."""
        return translator(self.language)

    def settings(self) -> Settings:
        """Return the settings of the instance, read once."""
        if self.settings_read is None:
            self.settings_read = load(self.config)
        return self.settings_read

    def words(self, said: Message) -> str:
        """Return a message in the user's language."""
        return said.render(self.translate)

    def say(self, said: Message, *, err: bool = False) -> None:
        """Print a message in the user's language."""
        click.echo(self.words(said), err=err)


pass_call = click.make_pass_decorator(Call)
