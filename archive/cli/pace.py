"""How far long work has got: what a bar, a line of text or a script is told of it."""

import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

WINDOW = 20.0  # seconds: the rate is that of late
STEP = 0.5  # seconds between two moments that are remembered for it
SHORT = 48  # characters of the current item


@dataclass(slots=True)
class Pace:
    """One piece of work: so much of it is done, at this rate, and this is being worked on."""

    what: str
    total: int
    stage: str = "ingest"  # or "index"
    done: int = 0  # and safe
    ahead: int = 0  # worked through since, not safe yet
    current: str = ""
    refused: int = 0
    _moments: deque[tuple[float, int]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self._moments.append((time.monotonic(), 0))

    @property
    def seen(self) -> int:
        """How much has been worked through."""
        return min(self.done + self.ahead, self.total)

    def rate(self) -> float:
        """Return how many a second, of late."""
        now = time.monotonic()
        if now - self._moments[-1][0] >= STEP:
            self._moments.append((now, self.seen))
        while len(self._moments) > 2 and now - self._moments[1][0] > WINDOW:
            self._moments.popleft()
        since, had = self._moments[0]
        return (self.seen - had) / max(now - since, 0.001)

    def remaining(self) -> float | None:
        """Return how many seconds are left at that rate; None if nobody can say yet."""
        rate = self.rate()
        return (self.total - self.seen) / rate if rate > 0 else None

    def shape(self) -> Mapping[str, object]:
        """Return it as plain data."""
        left = self.remaining()
        return {
            "stage": self.stage,
            "source": self.what if self.stage == "ingest" else "",
            "done": self.seen,
            "safe": self.done,
            "rows": self.total,
            "rate": round(self.rate(), 2),
            "remaining_seconds": None if left is None else round(left, 1),
            "current": self.current,
            "refused": self.refused,
        }


def span(seconds: float | None) -> str:
    """Return a span of time as `1:02:03`."""
    if seconds is None:
        return "-:--"
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
