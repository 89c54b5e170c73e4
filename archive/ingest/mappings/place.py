"""Where something stands in a mapping file, and what is wrong there: file, table, key, what to write."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from archive.core.errors import SourceError
from archive.core.nearest import nearest
from archive.core.words import Message, message

_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A table of a mapping file."""

    path: Path
    table: str = ""  # as its line of heading has it: `columns."Inventory no."`

    def below(self, name: str) -> "Place":
        """Return the place of a table within this one."""
        written = name if _BARE.fullmatch(name) else '"' + name.replace('"', '\\"') + '"'
        return replace(self, table=f"{self.table}.{written}" if self.table else written)

    def wrong(self, said: Message, key: str = "") -> SourceError:
        """Return the error that says what is wrong with a key of this table."""
        table = f"[{self.table}]" if self.table else ""
        where = " ".join(part for part in (table, key) if part)
        return SourceError(
            message("{path}: {where}: {said}", path=self.path, where=where, said=said)
            if where
            else message("{path}: {said}", path=self.path, said=said)
        )

    def write(self, example: str, key: str = "") -> SourceError:
        """Return the error that says what to write instead."""
        return self.wrong(message("write {example}", example=example), key)

    def known(self, stated: Mapping[str, object], keys: Sequence[str]) -> None:
        """Refuse keys that mean nothing here, naming the nearest that does."""
        for name in stated:
            if name not in keys:
                hint = nearest(name, keys) or ", ".join(keys)
                raise self.wrong(message('no such key "{name}"; try "{hint}"', name=name, hint=hint))

    def one_of(self, text: str, known: Sequence[str], key: str) -> str:
        """Return a word that must be one of those known."""
        if text not in known:
            raise self.wrong(
                message('no "{name}" here; write one of {known}', name=text, known=", ".join(known)), key
            )
        return text

    def text(self, stated: Mapping[str, object], key: str, example: str) -> str | None:
        """Return the text of a key, a number as it is written; None if the key is not there."""
        value = stated.get(key)
        if isinstance(value, bool) or not isinstance(value, str | int | float | None):
            raise self.write(example, key)
        return None if value is None else str(value)

    def texts(self, stated: Mapping[str, object], key: str, example: str) -> tuple[str, ...]:
        """Return the texts of a key that holds one or several."""
        value = stated.get(key, [])
        each = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str | int | float) and not isinstance(one, bool) for one in each):
            raise self.write(example, key)
        return tuple(str(one) for one in each)

    def flag(self, stated: Mapping[str, object], key: str) -> bool | None:
        """Return true or false, None if the key is not there."""
        value = stated.get(key)
        if not isinstance(value, bool | None):
            raise self.write(f"{key} = true", key)
        return value

    def tables(self, stated: Mapping[str, object], key: str, example: str) -> list[Mapping[str, object]]:
        """Return the tables of a key that holds one or several."""
        value = stated.get(key, [])
        each: list[Any] = value if isinstance(value, list) else [value]
        if not all(isinstance(one, Mapping) for one in each):
            raise self.write(example, key)
        return each
