"""A registry: a named, ordered, visible list of parts that refuses duplicates and helps the lost."""

from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from archive.core.errors import Problem, UnknownName
from archive.core.nearest import nearest
from archive.core.words import message


class Named(Protocol):
    """Whatever has a name can be registered."""

    @property
    def name(self) -> str:
        """The name the part is asked for by."""
        ...


T = TypeVar("T", bound=Named)


class Registry(Generic[T]):
    """Parts of one kind by name, in the order they were listed."""

    def __init__(self, kind: str, parts: Iterable[T]) -> None:
        """List `parts`; `kind` says in English what one of them is, and is translated where it is shown."""
        self.kind = kind
        self._parts: dict[str, T] = {}
        for part in parts:
            if part.name in self._parts:
                raise ValueError(f"two entries named {part.name!r} in the registry of {kind}s")
            self._parts[part.name] = part

    def __getitem__(self, name: str) -> T:
        try:
            return self._parts[name]
        except KeyError:
            raise UnknownName([self._unknown(name)]) from None

    def __contains__(self, name: object) -> bool:
        return name in self._parts

    def __iter__(self) -> Iterator[T]:
        return iter(self._parts.values())

    def __len__(self) -> int:
        return len(self._parts)

    def names(self) -> tuple[str, ...]:
        """Return the names, in order."""
        return tuple(self._parts)

    def _unknown(self, name: str) -> Problem:
        close = nearest(name, self._parts)
        known = ", ".join(sorted(self._parts))
        return Problem(
            value=name,
            reason=message(
                "no {kind} {name!r}; known: {known}", kind=message(self.kind), name=name, known=known
            ),
            remedy=message('Did you mean "{close}"?', close=close) if close else None,
        )
