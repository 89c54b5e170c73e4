"""Why rows were refused or noted, counted: reasons that differ in the value alone are one reason."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from archive.core.errors import Problem
from archive.core.words import Message

GAP = "…"  # where one reason stands for several values


@dataclass(slots=True)
class Reasons:
    """Reasons and how often each was given."""

    _found: dict[Hashable, tuple[Message, int]] = field(default_factory=dict)

    def add(self, problem: Problem) -> None:
        """Count the reason of a problem."""
        reason = problem.reason
        if not reason.gaps:
            self._count(reason.template, reason, reason, 1)
            return
        masked = Message(
            reason.template,
            {name: GAP if _is_of(problem.value, gap) else gap for name, gap in reason.gaps.items()},
        )
        self._count((masked.template, str(masked)), reason, masked, 1)

    def update(self, other: "Reasons") -> None:
        """Count what was counted elsewhere too."""
        for key, (reason, count) in other._found.items():
            template = reason.template
            self._count(key, reason, Message(template, _joined(reason, self._found.get(key))), count)

    def _count(self, key: Hashable, reason: Message, masked: Message, count: int) -> None:
        before, times = self._found.get(key, (reason, 0))
        self._found[key] = (before if before == reason else masked, times + count)

    def most_common(self, most: int | None = None) -> list[tuple[Message, int]]:
        """Return the reasons with their counts, the most frequent first."""
        return sorted(self._found.values(), key=lambda each: -each[1])[:most]

    def values(self) -> Iterable[int]:
        """Return the counts."""
        return [count for _, count in self._found.values()]

    def __iter__(self) -> Iterator[Message]:
        return (reason for reason, _ in self._found.values())


def _is_of(value: str, gap: object) -> bool:
    """Say whether a gap holds what only this row has: its value or a part of it, or a number."""
    return isinstance(gap, int) or (isinstance(gap, str) and gap.strip() != "" and gap.strip() in value)


def _joined(reason: Message, before: tuple[Message, int] | None) -> dict[str, object]:
    known = before[0].gaps if before else reason.gaps
    return {name: gap if known.get(name) == gap else GAP for name, gap in reason.gaps.items()}
